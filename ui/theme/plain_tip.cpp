#include "ui/theme/plain_tip.h"

#include <QString>
#include <QTextDocument>

namespace tlvfc::ui {

QString plainTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text;
}

QString plainAction(QString text) { return text.replace(QLatin1Char('&'), QStringLiteral("&&")); }

} // namespace tlvfc::ui
