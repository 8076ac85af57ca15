#include "core/runs/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time_stamp.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <utility>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

std::string file_name_from(std::string text)
{
    for (char &c : text) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
        if (!plain)
            c = '-';
    }
    return text.substr(0, 60);
}

std::string network_label(const NetworkSpec &network)
{
    return network.name.empty() ? fs::path(network.weights).stem().string() : network.name;
}

} // namespace

RunFolder create_run(const fs::path &folder, const RunSpec &spec)
{
    spec.validate();
    RunFolder run{folder};
    std::error_code error;
    if (fs::exists(run.spec(), error))
        throw invalid_request("the folder already holds a run", folder.string(),
                              "choose a new folder, or go on with `tlvfc run`");
    const bool made = make_folder(folder);
    try {
        write_json(run.spec(), to_json(spec));
    } catch (const Error &) {
        if (made)
            fs::remove(folder, error); // only if empty
        throw;
    }
    return run;
}

fs::path default_runs_root() { return data_folder() / "runs"; }

fs::path new_run_path(const fs::path &root, const RunSpec &spec)
{
    const auto name = time_stamp() + "-" + file_name_from(network_label(spec.target)) + "-" +
                      file_name_from(spec.strategy.method) + "-seed" + std::to_string(spec.seed);
    auto path = root / name;
    std::error_code ignored;
    for (int i = 2; fs::exists(path, ignored); ++i)
        path = root / (name + "-" + std::to_string(i));
    return path;
}

std::vector<RunFolder> list_runs(const fs::path &root)
{
    // The specification is written once, when the run is made.
    std::vector<std::pair<fs::file_time_type, fs::path>> made;
    for (const auto &entry : entries_of(root)) {
        std::error_code absent;
        const auto time = fs::last_write_time(RunFolder{entry}.spec(), absent);
        if (!absent)
            made.emplace_back(time, entry);
    }
    std::ranges::sort(made, std::greater());
    std::vector<RunFolder> runs;
    runs.reserve(made.size());
    for (auto &[time, path] : made)
        runs.push_back({std::move(path)});
    return runs;
}

void request_stop(const RunFolder &run)
{
    std::error_code error;
    fs::create_directories(run.stop_request().parent_path(), error);
    write_file(run.stop_request(), "stop\n");
}

} // namespace tlvfc
