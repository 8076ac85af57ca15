// What a weights file says that it holds: everything but the numbers.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/stored_tensor.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tlvfc::checkpoint {

class Contents
{
public:
    using Entry = std::pair<std::string, StoredTensor>;

    /// More tensors than any network has, reached before a small file has taken much memory.
    static constexpr std::size_t most_tensors = 500'000;

    explicit Contents(WeightsFormat of)
        : format(of)
    {
    }

    /// Adds the tensor, or replaces the one of that name in its place.
    /// @throws Error (UnreadableInput) beyond `most_tensors`.
    void set(std::string name, StoredTensor tensor);

    bool contains(const std::string &name) const { return index_.contains(name); }
    /// nullptr where there is none of that name.
    const StoredTensor *find(const std::string &name) const;

    /// In the file's order.
    const std::vector<Entry> &tensors() const { return tensors_; }
    bool empty() const { return tensors_.empty(); }

    /// @throws Error (UnreadableInput) where the tensors ask for many times the files' size, as
    ///         views of one number a million times over do.
    void refuse_swelling() const;

    /// Removes what wrappers such as DataParallel and torch.compile put before every name, and
    /// adds a note about it.
    void remove_prefixes();

    /// "2 entries that are no tensors left out: 'epoch', 'arch'"; adds nothing where none were.
    void note_left_out(const std::vector<std::string_view> &names);

    WeightsFormat format;
    std::vector<std::string> notes;
    std::map<std::string, std::string> metadata;
    /// All files that were read, together, in bytes.
    std::uint64_t file_size = 0;
    std::vector<MappedFile> files;

private:
    std::vector<Entry> tensors_;
    std::unordered_map<std::string, std::size_t> index_;
};

} // namespace tlvfc::checkpoint
