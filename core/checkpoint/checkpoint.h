// Weights from and to files: the one door of this room.
//
// Reading executes nothing from a file and allows a file no more than it holds: what a header
// claims is checked against the bytes that are there before memory is taken. Tensors that are
// copied (converted, strided or misaligned ones) may together take 16 times the file's size plus
// 16 MiB, which leaves room for bytes widened to int64 (8 times) and for weights tied twice; more
// can only come from made-up shapes and is refused. A pickle may name the classes and functions
// that files of weights are known to name (known_names.h) and no others.
//
// Zip archives keep a checksum of every part, which is verified when the part is read; other
// forms have none, and a changed number in them cannot be noticed.
#pragma once

#include "core/base/progress.h"
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
    Sharded,     ///< MODEL.index.json, which names the files that hold the tensors
    Onnx,        ///< the initializers of the graph
};

/// "safetensors", "torch.save (zip)", ... for a person.
std::string to_string(WeightsFormat format);

/// A tensor without its numbers.
struct TensorOutline
{
    std::string name;
    Shape shape;
    DType dtype = DType::Float32; ///< what read_weights() makes of it
    std::string stored_as;        ///< torch's name of the type in the file: "float16"
};

/// What a file holds, as far as that can be told without looking at a number.
struct WeightsOutline
{
    std::vector<TensorOutline> tensors; ///< in the file's order
    WeightsFormat format = WeightsFormat::Safetensors;
    std::vector<std::string> notes; ///< as in Checkpoint, but for those about numbers
    std::map<std::string, std::string> metadata;
};

struct Checkpoint
{
    /// Float32 for every kind of float in the file, Int64 for whole numbers and booleans, in the
    /// file's order. What becomes of the file later is no matter.
    Weights weights;
    WeightsFormat format = WeightsFormat::Safetensors;
    /// What was done on the way and what is strange, each a sentence for people without a full
    /// stop: "taken from 'state_dict'", "prefix 'module.' removed", "12 float16 tensors widened to
    /// float32", "numbers that are not finite in 1 tensor: 'fc.bias' (2 NaN)".
    std::vector<std::string> notes;
    /// What the writer noted (WriteOptions::metadata); empty where the form has no place for it.
    std::map<std::string, std::string> metadata;
};

/// Names, shapes and types of a file's tensors. Reads what describes them and none of their
/// numbers: milliseconds for a file of any size.
/// @throws Error as read_weights(), but damaged numbers are not noticed.
WeightsOutline read_outline(const std::filesystem::path &file);

/// Reads every number once, for the checksums and to find those that are not finite.
/// @throws Error (UnreadableInput) that names the file, and the tensor where there is one, if the
///         file is missing, foreign, cut off, damaged, changed while it is read or no state_dict;
///         Error (Failure) without memory; Error (Interrupted) when stopped. Nothing else is
///         thrown.
/// `progress` is called from any thread, from one at a time.
Checkpoint read_weights(const std::filesystem::path &file, std::stop_token stop = {},
                        const ProgressHandler &progress = {});

enum class WrittenPrecision {
    Float32,
    Float16,  ///< 11 bits of precision, up to 65504
    BFloat16, ///< 8 bits of precision, float32's range
};

struct WriteOptions
{
    /// Float32 tensors are rounded to it, to the nearest and to even between two; Int64 stays.
    WrittenPrecision precision = WrittenPrecision::Float32;
    /// Notes about the file, such as what made it and from which seed; UTF-8.
    std::map<std::string, std::string> metadata;
};

/// Writes .safetensors, .pth or .pt, as the file's extension says, complete or not at all.
/// @throws Error (InvalidRequest) for another extension, and as the two below.
void write_weights(const std::filesystem::path &file, const Weights &weights,
                   const WriteOptions &options = {});

/// The same weights and options always give the same bytes. The metadata gains "format": "pt",
/// which Hugging Face's readers ask for, unless it has a "format".
/// @throws Error (InvalidRequest) if a name cannot stand in the header (no UTF-8), or a finite
///         number is beyond the precision's range.
void write_safetensors(const std::filesystem::path &file, const Weights &weights,
                       const WriteOptions &options = {});

/// A state_dict as torch.save writes it (an OrderedDict), which torch.load(weights_only=True)
/// reads; it passes over the metadata. The same weights and options always give the same bytes.
/// @throws Error (InvalidRequest) if the file would pass 4 GiB, a name is no UTF-8, or a finite
///         number is beyond the precision's range.
void write_torch_zip(const std::filesystem::path &file, const Weights &weights,
                     const WriteOptions &options = {});

} // namespace tlvfc
