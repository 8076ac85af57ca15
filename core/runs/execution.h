// One run on its way from specification to result.
#pragma once

#include "core/base/error.h"
#include "core/runs/events.h"
#include "core/runs/resume_point.h"
#include "core/training/trainer.h"

#include <exception>
#include <optional>
#include <vector>

namespace tlvfc {

/// Sources that stand open, so that runs side by side share one.
class OpenSources
{
public:
    /// @throws Error as open_source()
    std::shared_ptr<const Network> get(const RunSpec &spec);

private:
    struct Entry
    {
        NetworkSpec network;
        Control control;
        std::uint64_t seed;
        std::shared_ptr<const Network> source;
    };
    std::vector<Entry> entries_;
};

/// Its steps in order; each tells the run's events what happens. A step that throws ends the run:
/// call them through attempt().
class Execution
{
public:
    /// Reads the specification, and the state if there is one.
    /// @param runs  that are carried out together
    /// @param rank  among the run's processes; all but the first write only their own events
    Execution(const RunFolder &run, std::stop_token stop, std::size_t runs,
              const ProgressHandler &progress, int rank = 0);

    const RunSpec &spec() const { return spec_; }
    int threads() const { return threads_; }

    /// Carries `step` out unless the run has ended. What it throws becomes the run's last event.
    template <typename Step>
    void attempt(Step &&step)
    {
        if (has_ended_)
            return;
        try {
            step();
        } catch (...) {
            end(std::current_exception());
        }
    }

    /// What it ended with; null where it finished or was stopped.
    const std::exception_ptr &fault() const { return fault_; }

    void read();
    void log(const std::string &text, const std::string &level = "info");
    /// Transfers, or takes up where the run stood. `images` outlive the execution.
    void prepare(const PackedData &images, const std::string &data_fingerprint,
                 OpenSources &sources);
    Training training();
    void finish(const TrainingOutcome &outcome);

private:
    void end(const std::exception_ptr &fault);
    void fail(const Error &error);
    void tell_end(const std::string &kind, const Json &fields);
    void begin(OpenSources &sources);
    void go_on(OpenSources &sources);
    void tell_prepared(double start);
    void tell_progress(const StepProgress &at);
    void keep_kernels(int epoch, const Weights &weights);
    void keep(const std::function<TrainingState()> &state, bool must);
    void observe(TrainingObserver &observer);
    void tell_result(const TrainingResult &result);
    NetworkSpec target_spec() const;
    Json whereabouts() const;

    RunFolder run_;
    RunSpec spec_;
    std::stop_token stop_;
    std::size_t runs_;
    int rank_;
    ProgressHandler progress_;
    EventWriter events_;
    std::string device_;
    int threads_ = 1;
    int epochs_done_ = 0;
    int epochs_told_ = 0; ///< that the log has from before
    const PackedData *images_ = nullptr;
    std::shared_ptr<const Network> source_;
    Network target_;
    std::optional<ResumePoint> point_;
    std::optional<ResumeKeeper> keeper_;
    std::shared_ptr<const TrainingState> resume_;
    Weights best_so_far_;
    bool has_ended_ = false;
    std::exception_ptr fault_;
};

} // namespace tlvfc
