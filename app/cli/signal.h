// Activation and gradient scale of a network, as a command's option.
#pragma once

#include "app/cli/command.h"

#include "core/nets/network.h"

namespace tlvfc::cli {

class SignalOptions
{
public:
    /// Adds --signal, --signal-data and --signal-size.
    void add_to(CLI::App &command);

    bool is_wanted() const { return wanted_; }

    /// A batch through the network and back: {"images", "size", "data", "loss", "layers":
    /// [{"layer", "output_std", "activated_std", "output_gradient_std", "weight_gradient_norm"}]},
    /// absent and infinite numbers null. Prints it as a table too.
    Json measure(const Network &network, const Common &common) const;

private:
    bool wanted_ = false;
    std::string data_;
    int size_ = 0;
};

} // namespace tlvfc::cli
