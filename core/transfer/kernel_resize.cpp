#include "core/transfer/kernel_resize.h"

#include "core/transfer/normal_fill.h"

#include <algorithm>
#include <limits>

namespace tlvfc {

namespace {

/// The cells of a q×q kernel that a centered k×k kernel leaves free, in the order of filling.
std::vector<std::size_t> border_cells(std::int64_t k, std::int64_t q)
{
    std::vector<std::size_t> cells;
    const auto add = [&](std::int64_t row, std::int64_t column) {
        cells.push_back(static_cast<std::size_t>(row * q + column));
    };
    const auto offset = (q - k) / 2;
    if ((q - k) % 2 != 0) {
        for (std::int64_t row = 0; row < q; ++row) {
            for (std::int64_t column = 0; column < q; ++column) {
                const bool inside =
                    row >= offset && row < offset + k && column >= offset && column < offset + k;
                if (!inside)
                    add(row, column);
            }
        }
        return cells;
    }
    for (std::int64_t ring = 0; ring < offset; ++ring) {
        const auto first = ring;
        const auto last = q - 1 - ring;
        for (auto column = first; column <= last; ++column)
            add(first, column);
        for (auto row = first + 1; row < last; ++row)
            add(row, last);
        for (auto column = first; column <= last; ++column)
            add(last, column);
        for (auto row = first + 1; row < last; ++row)
            add(row, first);
    }
    return cells;
}

/// How many kernels are worth a thread's while.
constexpr std::int64_t grain = 1 << 12;

void pad(const float *from, std::int64_t k, float *to, std::int64_t q)
{
    const auto offset = (q - k) / 2;
    for (std::int64_t row = 0; row < k; ++row)
        std::copy_n(from + row * k, k, to + (row + offset) * q + offset);
}

/// One kernel, by windows of k - q + 1. A sum goes row by row in float32: its bits hang on that.
template <PoolMethod method>
void pool(const float *from, std::int64_t k, float *to, std::int64_t q)
{
    const auto window = k - q + 1;
    const auto area = static_cast<float>(window * window);
    for (std::int64_t row = 0; row < q; ++row) {
        for (std::int64_t column = 0; column < q; ++column) {
            float sum = 0.0f;
            float largest = -std::numeric_limits<float>::infinity();
            for (auto y = row; y < row + window; ++y) {
                for (auto x = column; x < column + window; ++x) {
                    if constexpr (method == PoolMethod::Max)
                        largest = std::max(largest, from[y * k + x]);
                    else
                        sum += from[y * k + x];
                }
            }
            *to++ = method == PoolMethod::Max ? largest : sum / area;
        }
    }
}

void pool_all(Crew &crew, std::span<const float> from, std::int64_t k, std::span<float> to,
              std::int64_t q, PoolMethod method)
{
    crew.run_ranges(std::ssize(to) / (q * q), grain, [&](std::int64_t first, std::int64_t last) {
        const auto one =
            method == PoolMethod::Max ? pool<PoolMethod::Max> : pool<PoolMethod::Average>;
        for (auto i = first; i < last; ++i)
            one(from.data() + i * k * k, k, to.data() + i * q * q, q);
    });
}

/// The border's draws go kernel by kernel, so each part of the crew's work begins with the
/// generator as it stands there. @pre `to` holds zeros
void pad_all(Crew &crew, std::span<const float> from, std::int64_t k, std::span<float> to,
             std::int64_t q, const std::vector<std::size_t> &border, double deviation,
             Generator &generator)
{
    const auto kernels = std::ssize(to) / (q * q);
    const auto parts = crew.parts_of(kernels, grain);
    const auto begin_of = [&](std::int64_t part) { return kernels * part / parts; };
    std::vector<Generator> starts;
    for (std::int64_t part = 0; part < parts; ++part) {
        starts.push_back(generator);
        for (auto i = begin_of(part); i < begin_of(part + 1); ++i)
            generator.skip_normal(std::ssize(border));
    }
    crew.run(parts, [&](std::int64_t part) {
        auto &own = starts[static_cast<std::size_t>(part)];
        std::vector<float> drawn(border.size());
        for (auto i = begin_of(part); i < begin_of(part + 1); ++i) {
            auto *kernel = to.data() + i * q * q;
            pad(from.data() + i * k * k, k, kernel, q);
            own.normal(drawn, 0.0, deviation);
            for (std::size_t j = 0; j < border.size(); ++j)
                kernel[border[j]] = drawn[j];
        }
    });
}

} // namespace

Tensor resize_kernels(const Tensor &source, std::int64_t size, const KernelResize &options,
                      Generator &generator, Crew &crew)
{
    const auto &shape = source.shape();
    const auto k = shape[3];
    const auto q = size;
    if (k == q)
        return source;
    Tensor resized({shape[0], shape[1], q, q});
    generator.skip_normal(resized.size()); // the published program draws it and overwrites it
    if (k > q) {
        pool_all(crew, source.values(), k, resized.edit(), q, options.pool);
        return resized;
    }
    const auto border =
        options.pad == PadMethod::Init ? border_cells(k, q) : std::vector<std::size_t>();
    pad_all(crew, source.values(), k, resized.edit(), q, border, he_deviation(shape[0], q * q),
            generator);
    return resized;
}

void skip_resize(const Shape &source, std::int64_t size, const KernelResize &options,
                 Generator &generator)
{
    const auto k = source[3];
    if (k == size)
        return;
    const auto kernels = source[0] * source[1];
    generator.skip_normal(kernels * size * size);
    if (k < size && options.pad == PadMethod::Init) {
        for (std::int64_t i = 0; i < kernels; ++i)
            generator.skip_normal(size * size - k * k);
    }
}

} // namespace tlvfc
