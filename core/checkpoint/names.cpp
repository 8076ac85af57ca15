#include "core/checkpoint/names.h"

#include "core/checkpoint/faults.h"

#include <algorithm>
#include <array>

namespace tlvfc::checkpoint {

namespace {

constexpr std::array<std::string_view, 2> wrappers{"module.", "_orig_mod."};
constexpr std::size_t longest_name = 4096;

bool all_start_with(const Weights &weights, std::string_view prefix)
{
    return !weights.empty() && std::all_of(weights.begin(), weights.end(), [&](const auto &entry) {
        return entry.first.size() > prefix.size() && entry.first.starts_with(prefix);
    });
}

} // namespace

void check_name(std::string_view name)
{
    if (name.empty())
        throw damaged("a tensor has no name");
    if (name.size() > longest_name)
        throw damaged("a tensor's name has " + std::to_string(name.size()) + " characters");
    if (!is_utf8(name))
        throw damaged("the name " + in_quotes(name) + " is no UTF-8");
}

void check_writable_name(std::string_view name)
{
    try {
        check_name(name);
    } catch (const Error &error) {
        throw invalid_request(error.fault(), "the weights to be written");
    }
}

void remove_prefixes(Checkpoint &checkpoint)
{
    std::string removed;
    // Wrappers come within wrappers, in either order.
    for (bool found = true; found;) {
        found = false;
        for (const auto wrapper : wrappers) {
            if (all_start_with(checkpoint.weights, removed + std::string(wrapper))) {
                removed += wrapper;
                found = true;
            }
        }
    }
    if (removed.empty())
        return;
    Weights bare;
    for (const auto &[name, tensor] : checkpoint.weights)
        bare.set(name.substr(removed.size()), tensor);
    checkpoint.weights = std::move(bare);
    checkpoint.notes.push_back("prefix " + in_quotes(removed) + " removed");
}

void note_left_out(Checkpoint &checkpoint, const std::vector<std::string_view> &names)
{
    constexpr std::size_t most_named = 5;
    if (names.empty())
        return;
    std::string note = names.size() == 1 ? std::string("1 entry that is no tensor left out: ")
                                         : std::to_string(names.size()) +
                                               " entries that are no tensors left out: ";
    for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i)
        note += (i > 0 ? ", " : "") + in_quotes(names[i]);
    if (names.size() > most_named)
        note += ", ...";
    checkpoint.notes.push_back(std::move(note));
}

} // namespace tlvfc::checkpoint
