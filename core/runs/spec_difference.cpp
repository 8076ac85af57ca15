#include "core/runs/spec_difference.h"

#include <algorithm>

namespace tlvfc {

namespace {

struct Leaf
{
    std::string key;
    Json value;
};

void flatten(const Json &json, const std::string &prefix, std::vector<Leaf> &leaves)
{
    for (const auto &[key, value] : json.items()) {
        if (value.is_object())
            flatten(value, prefix + key + ".", leaves);
        else
            leaves.push_back({prefix + key, value});
    }
}

} // namespace

bool SpecField::differs() const
{
    return std::ranges::adjacent_find(values, std::not_equal_to()) != values.end();
}

std::vector<SpecField> spec_fields(const std::vector<RunSpec> &specs)
{
    std::vector<SpecField> fields;
    for (const auto &spec : specs) {
        auto json = to_json(spec);
        json.erase("schema");
        json.erase("title");
        std::vector<Leaf> leaves;
        flatten(json, {}, leaves);
        // The documents are complete: all have the same keys.
        if (fields.empty()) {
            for (const auto &leaf : leaves)
                fields.push_back({leaf.key, {}});
        }
        for (std::size_t i = 0; i < leaves.size(); ++i)
            fields[i].values.push_back(std::move(leaves[i].value));
    }
    return fields;
}

std::vector<SpecField> spec_differences(const std::vector<RunSpec> &specs)
{
    auto fields = spec_fields(specs);
    std::erase_if(fields, [](const SpecField &field) { return !field.differs(); });
    return fields;
}

std::string field_text(const Json &value)
{
    if (value.is_boolean())
        return value.get<bool>() ? "yes" : "no";
    if (value.is_string())
        return value.get<std::string>();
    if (!value.is_array() && !value.is_object())
        return value.is_null() ? std::string() : to_text(value);
    std::string text;
    for (const auto &part : value)
        text += (text.empty() ? "" : value.is_object() ? " → " : ", ") + field_text(part);
    return text;
}

} // namespace tlvfc
