#include "core/training/mixed_precision.h"

#include <ATen/autocast_mode.h>

namespace tlvfc {

MixedPrecision::MixedPrecision(c10::Device device, Precision precision)
    : type_(device.type())
    , on_(precision == Precision::BFloat16)
{
    if (!on_)
        return;
    was_on_ = at::autocast::is_autocast_enabled(type_);
    was_type_ = at::autocast::get_autocast_dtype(type_);
    at::autocast::set_autocast_enabled(type_, true);
    at::autocast::set_autocast_dtype(type_, at::kBFloat16);
    at::autocast::increment_nesting();
}

MixedPrecision::~MixedPrecision()
{
    if (!on_)
        return;
    // The copies in half the bits are of weights that the optimizer is about to move.
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(type_, was_on_);
    at::autocast::set_autocast_dtype(type_, was_type_);
}

} // namespace tlvfc
