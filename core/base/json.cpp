#include "core/base/json.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/read_file.h"

namespace tlvfc {

Json read_json(const std::filesystem::path &file)
{
    const auto text = read_file(file);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error &error) {
        throw unreadable_input("not valid JSON at byte " + std::to_string(error.byte),
                               file.string(), "mend the file or make it anew");
    }
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
