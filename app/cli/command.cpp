#include "app/cli/command.h"

#include "core/base/error.h"
#include "core/training/device.h"

#include <charconv>
#include <cstdio>

namespace tlvfc::cli {

namespace {

constexpr int max_threads = 1024;

/// Whether the device is there is asked by the commands that use one.
std::string fault_of_device(const std::string &name)
{
    try {
        check_device_name(name);
        return {};
    } catch (const Error &error) {
        return error.fault() + " (" + error.remedy() + ")";
    }
}

/// CLI11 would take -1, and numbers beyond 2⁶⁴, for 2⁶⁴ - 1.
std::string fault_of_seed(const std::string &text)
{
    std::uint64_t seed = 0;
    const char *end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, seed);
    if (error == std::errc() && after == end)
        return {};
    return "'" + text + "' is not a whole number from 0 to 2^64 - 1";
}

} // namespace

ProgressHandler Common::progress() const
{
    if (quiet)
        return {};
    return [shown = display](const Progress &at) { shown->show(at); };
}

void Common::announce(const std::string &text) const
{
    if (quiet)
        return;
    display->clear();
    std::fprintf(stderr, "%s\n", text.c_str());
}

void Common::warn(const std::string &text) const
{
    display->clear();
    std::fprintf(stderr, "warning: %s\n", text.c_str());
}

void Common::say(const std::string &text) const
{
    if (json)
        return;
    display->clear();
    std::printf("%s\n", text.c_str());
    std::fflush(stdout); // in a pipe, too, a line is seen when it is said
}

void Common::print(const Json &document) const
{
    if (!json)
        return;
    display->clear();
    std::printf("%s\n", to_text(document, 2).c_str());
}

void add_common_options(CLI::App &command, Common &common)
{
    command.add_flag("--json", common.json, "Print one JSON document on standard output");
    command.add_flag("--quiet", common.quiet, "No progress on standard error");
    command.add_option("--device", common.device, "cpu, cuda, cuda:K or auto")
        ->check(fault_of_device)
        ->capture_default_str();
    command.add_option("--threads", common.threads, "Threads of the work; 0 takes all cores")
        ->check(CLI::Range(0, max_threads))
        ->capture_default_str();
    command.add_option("--seed", common.seed, "Seed of every random draw")
        ->check(fault_of_seed)
        ->capture_default_str();
}

} // namespace tlvfc::cli
