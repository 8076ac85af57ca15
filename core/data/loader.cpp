#include "core/data/loader.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/augment.h"
#include "core/data/mixup.h"
#include "core/data/richer_augment.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>

namespace tlvfc {

namespace {

constexpr std::size_t batches_ahead = 3;

} // namespace

void LoaderOptions::validate() const
{
    if (batch < 1)
        throw invalid_request("a batch of " + std::to_string(batch) + " images", "option batch",
                              "give 1 or more");
}

bool varies_by_epoch(const DataSpec &spec)
{
    return spec.random_crop || spec.horizontal_flip || spec.mixup > 0.0 ||
           wants_richer_augment(spec);
}

struct Loader::Private
{
    const PackedSplit &split;
    DataSpec spec;
    LoaderOptions options;
    std::uint64_t order_seed;
    std::uint64_t augmentation_seed;
    std::uint64_t mixup_seed;
    NormalizeTables tables;

    std::mutex mutex;
    std::condition_variable_any changed;
    std::deque<Batch> ready;
    std::exception_ptr fault;
    bool finished = true;
    std::jthread worker; // last: joined before the rest goes

    std::vector<std::size_t> order(int epoch) const
    {
        std::vector<std::size_t> indices(split.count());
        std::iota(indices.begin(), indices.end(), std::size_t{0});
        if (options.shuffle) {
            Generator generator(order_seed + static_cast<std::uint64_t>(epoch));
            std::ranges::transform(generator.randperm(static_cast<std::int64_t>(split.count())),
                                   indices.begin(),
                                   [](auto i) { return static_cast<std::size_t>(i); });
        }
        return indices;
    }

    /// `scratch` takes the changed pixels of an image.
    void write_image(std::size_t index, int epoch, std::span<float> out,
                     std::vector<std::uint8_t> &scratch) const
    {
        const auto placement =
            options.augment ? random_placement(spec, split.size, augmentation_seed, epoch, index)
                            : centered_placement(spec, split.size);
        auto stored = split.image(index);
        if (options.augment && wants_richer_augment(spec)) {
            scratch.assign(stored.begin(), stored.end());
            augment_richer(scratch, split.size, spec, augmentation_seed, epoch, index);
            stored = scratch;
        }
        place_image(stored, split.size, placement, spec.image_size, tables, out);
    }

    Batch prepare(std::span<const std::size_t> indices, int epoch) const
    {
        const auto size = spec.image_size;
        Batch batch;
        batch.images = Tensor(Shape{std::ssize(indices), 3, size, size});
        const auto values = batch.images.edit();
        const auto per_image = values.size() / indices.size();
        const bool mixes = options.augment && spec.mixup > 0.0;
        std::vector<std::uint8_t> scratch;
        std::vector<float> other(mixes ? per_image : 0);
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const auto index = indices[i];
            const auto out = values.subspan(i * per_image, per_image);
            write_image(index, epoch, out, scratch);
            batch.labels.push_back(split.labels[index]);
            batch.indices.push_back(static_cast<std::int64_t>(index));
            if (!mixes)
                continue;
            const auto mix = random_mix(spec.mixup, mixup_seed, epoch, index, split.count());
            const auto share = static_cast<float>(mix.share);
            write_image(mix.partner, epoch, other, scratch);
            std::ranges::transform(out, other, out.begin(), [share](float own, float theirs) {
                return share * own + (1.0f - share) * theirs;
            });
            batch.partner_labels.push_back(split.labels[mix.partner]);
            batch.shares.push_back(share);
        }
        return batch;
    }

    void work(std::stop_token stop, int epoch, std::size_t first_batch)
    {
        try {
            if (split.pixels.size() != split.count() * split.image_bytes())
                throw failure("the images and labels of a split differ in number");
            const auto indices = order(epoch);
            const auto step = static_cast<std::size_t>(options.batch);
            for (auto start = first_batch * step; start < indices.size(); start += step) {
                const auto count = std::min(step, indices.size() - start);
                if (count < step && options.drop_last)
                    break;
                auto batch = prepare(std::span(indices).subspan(start, count), epoch);
                std::unique_lock lock(mutex);
                if (!changed.wait(lock, stop, [this] { return ready.size() < batches_ahead; }))
                    return;
                ready.push_back(std::move(batch));
                changed.notify_all();
            }
        } catch (...) {
            const std::lock_guard lock(mutex);
            fault = std::current_exception();
        }
        const std::lock_guard lock(mutex);
        finished = true;
        changed.notify_all();
    }
};

Loader::Loader(const PackedSplit &split, const DataSpec &spec, LoaderOptions options,
               std::uint64_t seed)
    : d(new Private{split,
                    spec,
                    options,
                    stream_seed(seed, "order"),
                    stream_seed(seed, "augmentation"),
                    stream_seed(seed, "mixup"),
                    normalize_tables(spec),
                    {},
                    {},
                    {},
                    {},
                    true,
                    {}})
{
    options.validate();
}

Loader::~Loader() = default;

void Loader::start_epoch(int epoch, std::size_t first_batch)
{
    d->worker = {}; // stops and joins an epoch that is not done
    d->ready.clear();
    d->fault = nullptr;
    d->finished = false;
    d->worker = std::jthread(
        [this, epoch, first_batch](std::stop_token stop) { d->work(stop, epoch, first_batch); });
}

bool Loader::next(Batch &batch)
{
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, [this] { return !d->ready.empty() || d->finished; });
    if (!d->ready.empty()) {
        batch = std::move(d->ready.front());
        d->ready.pop_front();
        d->changed.notify_all();
        return true;
    }
    if (d->fault)
        std::rethrow_exception(d->fault);
    return false;
}

std::size_t Loader::batches_per_epoch() const
{
    const auto batch = static_cast<std::size_t>(d->options.batch);
    const auto full = d->split.count() / batch;
    return full + (d->split.count() % batch != 0 && !d->options.drop_last);
}

} // namespace tlvfc
