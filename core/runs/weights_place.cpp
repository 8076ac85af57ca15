#include "core/runs/weights_place.h"

#include "core/base/error.h"
#include "core/data/catalog.h"

#include <algorithm>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// What cannot be looked at is for the reading to report.
bool is_there(const fs::path &path)
{
    std::error_code hidden;
    return fs::exists(path, hidden);
}

} // namespace

std::optional<NetworkSpec> trained_network(const RunFolder &run)
{
    if (!is_there(run.best_weights()))
        return {};
    return NetworkSpec{read_run_spec(run.spec()).target.name, run.best_weights().string(), 0};
}

std::string weights_place(const std::string &given)
{
    if (const RunFolder run{given}; is_there(run.spec())) {
        if (const auto network = trained_network(run))
            return network->weights;
        throw invalid_request("the run has no weights yet", given,
                              "carry it out with `tlvfc run`, or choose another");
    }
    if (is_there(given))
        return given;
    const auto catalog = read_catalog();
    const auto known = std::ranges::find(catalog.weights, given, &CatalogWeights::name);
    if (known == catalog.weights.end())
        return given;
    const auto file = weights_file(*known);
    if (!is_there(file))
        throw invalid_request("the published weights of " + given + " are not fetched",
                              file.string(), "run `tlvfc weights fetch " + given + "`");
    return file.string();
}

} // namespace tlvfc
