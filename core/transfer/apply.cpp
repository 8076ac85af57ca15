#include "core/transfer/apply.h"

#include "core/transfer/layer_detail.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace tlvfc {

Weights apply_plan(const TransferPlan &plan, unsigned threads, std::stop_token stop,
                   const ProgressHandler &progress)
{
    auto weights = plan.target->weights;
    ProgressThrottle throttle(progress);
    std::atomic<std::size_t> next = 0;
    std::size_t done = 0;
    std::exception_ptr fault;
    std::mutex mutex; // guards weights, done, throttle and fault

    // Layers are independent, since the plan keeps the generator's state for each.
    const auto work = [&] {
        for (auto i = next++; i < plan.layers.size() && !stop.stop_requested(); i = next++) {
            const auto &layer = plan.layers[i];
            if (layer.action == LayerAction::Keep)
                continue;
            try {
                auto detail = work_out_layer(plan, layer);
                const auto &path = plan.target->architecture.layer(layer.target).path;
                const std::lock_guard lock(mutex);
                weights.set(path + ".weight", std::move(detail.after));
                if (detail.bias_after)
                    weights.set(path + ".bias", std::move(*detail.bias_after));
                throttle.report("transferring " + path,
                                static_cast<double>(++done) /
                                    static_cast<double>(plan.layers.size()));
            } catch (...) {
                const std::lock_guard lock(mutex);
                fault = std::current_exception();
                next = plan.layers.size();
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < threads; ++i)
            helpers.emplace_back(work);
        work();
    }
    if (fault)
        std::rethrow_exception(fault);
    throw_if_stopped(stop);
    throttle.report("transferred", 1.0);
    return weights;
}

} // namespace tlvfc
