// Carrying a tiny training out and keeping all that it tells.
#pragma once

#include "core/training/trainer.h"
#include "tests/training/tiny_training.h"

#include <vector>

namespace tlvfc::test {

/// What a training told and gave.
struct Outcome
{
    TrainingResult result;
    std::vector<EpochPoint> points;
    std::vector<StepProgress> progress;
};

inline Outcome run(const TrainingJob &job)
{
    Outcome outcome;
    TrainingObserver observer;
    observer.on_epoch = [&](const EpochPoint &point, const auto &) {
        outcome.points.push_back(point);
    };
    observer.on_progress = [&](const StepProgress &at) { outcome.progress.push_back(at); };
    outcome.result = train(job, observer);
    return outcome;
}

} // namespace tlvfc::test
