// A run's best weights as the source of a transfer: pretraining is a run like any other.
#pragma once

#include "core/runs/spec.h"

#include <QString>

#include <optional>

namespace tlvfc::ui {

class RunWatcher;

/// None while the run goes, and where it has kept no weights.
std::optional<NetworkSpec> sourceOf(const RunWatcher &run);

/// "resnet20, best validation 77.24 %": which network the run trained, and how far it came.
QString sourceMeaning(const RunWatcher &run);

} // namespace tlvfc::ui
