#include "core/data/packed.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/side_by_side.h"
#include "core/data/image_cache.h"
#include "core/data/resize.h"
#include "core/data/source.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace tlvfc {

namespace {

/// Decodes samples side by side, each into its place.
class Packer
{
public:
    /// @param total  images of all calls of pack() together
    /// @param cache  null: none
    Packer(const ImageSource &source, unsigned threads, std::size_t total, std::stop_token stop,
           const ProgressHandler &progress, const ImageCacheOptions *cache)
        : source_(source)
        , cache_options_(cache)
        , threads_(std::max(1u, threads))
        , total_(std::max<std::size_t>(1, total))
        , stop_(std::move(stop))
        , throttle_(progress)
    {
    }

    PackedSplit pack(const std::vector<Sample> &samples, int size)
    {
        PackedSplit split;
        split.size = size;
        split.pixels.resize(samples.size() * split.image_bytes());
        std::vector<std::string> reasons(samples.size());
        auto *cache = samples.empty() ? nullptr : cache_of(size);
        decode(samples, split, reasons, cache);
        if (cache)
            cache->finish();
        keep_good(samples, split, reasons);
        return split;
    }

    std::vector<BadFile> bad;

private:
    /// One for all splits of a size: a second would wait for the first one's lock.
    ImageCache *cache_of(int size)
    {
        if (!cache_options_)
            return nullptr;
        const auto known = caches_.find(size);
        if (known != caches_.end())
            return known->second.get();
        return caches_.emplace(size, ImageCache::open(*cache_options_, source_, size, stop_))
            .first->second.get();
    }

    void decode(const std::vector<Sample> &samples, PackedSplit &split,
                std::vector<std::string> &reasons, ImageCache *cache)
    {
        side_by_side(samples.size(), threads_, stop_, [&](std::size_t i) {
            read(samples[i], split, i, reasons[i], cache);
            count_one();
        });
    }

    void read(const Sample &sample, PackedSplit &split, std::size_t index, std::string &reason,
              ImageCache *cache)
    {
        const auto rgb =
            std::span(split.pixels).subspan(index * split.image_bytes(), split.image_bytes());
        if (cache && cache->read(sample, rgb))
            return;
        try {
            const auto image = resize(source_.read(sample), split.size, split.size);
            std::ranges::copy(image.rgb, rgb.begin());
        } catch (const Error &error) {
            reason = error.fault();
            return;
        }
        if (cache)
            cache->store(sample, rgb);
    }

    void count_one()
    {
        const std::lock_guard lock(mutex_);
        ++done_;
        throttle_.report("decoding images",
                         static_cast<double>(done_) / static_cast<double>(total_));
    }

    void keep_good(const std::vector<Sample> &samples, PackedSplit &split,
                   const std::vector<std::string> &reasons)
    {
        const auto bytes = static_cast<std::ptrdiff_t>(split.image_bytes());
        auto out = split.pixels.begin();
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (!reasons[i].empty()) {
                bad.push_back({source_.file(samples[i]), reasons[i]});
                continue;
            }
            const auto from = split.pixels.begin() + static_cast<std::ptrdiff_t>(i) * bytes;
            if (from != out)
                std::copy(from, from + bytes, out);
            out += bytes;
            split.labels.push_back(samples[i].label);
            split.names.push_back(samples[i].name);
        }
        split.pixels.erase(out, split.pixels.end());
    }

    const ImageSource &source_;
    const ImageCacheOptions *cache_options_;
    std::map<int, std::unique_ptr<ImageCache>> caches_; // by size
    unsigned threads_;
    std::size_t total_;
    std::stop_token stop_;
    std::mutex mutex_; // guards throttle_ and done_
    ProgressThrottle throttle_;
    std::size_t done_ = 0;
};

void refuse_bad(const std::vector<BadFile> &bad, const DataSpec &spec)
{
    if (bad.empty() || spec.on_bad != BadFilePolicy::Refuse)
        return;
    std::string names;
    for (std::size_t i = 0; i < bad.size() && i < 3; ++i)
        names += (i ? "; " : "") + bad[i].path.string() + " (" + bad[i].reason + ")";
    throw unreadable_input(std::to_string(bad.size()) + " bad files: " + names, spec.source,
                           "remove them, or let bad files be left out");
}

} // namespace

PackedData load_data(const DataSpec &spec, std::uint64_t seed, unsigned threads,
                     std::stop_token stop, const ProgressHandler &progress,
                     const ImageCacheOptions *cache)
{
    const auto source = open_source(spec);
    const auto splits = divide(*source, spec, seed);
    const auto total = splits.train.size() + splits.val.size() + splits.test.size();
    PackedData data;
    data.classes = source->classes();
    Packer packer(*source, threads, total, std::move(stop), progress, cache);
    const int margin = spec.random_crop ? spec.resize_margin : 0;
    data.train = packer.pack(splits.train, spec.image_size + margin);
    data.val = packer.pack(splits.val, spec.image_size);
    data.test = packer.pack(splits.test, spec.image_size);
    data.bad = std::move(packer.bad);
    refuse_bad(data.bad, spec);
    if (data.train.count() == 0)
        throw unreadable_input("no image to train with", spec.source,
                               "give a folder that holds readable training images");
    return data;
}

PackedSplit load_split(const DataSpec &spec, const std::string &split, std::uint64_t seed,
                       unsigned threads, std::stop_token stop, const ProgressHandler &progress,
                       std::vector<BadFile> *bad, const ImageCacheOptions *cache)
{
    if (split != "train" && split != "val" && split != "test")
        throw invalid_request("unknown split '" + split + "'", "option split",
                              "choose train, val or test");
    const auto source = open_source(spec);
    const auto splits = divide(*source, spec, seed);
    const auto &samples = split == "train" ? splits.train
                          : split == "val" ? splits.val
                                           : splits.test;
    Packer packer(*source, threads, samples.size(), std::move(stop), progress, cache);
    auto packed = packer.pack(samples, spec.image_size);
    refuse_bad(packer.bad, spec);
    if (bad)
        *bad = std::move(packer.bad);
    return packed;
}

PackedSplit load_sample(const DataSpec &spec, int count, std::uint64_t seed, unsigned threads,
                        std::stop_token stop)
{
    const auto source = open_source(spec);
    const auto samples = divide(*source, spec, seed).train;
    auto places = Generator(seed).randperm(std::ssize(samples));
    places.resize(std::min(places.size(), static_cast<std::size_t>(count)));
    std::ranges::sort(places);
    std::vector<Sample> drawn;
    for (const auto place : places)
        drawn.push_back(samples[static_cast<std::size_t>(place)]);
    Packer packer(*source, threads, drawn.size(), std::move(stop), {}, nullptr);
    auto packed = packer.pack(drawn, spec.image_size);
    refuse_bad(packer.bad, spec);
    if (packed.count() == 0)
        throw unreadable_input("no readable training image", spec.source,
                               "give a folder that holds some");
    return packed;
}

} // namespace tlvfc
