// A strategy as a small text that can be kept and passed on.
#pragma once

#include "core/transfer/strategy.h"

#include <QByteArray>
#include <QString>

namespace tlvfc::ui {

/// JSON under the command line's names, with the program's name for whoever finds it.
QByteArray strategyText(const Strategy &strategy);

/// What strategyText() gave; of a run's specification or a plan, its strategy. Absent options take
/// the method's values.
/// @param where  a file's name or "the clipboard", for errors
/// @throws Error (UnreadableInput) for what is no such text; (InvalidRequest) for an unknown option
///         or value, and for options that exclude each other.
Strategy strategyFromText(const QByteArray &text, const QString &where);

} // namespace tlvfc::ui
