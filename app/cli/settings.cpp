#include "app/cli/settings.h"

#include "core/base/error.h"
#include "core/transfer/strategy.h"

#include <algorithm>

namespace tlvfc::cli {

namespace {

struct Setting
{
    std::string key;
    Json value;

    bool is_method() const { return key == "strategy.method" && value.is_string(); }
};

Setting parse(const std::string &text)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw invalid_request("'" + text + "' names no key and value", "option --set",
                              "write section.key=value");
    const auto given = text.substr(equals + 1);
    const auto key = text.substr(0, equals);
    try {
        return {key, parse_json(given, key)};
    } catch (const Error &) {
        return {key, Json(given)}; // a word without its quotes
    }
}

void apply(Json &spec, const Setting &setting)
{
    Json *place = &spec;
    std::size_t start = 0;
    for (auto dot = setting.key.find('.'); dot != std::string::npos;
         dot = setting.key.find('.', start)) {
        const auto section = place->find(setting.key.substr(start, dot - start));
        if (section == place->end() || !section->is_object())
            throw invalid_request("unknown key '" + setting.key + "'", "option --set",
                                  "see the keys with `tlvfc train --dry-run`");
        place = &*section;
        start = dot + 1;
    }
    (*place)[setting.key.substr(start)] = setting.value;
}

void apply_method(Json &spec, const Setting &setting)
{
    const auto locks = spec["strategy"]["locks"];
    spec["strategy"] = to_json(preset(setting.value.get<std::string>()));
    spec["strategy"]["locks"] = locks;
}

} // namespace

void apply_settings(Json &spec, const std::vector<std::string> &settings)
{
    std::vector<Setting> list;
    std::ranges::transform(settings, std::back_inserter(list), parse);
    for (const auto &setting : list) {
        if (setting.is_method())
            apply_method(spec, setting);
    }
    for (const auto &setting : list) {
        if (!setting.is_method())
            apply(spec, setting);
    }
}

} // namespace tlvfc::cli
