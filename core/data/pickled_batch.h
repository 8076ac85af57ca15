// The pickles of CIFAR's Python archives, read without running anything.
//
// They are dicts of numbers, texts, lists and NumPy arrays of bytes as Python 2's cPickle wrote
// them (protocol 2). The two functions of NumPy that this takes are known by heart, and any other
// is refused by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

/// N rows of bytes inside the pickle.
struct PickledArray
{
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::size_t offset = 0; ///< of the first byte, from the pickle's start
};

/// A dict's entries by kind; what is neither is left out.
struct PickledBatch
{
    std::map<std::string, std::vector<std::int64_t>> numbers;
    std::map<std::string, std::vector<std::string>> texts;
    std::map<std::string, PickledArray> arrays; ///< row-major, rows × columns bytes each
};

/// @param where  names the file in errors
/// @throws Error (UnreadableInput) if the pickle is cut off, malformed, or asks for more than plain
///         data.
PickledBatch read_pickled_batch(std::string_view bytes, const std::string &where);

} // namespace tlvfc
