// Where the specifications of runs differ, value by value.
#pragma once

#include "core/compare/collect.h"

#include <string>

namespace tlvfc {

/// [{"field": "training.epochs", "values": [{"value": 100, "runs": [FOLDER, …]}, …]}, …], in the
/// specification's order; a value's runs are named in the collection's.
Json differences_json(const Collection &collection);

/// The same for people: each field, below it its values with the names of the runs, or with their
/// number where these are many.
std::string differences_text(const Collection &collection);

} // namespace tlvfc
