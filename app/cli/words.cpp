#include "app/cli/words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace tlvfc::cli {

double number(const Json &value)
{
    return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string percent(double share)
{
    char text[40] = "–";
    if (std::isfinite(share))
        std::snprintf(text, sizeof text, "%.2f %%", 100 * share);
    return text;
}

std::string megabytes(std::uint64_t bytes)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

std::size_t length(const std::string &text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string to_the_right(const std::string &text, std::size_t width)
{
    return std::string(width - std::min(width, length(text)), ' ') + text;
}

std::string to_the_left(const std::string &text, std::size_t width)
{
    return text + std::string(width - std::min(width, length(text)), ' ');
}

void say_fact(const std::string &what, const std::string &value, const Common &common)
{
    constexpr std::size_t width = 10;
    if (!value.empty())
        common.say("  " + to_the_left(what, width) + value);
}

} // namespace tlvfc::cli
