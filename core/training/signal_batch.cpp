#include "core/training/signal_batch.h"

#include "core/base/random.h"
#include "core/data/loader.h"
#include "core/training/memory.h"

#include <algorithm>
#include <string>
#include <thread>

namespace tlvfc {

namespace {

constexpr int most_images = 64;
constexpr int fewest_images = 4;

} // namespace

int signal_batch_count(int image_size)
{
    return std::clamp(most_images * 64 * 64 / (image_size * image_size), fewest_images,
                      most_images);
}

SignalBatch normal_batch(int image_size, int classes, std::uint64_t seed)
{
    Generator generator(stream_seed(seed, "signal"));
    const int count = signal_batch_count(image_size);
    SignalBatch batch{Tensor(Shape{count, 3, image_size, image_size}), {}};
    generator.normal(batch.images.edit(), 0.0, 1.0);
    batch.labels = generator.randint(0, std::max(1, classes), count);
    return batch;
}

SignalBatch data_batch(const DataSpec &data, std::uint64_t seed, std::stop_token stop)
{
    const int count = signal_batch_count(data.image_size);
    const auto threads = std::max(1u, std::thread::hardware_concurrency());
    const auto sample = load_sample(data, count, stream_seed(seed, "signal"), threads, stop);
    LoaderOptions options;
    options.batch = count;
    Loader loader(sample, data, options, seed);
    loader.start_epoch(0);
    Batch batch;
    loader.next(batch);
    return {std::move(batch.images), std::move(batch.labels)};
}

void require_fit(const Network &network, const SignalBatch &batch)
{
    const auto classes = network.architecture.classes;
    if (std::ranges::any_of(batch.labels, [classes](auto label) { return label >= classes; }))
        throw invalid_request(
            "the data has more classes than the network's " + std::to_string(classes) + " outputs",
            network.architecture.name, "give the network as many classes, or choose other data");
}

Error why_not_through(const std::exception &fault, const Network &network, const SignalBatch &batch)
{
    const auto side = std::to_string(batch.side());
    if (is_out_of_memory(fault))
        return failure("not enough memory to pass images of " + side + "×" + side +
                           " pixels through it",
                       network.architecture.name, "choose smaller images");
    return invalid_request("images of " + side + "×" + side + " pixels cannot pass through it",
                           network.architecture.name, "choose larger images");
}

} // namespace tlvfc
