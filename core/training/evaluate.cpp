#include "core/training/evaluate.h"

#include "core/base/error.h"
#include "core/training/torch_batch.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/add.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/bincount.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/item.h>
#include <ATen/ops/le.h>
#include <ATen/ops/logical_not.h>
#include <ATen/ops/lt.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/to.h>
#include <ATen/ops/unsqueeze.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>
#include <span>

namespace tlvfc {

double Evaluation::top5_accuracy() const
{
    return classes > 10 ? share(top5_correct, total) : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> Evaluation::class_accuracy() const
{
    std::vector<double> accuracies;
    const auto width = static_cast<std::size_t>(classes);
    for (std::size_t label = 0; label < width; ++label) {
        const auto row = std::span(confusion).subspan(label * width, width);
        const auto images = std::accumulate(row.begin(), row.end(), std::int64_t{0});
        accuracies.push_back(images > 0 ? share(row[label], images)
                                        : std::numeric_limits<double>::quiet_NaN());
    }
    return accuracies;
}

namespace {

void keep(const at::Tensor &logits, const at::Tensor &labels, const at::Tensor &taken,
          std::vector<Prediction> &predictions)
{
    const auto probabilities = logits.softmax(1);
    const auto of = [&](const at::Tensor &columns) {
        return probabilities.gather(1, columns.unsqueeze(1)).squeeze(1).to(at::kCPU);
    };
    const auto label = labels.to(at::kCPU);
    const auto predicted = taken.to(at::kCPU);
    const auto probability = of(taken);
    const auto label_probability = of(labels);
    for (std::int64_t i = 0; i < label.size(0); ++i)
        predictions.push_back(
            {label.data_ptr<std::int64_t>()[i], predicted.data_ptr<std::int64_t>()[i],
             probability.data_ptr<float>()[i], label_probability.data_ptr<float>()[i]});
}

void count(const at::Tensor &logits, const at::Tensor &labels, Evaluation &result)
{
    const auto taken = logits.argmax(1);
    keep(logits, labels, taken, result.predictions);
    const auto width = logits.size(1);
    const auto cells = at::bincount(labels.mul(width).add(taken), {}, width * width).to(at::kCPU);
    const auto *counts = cells.data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < result.confusion.size(); ++i)
        result.confusion[i] += counts[i];
    const auto own = logits.gather(1, labels.unsqueeze(1));
    // A label whose logit is no number is not among them.
    const auto above = logits.le(own).logical_not().sum(1);
    result.top5_correct += at::lt(above, 5).sum().item<std::int64_t>();
    result.correct += taken.eq(labels).sum().item<std::int64_t>();
    result.total += labels.size(0);
}

} // namespace

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
    result.classes = model.classes();
    result.predictions.reserve(split.count());
    result.confusion.resize(static_cast<std::size_t>(result.classes) *
                            static_cast<std::size_t>(result.classes));
    double loss = 0.0;
    const auto start = std::chrono::steady_clock::now();
    for (Batch next; loader.next(next);) {
        throw_if_stopped(stop);
        const auto on_device = to_torch(next, model.device());
        const auto logits = model.forward(on_device.images);
        loss += at::cross_entropy_loss(logits, on_device.labels).item<double>() *
                static_cast<double>(on_device.count());
        count(logits, on_device.labels, result);
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
