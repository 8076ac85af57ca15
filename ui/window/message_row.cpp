#include "ui/window/message_row.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace tlvfc::ui {

namespace {

constexpr int edge = 4;
constexpr int glyphSize = 16;

} // namespace

MessageRow::MessageRow(MessageBar::Kind kind, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , kind_(kind)
    , sentence_(sentence)
    , close_(new QToolButton)
{
    auto *text = new QLabel(sentence);
    text->setObjectName(QStringLiteral("message"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setObjectName(QStringLiteral("dismissMessage"));
    close_->setAutoRaise(true);
    setGlyph(close_, Glyph::Cross);
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(close_->toolTip());
    connect(close_, &QToolButton::clicked, this, &MessageRow::dismissed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(edge + space::wide + glyphSize + space::normal, space::tight,
                               space::normal, space::tight);
    layout->addWidget(text, 1);
    layout->addWidget(close_, 0, Qt::AlignTop);
}

QColor MessageRow::accent() const
{
    switch (kind_) {
    case MessageBar::Kind::Error:
        return ink(Ink::Error, palette());
    case MessageBar::Kind::Warning:
        return ink(Ink::Warning, palette());
    case MessageBar::Kind::Info:
        break;
    }
    return ink(Ink::Info, palette());
}

void MessageRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto color = accent();
    painter.fillRect(rect(), blended(palette().color(QPalette::Window), color, 0.12));
    painter.fillRect(QRect(0, 0, edge, height()), color);
    const auto glyph = kind_ == MessageBar::Kind::Error     ? Glyph::Cross
                       : kind_ == MessageBar::Kind::Warning ? Glyph::Triangle
                                                            : Glyph::Info;
    paintGlyph(painter, glyph,
               QRectF(edge + space::wide, (height() - glyphSize) / 2.0, glyphSize, glyphSize),
               color);
}

} // namespace tlvfc::ui
