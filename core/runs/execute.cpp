#include "core/runs/execute.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/data/image_cache.h"
#include "core/runs/execution.h"
#include "core/runs/run_lock.h"
#include "core/runs/stop_watcher.h"
#include "core/training/process_group.h"

#include <list>
#include <optional>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// A request stays until it is obeyed, also one that comes before the process is up, and does not
/// stop the next start as well.
struct ObeyedOnce
{
    fs::path request;
    ~ObeyedOnce()
    {
        std::error_code ignored;
        fs::remove(request, ignored);
    }
};

/// What a run holds while it is carried out.
struct Held
{
    RunLock lock;
    ObeyedOnce obeyed;
    StopWatcher watcher;

    Held(const RunFolder &run, std::stop_token stop)
        : lock(run)
        , obeyed{run.stop_request()}
        , watcher(run, std::move(stop))
    {
        remove_abandoned_scratch(run.path); // of a process that was killed while it wrote
    }
};

void check(const RunFolder &run)
{
    if (!is_there(run.spec()))
        throw invalid_request("the folder holds no run", run.path.string(),
                              "make one with `tlvfc train --run DIR`");
    if (run_state(run) == RunState::Finished)
        throw invalid_request("the run is finished", run.path.string(),
                              "make a new one to repeat it");
}

/// Before anything is written.
void check_shared(const std::vector<RunFolder> &runs)
{
    const auto first = read_run_spec(runs.front().spec());
    for (const auto &run : runs) {
        const auto other = what_keeps_apart(first, read_run_spec(run.spec()));
        if (!other.empty())
            throw invalid_request("runs side by side need the same " + other, run.path.string(),
                                  "carry it out by itself, beside " + runs.front().path.string() +
                                      " it cannot be");
    }
}

void check_alone(const RunSpec &spec)
{
    if (spec.processes > 1)
        throw invalid_request("the run needs " + std::to_string(spec.processes) + " processes",
                              "option processes", "carry it out with `tlvfc run`");
}

struct SharedImages
{
    PackedData data;
    std::string fingerprint;
};

/// One run's data is every run's, and so is its fault.
SharedImages load_for(std::list<Execution> &executions, const std::stop_token &stop,
                      const ProgressHandler &progress)
{
    SharedImages images;
    std::exception_ptr fault;
    const auto cache = user_image_cache();
    for (auto &execution : executions) {
        execution.attempt([&] {
            const auto &spec = execution.spec();
            execution.log("loading data: " + spec.data.source);
            if (fault)
                std::rethrow_exception(fault);
            if (!images.fingerprint.empty())
                return;
            try {
                images.data =
                    load_data(spec.data, spec.seed, static_cast<unsigned>(execution.threads()),
                              stop, progress, &cache);
                images.fingerprint = fingerprint(images.data);
            } catch (...) {
                fault = std::current_exception();
                throw;
            }
        });
    }
    return images;
}

} // namespace

std::string what_keeps_apart(const RunSpec &a, const RunSpec &b)
{
    return !(a.data == b.data)                    ? "data"
           : a.training.batch != b.training.batch ? "batch"
           : a.seed != b.seed                     ? "seed"
           : a.device != b.device                 ? "device"
           : a.threads != b.threads               ? "threads"
           : a.processes > 1 || b.processes > 1   ? "number of processes, which is one"
                                                  : "";
}

void execute_runs(const std::vector<RunFolder> &runs, std::stop_token stop,
                  const ProgressHandler &progress)
{
    for (const auto &run : runs)
        check(run);
    if (runs.size() > 1)
        check_shared(runs);
    std::list<Held> held;
    std::list<Execution> executions; // training observes them where they stand
    for (const auto &run : runs) {
        held.emplace_back(run, stop);
        executions.emplace_back(run, held.back().watcher.token(), runs.size(), progress);
    }
    for (auto &execution : executions) {
        execution.attempt([&] {
            execution.read();
            check_alone(execution.spec());
        });
    }

    const auto images =
        load_for(executions, runs.size() == 1 ? held.front().watcher.token() : stop, progress);
    OpenSources sources;
    std::vector<Training> trainings;
    std::vector<Execution *> in_training;
    for (auto &execution : executions) {
        execution.attempt([&] {
            execution.prepare(images.data, images.fingerprint, sources);
            trainings.push_back(execution.training());
            in_training.push_back(&execution);
        });
    }
    sources = {};
    auto outcomes = train_together(std::move(trainings));
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        in_training[i]->attempt([&] { in_training[i]->finish(outcomes[i]); });
    for (const auto &execution : executions) {
        if (execution.fault())
            std::rethrow_exception(execution.fault());
    }
}

bool execute_run_together(const RunFolder &run, const ProcessPlace &place, std::stop_token stop,
                          const ProgressHandler &progress)
{
    check(run);
    std::optional<Held> held;
    if (place.rank == 0) {
        held.emplace(run, stop);
        stop = held->watcher.token();
    }
    std::list<Execution> executions;
    auto &execution = executions.emplace_back(run, stop, 1, progress, place.rank);
    execution.attempt([&] { execution.read(); });
    const auto images = load_for(executions, stop, progress);
    OpenSources sources;
    std::vector<Training> trainings;
    execution.attempt([&] {
        execution.prepare(images.data, images.fingerprint, sources);
        auto training = execution.training();
        training.job.group = std::make_shared<ProcessGroup>(
            place.meeting, place.rank, execution.spec().processes, [&] {
                if (place.rank == 0)
                    throw_if_stopped(stop); // the others end with the first, which started them
                if (place.while_waiting)
                    place.while_waiting();
            });
        trainings.push_back(std::move(training)); // now that all are there: alone it is another
    });
    sources = {};
    const bool have_met = !trainings.empty();
    for (const auto &outcome : train_together(std::move(trainings)))
        execution.attempt([&] { execution.finish(outcome); });
    if (execution.fault())
        std::rethrow_exception(execution.fault());
    return have_met;
}

void execute_run(const RunFolder &run, std::stop_token stop, const ProgressHandler &progress)
{
    execute_runs({run}, std::move(stop), progress);
}

} // namespace tlvfc
