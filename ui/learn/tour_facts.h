// What the program reads off the open transfer, to check an answer with.
#pragma once

#include "core/transfer/layer_detail.h"
#include "ui/learn/tour.h"

#include <QVariant>

namespace tlvfc::ui {

/// What is open and selected; what is not there is null or invalid.
struct OpenTransfer
{
    std::shared_ptr<const TransferPlan> plan; ///< with weights
    std::shared_ptr<const Network> source;
    LayerId selected;
    std::shared_ptr<const LayerDetail> detail; ///< the latest under this plan
};

/// A number or a text; nothing where what is open does not tell it.
std::optional<QVariant> readFact(const TourFact &fact, const OpenTransfer &open);

} // namespace tlvfc::ui
