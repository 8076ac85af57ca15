#include "ui/learn/spotlight.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace tlvfc::ui {

namespace {

constexpr int margin = 2;
constexpr int radius = 5;
constexpr double outlineWidth = 3.0;

} // namespace

Spotlight::Spotlight(QWidget *window)
    : QWidget(window)
{
    setObjectName(QStringLiteral("spotlight"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    window->installEventFilter(this);
    setGeometry(window->rect());
}

void Spotlight::setTarget(QWidget *target)
{
    for (const auto &widget : watched_) {
        if (widget && widget != parentWidget())
            widget->removeEventFilter(this);
    }
    watched_.clear();
    target_ = target;
    for (auto *widget = target; widget && widget != parentWidget();
         widget = widget->parentWidget()) {
        widget->installEventFilter(this);
        watched_.append(widget);
    }
    follow();
}

QRect Spotlight::lit() const
{
    if (!target_ || !target_->isVisible() || !parentWidget()->isAncestorOf(target_))
        return {};
    QRect shown(target_->mapTo(parentWidget(), QPoint()), target_->size());
    // A panel that is scrolled half away shows only the half.
    for (auto *around = target_->parentWidget(); around && around != parentWidget();
         around = around->parentWidget())
        shown &= QRect(around->mapTo(parentWidget(), QPoint()), around->size());
    return shown.isEmpty() ? QRect() : shown.adjusted(-margin, -margin, margin, margin) & rect();
}

void Spotlight::follow()
{
    setGeometry(parentWidget()->rect());
    update();
    emit moved();
}

bool Spotlight::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        follow();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void Spotlight::paintEvent(QPaintEvent *)
{
    const auto hole = lit();
    if (hole.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shade;
    shade.addRect(rect());
    QPainterPath window;
    window.addRoundedRect(hole, radius, radius);
    const bool isOnDark = isDark(palette());
    painter.fillPath(shade - window, QColor(0, 0, 0, isOnDark ? 140 : 95));
    painter.setBrush(Qt::NoBrush);
    // A line on the panel's ground inside of the accent's, so that it stands out on any.
    const QRectF line = QRectF(hole).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(palette().color(QPalette::Base), outlineWidth + 2));
    painter.drawRoundedRect(line, radius, radius);
    painter.setPen(QPen(ink(Ink::Target, palette()), outlineWidth));
    painter.drawRoundedRect(line, radius, radius);
}

} // namespace tlvfc::ui
