// Plan and apply apart, for a VGG16's weights in four ResNets, and how far each is from copying the
// bytes that it writes and from drawing the same random numbers through torch.
//
// bench/bench_transfer [--benchmark_filter=resnet50]. Times are wall-clock. The counters:
//   x_copy    how many times the copying of the written bytes into fresh memory, with one thread
//   x_draw    how many times the drawing of the same numbers through torch, with one thread
//   peak_MB   memory taken at the worst moment, beyond what was held before
//   layers    the same in units of the largest layer that is written
#include "core/transfer/apply.h"
#include "tests/bench/process_memory.h"
#include "tests/bench/torch_draws.h"
#include "tests/support/pattern_network.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstring>
#include <map>
#include <thread>

using namespace tlvfc;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

template <typename Work>
double best_seconds(int times, const Work &work)
{
    double best = 1e9;
    for (int i = 0; i < times; ++i) {
        const auto begin = Clock::now();
        work();
        best = std::min(best, seconds_since(begin));
    }
    return best;
}

struct Pair
{
    std::shared_ptr<const Network> source;
    std::shared_ptr<const Network> target;
    std::int64_t written_bytes = 0;
    std::int64_t largest_layer_bytes = 0;
    double copy_seconds = 0.0;
    double draw_seconds = 0.0;
};

TransferPlan plan_of(const Pair &pair)
{
    Generator generator(2);
    return make_plan(pair.source, pair.target, preset("tlvfc"), generator);
}

/// The bytes of every tensor that apply_plan() writes, copied to where nothing was before.
void copy_written(const TransferPlan &plan)
{
    std::vector<std::unique_ptr<std::byte[]>> copies;
    for (const auto &layer : plan.layers) {
        if (layer.action == LayerAction::Keep)
            continue;
        const auto &path = plan.target->architecture.layer(layer.target).path;
        for (const auto *part : {".weight", ".bias"}) {
            const auto *tensor = plan.target->weights.find(path + part);
            if (!tensor)
                continue;
            copies.push_back(std::make_unique_for_overwrite<std::byte[]>(tensor->bytes().size()));
            std::memcpy(copies.back().get(), tensor->bytes().data(), tensor->bytes().size());
        }
    }
    benchmark::DoNotOptimize(copies.data());
}

Weights own_copy(const Weights &weights)
{
    auto copy = weights;
    for (const auto &[name, tensor] : weights) {
        if (tensor.dtype() == DType::Float32)
            (void)copy.find(name)->edit();
    }
    return copy;
}

/// One pair is held at a time: benchmarks of one target run one after the other.
const Pair &pair_to(const std::string &target)
{
    static std::string held;
    static Pair pair;
    if (held == target)
        return pair;
    if (!pair.source)
        pair.source = test::pattern_network("vgg16", 1000, 1);
    pair.target.reset();
    pair.target = test::pattern_network(target, 10, 1000);
    held = target;
    pair.written_bytes = pair.largest_layer_bytes = 0;
    const auto plan = plan_of(pair);
    for (const auto &layer : plan.layers) {
        if (layer.action == LayerAction::Keep)
            continue;
        const auto bytes = 4 * pair.target->architecture.layer(layer.target).parameter_count();
        pair.written_bytes += bytes;
        pair.largest_layer_bytes = std::max(pair.largest_layer_bytes, bytes);
    }
    pair.copy_seconds = best_seconds(5, [&] { copy_written(plan); });
    pair.draw_seconds = best_seconds(3, [&] { bench::draw_through_torch(plan, 2); });
    return pair;
}

void set_ratios(benchmark::State &state, const Pair &pair, double seconds)
{
    const auto per_run = seconds / static_cast<double>(state.iterations());
    state.counters["x_copy"] = per_run / pair.copy_seconds;
    state.counters["x_draw"] = per_run / pair.draw_seconds;
}

void copy_alone(benchmark::State &state, const std::string &target)
{
    const auto &pair = pair_to(target);
    const auto plan = plan_of(pair);
    for ([[maybe_unused]] auto _ : state)
        copy_written(plan);
    state.SetBytesProcessed(state.iterations() * pair.written_bytes);
}

