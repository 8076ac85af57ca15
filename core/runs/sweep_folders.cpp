#include "core/runs/sweep_folders.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/spec_difference.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

void require_same(const RunFolder &there, const SweepRun &run)
{
    auto wanted = run.spec;
    const auto spec = read_run_spec(there.spec());
    if (wanted.threads == 0)
        wanted.threads = spec.threads;
    const auto differences = spec_differences({wanted, spec});
    if (!differences.empty())
        throw invalid_request(
            "the folder holds a run with another '" + differences.front().key + "'",
            there.path.string(), "give the sweep a new folder, or its specification the old value");
}

/// A folder of its own in `root`, gone at the end with all that is left in it.
class Workshop
{
public:
    explicit Workshop(const fs::path &root)
        : path_((root / ".sweep-XXXXXX").string())
    {
        std::error_code error;
        fs::create_directories(root, error);
        if (error || !mkdtemp(path_.data()))
            throw failure("cannot make a folder: " +
                              (error ? error.message() : std::string(std::strerror(errno))),
                          root.string(), "check its rights and the free space");
    }
    ~Workshop()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Workshop(const Workshop &) = delete;
    Workshop &operator=(const Workshop &) = delete;

    fs::path path() const { return path_; }

private:
    std::string path_;
};

} // namespace

void check_sweep_folders(const fs::path &root, const std::vector<SweepRun> &runs)
{
    std::error_code ignored;
    if (fs::exists(RunFolder{root}.spec(), ignored))
        throw invalid_request("the folder is itself a run's", root.string(),
                              "give the folder above, or a new one");
    if (fs::exists(root, ignored) && !fs::is_directory(root, ignored))
        throw invalid_request("a file stands where the runs' folder should", root.string(),
                              "give another folder");
    for (const auto &run : runs) {
        const RunFolder there{root / run.name};
        if (fs::exists(there.spec(), ignored))
            require_same(there, run);
        else if (fs::exists(there.path, ignored) && !fs::is_empty(there.path, ignored))
            throw invalid_request("what stands in the place of a run is none", there.path.string(),
                                  "move it away, or give the sweep a new folder");
    }
}

RunFolder ensure_sweep_run(const fs::path &root, const SweepRun &run, int open_threads)
{
    RunFolder wanted{root / run.name};
    std::error_code error;
    if (!fs::exists(wanted.spec(), error)) {
        auto spec = run.spec;
        if (spec.threads == 0)
            spec.threads = open_threads;
        const Workshop workshop(root);
        const auto made = create_run(workshop.path() / "run", spec);
        // Of several that come at the same moment one succeeds: the others find a full folder.
        fs::rename(made.path, wanted.path, error);
        if (error && !is_there(wanted.spec()))
            throw failure("cannot make the run's folder: " + error.message(), wanted.path.string(),
                          "move away what stands there");
    }
    require_same(wanted, run);
    return wanted;
}

} // namespace tlvfc
