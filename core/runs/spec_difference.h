// Specifications field by field, and what differs among them.
#pragma once

#include "core/runs/spec.h"

#include <string>
#include <vector>

namespace tlvfc {

struct SpecField
{
    std::string key;          ///< "training.epochs"
    std::vector<Json> values; ///< one per specification

    bool differs() const;
};

/// Every field that decides a result, of the complete documents, in their order: neither the schema
/// nor the title.
std::vector<SpecField> spec_fields(const std::vector<RunSpec> &specs);

/// Those of spec_fields() that differ.
std::vector<SpecField> spec_differences(const std::vector<RunSpec> &specs);

/// A value for people: "0.0001", "yes", "0.491, 0.4817, 0.4461"; empty for an empty one.
std::string field_text(const Json &value);

} // namespace tlvfc
