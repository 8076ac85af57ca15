// Products in half the bits. Only core may include this header.
#pragma once

#include "core/training/options.h"

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace tlvfc {

/// While it lives, torch's autocast is on in this thread, where `precision` asks for it: products
/// in bfloat16, sums that need it in float32. For forward passes only, as autograd takes over what
/// they decided.
class MixedPrecision
{
public:
    MixedPrecision(c10::Device device, Precision precision);
    ~MixedPrecision();
    MixedPrecision(const MixedPrecision &) = delete;
    MixedPrecision &operator=(const MixedPrecision &) = delete;

private:
    c10::DeviceType type_;
    bool on_;
    bool was_on_ = false;
    c10::ScalarType was_type_ = c10::ScalarType::Float;
};

} // namespace tlvfc
