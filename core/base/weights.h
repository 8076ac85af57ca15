// A network's named tensors: what torch calls a state_dict.
#pragma once

#include "core/base/tensor.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tlvfc {

/// Tensors by name, in the order in which they were added.
class Weights
{
public:
    using Entry = std::pair<std::string, Tensor>;

    /// Adds the tensor, or replaces the one of that name in its place.
    void set(std::string name, Tensor tensor);

    bool contains(std::string_view name) const { return find(name) != nullptr; }

    /// nullptr where there is none of that name.
    const Tensor *find(std::string_view name) const;
    Tensor *find(std::string_view name);

    /// @throws Error (InvalidRequest) that names the missing tensor.
    const Tensor &at(std::string_view name) const;

    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }

private:
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> index_;
};

} // namespace tlvfc
