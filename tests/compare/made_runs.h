// Runs that were never carried out: their folders as a run leaves them.
#pragma once

#include "core/compare/comparison.h"

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <vector>

namespace tlvfc::test {

struct MadeRun
{
    std::string method = "he";
    std::uint64_t seed = 2;
    double test = 0.5;
    std::vector<double> curve = {0.3, 0.4, 0.5}; ///< validation accuracy by epoch
    bool finished = true;
    std::string target = "resnet18";
    std::string data = "made-up";
};

inline RunSpec spec_of(const MadeRun &run)
{
    RunSpec spec;
    spec.strategy = preset(run.method);
    if (spec.strategy.needs_source())
        spec.source = {"resnet20", "", 10};
    spec.target.name = run.target;
    spec.data.source = run.data;
    spec.seed = run.seed;
    spec.training.epochs = static_cast<int>(run.curve.size());
    return spec;
}

/// A folder below the other; `spec` replaces what `run` says.
inline RunFolder make_run(const QTemporaryDir &below, const MadeRun &run, const RunSpec &spec)
{
    static int number = 0;
    const auto path = std::filesystem::path(below.path().toStdString()) /
                      ("run" + std::to_string(1000 + number++));
    const auto folder = create_run(path, spec);
    EventWriter events(folder.events());
    events.write("started", {{"host", "here"}});
    double best = 0.0;
    int best_epoch = 0;
    for (std::size_t i = 0; i < run.curve.size(); ++i) {
        EpochPoint point;
        point.epoch = static_cast<int>(i) + 1;
        point.val_accuracy = run.curve[i];
        point.elapsed_s = 10.0 * point.epoch;
        if (point.val_accuracy > best) {
            best = point.val_accuracy;
            best_epoch = point.epoch;
        }
        events.write("epoch", to_json(point));
    }
    if (!run.finished) {
        events.write("stopped", {{"epoch", run.curve.size()}});
        return folder;
    }
    const Json result{{"best_epoch", best_epoch},
                      {"best_val_accuracy", best},
                      {"test_accuracy", run.test},
                      {"images", 1000},
                      {"source_images", spec.strategy.crosses() ? 1000 : 0}};
    write_json(folder.result(), result);
    events.write("finished", result);
    return folder;
}

inline RunFolder make_run(const QTemporaryDir &below, const MadeRun &run)
{
    return make_run(below, run, spec_of(run));
}

inline Comparison compared(const QTemporaryDir &folder, const ComparisonOptions &options = {})
{
    return compare(collect_runs({folder.path().toStdString()}), options);
}

} // namespace tlvfc::test
