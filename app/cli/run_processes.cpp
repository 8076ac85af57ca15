#include "app/cli/run_processes.h"

#include "app/cli/child_programs.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/run_lock.h"

#include <csignal>
#include <map>
#include <sys/prctl.h>
#include <unistd.h>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

/// Whoever started it interrupts it where it has failed itself, maybe while this waits for it and
/// looks at no stop token; there is nothing to save. Interruption has the signal blocked in every
/// thread and takes it; a thread that lets it through goes first, and with it the process ends.
/// SIGTERM, which a machine that shuts down sends to all, stays a request to stop.
void let_interrupts_end_this()
{
    std::signal(SIGINT, SIG_DFL); // a shell's job in the background ignores it
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
}

/// What a further process prints.
fs::path log_of(const RunFolder &run, int rank)
{
    return run.path / ("process-" + std::to_string(rank) + ".txt");
}

/// @throws Error (Failure) if one has ended, which the others would wait for in vain.
void require_all(ChildPrograms &others, const std::map<int, int> &ranks, const RunFolder &run)
{
    for (const auto &ended : others.wait({}, std::chrono::milliseconds(0))) {
        const int rank = ranks.at(ended.child);
        throw failure("process " + std::to_string(rank) +
                          " of the run has ended before all had met (exit status " +
                          std::to_string(ended.code) + ")",
                      log_of(run, rank).string(),
                      "see what it says there, then carry the run out again");
    }
}

} // namespace

void execute_in_processes(const RunFolder &run, int processes, const Common &common)
{
    {
        // Before the others begin, who would write beside whoever has the run, and wait for us.
        const RunLock is_free(run);
    }
    const fs::path meeting = whole_path(run.path) / ("meeting-" + std::to_string(getpid()));
    struct Removed
    {
        fs::path file;
        ~Removed()
        {
            std::error_code ignored;
            fs::remove(file, ignored);
        }
    } removed{meeting};
    ChildPrograms others;     // ends those that are left where they wait in vain
    std::map<int, int> ranks; // of a child
    for (int rank = 1; rank < processes; ++rank) {
        const int child = others.start({own_program().string(), "run", run.path.string(), "--quiet",
                                        "--process", std::to_string(rank), "--meeting",
                                        meeting.string(), "--first", std::to_string(getpid())},
                                       log_of(run, rank));
        ranks[child] = rank;
    }
    const bool have_met =
        execute_run_together(run, {0, meeting, [&] { require_all(others, ranks, run); }},
                             common.stop, common.progress());
    while (have_met && others.running() > 0)
        others.wait({});
}

void FurtherProcess::add_to(CLI::App &command)
{
    constexpr const char *hidden = "";
    command.add_option("--process", place_.rank)->check(CLI::PositiveNumber)->group(hidden);
    command.add_option("--meeting", place_.meeting)->group(hidden);
    command.add_option("--first", first_)->group(hidden);
}

void FurtherProcess::carry_out(const RunFolder &run, const std::stop_token &stop) const
{
    let_interrupts_end_this();
    // Nor does it outlive the first, which may be killed while they look for each other.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != first_)
        return;
    execute_run_together(run, place_, stop);
}

} // namespace tlvfc::cli
