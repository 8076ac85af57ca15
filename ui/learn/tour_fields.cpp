#include "ui/learn/tour_fields.h"

#include "core/base/error.h"
#include "core/transfer/strategy.h"

#include <algorithm>

namespace tlvfc::ui {

void TourPlace::require(bool holds, const std::string &fault, const std::string &remedy) const
{
    if (!holds)
        throw unreadable_input(fault, where_, remedy);
}

void TourPlace::allowOnly(const Json &json, std::initializer_list<const char *> keys) const
{
    std::string known;
    for (const auto *key : keys)
        known += (known.empty() ? "" : ", ") + std::string(key);
    require(json.is_object(), "something that is no object", "give {…} with some of: " + known);
    for (const auto &[key, value] : json.items()) {
        require(std::ranges::find(keys, key) != keys.end(), "an unknown key '" + key + "'",
                "use " + known);
    }
}

QString TourPlace::text(const Json &json, const char *key) const
{
    const auto found = text(json, key, {});
    require(!found.isEmpty(), "no '" + std::string(key) + "'", "add it");
    return found;
}

QString TourPlace::text(const Json &json, const char *key, const QString &fallback) const
{
    return QString::fromStdString(
               json_value<std::string>(json, key, fallback.toStdString(), where_))
        .trimmed();
}

Json TourPlace::list(const Json &json, const char *key) const
{
    const auto it = json.find(key);
    if (it == json.end())
        return Json::array();
    require(it->is_array(), std::string("'") + key + "' is no list", "give […]");
    return *it;
}

int TourPlace::oneOf(const Json &json, const char *key, const QList<TourWord> &words) const
{
    const auto wanted = text(json, key, {});
    std::string known;
    for (int i = 0; i < words.size(); ++i) {
        if (words[i].name == wanted)
            return i;
        known += (i == 0 ? "" : ", ") + words[i].name.toStdString();
    }
    require(false, std::string("'") + key + "' is '" + wanted.toStdString() + "'",
            "choose one of " + known);
    return -1;
}

Json TourPlace::strategy(const Json &json, const char *key) const
{
    const auto it = json.find(key);
    require(it != json.end() && it->is_object() && !it->empty(),
            "no '" + std::string(key) + "' of a strategy",
            "give {\"keep\": \"maxVar\"} or the like");
    const auto known = to_json(Strategy());
    for (const auto &[option, value] : it->items())
        require(known.contains(option), "no option is called '" + option + "'",
                "name one as spec.json does, such as keep");
    try {
        strategy_from_json(*it, where_);
    } catch (const Error &fault) {
        throw unreadable_input(fault.fault(), where_, fault.remedy());
    }
    return *it;
}

} // namespace tlvfc::ui
