#include "core/nets/feature_widths.h"

#include <algorithm>
#include <iterator>

namespace tlvfc {

LayerId last_linear(const Architecture &architecture)
{
    const auto &layers = architecture.layers;
    const auto it = std::find_if(layers.rbegin(), layers.rend(),
                                 [](const auto &l) { return l.kind == LayerKind::Linear; });
    return LayerId(std::distance(it, layers.rend()) - 1);
}

std::int64_t penultimate_width(const Architecture &architecture)
{
    return (*architecture.layer(last_linear(architecture)).weight_shape)[1];
}

std::int64_t pooled_width(const Architecture &architecture)
{
    if (architecture.family != Family::Vgg)
        return penultimate_width(architecture);
    const auto &layers = architecture.layers;
    const auto it = std::find_if(layers.rbegin(), layers.rend(),
                                 [](const auto &l) { return l.kind == LayerKind::Conv2d; });
    return (*it->weight_shape)[0];
}

} // namespace tlvfc
