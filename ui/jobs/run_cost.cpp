#include "ui/jobs/run_cost.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr int trialBatches = 10;

double number(const Event &event, const char *key)
{
    const auto value = event.fields.find(key);
    return value != event.fields.end() && value->is_number() ? value->get<double>() : 0.0;
}

} // namespace

RunSpec trialOf(const RunSpec &spec, const DatasetSummary &summary)
{
    auto trial = spec;
    trial.training.epochs = 1;
    trial.training.patience = 0;
    trial.training.clean_images = std::min(spec.training.clean_images, spec.training.batch);
    const int classes = std::max<int>(1, int(summary.classes.size()));
    const int images = trialBatches * spec.training.batch;
    int each = std::max(2, (images + classes - 1) / classes);
    if (spec.data.per_class_limit > 0)
        each = std::min(each, spec.data.per_class_limit);
    trial.data.per_class_limit = each;
    return trial;
}

std::optional<RunCost> costFrom(const std::vector<Event> &events)
{
    RunCost cost;
    double validationImages = 0.0;
    for (const auto &event : events) {
        if (event.kind == "started") {
            cost.trainImages = static_cast<int>(number(event, "train"));
            validationImages = number(event, "val");
        } else if (event.kind == "prepared") {
            cost.startS = event.elapsed_s;
        } else if (event.kind == "epoch") {
            const auto point = to_epoch_point(event);
            cost.trainPerS = point.images_per_second;
            cost.memoryMb = std::isfinite(point.memory_mb) ? point.memory_mb : 0.0;
            if (!(cost.trainPerS > 0.0))
                return {};
            const double validationS =
                point.elapsed_s - cost.startS - cost.trainImages / cost.trainPerS;
            cost.validatePerS = validationS > 0.0 ? validationImages / validationS : 0.0;
            return cost;
        }
    }
    return {};
}

EpochImages imagesOf(const RunSpec &spec, const DatasetSummary &summary)
{
    EpochImages images{double(summary.train), double(summary.val)};
    if (summary.val == 0) {
        images.validate = spec.data.validation_share * images.train;
        images.train -= images.validate;
    }
    return images;
}

double secondsOf(const RunCost &cost, const RunSpec &spec, const EpochImages &images)
{
    const double training = images.train / cost.trainPerS;
    const double validation = cost.validatePerS > 0.0 ? images.validate / cost.validatePerS : 0.0;
    return cost.startS + spec.training.epochs * (training + validation);
}

QString costKey(const RunSpec &spec)
{
    auto trial = spec;
    trial.title.clear();
    trial.seed = 0;
    trial.training = {};
    trial.training.batch = spec.training.batch;
    trial.training.precision = spec.training.precision;
    trial.strategy = {};
    auto json = to_json(trial);
    json["strategy"] = spec.strategy.crosses();
    if (!spec.strategy.crosses())
        json.erase("source");
    return QString::fromStdString(to_text(json));
}

} // namespace tlvfc::ui
