#include "ui/session/layer_measurer.h"

#include "core/base/progress.h"
#include "core/transfer/mean_variance.h"

namespace tlvfc::ui {

namespace {

using Variances = QHash<int, double>;

std::vector<LayerId> layersToMeasure(const Network &network)
{
    std::vector<LayerId> layers;
    for (std::size_t i = 0; i < network.architecture.layers.size(); ++i) {
        if (network.architecture.layers[i].weight_shape)
            layers.emplace_back(static_cast<std::int64_t>(i));
    }
    return layers;
}

/// The last ones are the result, those before are told.
Variances measure(const Network &network, const Variances &known, const std::stop_token &stop,
                  const std::function<void(const Variances &)> &tell)
{
    using namespace std::chrono_literals;
    Variances fresh;
    auto last = std::chrono::steady_clock::now();
    for (const auto layer : layersToMeasure(network)) {
        throw_if_stopped(stop);
        if (known.contains(layer.value))
            continue;
        fresh.insert(layer.value, mean_variance(network, layer).value_or(0.0));
        if (const auto now = std::chrono::steady_clock::now(); now - last >= 100ms) {
            last = now;
            tell(std::exchange(fresh, {}));
        }
    }
    return fresh;
}

} // namespace

LayerMeasurer::LayerMeasurer(QObject *parent)
    : QObject(parent)
{
    connect(&job_, &LatestJob::busyChanged, this, &LayerMeasurer::changed);
}

void LayerMeasurer::setNetwork(std::shared_ptr<const Network> network)
{
    if (network_ == network)
        return;
    network_ = std::move(network);
    variances_.clear();
    count_ = network_ ? static_cast<int>(layersToMeasure(*network_).size()) : 0;
    if (network_)
        goOn();
    else
        job_.cancel();
    emit changed();
}

void LayerMeasurer::stop() { job_.cancel(); }

void LayerMeasurer::goOn()
{
    if (!network_)
        return;
    const auto take = [this](const Variances &fresh) {
        variances_.insert(fresh);
        emit changed();
    };
    job_.startInParts<Variances>(
        [network = network_, known = variances_](const std::stop_token &stop, const auto &tell) {
            return measure(*network, known, stop, tell);
        },
        take, take, [](const QString &) {});
}

} // namespace tlvfc::ui
