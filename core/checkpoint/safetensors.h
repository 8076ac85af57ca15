// The safetensors format: eight bytes of header size, a JSON header, the numbers.
// (https://huggingface.co/docs/safetensors, "Format")
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/stored_tensor.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc::checkpoint {

/// What the header says of one tensor, unchecked but for its form.
struct SafetensorsEntry
{
    std::string name;
    std::string type; ///< "F32"
    Shape shape;
    std::uint64_t begin = 0; ///< bytes from the header's end on
    std::uint64_t end = 0;
};

/// The key that holds notes about the file instead of a tensor.
constexpr std::string_view safetensors_metadata = "__metadata__";

/// The entries in the header's order, metadata left out. Takes memory for the entries only,
/// whatever else the text says.
/// @throws Error (UnreadableInput) if it is no header.
std::vector<SafetensorsEntry> parse_safetensors_header(std::string_view json);

/// @throws Error (UnreadableInput) without the file's name.
Checkpoint read_safetensors(std::span<const std::byte> file, Materials &materials);

} // namespace tlvfc::checkpoint
