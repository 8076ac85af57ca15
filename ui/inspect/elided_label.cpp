#include "ui/inspect/elided_label.h"

#include "ui/theme/plain_tip.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace tlvfc::ui {

QSize ElidedLabel::minimumSizeHint() const { return {24, QLabel::minimumSizeHint().height()}; }

bool ElidedLabel::event(QEvent *event)
{
    const auto isCut = [this] {
        return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    };
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty() || !isCut())
        return QLabel::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainTip(text()), this);
    return true;
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

} // namespace tlvfc::ui
