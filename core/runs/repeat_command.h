// The command lines that repeat a run to the same bits, or go on with it.
#pragma once

#include "core/runs/run_folder.h"

#include <optional>
#include <string>

namespace tlvfc {

/// What a run left open and its start decided, as its "started" event tells it.
struct StartConditions
{
    std::string device; ///< "Intel Core i5 …" or "NVIDIA GPU cuda:0"
    int threads = 0;
};

/// `tlvfc train --spec FOLDER/spec.json --run FOLDER-again`, with the device and threads that the
/// start chose where the specification leaves them open; for a POSIX shell.
std::string repeat_command(const RunFolder &run, const RunSpec &spec,
                           const std::optional<StartConditions> &start);

/// `tlvfc run FOLDER`.
std::string go_on_command(const RunFolder &run);

/// A word as a POSIX shell reads it back.
std::string shell_word(const std::string &word);

} // namespace tlvfc
