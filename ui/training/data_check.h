// What a data source holds, before a run is started on it.
#pragma once

#include "core/data/dataset.h"

#include <QString>

#include <stop_token>

namespace tlvfc::ui {

struct FoundData
{
    QString sentence; ///< "10 classes, 5 000 pictures of 32×32 to train on, 1 000 to test"
    QString names;    ///< the first class names, for a tool tip
    int classes = 0;
};

/// Looks at the source as far as counting needs: lists folders, reads sizes. For a worker.
/// @throws Error what a run on it would end with
FoundData findData(const DataSpec &spec, std::stop_token stop);

} // namespace tlvfc::ui
