#include "ui/theme/core_text.h"

#include <QCoreApplication>

namespace tlvfc::ui {

QString coreText(std::string_view text)
{
    // A variable, so that nobody looks for a literal here.
    const auto source = QByteArray(text.data(), qsizetype(text.size()));
    return QCoreApplication::translate("core", source.constData());
}

} // namespace tlvfc::ui
