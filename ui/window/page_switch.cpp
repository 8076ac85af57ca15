#include "ui/window/page_switch.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QVBoxLayout>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int columnWidth = 68;
constexpr int buttonHeight = 62;
constexpr int signSize = 24;
constexpr int accentWidth = 3;

/// In a square of 24: rows of two lists joined by a curve, or a rising curve over axes, or bars.
void paintSign(QPainter &painter, PageSign sign)
{
    if (sign == PageSign::Transfer) {
        for (const int y : {5, 12, 19}) {
            painter.drawLine(2, y, 7, y);
            painter.drawLine(17, y, 22, y);
        }
        QPainterPath curve(QPointF(8.5, 5));
        curve.cubicTo(12, 5, 12, 12, 15.5, 12);
        curve.moveTo(8.5, 19);
        curve.cubicTo(12, 19, 12, 12.5, 15.5, 12);
        painter.drawPath(curve);
    } else if (sign == PageSign::Compare) {
        painter.drawPolyline(QPolygonF({{3, 3}, {3, 21}, {22, 21}}));
        for (const auto &[x, top] : {std::pair(8, 12), std::pair(13, 6), std::pair(18, 9)})
            painter.drawLine(x, 18, x, top);
    } else {
        painter.drawPolyline(QPolygonF({{3, 3}, {3, 21}, {22, 21}}));
        QPainterPath curve(QPointF(6, 17));
        curve.cubicTo(9, 9, 13, 7, 21, 5.5);
        painter.drawPath(curve);
    }
}

} // namespace

PageButton::PageButton(PageSign sign, const QString &title, QWidget *parent)
    : QAbstractButton(parent)
    , sign_(sign)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
}

QSize PageButton::sizeHint() const
{
    const QFontMetrics words(noteFont(font()));
    return {std::max(columnWidth, words.horizontalAdvance(text()) + space::normal), buttonHeight};
}

void PageButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto accent = palette().color(QPalette::Highlight);
    if (isChecked()) {
        painter.fillRect(rect(), palette().color(QPalette::Base));
        painter.fillRect(QRect(0, 0, accentWidth, height()), accent);
    } else if (underMouse()) {
        painter.fillRect(rect(), faded(palette().color(QPalette::Base), 0.5));
    }
    const auto color =
        isChecked() ? palette().color(QPalette::WindowText) : ink(Ink::Muted, palette());
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.save();
    painter.translate((width() - signSize) / 2.0, 9);
    paintSign(painter, sign_);
    painter.restore();
    painter.setFont(noteFont(font()));
    painter.drawText(QRect(0, 9 + signSize, width(), height() - signSize - 9), Qt::AlignCenter,
                     text());
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        focus.rect = rect().adjusted(3, 3, -3, -3);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
}

PageSwitch::PageSwitch(QWidget *parent)
    : QWidget(parent)
    , buttons_(new QButtonGroup(this))
    , layout_(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("pageSwitch"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    layout_->setContentsMargins(0, 0, 1, 0);
    layout_->setSpacing(0);
    layout_->addStretch();
    connect(buttons_, &QButtonGroup::idToggled, this, [this](int page, bool on) {
        if (on)
            emit currentChanged(page);
    });
}

void PageSwitch::addPage(PageSign sign, const QString &title, const QString &toolTip)
{
    auto *button = new PageButton(sign, title);
    button->setToolTip(toolTip);
    const int page = static_cast<int>(buttons_->buttons().size());
    buttons_->addButton(button, page);
    layout_->insertWidget(page, button);
    if (page == 0)
        button->setChecked(true);
}

void PageSwitch::setCurrent(int page)
{
    if (auto *button = buttons_->button(page))
        button->setChecked(true);
}

void PageSwitch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(ink(Ink::Faint, palette()));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

} // namespace tlvfc::ui
