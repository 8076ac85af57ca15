// Trains one epoch as a run would, and says how fast: for compare.py, which takes the same step in
// PyTorch's words beside it.
#include "core/nets/initialize.h"
#include "core/nets/zoo.h"
#include "core/training/device.h"
#include "core/training/trainer.h"
#include "core/transfer/strategy.h"

#include <ATen/ops/mm.h>
#include <ATen/ops/rand.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace tlvfc;

namespace {

constexpr int classes = 10;
constexpr int side = 32;

Network new_network(const std::string &name, std::uint64_t seed)
{
    Generator generator(seed);
    auto architecture = build_architecture(name, classes);
    auto weights = initial_weights(architecture, generator);
    return {std::move(architecture), std::move(weights), "new"};
}

/// Pictures of noise: a step takes as long as on others.
PackedData noise(const DataSpec &spec, std::size_t count)
{
    PackedData data;
    for (int i = 0; i < classes; ++i)
        data.classes.push_back("class " + std::to_string(i));
    data.train.size = side + spec.resize_margin;
    Generator generator(1);
    const auto pixels =
        generator.randint(0, 256, static_cast<std::int64_t>(count * data.train.image_bytes()));
    data.train.pixels.assign(pixels.begin(), pixels.end());
    for (std::size_t i = 0; i < count; ++i)
        data.train.labels.push_back(static_cast<std::int32_t>(i % classes));
    data.train.names.resize(count);
    data.val.size = data.test.size = side;
    return data;
}

/// The best of several products of two 2048×2048 matrices, in 10⁹ operations per second; a
/// multiplication with its addition is two.
double matrix_peak_gflops()
{
    constexpr std::int64_t size = 2048;
    const auto a = at::rand({size, size});
    const auto b = at::rand({size, size});
    double best = 1e9;
    for (int i = 0; i < 8; ++i) {
        const auto start = std::chrono::steady_clock::now();
        at::mm(a, b);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        best = std::min(best, taken.count());
    }
    return 2.0 * size * size * size / best / 1e9;
}

} // namespace

/// bench_training NETWORK BATCHES THREADS, or bench_training peak THREADS
int main(int argc, char **argv)
{
    if (argc == 3 && std::string(argv[1]) == "peak") {
        set_compute_threads(std::atoi(argv[2]));
        std::printf("{\"gflops\": %.1f}\n", matrix_peak_gflops());
        return 0;
    }
    if (argc != 4) {
        std::fprintf(stderr, "usage: %s NETWORK BATCHES THREADS | peak THREADS\n", argv[0]);
        return 2;
    }
    set_compute_threads(std::atoi(argv[3]));
    TrainingJob job;
    job.target = new_network(argv[1], 2);
    job.source = std::make_shared<Network>(new_network("vgg16", 3));
    job.crossover = CrossoverKind::Mask;
    job.options.epochs = 2; // the first warms up
    job.options.clean_images = 0;
    job.data.source = "noise";
    job.data.image_size = side;
    job.data.validation_share = 0.0;
    const auto images = noise(job.data, std::strtoul(argv[2], nullptr, 10) *
                                            static_cast<std::size_t>(job.options.batch));
    job.images = &images;
    EpochPoint last;
    TrainingObserver observer;
    observer.on_epoch = [&](const EpochPoint &point, const auto &) { last = point; };
    train(std::move(job), observer);
    std::printf("{\"images_per_second\": %.2f, \"memory_mb\": %.0f}\n", last.images_per_second,
                last.memory_mb);
    return 0;
}
