// How the zoo writes a network down.
#pragma once

#include "core/nets/architecture.h"

namespace tlvfc {

/// Adds layers in registration order; a layer with weights also joins the construction order
/// unless its construction is deferred.
class ArchitectureBuilder
{
public:
    ArchitectureBuilder(std::string name, Family family, int classes);

    LayerId root() const { return LayerId(0); }

    LayerId add(LayerId parent, std::string name, LayerKind kind);
    LayerId add_conv(LayerId parent, std::string name, int in, int out, Geometry geometry,
                     bool bias);
    LayerId add_batch_norm(LayerId parent, std::string name, int channels);
    LayerId add_linear(LayerId parent, std::string name, int in, int out);
    LayerId add_max_pool(LayerId parent, std::string name, int kernel, int stride, int padding);
    LayerId add_average_pool(LayerId parent, std::string name, int output_size);
    LayerId add_dropout(LayerId parent, std::string name, double probability);

    /// Moves the layers constructed from `first` on so that they come before those constructed
    /// from `before` on: positions in the construction order, as constructed() gave them.
    void construct_earlier(std::size_t before, std::size_t first);
    std::size_t constructed() const { return architecture_.construction_order.size(); }

    /// The finished tree; its layers stand depth first.
    Architecture take() { return std::move(architecture_); }

private:
    Architecture architecture_;
};

} // namespace tlvfc
