#include "ui/strategy/strategy_file.h"

#include "core/base/error.h"

namespace tlvfc::ui {

namespace {

constexpr auto strategyKey = "strategy";

/// Null for what is no JSON: people paste anything, and it is told by what it should have been.
Json parsed(const QByteArray &text)
{
    try {
        return parse_json(text.toStdString(), {});
    } catch (const Error &) {
        return {};
    }
}

} // namespace

QByteArray strategyText(const Strategy &strategy)
{
    const Json json{{"made_by", "TLVFC Studio"}, {strategyKey, to_json(strategy)}};
    return QByteArray::fromStdString(json.dump(2) + "\n");
}

Strategy strategyFromText(const QByteArray &text, const QString &where)
{
    const auto place = where.toStdString();
    auto json = parsed(text);
    if (json.is_object() && json.contains(strategyKey))
        json = json[strategyKey];
    if (!json.is_object() || !json.contains("method"))
        throw unreadable_input("this is no strategy", place,
                               "give the JSON that this program saved or copied");
    // A misspelled option would otherwise be the method's, and nobody would know.
    const auto known = to_json(Strategy());
    for (const auto &[key, value] : json.items()) {
        if (!known.contains(key))
            throw invalid_request("unknown option '" + key + "'", place, "remove it");
    }
    auto strategy = strategy_from_json(json, place);
    strategy.validate();
    return strategy;
}

} // namespace tlvfc::ui
