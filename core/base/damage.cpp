#include "core/base/damage.h"

#include <algorithm>
#include <utility>

namespace tlvfc {

namespace {

constexpr auto fetch_again = "download or save the file again";

/// Length of the UTF-8 sequence at the start of `text`, 0 where there is none.
std::size_t sequence_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    const unsigned second = byte(1);
    const bool too_long = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool no_character = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
    return too_long || no_character ? 0 : length;
}

} // namespace

Error damaged(std::string what) { return unreadable_input(std::move(what), {}, fetch_again); }

Error cut_off(const std::string &where)
{
    return unreadable_input("the file is cut off " + where, {}, fetch_again);
}

std::string in_quotes(std::string_view name)
{
    constexpr std::size_t longest = 100;
    std::string text = "'";
    std::string_view rest = name;
    while (!rest.empty() && text.size() < longest) {
        const auto length = sequence_length(rest);
        const auto lead = static_cast<unsigned char>(rest[0]);
        // The controls U+0080 to U+009F are two bytes and as able to steer a terminal.
        const bool control =
            lead < 0x20 || lead == 0x7f ||
            (length == 2 && lead == 0xc2 && static_cast<unsigned char>(rest[1]) < 0xa0);
        if (length == 0 || control)
            text += '?';
        else
            text += rest.substr(0, length);
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text + (rest.empty() ? "'" : "...'");
}

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

} // namespace tlvfc
