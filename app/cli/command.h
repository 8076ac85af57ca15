// What every command of `tlvfc` shares.
#pragma once

#include "app/cli/progress_display.h"
#include "core/base/json.h"
#include "core/base/progress.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace tlvfc::cli {

/// Options that mean the same everywhere, and the way to the two output streams.
struct Common
{
    bool json = false;
    bool quiet = false;
    std::string device = "auto";
    int threads = 0;
    std::uint64_t seed = 2;
    std::stop_token stop; ///< requested by Ctrl-C and SIGTERM
    std::shared_ptr<ProgressDisplay> display = std::make_shared<ProgressDisplay>();

    /// Progress on standard error; none when quiet.
    ProgressHandler progress() const;
    /// A line on standard error that says what begins now; none when quiet.
    void announce(const std::string &text) const;
    /// One line on standard error, quiet or not.
    void warn(const std::string &text) const;
    /// Text for people on standard output; nothing with --json.
    void say(const std::string &text) const;
    /// The one document on standard output; nothing without --json.
    void print(const Json &document) const;
};

/// Adds --json, --quiet, --device, --threads and --seed.
void add_common_options(CLI::App &command, Common &common);

/// The commands, one file each; each sets its callback.
void add_models(CLI::App &app, Common &common);
void add_inspect(CLI::App &app, Common &common);
void add_match(CLI::App &app, Common &common);
void add_rank(CLI::App &app, Common &common);
void add_transfer(CLI::App &app, Common &common);
void add_train(CLI::App &app, Common &common);
void add_run(CLI::App &app, Common &common);
void add_resume(CLI::App &app, Common &common);
void add_sweep(CLI::App &app, Common &common);
void add_queue(CLI::App &app, Common &common);
void add_watch(CLI::App &app, Common &common);
void add_runs(CLI::App &app, Common &common);
void add_note(CLI::App &app, Common &common);
void add_trash(CLI::App &app, Common &common);
void add_eval(CLI::App &app, Common &common);
void add_compare(CLI::App &app, Common &common);
void add_demo(CLI::App &app, Common &common);
void add_data(CLI::App &app, Common &common);
void add_weights(CLI::App &app, Common &common);
void add_completion(CLI::App &app, Common &common);

} // namespace tlvfc::cli
