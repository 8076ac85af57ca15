#include "core/training/schedule.h"

#include <cmath>

namespace tlvfc {

std::int64_t steps_per_epoch(std::size_t images, int batch)
{
    const auto size = static_cast<std::size_t>(batch);
    const auto full = images / size;
    return static_cast<std::int64_t>(full + (images % size > (full > 0 ? 1u : 0u)));
}

double learning_rate_at(const TrainingOptions &options, std::int64_t step, std::int64_t steps)
{
    double rate = options.learning_rate;
    if (!options.decay_learning_rate)
        return rate;
    for (const double milestone : options.milestones) {
        if (step >= static_cast<std::int64_t>(std::floor(milestone * static_cast<double>(steps))))
            rate *= options.decay;
    }
    return rate;
}

} // namespace tlvfc
