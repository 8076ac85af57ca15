#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace tlvfc {

namespace {

constexpr int most_digits = 100;

std::string text_of(double value, std::chars_format format, int digits)
{
    std::array<char, std::numeric_limits<double>::max_exponent10 + most_digits + 8> text;
    const auto end =
        std::to_chars(text.begin(), text.end(), value, format, std::min(digits, most_digits));
    return {text.begin(), end.ptr};
}

} // namespace

std::string fixed(double value, int digits)
{
    return text_of(value, std::chars_format::fixed, digits);
}

std::string signed_fixed(double value, int digits)
{
    return (std::signbit(value) ? "" : "+") + fixed(value, digits);
}

std::string general(double value, int digits)
{
    return text_of(value, std::chars_format::general, digits);
}

} // namespace tlvfc
