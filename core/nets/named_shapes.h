// Names and shapes of tensors: all that it takes to tell what network they belong to.
#pragma once

#include "core/base/weights.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tlvfc {

/// In the order in which they were added, which is that of the file.
class NamedShapes
{
public:
    using Entry = std::pair<std::string, Shape>;

    NamedShapes() = default;
    explicit NamedShapes(const Weights &weights);

    /// A name that is there already keeps its first shape.
    void add(std::string name, Shape shape);

    /// nullptr where there is none of that name.
    const Shape *find(const std::string &name) const;

    std::size_t size() const { return entries_.size(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }

private:
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> index_;
};

} // namespace tlvfc
