#include "ui/training/undo_bar.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace tlvfc::ui {

namespace {

constexpr int staysMs = 20'000;

} // namespace

UndoBar::UndoBar(QWidget *parent)
    : QWidget(parent)
    , words_(new QLabel)
    , close_(new QToolButton)
{
    setObjectName(QStringLiteral("undoBar"));
    words_->setObjectName(QStringLiteral("undoWords"));
    words_->setTextFormat(Qt::PlainText);
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *undo = new QToolButton;
    undo->setObjectName(QStringLiteral("undoDone"));
    undo->setText(tr("Undo"));
    undo->setFocusPolicy(Qt::StrongFocus);
    close_->setObjectName(QStringLiteral("dismissDone"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::StrongFocus);
    setGlyph(close_, Glyph::Cross);
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss"));
    connect(undo, &QToolButton::clicked, this, &UndoBar::undoRequested);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 2, space::normal, 2);
    row->addWidget(words_, 1);
    row->addWidget(undo);
    row->addWidget(close_);
    leaving_.setSingleShot(true);
    leaving_.setInterval(staysMs);
    connect(&leaving_, &QTimer::timeout, this, [this] {
        if (underMouse() || isAncestorOf(focusWidget()))
            leaving_.start();
        else
            hide();
    });
    hide();
}

void UndoBar::setDone(const QString &done)
{
    words_->setText(done);
    words_->setToolTip(done);
    setVisible(!done.isEmpty());
    if (done.isEmpty())
        leaving_.stop();
    else
        leaving_.start();
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(
        rect(), blended(palette().color(QPalette::Window), ink(Ink::Info, palette()), 0.14));
}

} // namespace tlvfc::ui
