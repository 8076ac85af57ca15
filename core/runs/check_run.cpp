#include "core/runs/check_run.h"

#include "core/base/error.h"
#include "core/runs/open_network.h"
#include "core/training/device.h"
#include "core/transfer/plan.h"

#include <memory>

namespace tlvfc {

namespace {

/// Plans look at shapes alone.
std::shared_ptr<const Network> shapes_of(Architecture architecture)
{
    return std::make_shared<Network>(Network{std::move(architecture), {}, ""});
}

void require_runnable(const Architecture &architecture, const NetworkSpec &spec)
{
    if (!architecture.can_run())
        throw invalid_request("a network known only by its tensors cannot run", spec.weights,
                              "give one that `tlvfc models` lists");
}

Architecture check_target(const RunSpec &spec)
{
    const auto data = summarize_data(spec.data);
    if (data.train < 2)
        throw unreadable_input("fewer than two training images", spec.data.source,
                               "give a folder that holds more");
    const auto classes = static_cast<int>(data.classes.size());
    auto network = spec.target;
    if (network.classes == 0)
        network.classes = classes;
    auto target = open_architecture(network);
    require_runnable(target, network);
    if (target.classes != classes)
        throw invalid_request(target.name + " has " + std::to_string(target.classes) +
                                  " outputs where the data has " + std::to_string(classes) +
                                  " classes",
                              "option --target-classes", "give the data's number of classes");
    return target;
}

} // namespace

void check_run(const RunSpec &spec, std::stop_token stop)
{
    spec.validate();
    resolve_device(spec.device);
    const auto target = shapes_of(check_target(spec));
    std::shared_ptr<const Network> source;
    if (!spec.source.is_absent())
        source = shapes_of(open_architecture(spec.source));
    if (spec.strategy.crosses())
        require_runnable(source->architecture, spec.source);
    if (!spec.strategy.transfers())
        return;
    Generator generator(spec.seed);
    make_plan(source, target, spec.strategy, generator, std::move(stop));
}

} // namespace tlvfc
