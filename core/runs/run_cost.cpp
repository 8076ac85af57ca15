#include "core/runs/run_cost.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/nets/zoo.h"
#include "core/runs/open_network.h"

#include <cmath>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// Pretraining that rests on pretraining, and so on: a chain that is longer bites its own tail.
constexpr int longest_chain = 8;

constexpr MultiplyAdds unknown{NAN, NAN, NAN};

double number(const Json &result, const char *key)
{
    const auto it = result.find(key);
    return it != result.end() && it->is_number() ? it->get<double>() : NAN;
}

/// Forward, and backward through weights and features.
double of_a_step(const MultiplyAdds &network, TrainedPart trains)
{
    return trains == TrainedPart::All ? 3.0 * network.all()
                                      : network.all() + 2.0 * network.last_linear;
}

/// What is not there costs nothing, whatever it would cost.
double times(double images, double cost) { return images == 0.0 ? 0.0 : images * cost; }

} // namespace

MultiplyAdds RunCosts::count(const NetworkSpec &network, int classes, int image_size)
{
    const auto key = network.name + '\n' + (network.name.empty() ? network.weights : "") + '\n' +
                     std::to_string(classes) + ' ' + std::to_string(image_size);
    const auto [place, is_new] = counted_.try_emplace(key, unknown);
    if (!is_new)
        return place->second;
    try {
        const auto architecture = network.name.empty() ? open_architecture(network)
                                                       : build_architecture(network.name, classes);
        if (architecture.can_run())
            place->second = count_multiply_adds(architecture, image_size);
    } catch (const Error &) {
        // a weights file that is gone: the cost is not known, and stays so
    }
    return place->second;
}

double RunCosts::of_pretraining(const std::string &weights, int depth)
{
    const RunFolder run{fs::path(weights).parent_path()};
    try {
        if (depth == longest_chain || !is_there(run.spec()) || !is_there(run.result()))
            return NAN;
        return of(read_run_spec(run.spec()), read_json(run.result()), depth + 1).with_pretraining();
    } catch (const Error &) {
        return NAN;
    }
}

RunCost RunCosts::of(const RunSpec &spec, const Json &result, int depth)
{
    const auto classes = result.find("classes");
    const int outputs = classes != result.end() && classes->is_array()
                            ? static_cast<int>(classes->size())
                            : spec.target.classes;
    const auto size = spec.data.image_size;
    RunCost cost;
    cost.target = times(number(result, "images"),
                        of_a_step(count(spec.target, outputs, size), spec.training.trains));
    if (spec.strategy.crosses())
        cost.source = times(number(result, "source_images"),
                            count(spec.source, spec.source.classes, size).convolutions);
    if (!spec.target.weights.empty())
        cost.pretraining += of_pretraining(spec.target.weights, depth);
    if (spec.strategy.needs_source() && spec.strategy.control != Control::UntrainedSource &&
        !spec.source.weights.empty())
        cost.pretraining += of_pretraining(spec.source.weights, depth);
    return cost;
}

} // namespace tlvfc