void draw_alone(benchmark::State &state, const std::string &target)
{
    const auto &pair = pair_to(target);
    const auto plan = plan_of(pair);
    for ([[maybe_unused]] auto _ : state)
        bench::draw_through_torch(plan, 2);
}

void plan_alone(benchmark::State &state, const std::string &target)
{
    const auto &pair = pair_to(target);
    const auto begin = Clock::now();
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(plan_of(pair).layers.data());
    set_ratios(state, pair, seconds_since(begin));
}

void apply_with(benchmark::State &state, const std::string &target, unsigned threads, bool plan_too)
{
    const auto &pair = pair_to(target);
    double seconds = 0.0;
    double peak = 0.0;
    for ([[maybe_unused]] auto _ : state) {
        // A plan of its own: it remembers the fully connected statistics, which are part of this.
        state.PauseTiming();
        std::optional<TransferPlan> plan;
        if (!plan_too)
            plan = plan_of(pair);
        bench::PeakMemory memory;
        const auto begin = Clock::now();
        state.ResumeTiming();
        if (plan_too)
            plan = plan_of(pair);
        auto weights = apply_plan(*plan, threads);
        benchmark::DoNotOptimize(weights.begin());
        state.PauseTiming();
        seconds += seconds_since(begin);
        peak = std::max(peak, memory.taken_bytes());
        weights = {};
        state.ResumeTiming();
    }
    set_ratios(state, pair, seconds);
    state.counters["peak_MB"] = peak / 1e6;
    state.counters["layers"] = peak / static_cast<double>(pair.largest_layer_bytes);
}

/// Two networks are held and no third: the target's weights become the result's.
void apply_in_place(benchmark::State &state, const std::string &target, unsigned threads)
{
    const auto &pair = pair_to(target);
    double seconds = 0.0;
    double peak = 0.0;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        const auto plan = plan_of(pair);
        auto weights = own_copy(pair.target->weights);
        bench::PeakMemory memory;
        const auto begin = Clock::now();
        state.ResumeTiming();
        apply_plan_to(weights, plan, threads);
        benchmark::DoNotOptimize(weights.begin());
        state.PauseTiming();
        seconds += seconds_since(begin);
        peak = std::max(peak, memory.taken_bytes());
        weights = {};
        state.ResumeTiming();
    }
    set_ratios(state, pair, seconds);
    state.counters["peak_MB"] = peak / 1e6;
    state.counters["layers"] = peak / static_cast<double>(pair.largest_layer_bytes);
}

void add(const std::string &target, const std::string &what,
         const std::function<void(benchmark::State &)> &run)
{
    benchmark::RegisterBenchmark((target + "/" + what).c_str(), run)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
}

} // namespace

int main(int argc, char **argv)
{
    const auto all = std::max(2u, std::thread::hardware_concurrency());
    const auto all_threads = std::to_string(all) + "_threads";
    for (const std::string target : {"resnet18", "resnet50", "resnet101", "resnet152"}) {
        add(target, "copy_alone", [=](auto &state) { copy_alone(state, target); });
        add(target, "draw_alone", [=](auto &state) { draw_alone(state, target); });
        add(target, "plan", [=](auto &state) { plan_alone(state, target); });
        add(target, "apply/1_thread", [=](auto &state) { apply_with(state, target, 1, false); });
        add(target, "apply/" + all_threads,
            [=](auto &state) { apply_with(state, target, all, false); });
        add(target, "apply_in_place/1_thread",
            [=](auto &state) { apply_in_place(state, target, 1); });
        add(target, "apply_in_place/" + all_threads,
            [=](auto &state) { apply_in_place(state, target, all); });
        add(target, "plan_and_apply/1_thread",
            [=](auto &state) { apply_with(state, target, 1, true); });
        add(target, "plan_and_apply/" + all_threads,
            [=](auto &state) { apply_with(state, target, all, true); });
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
}
