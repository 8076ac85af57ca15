#include "core/pickle/text.h"

#include "core/base/damage.h"

#include <charconv>

namespace tlvfc::pickle {

namespace {

/// The hexadecimal number in the `digits` characters from `start` on; -1 where there is none.
long hexadecimal(std::string_view text, std::size_t start, std::size_t digits)
{
    if (start + digits > text.size())
        return -1;
    long value = -1;
    const char *end = text.data() + start + digits;
    const auto result = std::from_chars(text.data() + start, end, value, 16);
    return result.ec == std::errc() && result.ptr == end ? value : -1;
}

void append_utf8(std::string &text, unsigned long code)
{
    const auto put = [&](unsigned long byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

char unescaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default: // a backslash or a quote
        return c;
    }
}

} // namespace

PickleValue parse_integer(std::string_view line, bool booleans)
{
    if (booleans && (line == "00" || line == "01"))
        return line == "01";
    if (!booleans && line.ends_with('L'))
        line.remove_suffix(1);
    std::int64_t value = 0;
    const char *end = line.data() + line.size();
    const auto result = std::from_chars(line.data(), end, value);
    if (result.ptr != end || result.ec == std::errc::invalid_argument)
        throw damaged("the pickled part has a malformed integer");
    if (result.ec == std::errc::result_out_of_range)
        return None{};
    return value;
}

double parse_float(std::string_view line)
{
    double value = 0;
    const char *end = line.data() + line.size();
    const auto result = std::from_chars(line.data(), end, value);
    if (result.ptr != end || result.ec == std::errc::invalid_argument)
        throw damaged("the pickled part has a malformed number");
    return value;
}

std::string parse_quoted(std::string_view line)
{
    if (line.size() < 2 || line.front() != line.back() ||
        (line.front() != '\'' && line.front() != '"'))
        throw damaged("the pickled part has a string without quotes");
    line = line.substr(1, line.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\' || i + 1 == line.size()) {
            text += line[i];
            continue;
        }
        ++i;
        const long code = line[i] == 'x' ? hexadecimal(line, i + 1, 2) : -1;
        if (code >= 0) {
            text += static_cast<char>(code);
            i += 2;
        } else {
            text += unescaped(line[i]);
        }
    }
    return text;
}

std::string parse_raw_unicode(std::string_view line)
{
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char next = line[i] == '\\' && i + 1 < line.size() ? line[i + 1] : '\0';
        const std::size_t digits = next == 'u' ? 4 : next == 'U' ? 8 : 0;
        const long code = digits ? hexadecimal(line, i + 2, digits) : -1;
        if (code >= 0 && code <= 0x10ffff) {
            append_utf8(text, static_cast<unsigned long>(code));
            i += 1 + digits;
        } else {
            append_utf8(text, static_cast<unsigned char>(line[i])); // the rest is Latin-1
        }
    }
    return text;
}

} // namespace tlvfc::pickle
