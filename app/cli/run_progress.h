// Following a run in the terminal.
#pragma once

#include "app/cli/command.h"
#include "core/runs/run_folder.h"

namespace tlvfc::cli {

/// Puts --device, --threads and --seed into `spec` where they were given; says whether any was.
bool apply_given(const CLI::App &command, const Common &common, RunSpec &spec);

/// Carries the run out in this process with progress on standard error; gives describe_run().
/// @throws Error (Interrupted) where it was stopped.
Json execute_and_report(const RunFolder &run, const Common &common);

/// The run's epochs and result as one document.
Json describe_run(const RunFolder &run);

/// Lines for people: of an epoch event's fields, of a result (empty where it has no accuracy).
std::string epoch_line(const Json &epoch);
std::string result_line(const Json &result);

/// Prints that document, for people or as JSON.
void report_run(const Json &document, const Common &common);

} // namespace tlvfc::cli
