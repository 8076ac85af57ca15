#include "core/compare/method_label.h"

#include <map>
#include <set>

namespace tlvfc {

namespace {

std::string value_text(const std::string &key, const Json &value)
{
    if (key == "locks")
        return std::to_string(value.size());
    return value.is_string() ? value.get<std::string>() : to_text(value);
}

void add(std::string &changes, const std::string &key, const Json &value)
{
    changes += (changes.empty() ? "" : ", ") + key + " " + value_text(key, value);
}

std::string changes_of(const Strategy &strategy)
{
    std::string changes;
    const auto published = to_json(preset(strategy.method));
    const auto changed = to_json(strategy);
    for (const auto &[key, value] : changed.items()) {
        if (value != published[key])
            add(changes, key, value);
    }
    return changes;
}

std::string labeled(const Strategy &strategy, const std::string &changes)
{
    return strategy.method + (changes.empty() ? "" : " (" + changes + ")");
}

} // namespace

std::string method_label(const Strategy &strategy)
{
    return labeled(strategy, changes_of(strategy));
}

std::vector<std::string> method_labels(const std::vector<LabeledRun> &runs)
{
    std::map<std::string, Json> first;                   // recipe by method
    std::map<std::string, std::set<std::string>> varies; // its keys that differ, by method
    for (const auto &run : runs) {
        const auto recipe = to_json(run.training);
        const auto &known = first.try_emplace(method_label(run.strategy), recipe).first->second;
        for (const auto &[key, value] : recipe.items()) {
            if (key != "epochs" && value != known[key])
                varies[method_label(run.strategy)].insert(key);
        }
    }
    std::vector<std::string> labels;
    for (const auto &run : runs) {
        auto changes = changes_of(run.strategy);
        const auto recipe = to_json(run.training);
        for (const auto &key : varies[method_label(run.strategy)])
            add(changes, key, recipe[key]);
        labels.push_back(labeled(run.strategy, changes));
    }
    return labels;
}

} // namespace tlvfc
