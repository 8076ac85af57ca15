#include "core/transfer/prepared_source.h"

namespace tlvfc {

namespace {

/// Weights that are worth a thread's while.
constexpr std::int64_t grain = 1 << 14;

} // namespace

PreparedSource::PreparedSource(const Tensor &source, std::int64_t size, const KernelResize &resize,
                               Generator &generator, Crew &crew)
    : resized_(resize_kernels(source, size, resize, generator, crew))
{
}

std::span<const float> PreparedSource::filter_values(Measure measure, Crew &crew)
{
    if (filter_values_.empty()) {
        filter_values_.resize(static_cast<std::size_t>(filters()));
        measure_rows(crew, measure, resized_.values(), filter_values_);
    }
    return filter_values_;
}

void PreparedSource::remember_kept(std::int64_t count)
{
    if (count == count_ || resized_.size() == filters() * kernels())
        return;
    count_ = count;
    kept_.resize(static_cast<std::size_t>(filters() * count));
    known_.assign(static_cast<std::size_t>(filters()), Known::No);
}

void measure_rows(Crew &crew, Measure measure, std::span<const float> weights,
                  std::span<float> values)
{
    const auto rows = std::ssize(values);
    const auto size = rows > 0 ? std::ssize(weights) / rows : 0;
    crew.run_ranges(rows, grain / std::max<std::int64_t>(size, 1) + 1,
                    [&](std::int64_t first, std::int64_t last) {
                        const auto count = static_cast<std::size_t>(last - first);
                        measure_rows(measure,
                                     weights.subspan(static_cast<std::size_t>(first * size),
                                                     count * static_cast<std::size_t>(size)),
                                     values.subspan(static_cast<std::size_t>(first), count));
                    });
}

} // namespace tlvfc
