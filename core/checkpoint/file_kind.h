// What a file is, by its first bytes.
#pragma once

#include <cstddef>
#include <span>

namespace tlvfc::checkpoint {

enum class FileKind {
    Safetensors,
    Zip, ///< torch.save or torch.jit.save, which only the archive's content tells apart
    Legacy,
    Tar,
    Index, ///< JSON that may say in which files the tensors lie
    Onnx,
};

/// @throws Error (UnreadableInput) for anything else, by name where it is a familiar mistake.
FileKind file_kind(std::span<const std::byte> bytes);

} // namespace tlvfc::checkpoint
