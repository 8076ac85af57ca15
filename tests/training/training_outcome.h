// Carrying a tiny training out and keeping all that it tells.
#pragma once

#include "core/training/trainer.h"
#include "tests/training/tiny_training.h"

#include <string>
#include <vector>

namespace tlvfc::test {

/// What a training told and gave.
struct Outcome
{
    TrainingResult result;
    std::vector<EpochPoint> points;
    std::vector<StepProgress> progress;
    std::vector<std::string> warnings;
    std::vector<int> backs;
};

inline TrainingObserver observer_of(Outcome &outcome)
{
    TrainingObserver observer;
    observer.on_epoch = [&](const EpochPoint &point, const auto &) {
        outcome.points.push_back(point);
    };
    observer.on_progress = [&](const StepProgress &at) { outcome.progress.push_back(at); };
    observer.on_back = [&](int epoch) {
        outcome.backs.push_back(epoch);
        std::erase_if(outcome.points, [epoch](const auto &point) { return point.epoch >= epoch; });
    };
    observer.on_warning = [&](const std::string &text) { outcome.warnings.push_back(text); };
    return observer;
}

/// @param images  those of `data`; outlive it
inline TrainingJob tiny_job(const DataSpec &data, const PackedData &images, int epochs)
{
    TrainingJob job;
    job.target = new_network();
    job.options = tiny_options(epochs);
    job.data = data;
    job.images = &images;
    return job;
}

inline Outcome run(const TrainingJob &job)
{
    Outcome outcome;
    const auto observer = observer_of(outcome);
    outcome.result = train(job, observer);
    return outcome;
}

} // namespace tlvfc::test
