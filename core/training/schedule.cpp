#include "core/training/schedule.h"

#include <cmath>
#include <numbers>

namespace tlvfc {

std::int64_t steps_per_epoch(std::size_t images, int batch)
{
    const auto size = static_cast<std::size_t>(batch);
    const auto full = images / size;
    return static_cast<std::int64_t>(full + (images % size > (full > 0 ? 1u : 0u)));
}

double learning_rate_at(const TrainingOptions &options, std::int64_t step, std::int64_t steps)
{
    const auto all = static_cast<double>(steps);
    const auto done = static_cast<double>(step);
    const double warmup = std::floor(options.warmup_epochs / options.epochs * all);
    if (done < warmup)
        return options.learning_rate * (done + 1.0) / warmup;
    double rate = options.learning_rate;
    switch (options.schedule) {
    case Schedule::Constant:
        break;
    case Schedule::Steps:
        for (const double milestone : options.milestones) {
            if (done >= std::floor(milestone * all))
                rate *= options.decay;
        }
        break;
    case Schedule::Cosine:
        rate *= 0.5 * (1.0 + std::cos(std::numbers::pi * (done - warmup) / (all - warmup)));
        break;
    }
    return rate;
}

} // namespace tlvfc
