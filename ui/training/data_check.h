// What a data source holds, before a run is started on it.
#pragma once

#include "core/data/dataset.h"

#include <QString>

#include <stop_token>

namespace tlvfc::ui {

struct FoundData
{
    QString sentence; ///< "CIFAR-10 binary: 10 classes, 40,000 pictures to train on, …"
    QString names;    ///< the first class names, for a tool tip
    int classes = 0;
};

/// Looks at the source as far as counting needs: lists folders, reads sizes. For a worker.
/// @throws Error what a run on it would end with
FoundData findData(const DataSpec &spec, std::stop_token stop);

} // namespace tlvfc::ui
