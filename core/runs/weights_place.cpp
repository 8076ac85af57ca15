#include "core/runs/weights_place.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/data/catalog.h"
#include "core/nets/zoo.h"
#include "core/runs/run_folder.h"

#include <algorithm>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// What cannot be looked at is for the reading to report.
bool can_be_seen(const fs::path &path)
{
    std::error_code hidden;
    return fs::exists(path, hidden);
}

/// The network that a run trained, with its best weights.
NetworkSpec trained_network(const RunFolder &run)
{
    if (!can_be_seen(run.best_weights()))
        throw invalid_request("the run has no weights yet", run.path.string(),
                              "carry it out with `tlvfc run`, or choose another");
    return {read_run_spec(run.spec()).target.name, run.best_weights().string(), 0};
}

} // namespace

NetworkSpec network_by_name(const std::string &name, const std::string &where)
{
    if (find_in_zoo(name))
        return {name, "", 0};
    if (!is_there(name))
        throw invalid_request("'" + name + "' is neither a network of the zoo nor a file", where,
                              "choose one that `tlvfc models` lists, or give a weights file");
    const RunFolder run{name};
    return is_there(run.spec()) ? trained_network(run) : NetworkSpec{"", name, 0};
}

std::string weights_place(const std::string &given)
{
    if (const RunFolder run{given}; can_be_seen(run.spec()))
        return trained_network(run).weights;
    if (can_be_seen(given))
        return given;
    const auto catalog = read_catalog();
    const auto known = std::ranges::find(catalog.weights, given, &CatalogWeights::name);
    if (known == catalog.weights.end())
        return given;
    const auto file = weights_file(*known);
    if (!can_be_seen(file))
        throw invalid_request("the published weights of " + given + " are not fetched",
                              file.string(), "run `tlvfc weights fetch " + given + "`");
    return file.string();
}

} // namespace tlvfc
