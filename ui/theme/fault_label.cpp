#include "ui/theme/fault_label.h"

#include <QEvent>

namespace tlvfc::ui {

FaultLabel::FaultLabel(const QString &objectName, Ink ink)
    : ink_(ink)
{
    setObjectName(objectName);
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    refreshColor();
    hide();
}

void FaultLabel::setFault(const QString &fault)
{
    setText(fault);
    setVisible(!fault.isEmpty());
}

void FaultLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColor();
}

void FaultLabel::refreshColor()
{
    const auto color = ink(ink_, palette());
    if (palette().color(QPalette::WindowText) == color)
        return;
    QPalette own; // this color alone: all others go on to follow the window's
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

} // namespace tlvfc::ui
