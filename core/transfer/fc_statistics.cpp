#include "core/transfer/fc_statistics.h"

#include "core/transfer/standardization.h"
#include "core/transfer/sum_of_squares.h"

#include <ATen/Parallel.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>
#include <ATen/ops/mean.h>

#include <cmath>
#include <limits>
#include <mutex>

namespace tlvfc {

namespace {

/// Threads made later take up torch's number, which is the process's: two of these at once would
/// leave the other's 1 behind.
class OneThread
{
public:
    OneThread()
        : lock_(mutex_)
        , before_(at::get_num_threads())
    {
        at::set_num_threads(1);
    }
    ~OneThread() { at::set_num_threads(before_); }
    OneThread(const OneThread &) = delete;
    OneThread &operator=(const OneThread &) = delete;

private:
    static inline std::mutex mutex_;
    std::scoped_lock<std::mutex> lock_;
    int before_;
};

} // namespace

MeanAndDeviation mean_and_deviation(const Tensor &weight)
{
    const OneThread guard;
    const auto values = weight.values();
    const float mean = at::mean(at::from_blob(const_cast<float *>(values.data()),
                                              {std::ssize(values)}, at::kFloat))
                           .item<float>();
    // at::std takes that mean, float32 as it is, and sums in double.
    const double sum = sum_of_squares(values, mean);
    const auto n = static_cast<double>(values.size());
    return {mean, n > 1.0 ? static_cast<float>(std::sqrt(sum / (n - 1.0)))
                          : std::numeric_limits<float>::quiet_NaN()};
}

FcStatistics compute_fc_statistics(const Network &source, std::size_t targets)
{
    FcStatistics statistics;
    statistics.targets = targets;
    const auto &architecture = source.architecture;
    float mean = 0.0f;
    float deviation = 0.0f;
    for (const auto id : flatten(architecture)) {
        const auto &layer = architecture.layer(id);
        if (layer.kind != LayerKind::Linear)
            continue;
        const auto found = mean_and_deviation(source.weights.at(layer.path + ".weight"));
        statistics.sources.push_back({id, found.mean, found.deviation});
        mean += found.mean;
        deviation += found.deviation;
    }
    if (!statistics.sources.empty() && targets > 0) {
        const auto layers = static_cast<float>(statistics.sources.size());
        statistics.mean = mean / layers / static_cast<float>(targets);
        statistics.deviation = deviation / layers / static_cast<float>(targets);
    }
    return statistics;
}

} // namespace tlvfc
