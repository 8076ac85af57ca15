// A run's newest complete state on disk, to go on from after any end.
#pragma once

#include "core/data/packed.h"
#include "core/runs/run_folder.h"
#include "core/training/training_state.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace tlvfc {

/// What must be the same when the run goes on, since it decides the bits.
struct ResumeConditions
{
    std::string device;
    int threads = 1;
    std::string data; ///< fingerprint() of the images
    std::string spec; ///< fingerprint() of the specification

    friend bool operator==(const ResumeConditions &, const ResumeConditions &) = default;
};

/// SHA-256 over names, labels and pixels of all splits.
std::string fingerprint(const PackedData &images);

/// SHA-256 over all that decides the result: the title may change.
std::string fingerprint(const RunSpec &spec);
/// Whether a state with this fingerprint, of whatever version, is of this specification.
bool is_fingerprint_of(const std::string &stored, const RunSpec &spec);

struct ResumePoint
{
    ResumeConditions conditions;
    TrainingState state;
};

/// Nothing where the run has kept no state. @throws Error (UnreadableInput) if it is damaged.
std::optional<ResumePoint> read_resume_point(const RunFolder &run);

/// Writes the state now and then: so seldom that it takes less than 2 % of the time, and at least
/// every five minutes. The file is replaced as a whole.
class ResumeKeeper
{
public:
    ResumeKeeper(const RunFolder &run, ResumeConditions conditions);

    /// @param must  write whatever the time
    /// @throws Error (Failure) if the file cannot be written; the old one stays.
    void offer(const std::function<TrainingState()> &state, bool must);

    int times() const { return times_; }        ///< that it was written
    double seconds() const { return seconds_; } ///< that this took, all together

private:
    RunFolder run_;
    ResumeConditions conditions_;
    std::chrono::steady_clock::time_point next_;
    int times_ = 0;
    double seconds_ = 0.0;
};

} // namespace tlvfc
