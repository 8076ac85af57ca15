// What sets two states of a transfer apart, in words.
#pragma once

#include "core/runs/spec.h"
#include "core/transfer/strategy.h"
#include "ui/session/side.h"

#include <QString>
#include <QStringList>

namespace tlvfc::ui {

/// Every option in which `after` differs, as it is there: "keep the largest variances"; locks too.
/// Empty where the two do the same, whatever the methods are called.
QStringList optionChanges(const Strategy &before, const Strategy &after);

/// The change as a person made it: a method where one was chosen as it stands, else its options.
QString strategyChange(const Strategy &before, const Strategy &after);

/// "source vgg16", or "10 classes" where nothing else changes.
QString networkChange(Side side, const NetworkSpec &before, const NetworkSpec &after);

/// "DPIAT", and "DPIAT, changed" where options are not the method's.
QString strategyName(const Strategy &strategy);

} // namespace tlvfc::ui
