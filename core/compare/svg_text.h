// What the report's pictures are written with.
#pragma once

#include <string>

namespace tlvfc {

/// Whatever characters it holds, as text or attribute of HTML and SVG.
std::string escaped(const std::string &text);

/// A length or place in a picture's units, to a tenth.
std::string coordinate(double value);

/// The picture's first tag. @param label  what a screen reader says of it
std::string svg_head(double width, double height, const std::string &label);

/// @param anchor  "start", "middle" or "end" of the text is at x
std::string text_at(double x, double y, const char *anchor, const std::string &text);

} // namespace tlvfc
