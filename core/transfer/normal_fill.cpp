#include "core/transfer/normal_fill.h"

#include <cmath>

namespace tlvfc {

namespace {

constexpr std::int64_t block = 16;              ///< what Generator::normal() can be parted by
constexpr std::int64_t grain = 64 * 16 * block; ///< less is not worth a thread

} // namespace

void fill_normal(Crew &crew, Generator &generator, std::span<float> values, double mean,
                 double deviation)
{
    const auto size = std::ssize(values);
    const auto parts = crew.parts_of(size, grain);
    if (parts == 1) {
        generator.normal(values, mean, deviation);
        return;
    }
    const auto blocks = size / block;
    const auto begin_of = [&](std::int64_t part) { return blocks * part / parts * block; };
    std::vector<Generator> starts;
    for (std::int64_t part = 0; part < parts; ++part) {
        starts.push_back(generator);
        generator.skip_words(begin_of(part + 1) - begin_of(part));
    }
    crew.run(parts, [&](std::int64_t part) {
        const auto first = begin_of(part);
        const auto count = begin_of(part + 1) - first;
        starts[static_cast<std::size_t>(part)].normal(
            values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)), mean,
            deviation);
    });
    if (const auto rest = size % block; rest != 0) {
        generator.skip_words(rest);
        generator.normal(values.last(block), mean, deviation);
    }
}

double he_deviation(std::int64_t filters, std::int64_t kernel_size)
{
    return std::sqrt(2.0) / std::sqrt(static_cast<double>(filters * kernel_size));
}

} // namespace tlvfc
