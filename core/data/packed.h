// Images decoded once, side by side in memory.
#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tlvfc {

/// N square RGB images of one size.
struct PackedSplit
{
    int size = 0;                     ///< side in pixels
    std::vector<std::uint8_t> pixels; ///< N×size×size×3
    std::vector<std::int32_t> labels; ///< N
    std::vector<std::string> names;   ///< N; for people: "cat/0012.jpg"

    std::size_t count() const { return labels.size(); }
    std::size_t image_bytes() const
    {
        return static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3;
    }
    std::span<const std::uint8_t> image(std::size_t index) const
    {
        return std::span(pixels).subspan(index * image_bytes(), image_bytes());
    }
};

struct ImageCacheOptions;

struct BadFile
{
    std::filesystem::path path;
    std::string reason; ///< "truncated", "not an image", …
};

struct PackedData
{
    std::vector<std::string> classes;
    /// At image_size + resize_margin where random_crop is on.
    PackedSplit train;
    PackedSplit val;  ///< at image_size
    PackedSplit test; ///< at image_size; empty where the data has none
    std::vector<BadFile> bad;
};

/// Decodes everything; the result does not depend on the number of threads.
/// @param seed  decides which training images become validation where the data has none
/// @param cache  where decoded images are kept for other runs; null: nowhere. It changes no pixel.
/// @throws Error (UnreadableInput) where the source is unknown, holds no image, or holds bad files
///         and the spec refuses them; (Interrupted) when stopped.
PackedData load_data(const DataSpec &spec, std::uint64_t seed, unsigned threads,
                     std::stop_token stop = {}, const ProgressHandler &progress = {},
                     const ImageCacheOptions *cache = nullptr);

/// One split as evaluation sees it, at image_size. "train", "val" or "test"; empty where the data
/// has none.
/// @param bad  takes the bad files; may be null
/// @param cache  as above
PackedSplit load_split(const DataSpec &spec, const std::string &split, std::uint64_t seed,
                       unsigned threads, std::stop_token stop, const ProgressHandler &progress,
                       std::vector<BadFile> *bad, const ImageCacheOptions *cache = nullptr);

/// So many images of "train" as evaluation sees them, drawn without repeats, in the split's order;
/// all where there are no more. No other image is decoded; spec.on_bad says what bad files are.
/// @throws Error as load_data().
PackedSplit load_sample(const DataSpec &spec, int count, std::uint64_t seed, unsigned threads,
                        std::stop_token stop = {});

} // namespace tlvfc
