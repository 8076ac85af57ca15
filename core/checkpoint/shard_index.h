// The text of an index of shards.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tlvfc::checkpoint {

struct ShardIndex
{
    std::vector<std::string> shards; ///< file names, in order of their first mention
    /// Every tensor with the position of its shard.
    std::vector<std::pair<std::string, std::size_t>> tensors;
};

/// Parses {"metadata": ..., "weight_map": {TENSOR: FILE, ...}}. Takes memory for names and files
/// only, whatever else the text says.
/// @throws Error (UnreadableInput) if it is no index, has a tensor twice, or names a file by more
///         than a plain name: a path, ".." or a control character.
ShardIndex parse_shard_index(std::string_view json);

} // namespace tlvfc::checkpoint
