#include "ui/details/share_strip.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tlvfc::ui {

ShareStrip::ShareStrip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ShareStrip::setShares(qint64 fromSource, qint64 kept, qint64 drawn)
{
    fromSource_ = fromSource;
    kept_ = kept;
    drawn_ = drawn;
    setToolTip(tr("%1 kernels from the source, %2 kept, %3 drawn anew")
                   .arg(fromSource)
                   .arg(kept)
                   .arg(drawn));
    update();
}

void ShareStrip::paintEvent(QPaintEvent *)
{
    const auto all = static_cast<double>(fromSource_ + kept_ + drawn_);
    if (all <= 0)
        return;
    QPainter painter(this);
    const QRectF whole = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const auto part = [&](double from, double share) {
        return QRectF(whole.left() + from / all * whole.width(), whole.top(),
                      share / all * whole.width(), whole.height());
    };
    const auto taken = static_cast<double>(fromSource_);
    const auto kept = static_cast<double>(kept_);
    painter.fillRect(part(0, taken), ink(Ink::Taken, palette()));
    painter.fillRect(part(taken, kept), QBrush(ink(Ink::Stays, palette()), Qt::BDiagPattern));
    painter.fillRect(part(taken + kept, static_cast<double>(drawn_)),
                     QBrush(ink(Ink::Drawn, palette()), Qt::Dense5Pattern));
    painter.setPen(ink(Ink::Stays, palette()));
    painter.drawRect(whole);
}

} // namespace tlvfc::ui
