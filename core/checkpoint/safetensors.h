// The safetensors format: eight bytes of header size, a JSON header, the numbers.
// (https://huggingface.co/docs/safetensors, "Format")
#pragma once

#include "core/checkpoint/contents.h"

#include <cstdint>
#include <map>
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

struct SafetensorsHeader
{
    std::vector<SafetensorsEntry> entries; ///< in the header's order
    std::map<std::string, std::string> metadata;
};

/// Takes memory for the entries and the notes only, whatever else the text says.
/// @throws Error (UnreadableInput) if it is no header.
SafetensorsHeader parse_safetensors_header(std::string_view json);

/// {"KEY":"VALUE",...} of the notes, as the header has them under `safetensors_metadata`.
/// @throws Error (InvalidRequest) if one is no UTF-8.
std::string metadata_json(const std::map<std::string, std::string> &metadata);

/// @throws Error (UnreadableInput) without the file's name.
Contents read_safetensors(std::span<const std::byte> file);

} // namespace tlvfc::checkpoint
