// Batches of a split, prepared ahead.
#pragma once

#include "core/base/tensor.h"
#include "core/data/dataset.h"
#include "core/data/packed.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tlvfc {

struct Batch
{
    Tensor images; ///< N×3×S×S float32, normalized by the spec's mean and deviation
    std::vector<std::int64_t> labels;  ///< N
    std::vector<std::int64_t> indices; ///< N; which images of the split these are
    // With mixup only:
    std::vector<std::int64_t> partner_labels; ///< N; of the images mixed in
    std::vector<float> shares;                ///< N; of the image and label themselves
};

struct LoaderOptions
{
    int batch = 128;
    bool shuffle = false;   ///< a new order each epoch
    bool augment = false;   ///< the spec's crop, flip, mixup and what else it asks for
    bool drop_last = false; ///< leave a last batch that is not full out

    /// @throws Error (InvalidRequest) that names the option.
    void validate() const;
};

/// Whether training sees another picture of an image in every epoch.
bool varies_by_epoch(const DataSpec &spec);

/// Hands out one epoch's batches after the other; a thread of its own prepares three ahead. Order
/// and augmentation depend on seed, epoch and image alone, so that no timing changes a number.
class Loader
{
public:
    /// `split` outlives the loader.
    Loader(const PackedSplit &split, const DataSpec &spec, LoaderOptions options,
           std::uint64_t seed);
    ~Loader();
    Loader(const Loader &) = delete;
    Loader &operator=(const Loader &) = delete;

    /// Begins an epoch, wherever the last one stands; its first batches may be left out.
    void start_epoch(int epoch, std::size_t first_batch = 0);

    /// The next batch; false at the epoch's end. @throws whatever went wrong in the thread.
    bool next(Batch &batch);

    std::size_t batches_per_epoch() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tlvfc
