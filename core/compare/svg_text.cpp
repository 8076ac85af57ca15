#include "core/compare/svg_text.h"

#include "core/base/number_text.h"

namespace tlvfc {

std::string escaped(const std::string &text)
{
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

std::string coordinate(double value) { return fixed(value, 1); }

std::string svg_head(double width, double height, const std::string &label)
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + coordinate(width) + " " +
           coordinate(height) + "\" role=\"img\" aria-label=\"" + escaped(label) +
           "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#444\">\n";
}

std::string text_at(double x, double y, const char *anchor, const std::string &text)
{
    return "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" text-anchor=\"" + anchor +
           "\">" + escaped(text) + "</text>\n";
}

} // namespace tlvfc
