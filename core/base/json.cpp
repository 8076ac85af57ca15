#include "core/base/json.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/read_file.h"

#include <algorithm>

namespace tlvfc {

namespace {

constexpr int deepest = 100; // this program writes 6 at most

/// Without building it: the brackets that stand open outside of texts.
bool is_too_deep(std::string_view text)
{
    int depth = 0;
    bool is_in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_in_text) {
            if (c == '\\')
                ++i;
            is_in_text = c != '"';
        } else if (c == '"') {
            is_in_text = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

} // namespace

Json parse_json(std::string_view text, const std::string &where)
{
    constexpr auto remedy = "mend the file or make it anew";
    if (is_too_deep(text))
        throw unreadable_input("its JSON is nested more than " + std::to_string(deepest) + " deep",
                               where, remedy);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error &error) {
        const auto before = text.substr(0, error.byte);
        throw unreadable_input("not valid JSON in line " +
                                   std::to_string(std::ranges::count(before, '\n') + 1),
                               where, remedy);
    } catch (const Json::out_of_range &) {
        throw unreadable_input("its JSON holds a number that is too large", where, remedy);
    }
}

Json read_json(const std::filesystem::path &file)
{
    return parse_json(read_file(file), file.string());
}

void write_json(const std::filesystem::path &file, const Json &json)
{
    write_file(file, to_text(json, 2) + "\n");
}

std::string to_text(const Json &json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

void throw_wrong_type(const std::string &key, const std::string &where)
{
    throw unreadable_input("'" + key + "' has the wrong type", where, "mend the value");
}

} // namespace tlvfc
