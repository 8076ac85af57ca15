#include "core/data/color_changes.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tlvfc {

namespace {

using Table = std::array<std::uint8_t, 256>;
using Counts = std::array<std::size_t, 256>;

std::uint8_t clip(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

/// From `other` towards `value`, and beyond it.
std::uint8_t blend(int other, int value, int factor)
{
    return clip(other + (((value - other) * factor + 128) >> 8));
}

/// ITU-R 601-2, as Pillow rounds it.
int gray_of(const std::uint8_t *pixel)
{
    return (pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 0x8000) >> 16;
}

void look_up(std::span<std::uint8_t> rgb, std::size_t channel, const Table &table)
{
    for (std::size_t i = channel; i < rgb.size(); i += 3)
        rgb[i] = table[rgb[i]];
}

Counts counts_of(std::span<const std::uint8_t> rgb, std::size_t channel)
{
    Counts counts{};
    for (std::size_t i = channel; i < rgb.size(); i += 3)
        ++counts[rgb[i]];
    return counts;
}

Table stretched(const Counts &counts)
{
    const auto is_there = [](std::size_t count) { return count > 0; };
    const auto low = static_cast<int>(std::ranges::find_if(counts, is_there) - counts.begin());
    const auto high =
        255 -
        static_cast<int>(std::find_if(counts.rbegin(), counts.rend(), is_there) - counts.rbegin());
    Table table{};
    for (int i = 0; i < 256; ++i)
        table[static_cast<std::size_t>(i)] =
            low < high ? clip((i - low) * 255 / (high - low)) : static_cast<std::uint8_t>(i);
    return table;
}

Table equalized(const Counts &counts)
{
    std::size_t total = 0;
    std::size_t last = 0;
    std::size_t used = 0;
    for (const auto count : counts) {
        total += count;
        last = count > 0 ? count : last;
        used += count > 0;
    }
    const std::size_t step = (total - last) / 255;
    Table table{};
    std::size_t sum = step / 2;
    for (std::size_t i = 0; i < 256; ++i) {
        table[i] = used <= 1 || step == 0
                       ? static_cast<std::uint8_t>(i)
                       : static_cast<std::uint8_t>(std::min<std::size_t>(255, sum / step));
        sum += counts[i];
    }
    return table;
}

} // namespace

void change_brightness(std::span<std::uint8_t> rgb, int factor)
{
    for (auto &value : rgb)
        value = blend(0, value, factor);
}

void change_contrast(std::span<std::uint8_t> rgb, int factor)
{
    std::uint64_t sum = 0;
    const auto pixels = rgb.size() / 3;
    for (std::size_t i = 0; i < pixels; ++i)
        sum += static_cast<std::uint64_t>(gray_of(&rgb[3 * i]));
    const auto mean = pixels == 0 ? 0 : static_cast<int>((sum + pixels / 2) / pixels);
    for (auto &value : rgb)
        value = blend(mean, value, factor);
}

void change_saturation(std::span<std::uint8_t> rgb, int factor)
{
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        const int gray = gray_of(&rgb[i]);
        for (std::size_t c = i; c < i + 3; ++c)
            rgb[c] = blend(gray, rgb[c], factor);
    }
}

void posterize(std::span<std::uint8_t> rgb, int bits)
{
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - bits));
    for (auto &value : rgb)
        value &= mask;
}

void solarize(std::span<std::uint8_t> rgb, int threshold)
{
    for (auto &value : rgb)
        value = value >= threshold ? static_cast<std::uint8_t>(255 - value) : value;
}

void stretch_contrast(std::span<std::uint8_t> rgb)
{
    for (std::size_t c = 0; c < 3; ++c)
        look_up(rgb, c, stretched(counts_of(rgb, c)));
}

void equalize(std::span<std::uint8_t> rgb)
{
    for (std::size_t c = 0; c < 3; ++c)
        look_up(rgb, c, equalized(counts_of(rgb, c)));
}

} // namespace tlvfc
