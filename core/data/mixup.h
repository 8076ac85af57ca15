// Which image is mixed into which (Zhang et al. 2018, "mixup: Beyond Empirical Risk Minimization").
#pragma once

#include <cstddef>
#include <cstdint>

namespace tlvfc {

struct Mix
{
    std::size_t partner = 0; ///< any image of the training set, the same one included
    double share = 1.0;      ///< of the image itself, in 1/65536; the partner has the rest
};

/// Partner and share depend on seed, epoch and image alone. The share is drawn from
/// Beta(alpha, alpha), alpha > 0, for each image by itself and not once for a batch.
Mix random_mix(double alpha, std::uint64_t seed, int epoch, std::size_t image, std::size_t images);

} // namespace tlvfc
