#include "core/compare/collect.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/named_folder.h"
#include "core/compare/method_label.h"
#include "core/runs/predictions.h"

#include <algorithm>
#include <set>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

double number(const Json &json, const char *key)
{
    const auto it = json.find(key);
    return it != json.end() && it->is_number() ? it->get<double>() : EpochPoint::not_measured;
}

void take_result(RunRecord &record, RunCosts &costs)
{
    const auto result = read_json(record.folder.result());
    record.best_val = number(result, "best_val_accuracy");
    record.test = number(result, "test_accuracy");
    record.images = json_value<std::int64_t>(result, "images", 0, record.folder.result().string());
    record.source_images =
        json_value<std::int64_t>(result, "source_images", 0, record.folder.result().string());
    record.cost = costs.of(record.spec, result);
}

/// FNV-1a over the labels.
TestImages test_images(const std::vector<Prediction> &predictions)
{
    TestImages images;
    images.labels_digest = 0xCBF29CE484222325;
    for (const auto &prediction : predictions) {
        images.labels_digest ^= static_cast<std::uint64_t>(prediction.label);
        images.labels_digest *= 0x100000001B3;
        images.is_correct.push_back(prediction.is_correct());
    }
    return images;
}

RunRecord read_run(const RunFolder &folder, RunCosts &costs, std::vector<std::string> &problems)
{
    RunRecord record;
    record.folder = folder;
    record.spec = read_run_spec(folder.spec());
    record.state = run_state(folder);
    EventReader reader(folder.events());
    record.points = epoch_points(reader.poll());
    for (const auto &problem : reader.problems())
        problems.push_back(folder.events().string() + ": " + problem);
    // A run that was told twice, as after a damaged log, counts as it was told last.
    std::ranges::stable_sort(record.points, {}, &EpochPoint::epoch);
    for (std::size_t i = 1; i < record.points.size();) {
        if (record.points[i - 1].epoch == record.points[i].epoch)
            record.points.erase(record.points.begin() + static_cast<std::ptrdiff_t>(i) - 1);
        else
            ++i;
    }
    for (const auto &point : record.points) {
        if (!(record.best_val >= point.val_accuracy))
            record.best_val = point.val_accuracy;
    }
    if (!record.points.empty()) {
        record.last_val = record.points.back().val_accuracy;
        record.elapsed_s = record.points.back().elapsed_s;
    }
    if (record.state == RunState::Finished && is_there(folder.result()))
        take_result(record, costs);
    if (record.state == RunState::Finished && is_there(folder.predictions()))
        record.test_images = test_images(read_predictions(folder.predictions()));
    return record;
}

/// However it was given: once by its own name and once from elsewhere, or through a link.
void leave_each_once(std::vector<RunFolder> &runs)
{
    std::set<fs::path> places;
    std::erase_if(runs, [&](const RunFolder &run) {
        std::error_code unknown;
        const auto place = fs::canonical(run.path, unknown);
        return !places.insert(unknown ? run.path : place).second;
    });
}

} // namespace

Collection collect_runs(const std::vector<fs::path> &folders)
{
    Collection collection;
    std::vector<RunFolder> runs;
    for (const auto &given : folders) {
        const auto folder = named_folder(given);
        if (is_there(RunFolder{folder}.spec())) {
            runs.push_back({folder});
            continue;
        }
        const auto below = is_folder(folder) ? list_runs(folder) : std::vector<RunFolder>();
        if (below.empty())
            throw invalid_request("the folder neither is a run nor holds one", folder.string(),
                                  "give folders that `tlvfc train` or `tlvfc sweep` made");
        runs.insert(runs.end(), below.begin(), below.end());
    }
    std::ranges::sort(runs, {}, &RunFolder::path);
    leave_each_once(runs);
    RunCosts costs;
    for (const auto &run : runs) {
        try {
            collection.runs.push_back(read_run(run, costs, collection.problems));
        } catch (const Error &error) {
            collection.problems.push_back(error.what());
        }
    }
    std::vector<LabeledRun> labeled;
    for (const auto &run : collection.runs)
        labeled.push_back({run.spec.strategy, run.spec.training});
    const auto labels = method_labels(labeled);
    for (std::size_t i = 0; i < labels.size(); ++i)
        collection.runs[i].method = labels[i];
    return collection;
}

} // namespace tlvfc
