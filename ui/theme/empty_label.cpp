#include "ui/theme/empty_label.h"

#include "ui/theme/theme.h"

#include <QLabel>

namespace tlvfc::ui {

QLabel *emptyLabel(const QString &objectName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMargin(space::page);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBackgroundRole(QPalette::Base);
    label->setAutoFillBackground(true);
    return label;
}

} // namespace tlvfc::ui
