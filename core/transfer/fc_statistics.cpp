#include "core/transfer/fc_statistics.h"

#include "core/transfer/standardization.h"

#include <ATen/Parallel.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/std.h>

namespace tlvfc {

namespace {

class OneThread
{
public:
    OneThread()
        : before_(at::get_num_threads())
    {
        at::set_num_threads(1);
    }
    ~OneThread() { at::set_num_threads(before_); }
    OneThread(const OneThread &) = delete;
    OneThread &operator=(const OneThread &) = delete;

private:
    int before_;
};

} // namespace

FcStatistics compute_fc_statistics(const Network &source, std::size_t targets)
{
    const OneThread guard;
    FcStatistics statistics;
    statistics.targets = targets;
    const auto &architecture = source.architecture;
    float mean = 0.0f;
    float deviation = 0.0f;
    for (const auto id : flatten(architecture)) {
        const auto &layer = architecture.layer(id);
        if (layer.kind != LayerKind::Linear)
            continue;
        const auto &weight = source.weights.at(layer.path + ".weight");
        const auto values =
            at::from_blob(const_cast<float *>(weight.values().data()), weight.shape(), at::kFloat);
        const auto layer_mean = at::mean(values).item<float>();
        const auto layer_deviation = at::std(values, true).item<float>();
        statistics.sources.push_back({id, layer_mean, layer_deviation});
        mean += layer_mean;
        deviation += layer_deviation;
    }
    if (!statistics.sources.empty() && targets > 0) {
        const auto layers = static_cast<float>(statistics.sources.size());
        statistics.mean = mean / layers / static_cast<float>(targets);
        statistics.deviation = deviation / layers / static_cast<float>(targets);
    }
    return statistics;
}

} // namespace tlvfc
