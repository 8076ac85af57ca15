// What a person says about a run: a file of its own, since none of it decides a bit.
#pragma once

#include "core/runs/run_folder.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

struct RunNotes
{
    std::string name;              ///< in place of the specification's title
    std::string note;              ///< any number of lines
    std::vector<std::string> tags; ///< words, each once
    bool archived = false;         ///< out of sight, as long as nobody asks

    bool is_empty() const { return *this == RunNotes(); }

    friend bool operator==(const RunNotes &, const RunNotes &) = default;
};

/// "fast, for-paper #small" as words: commas, semicolons and blanks part them, a leading # goes.
std::vector<std::string> tags_from(std::string_view text);

/// Empty where there are none. @throws Error (UnreadableInput) for a file that is damaged or
/// written by a newer version; the run itself can be read all the same.
RunNotes read_run_notes(const RunFolder &run);

/// Reads, changes and writes: of several at a time the last one's word stands, whole. Names become
/// one line, tags words.
/// @throws Error (UnreadableInput) as read_run_notes(), with the file left as it is;
///         (InvalidRequest) where no run is; (Failure) if it cannot be written.
void change_run_notes(const RunFolder &run, const std::function<void(RunNotes &)> &change);

} // namespace tlvfc
