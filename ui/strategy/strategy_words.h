// A strategy in words: the command line that does the same, and why an option has no effect.
#pragma once

#include "core/runs/spec.h"
#include "core/transfer/strategy.h"

#include <QString>

namespace tlvfc::ui {

/// "tlvfc transfer --source vgg16 …" with only the options that differ from the method's preset.
/// An absent network stands as SOURCE or TARGET.
QString transferCommand(const NetworkSpec &source, const NetworkSpec &target,
                        const Strategy &strategy, quint64 seed);

/// For the strategy's method, its locks kept; the strategy itself where there is no such preset.
Strategy presetOf(const Strategy &strategy);

/// Whether an option differs from the method's preset; locks do not count.
bool isChanged(const Strategy &strategy);

/// Why an option of these does nothing under the strategy; empty where it does something.
QString whyNoMatching(const Strategy &strategy);
QString whyNoStandardization(const Strategy &strategy);
/// Padding, pooling and both selection rules.
QString whyNoKernelChoice(const Strategy &strategy);
/// Its rate and what is filled in.
QString whyNoCrossover(const Strategy &strategy);
/// Never of a control that stands, however wrong: it has to be taken back.
QString whyNoControl(const Strategy &strategy);

} // namespace tlvfc::ui
