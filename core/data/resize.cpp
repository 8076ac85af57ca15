#include "core/data/resize.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace tlvfc {

namespace {

constexpr int precision_bits = 32 - 8 - 2; // Pillow's

struct Window
{
    int first = 0;
    std::vector<int> weights; // fixed point
};

/// The triangle filter's weights for every output position.
std::vector<Window> windows(int from, int to)
{
    const double scale = static_cast<double>(from) / to;
    const double filter_scale = std::max(scale, 1.0);
    const double support = filter_scale; // the triangle's is 1
    std::vector<Window> result(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double center = (i + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(center - support + 0.5));
        const int last = std::min(from, static_cast<int>(center + support + 0.5));
        std::vector<double> weights;
        double sum = 0.0;
        for (int x = first; x < last; ++x) {
            const double distance = std::abs((x - center + 0.5) * (1.0 / filter_scale));
            weights.push_back(distance < 1.0 ? 1.0 - distance : 0.0);
            sum += weights.back();
        }
        auto &window = result[static_cast<std::size_t>(i)];
        window.first = first;
        for (const double weight : weights) {
            const double normalized = sum != 0.0 ? weight / sum : weight;
            window.weights.push_back(static_cast<int>(0.5 + normalized * (1 << precision_bits)));
        }
    }
    return result;
}

std::uint8_t clip(int value)
{
    return static_cast<std::uint8_t>(std::clamp(value >> precision_bits, 0, 255));
}

/// Resamples lines of `count` pixels to `windows.size()`; strides are in bytes.
void resample(const std::uint8_t *in, std::size_t in_step, std::size_t in_line, std::uint8_t *out,
              std::size_t out_step, std::size_t out_line, int lines,
              const std::vector<Window> &windows)
{
    for (int line = 0; line < lines; ++line) {
        const auto *from = in + static_cast<std::size_t>(line) * in_line;
        auto *to = out + static_cast<std::size_t>(line) * out_line;
        for (const auto &window : windows) {
            for (std::size_t c = 0; c < 3; ++c) {
                int sum = 1 << (precision_bits - 1);
                const auto *pixel = from + static_cast<std::size_t>(window.first) * in_step + c;
                for (const int weight : window.weights) {
                    sum += *pixel * weight;
                    pixel += in_step;
                }
                to[c] = clip(sum);
            }
            to += out_step;
        }
    }
}

} // namespace

Image resize(const Image &image, int width, int height)
{
    if (width < 1 || height < 1 || image.width < 1 || image.height < 1)
        throw invalid_request("a picture without width or height", "resize");
    if (image.width == width && image.height == height)
        return image;
    const auto bytes = [](int w, int h) {
        return static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3;
    };
    Image wide{width, image.height, {}};
    if (width == image.width) {
        wide.rgb = image.rgb;
    } else {
        wide.rgb.resize(bytes(width, image.height));
        resample(image.rgb.data(), 3, bytes(image.width, 1), wide.rgb.data(), 3, bytes(width, 1),
                 image.height, windows(image.width, width));
    }
    if (height == image.height)
        return wide;
    Image result{width, height, std::vector<std::uint8_t>(bytes(width, height))};
    resample(wide.rgb.data(), bytes(width, 1), 3, result.rgb.data(), bytes(width, 1), 3, width,
             windows(image.height, height));
    return result;
}

} // namespace tlvfc
