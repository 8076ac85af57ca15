// Words and figures that several commands say alike.
#pragma once

#include "app/cli/command.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace tlvfc::cli {

/// A number that was not finite stands as null in JSON.
double number(const Json &value);

/// "77.24 %"; "–" for what is no number.
std::string percent(double share);

/// "170.1 MB"
std::string megabytes(std::uint64_t bytes);

/// Characters as people count them, near enough: bytes that do not go on with one.
std::size_t length(const std::string &text);

/// Blanks before or behind it, up to the width.
std::string to_the_right(const std::string &text, std::size_t width);
std::string to_the_left(const std::string &text, std::size_t width);

/// A line below what it belongs to, "  license   MIT"; none for an empty value.
void say_fact(const std::string &what, const std::string &value, const Common &common);

} // namespace tlvfc::cli
