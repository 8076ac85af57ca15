// Weights spread over several files, with an index that says which tensor lies where.
// (MODEL.safetensors.index.json and pytorch_model.bin.index.json of Hugging Face's repositories.)
#pragma once

#include "core/checkpoint/contents.h"

#include <filesystem>

namespace tlvfc::checkpoint {

/// The tensors of all shards, in the index's order.
/// @param index the index's text
/// @param file where it stands; shards lie in the same folder
/// @throws Error (UnreadableInput), without the index's name, if it is no index, names a shard
///         outside of the folder or none that can be read, or disagrees with a shard about its
///         tensors.
Contents read_shards(std::string_view index, const std::filesystem::path &file);

} // namespace tlvfc::checkpoint
