// The readers of torch's own forms, one file each.
#pragma once

#include "core/checkpoint/contents.h"

#include <span>
#include <string_view>

namespace tlvfc::checkpoint {

/// All throw Error (UnreadableInput) without the file's name. The names are as they
/// stand in the file.
///@{

/// A zip archive: torch.save since 1.6, or torch.jit.save where the archive says so.
Contents read_torch_zip(std::span<const std::byte> file);

/// Pickles, then the numbers of the storages that they speak of.
Contents read_torch_legacy(std::span<const std::byte> file);

/// A tar archive of the members storages, tensors and pickle.
Contents read_torch_tar(std::span<const std::byte> file);

///@}

/// The member with the notes that WriteOptions::metadata asks for, as a safetensors header has
/// them; after TorchScript's folder for extra files, which torch.load passes over.
constexpr std::string_view zip_metadata = "/extra/tlvfc.json";

/// Whether the file starts as a pickle of protocol 2 or later, or as torch's magic number in an
/// earlier one.
bool starts_as_legacy(std::string_view file);

} // namespace tlvfc::checkpoint
