// Words that find runs.
#pragma once

#include "core/runs/run_lock.h"
#include "core/runs/run_notes.h"

#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

/// What can be searched of a run.
struct SearchedRun
{
    const RunSpec &spec;
    const RunNotes &notes;
    std::string folder; ///< its name
    std::string state;  ///< in the reader's words
};

/// A run is found if it has every word, somewhere, whatever the case: in its name, note, tags,
/// folder, state, method, networks, weights' files, data or seed. "two words" in quotes are one,
/// -word must be absent, and tag:, name:, note:, method:, network:, data:, seed: and state: look
/// there alone; tags and seeds are then meant whole. Text is UTF-8.
class RunSearch
{
public:
    RunSearch() = default;
    explicit RunSearch(std::string_view text);

    bool is_empty() const { return terms_.empty(); }
    bool finds(const SearchedRun &run) const;

private:
    struct Term
    {
        std::string place; ///< empty: anywhere
        std::string word;  ///< in lower case
        bool is_unwanted = false;
    };

    std::vector<Term> terms_;
};

/// The state in one English word or two: "finished", "broken off".
std::string_view state_word(RunState state);

} // namespace tlvfc
