#include "ui/inspect/notice_bar.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace tlvfc::ui {

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent)
    , icon_(new QLabel)
    , words_(new QLabel)
    , close_(new QToolButton)
{
    setObjectName(QStringLiteral("noticeBar"));
    words_->setObjectName(QStringLiteral("noticeWords"));
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setAutoRaise(true);
    close_->setIconSize({12, 12});
    setGlyph(close_, Glyph::Cross);
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss the message"));
    connect(close_, &QToolButton::clicked, this, &NoticeBar::clear);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::wide, space::tight, space::tight, space::tight);
    layout->setSpacing(space::normal);
    layout->addWidget(icon_, 0, Qt::AlignTop);
    layout->addWidget(words_, 1);
    layout->addWidget(close_, 0, Qt::AlignTop);
    refreshIcon();
    hide();
}

void NoticeBar::show(Kind kind, const QString &sentence)
{
    kind_ = kind;
    words_->setText(sentence);
    refreshIcon();
    update();
    setVisible(!sentence.isEmpty());
}

QColor NoticeBar::color() const
{
    return ink(kind_ == Kind::Fault ? Ink::Error : Ink::Info, palette());
}

void NoticeBar::clear() { showFault({}); }

QString NoticeBar::sentence() const { return words_->text(); }

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), faded(color(), 0.10));
    painter.fillRect(QRect(0, 0, 3, height()), color());
}

void NoticeBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        refreshIcon();
    QWidget::changeEvent(event);
}

void NoticeBar::refreshIcon()
{
    icon_->setPixmap(
        glyphIcon(kind_ == Kind::Fault ? Glyph::Triangle : Glyph::Info, color()).pixmap(16, 16));
}

} // namespace tlvfc::ui
