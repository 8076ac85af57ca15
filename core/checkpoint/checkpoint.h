// Weights from and to files: the one door of this room.
//
// Reading executes nothing from a file and allows a file no more than it holds: what a header
// claims is checked against the bytes that are there before memory is taken. Tensors that are
// copied (converted, strided or misaligned ones) may together take 16 times the file's size plus
// 16 MiB, which leaves room for bytes widened to int64 (8 times) and for weights tied twice; more
// can only come from made-up shapes and is refused.
//
// Zip archives keep a checksum of every part, which is verified, at about 1 GB a second; other
// forms have none, and a changed number in them cannot be noticed.
#pragma once

#include "core/base/weights.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tlvfc {

/// The forms in which weights are read; the content decides, never the file's name.
enum class WeightsFormat {
    Safetensors,
    TorchZip,    ///< torch.save since 1.6
    TorchLegacy, ///< torch.save from 0.1.10 to 1.5
    TorchTar,    ///< torch.save before 0.1.10
    TorchScript, ///< torch.jit.save: parameters, buffers and other tensor attributes
};

/// "safetensors", "torch.save (zip)", ... for a person.
std::string to_string(WeightsFormat format);

struct Checkpoint
{
    /// Float32 for every kind of float in the file, Int64 for whole numbers and booleans, in the
    /// file's order. Tensors that need no conversion look into the mapped file and keep it mapped;
    /// replace such a file by renaming, as this program does, and never shorten it in place.
    Weights weights;
    WeightsFormat format = WeightsFormat::Safetensors;
    /// What was done on the way, each a sentence for people without a full stop: "taken from
    /// 'state_dict'", "prefix 'module.' removed", "12 float16 tensors widened to float32".
    std::vector<std::string> notes;
};

/// @throws Error (UnreadableInput) that names the file, and the tensor where there is one, if the
///         file is missing, foreign, cut off, damaged or no state_dict; Error (Failure) without
///         memory. Nothing else is thrown.
Checkpoint read_weights(const std::filesystem::path &file);

/// Writes .safetensors, .pth or .pt, as the file's extension says, complete or not at all.
/// @throws Error (InvalidRequest) for another extension.
void write_weights(const std::filesystem::path &file, const Weights &weights);

/// The same weights and metadata always give the same bytes. The metadata gains "format": "pt",
/// which Hugging Face's readers ask for, unless it has a "format".
/// @throws Error (InvalidRequest) if a name cannot stand in the header (no UTF-8).
void write_safetensors(const std::filesystem::path &file, const Weights &weights,
                       const std::map<std::string, std::string> &metadata = {});

/// A state_dict as torch.save writes it (an OrderedDict), which torch.load(weights_only=True)
/// reads. The same weights always give the same bytes.
/// @throws Error (InvalidRequest) if the file would pass 4 GiB, or a name is no UTF-8.
void write_torch_zip(const std::filesystem::path &file, const Weights &weights);

} // namespace tlvfc
