#include "core/transfer/kernel_resize.h"

#include <algorithm>
#include <cmath>
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

/// N(0, sqrt(2)/sqrt(So·q²)): He's deviation for the resized layer, in double as in the original.
double border_deviation(std::int64_t filters, std::int64_t q)
{
    return std::sqrt(2.0) / std::sqrt(static_cast<double>(filters * q * q));
}

void pad(std::span<const float> from, std::int64_t k, std::span<float> to, std::int64_t q)
{
    const auto offset = (q - k) / 2;
    for (std::int64_t row = 0; row < k; ++row) {
        const auto line =
            from.subspan(static_cast<std::size_t>(row * k), static_cast<std::size_t>(k));
        std::ranges::copy(line, to.begin() + (row + offset) * q + offset);
    }
}

void pool(std::span<const float> from, std::int64_t k, std::span<float> to, std::int64_t q,
          PoolMethod method)
{
    const auto window = k - q + 1;
    for (std::int64_t row = 0; row < q; ++row) {
        for (std::int64_t column = 0; column < q; ++column) {
            float sum = 0.0f;
            float largest = -std::numeric_limits<float>::infinity();
            for (auto y = row; y < row + window; ++y) {
                for (auto x = column; x < column + window; ++x) {
                    const float value = from[static_cast<std::size_t>(y * k + x)];
                    sum += value;
                    largest = std::max(largest, value);
                }
            }
            to[static_cast<std::size_t>(row * q + column)] =
                method == PoolMethod::Max ? largest : sum / static_cast<float>(window * window);
        }
    }
}

} // namespace

Tensor resize_kernels(const Tensor &source, std::int64_t size, const KernelResize &options,
                      Generator &generator)
{
    const auto &shape = source.shape();
    const auto k = shape[3];
    const auto q = size;
    if (k == q)
        return source;
    Tensor resized({shape[0], shape[1], q, q});
    const auto to = resized.edit();
    generator.normal(to, 0.0, 1.0); // the published program's buffer: drawn, then overwritten
    const auto from = source.values();
    const auto border =
        k < q && options.pad == PadMethod::Init ? border_cells(k, q) : std::vector<std::size_t>();
    std::vector<float> drawn(border.size());
    const auto deviation = border_deviation(shape[0], q);
    for (std::int64_t i = 0; i < shape[0] * shape[1]; ++i) {
        const auto kernel =
            from.subspan(static_cast<std::size_t>(i * k * k), static_cast<std::size_t>(k * k));
        const auto cell =
            to.subspan(static_cast<std::size_t>(i * q * q), static_cast<std::size_t>(q * q));
        if (k > q) {
            pool(kernel, k, cell, q, options.pool);
            continue;
        }
        std::ranges::fill(cell, 0.0f);
        pad(kernel, k, cell, q);
        if (!border.empty()) {
            generator.normal(drawn, 0.0, deviation);
            for (std::size_t j = 0; j < border.size(); ++j)
                cell[border[j]] = drawn[j];
        }
    }
    return resized;
}

void skip_resize(const Shape &source, std::int64_t size, const KernelResize &options,
                 Generator &generator)
{
    const auto k = source[3];
    if (k == size)
        return;
    const auto kernels = source[0] * source[1];
    generator.randn(kernels * size * size);
    if (k < size && options.pad == PadMethod::Init) {
        std::vector<float> drawn(static_cast<std::size_t>(size * size - k * k));
        for (std::int64_t i = 0; i < kernels; ++i)
            generator.normal(drawn, 0.0, 1.0);
    }
}

} // namespace tlvfc
