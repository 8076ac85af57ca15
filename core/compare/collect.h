// Runs as a comparison sees them.
#pragma once

#include "core/compare/image_bootstrap.h"
#include "core/runs/events.h"
#include "core/runs/run_cost.h"
#include "core/runs/run_lock.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tlvfc {

/// What a run's folder tells. Accuracies are shares from 0 to 1; what is not known is NaN.
struct RunRecord
{
    RunFolder folder;
    RunSpec spec;
    std::string method; ///< among the collection's, see method_labels()
    RunState state = RunState::Prepared;
    std::vector<EpochPoint> points; ///< of the epochs that count, each once, by rising epoch
    double best_val = EpochPoint::not_measured;
    double last_val = EpochPoint::not_measured;
    double test = EpochPoint::not_measured;
    TestImages test_images;                      ///< none of them where predictions were not kept
    double elapsed_s = EpochPoint::not_measured; ///< of training
    std::int64_t images = 0;                     ///< trained on
    std::int64_t source_images = 0;              ///< passed through the source for it
    RunCost cost;                                ///< of a finished run

    bool has_finished() const { return state == RunState::Finished; }
};

struct Collection
{
    std::vector<RunRecord> runs;
    std::vector<std::string> problems; ///< folders and lines that could not be read
};

/// The runs of folders, each of which is a run or holds runs. A folder that cannot be read is named
/// among the problems, and the rest is still read.
/// @throws Error (InvalidRequest) for a folder that neither is a run nor holds one.
Collection collect_runs(const std::vector<std::filesystem::path> &folders);

} // namespace tlvfc
