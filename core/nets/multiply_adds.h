// What a network costs to run, counted, not measured.
#pragma once

#include "core/nets/architecture.h"

namespace tlvfc {

/// Multiply-adds of one image's forward pass, as torchvision counts its GFLOPS: convolutions and
/// Linears; batch norms, biases and poolings are left out.
struct MultiplyAdds
{
    double convolutions = 0.0;
    double linears = 0.0;
    double last_linear = 0.0; ///< among the linears

    double all() const { return convolutions + linears; }
};

/// @param image_size  the image's side in pixels
/// @pre architecture.can_run()
MultiplyAdds count_multiply_adds(const Architecture &architecture, int image_size);

} // namespace tlvfc
