#include "core/compare/differences.h"

#include "core/runs/spec_difference.h"

#include <algorithm>

namespace tlvfc {

namespace {

constexpr std::size_t most_names = 4;

Json *values_entry(Json &values, const Json &value)
{
    const auto known =
        std::ranges::find_if(values, [&](const Json &entry) { return entry["value"] == value; });
    if (known != values.end())
        return &*known;
    values.push_back({{"value", value}, {"runs", Json::array()}});
    return &values.back();
}

std::string runs_text(const Json &runs)
{
    if (runs.size() > most_names)
        return std::to_string(runs.size()) + " runs";
    std::string text;
    for (const auto &run : runs) {
        const std::filesystem::path path = run.get<std::string>();
        text += (text.empty() ? "" : ", ") + path.filename().string();
    }
    return text;
}

} // namespace

Json differences_json(const Collection &collection)
{
    std::vector<RunSpec> specs;
    for (const auto &run : collection.runs)
        specs.push_back(run.spec);
    Json fields = Json::array();
    for (const auto &field : spec_differences(specs)) {
        Json values = Json::array();
        for (std::size_t i = 0; i < field.values.size(); ++i) {
            const auto path = collection.runs[i].folder.path;
            (*values_entry(values, field.values[i]))["runs"].push_back(
                (path.has_filename() ? path : path.parent_path()).string());
        }
        fields.push_back({{"field", field.key}, {"values", values}});
    }
    return fields;
}

std::string differences_text(const Collection &collection)
{
    const auto fields = differences_json(collection);
    if (fields.empty())
        return "the specifications are the same\n";
    std::string text;
    for (const auto &field : fields) {
        text += field["field"].get<std::string>() + "\n";
        for (const auto &entry : field["values"]) {
            const auto value = field_text(entry["value"]);
            text += "  " + (value.empty() ? "–" : value) + ": " + runs_text(entry["runs"]) + "\n";
        }
    }
    return text;
}

} // namespace tlvfc
