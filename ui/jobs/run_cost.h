// What a run will cost, worked out from a few steps of it that were taken.
#pragma once

#include "core/data/dataset.h"
#include "core/runs/events.h"
#include "core/runs/spec.h"

#include <QString>

#include <optional>
#include <vector>

namespace tlvfc::ui {

struct RunCost
{
    double trainPerS = 0.0; ///< images, forward and back
    double validatePerS = 0.0;
    double memoryMb = 0.0; ///< most so far, of the process or on the GPU
    double startS = 0.0;   ///< until networks and the trial's data stood ready
    int trainImages = 0;   ///< that the trial was trained on
};

/// The images of a whole run's epoch.
struct EpochImages
{
    double train = 0.0;
    double validate = 0.0;
};

/// One epoch of about ten batches, of the same networks, method and picture size.
RunSpec trialOf(const RunSpec &spec, const DatasetSummary &summary);

/// None while the log does not have an epoch.
std::optional<RunCost> costFrom(const std::vector<Event> &events);

/// What validation takes from training is taken into account.
EpochImages imagesOf(const RunSpec &spec, const DatasetSummary &summary);

/// All epochs, without the test at the end.
double secondsOf(const RunCost &cost, const RunSpec &spec, const EpochImages &images);

/// Runs of the same key cost the same: target, data, source where its features cross, recipe's
/// batch and precision, device and threads.
QString costKey(const RunSpec &spec);

} // namespace tlvfc::ui
