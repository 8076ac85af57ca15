#include "core/base/weights.h"

#include "core/base/error.h"

namespace tlvfc {

void Weights::set(std::string name, Tensor tensor)
{
    const auto [it, added] = index_.try_emplace(name, entries_.size());
    if (added)
        entries_.emplace_back(std::move(name), std::move(tensor));
    else
        entries_[it->second].second = std::move(tensor);
}

const Tensor *Weights::find(std::string_view name) const
{
    const auto it = index_.find(std::string(name));
    return it == index_.end() ? nullptr : &entries_[it->second].second;
}

Tensor *Weights::find(std::string_view name)
{
    return const_cast<Tensor *>(std::as_const(*this).find(name));
}

const Tensor &Weights::at(std::string_view name) const
{
    if (const auto *tensor = find(name))
        return *tensor;
    throw invalid_request("the weights hold no tensor '" + std::string(name) + "'", {},
                          "give weights that belong to this network");
}

} // namespace tlvfc
