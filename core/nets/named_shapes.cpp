#include "core/nets/named_shapes.h"

namespace tlvfc {

NamedShapes::NamedShapes(const Weights &weights)
{
    for (const auto &[name, tensor] : weights)
        add(name, tensor.shape());
}

void NamedShapes::add(std::string name, Shape shape)
{
    if (index_.emplace(name, entries_.size()).second)
        entries_.emplace_back(std::move(name), std::move(shape));
}

const Shape *NamedShapes::find(const std::string &name) const
{
    const auto place = index_.find(name);
    return place == index_.end() ? nullptr : &entries_[place->second].second;
}

} // namespace tlvfc
