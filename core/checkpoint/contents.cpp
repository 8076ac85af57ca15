#include "core/checkpoint/contents.h"

#include "core/checkpoint/faults.h"

#include <algorithm>
#include <array>

namespace tlvfc::checkpoint {

namespace {

constexpr std::array<std::string_view, 2> wrappers{"module.", "_orig_mod."};

bool all_start_with(const std::vector<Contents::Entry> &tensors, std::string_view prefix)
{
    return !tensors.empty() && std::all_of(tensors.begin(), tensors.end(), [&](const auto &entry) {
        return entry.first.size() > prefix.size() && entry.first.starts_with(prefix);
    });
}

/// "'a', 'b', 'c', 'd', 'e', ...": the first five names.
std::string list_of_names(const std::vector<std::string_view> &names)
{
    constexpr std::size_t most_named = 5;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i)
        list += (i > 0 ? ", " : "") + in_quotes(names[i]);
    return names.size() > most_named ? list + ", ..." : list;
}

} // namespace

void Contents::set(std::string name, StoredTensor tensor)
{
    const auto [place, is_new] = index_.emplace(name, tensors_.size());
    if (!is_new) {
        tensors_[place->second].second = std::move(tensor);
        return;
    }
    if (tensors_.size() == most_tensors)
        throw damaged("it holds more tensors than any network");
    tensors_.emplace_back(std::move(name), std::move(tensor));
}

const StoredTensor *Contents::find(const std::string &name) const
{
    const auto place = index_.find(name);
    return place == index_.end() ? nullptr : &tensors_[place->second].second;
}

void Contents::refuse_swelling() const
{
    auto left = 16 * file_size + (std::uint64_t{16} << 20);
    for (const auto &[name, tensor] : tensors_) {
        const auto count = static_cast<std::uint64_t>(tensor.count);
        const auto unit = size_of(dtype_of(tensor.type));
        if (count > left / unit)
            throw about_tensor(damaged("the tensors ask for many times the file's size"), name);
        left -= count * unit;
    }
}

void Contents::remove_prefixes()
{
    std::string removed;
    // Wrappers come within wrappers, in either order.
    for (bool found = true; found;) {
        found = false;
        for (const auto wrapper : wrappers) {
            if (all_start_with(tensors_, removed + std::string(wrapper))) {
                removed += wrapper;
                found = true;
            }
        }
    }
    if (removed.empty())
        return;
    index_.clear();
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
        tensors_[i].first.erase(0, removed.size());
        index_.emplace(tensors_[i].first, i);
    }
    notes.push_back("prefix " + in_quotes(removed) + " removed");
}

void Contents::note_left_out(const std::vector<std::string_view> &names)
{
    if (names.empty())
        return;
    const auto start = names.size() == 1 ? std::string("1 entry that is no tensor left out: ")
                                         : std::to_string(names.size()) +
                                               " entries that are no tensors left out: ";
    notes.push_back(start + list_of_names(names));
}

} // namespace tlvfc::checkpoint
