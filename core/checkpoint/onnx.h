// ONNX models, as far as their weights go.
#pragma once

#include "core/checkpoint/contents.h"

namespace tlvfc::checkpoint {

/// Whether the file starts as a ModelProto: its version, then another of its fields.
bool starts_as_onnx(std::string_view file);

/// The initializers of the model's graph, in its order.
/// @throws Error (UnreadableInput) without the file's name.
Contents read_onnx(std::span<const std::byte> file);

} // namespace tlvfc::checkpoint
