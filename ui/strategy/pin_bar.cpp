#include "ui/strategy/pin_bar.h"

#include "ui/session/pinned_strategies.h"
#include "ui/strategy/pin_row.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace tlvfc::ui {

namespace {

/// More would leave no room for the strategy's own options: the rest is scrolled to.
constexpr double mostOfHeight = 0.3;

} // namespace

PinBar::PinBar(PinnedStrategies *pinned, QWidget *parent)
    : QWidget(parent)
    , pinned_(pinned)
    , pin_(new QToolButton)
    , scroll_(new QScrollArea)
    , list_(new QWidget)
    , rowsLayout_(new QVBoxLayout(list_))
{
    setObjectName(QStringLiteral("pinBar"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *title = new QLabel(tr("Compare strategies"));
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    pin_->setObjectName(QStringLiteral("pinStrategy"));
    pin_->setText(tr("Pin this"));
    pin_->setAutoRaise(true);
    pin_->setFocusPolicy(Qt::StrongFocus);
    pin_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    pin_->setIconSize({12, 12});
    rowsLayout_->setContentsMargins(0, 0, 0, 0);
    rowsLayout_->setSpacing(0);
    scroll_->setObjectName(QStringLiteral("pinScroll"));
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(list_);
    scroll_->hide();
    auto *top = new QHBoxLayout;
    top->setSpacing(space::tight);
    top->addWidget(title, 1);
    top->addWidget(pin_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::tight, space::wide, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(scroll_);
    connect(pin_, &QToolButton::clicked, pinned, &PinnedStrategies::pin);
    connect(pinned, &PinnedStrategies::changed, this, &PinBar::refresh);
    setGlyph(pin_, Glyph::Pin);
    refresh();
}

void PinBar::refresh()
{
    pin_->setEnabled(pinned_->canPin());
    pin_->setToolTip(pinned_->pins().size() == PinnedStrategies::most
                         ? tr("%1 are the most that can be told apart").arg(PinnedStrategies::most)
                         : tr("Keeps the strategy, to see what others do differently"));
    QString letters;
    for (const auto &pin : pinned_->pins())
        letters += pin.letter;
    if (std::exchange(letters_, letters) == letters) {
        for (auto *row : std::as_const(rows_))
            row->refresh();
        return fitRows();
    }
    // Later: a row's own button may be what asked for it.
    for (auto *row : std::exchange(rows_, {})) {
        row->hide();
        row->disconnect();
        rowsLayout_->removeWidget(row);
        row->deleteLater();
    }
    for (int pin = 0; pin < pinned_->pins().size(); ++pin) {
        rows_ << new PinRow(pinned_, pin);
        rowsLayout_->addWidget(rows_.last());
    }
    scroll_->setVisible(!rows_.isEmpty());
    fitRows();
}

void PinBar::fitRows()
{
    if (rows_.isEmpty())
        return;
    const int wrapped = rowsLayout_->totalHeightForWidth(scroll_->viewport()->width());
    // Before it has been laid out once, nothing of it wraps.
    const int whole = wrapped >= 0 ? wrapped : rowsLayout_->totalSizeHint().height();
    const int room = static_cast<int>(mostOfHeight * window()->height());
    scroll_->setFixedHeight(
        std::min(whole, std::max(room, rows_.first()->minimumSizeHint().height())));
}

void PinBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitRows();
}

} // namespace tlvfc::ui
