#include "app/cli/run_processes.h"

#include "app/cli/child_programs.h"

#include "core/runs/run_lock.h"

#include <csignal>
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

} // namespace

void execute_in_processes(const RunFolder &run, int processes, const Common &common)
{
    {
        // Before the others begin, who would write beside whoever has the run, and wait for us.
        const RunLock is_free(run);
    }
    const fs::path meeting = fs::absolute(run.path) / ("meeting-" + std::to_string(getpid()));
    struct Removed
    {
        fs::path file;
        ~Removed()
        {
            std::error_code ignored;
            fs::remove(file, ignored);
        }
    } removed{meeting};
    ChildPrograms others; // ends those that are left where this one fails
    for (int rank = 1; rank < processes; ++rank) {
        const auto number = std::to_string(rank);
        others.start({own_program().string(), "run", run.path.string(), "--quiet", "--process",
                      number, "--meeting", meeting.string(), "--first", std::to_string(getpid())},
                     run.path / ("process-" + number + ".txt"));
    }
    execute_run_together(run, {0, meeting}, common.stop, common.progress());
    while (others.running() > 0)
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
