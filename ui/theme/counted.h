// A number before what it counts.
#pragma once

#include <QString>

namespace tlvfc::ui {

/// `one` for a single thing, else `many` with the number in the place of its %1. Both are whole
/// translated texts: Qt's own plurals need a translation into English, which is not loaded.
inline QString counted(qint64 number, const QString &one, const QString &many)
{
    return number == 1 ? one : many.arg(number);
}

} // namespace tlvfc::ui
