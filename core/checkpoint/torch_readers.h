// The readers of torch's own forms, one file each.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/stored_tensor.h"

#include <span>
#include <string_view>

namespace tlvfc::checkpoint {

/// All throw Error (UnreadableInput) without the file's name. The Checkpoint's names are as they
/// stand in the file.
///@{

/// A zip archive: torch.save since 1.6, or torch.jit.save where the archive says so.
Checkpoint read_torch_zip(std::span<const std::byte> file, Materials &materials);

/// Pickles, then the numbers of the storages that they speak of.
Checkpoint read_torch_legacy(std::span<const std::byte> file, Materials &materials);

/// A tar archive of the members storages, tensors and pickle.
Checkpoint read_torch_tar(std::span<const std::byte> file, Materials &materials);

///@}

/// Whether the file starts as a pickle of protocol 2 or later, or as torch's magic number in an
/// earlier one.
bool starts_as_legacy(std::string_view file);

} // namespace tlvfc::checkpoint
