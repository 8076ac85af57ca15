// A run whose specification asks for several processes.
#pragma once

#include "app/cli/command.h"
#include "core/runs/execute.h"

namespace tlvfc::cli {

/// Carries the run out in this process and in as many more of this program as it asks for; what
/// those print stands beside their events, in process-K.txt.
/// @throws Error as execute_run()
void execute_in_processes(const RunFolder &run, int processes, const Common &common);

/// What those others do: `tlvfc run FOLDER --process K --meeting FILE --first PID`, which help
/// leaves out.
class FurtherProcess
{
public:
    void add_to(CLI::App &command);
    bool is_asked_for() const { return place_.rank > 0; }
    void carry_out(const RunFolder &run, const std::stop_token &stop) const;

private:
    ProcessPlace place_;
    int first_ = 0; ///< the process that started it
};

} // namespace tlvfc::cli
