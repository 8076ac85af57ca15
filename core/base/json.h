// JSON in and out, with errors that name the file and the key.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace tlvfc {

/// Keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// @throws Error (UnreadableInput) that names `where` and the place of the fault; for numbers that
///         no double holds and for values nested beyond all use, too, which copying, comparing and
///         writing them would end the program with.
Json parse_json(std::string_view text, const std::string &where);

/// @throws Error (UnreadableInput) as parse_json(), and where the file cannot be read.
Json read_json(const std::filesystem::path &file);

/// Indented by two, complete or not at all.
void write_json(const std::filesystem::path &file, const Json &json);

/// One line, or indented by `indent`; text that is no UTF-8 is replaced, never thrown about.
std::string to_text(const Json &json, int indent = -1);

/// The value under `key`, or `fallback` where the key is absent.
/// @throws Error (UnreadableInput) where it has the wrong type; `where` names the document.
template <typename T>
T json_value(const Json &json, const std::string &key, T fallback, const std::string &where);

/// @throws Error (UnreadableInput) that names the key and the document.
[[noreturn]] void throw_wrong_type(const std::string &key, const std::string &where);

template <typename T>
T json_value(const Json &json, const std::string &key, T fallback, const std::string &where)
{
    const auto it = json.find(key);
    if (it == json.end())
        return fallback;
    try {
        return it->template get<T>();
    } catch (const Json::exception &) {
        throw_wrong_type(key, where);
    }
}

} // namespace tlvfc
