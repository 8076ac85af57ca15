#include "core/training/evaluate.h"

#include "core/base/error.h"
#include "core/training/torch_batch.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/to.h>

#include <algorithm>
#include <chrono>

namespace tlvfc {

TorchBatch to_torch(const Batch &batch, c10::Device device)
{
    const auto images = at::from_blob(const_cast<float *>(batch.images.values().data()),
                                      batch.images.shape(), at::kFloat);
    const auto labels = at::from_blob(const_cast<std::int64_t *>(batch.labels.data()),
                                      {static_cast<std::int64_t>(batch.labels.size())}, at::kLong);
    return {images.to(device), labels.to(device)};
}

Evaluation evaluate_model(Model &model, const PackedSplit &split, const DataSpec &data, int batch,
                          std::stop_token stop, const ProgressHandler &progress)
{
    const at::NoGradGuard no_grad;
    model.set_training(false);
    ProgressThrottle throttle(progress);
    LoaderOptions options;
    options.batch = batch;
    Loader loader(split, data, options, 0);
    loader.start_epoch(0);
    Evaluation result;
    double loss = 0.0;
    const auto start = std::chrono::steady_clock::now();
    for (Batch next; loader.next(next);) {
        throw_if_stopped(stop);
        const auto on_device = to_torch(next, model.device());
        const auto logits = model.forward(on_device.images);
        const auto count = static_cast<std::int64_t>(next.labels.size());
        loss += at::cross_entropy_loss(logits, on_device.labels).item<double>() *
                static_cast<double>(count);
        result.correct += logits.argmax(1).eq(on_device.labels).sum().item<std::int64_t>();
        result.total += count;
        throttle.report("evaluating",
                        static_cast<double>(result.total) / static_cast<double>(split.count()));
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    if (result.total > 0) {
        result.loss = loss / static_cast<double>(result.total);
        result.images_per_second =
            static_cast<double>(result.total) / std::max(elapsed.count(), 1e-9);
    }
    return result;
}

Evaluation evaluate_network(const Network &network, const PackedSplit &split, const DataSpec &data,
                            const std::string &device, int batch, std::stop_token stop,
                            const ProgressHandler &progress)
{
    const auto classes = network.architecture.classes;
    if (std::ranges::any_of(split.labels, [classes](auto label) { return label >= classes; }))
        throw invalid_request(
            "the data has more classes than the network's " + std::to_string(classes) + " outputs",
            network.architecture.name, "give the network that belongs to the data");
    Model model(network, c10::Device(device), false, MemoryLayout::ChannelsLast);
    return evaluate_model(model, split, data, batch, stop, progress);
}

} // namespace tlvfc
