#include "ui/strategy/pin_bar.h"

#include "ui/session/change_words.h"
#include "ui/session/pinned_strategy.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QToolButton>

namespace tlvfc::ui {

namespace {

constexpr int mostChangesTold = 2;

QToolButton *makeButton(const char *name, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({12, 12});
    return button;
}

} // namespace

PinBar::PinBar(PinnedStrategy *pinned, QWidget *parent)
    : QWidget(parent)
    , pinned_(pinned)
    , title_(new QLabel)
    , words_(new QLabel)
    , pin_(makeButton("pinStrategy", tr("Pin this"),
                      tr("Keeps the strategy as A, to see what others do differently")))
    , return_(makeButton("returnToPinned", tr("Return"), tr("Makes A the strategy again")))
    , unpin_(makeButton("unpinStrategy", tr("Unpin"), tr("Compares with A no longer")))
{
    setObjectName(QStringLiteral("pinBar"));
    title_->setObjectName(QStringLiteral("pinTitle"));
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    words_->setObjectName(QStringLiteral("pinWords"));
    words_->setFont(noteFont(font()));
    words_->setForegroundRole(QPalette::PlaceholderText);
    words_->setWordWrap(true);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::tight);
    top->addWidget(title_, 1);
    for (auto *button : {pin_, return_, unpin_})
        top->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::tight, space::wide, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(words_);
    connect(pin_, &QToolButton::clicked, pinned, &PinnedStrategy::pin);
    connect(return_, &QToolButton::clicked, pinned, &PinnedStrategy::returnTo);
    connect(unpin_, &QToolButton::clicked, pinned, &PinnedStrategy::unpin);
    connect(pinned, &PinnedStrategy::changed, this, &PinBar::refresh);
    refreshIcons();
    refresh();
}

void PinBar::refresh()
{
    const bool isPinned = pinned_->isPinned();
    pin_->setVisible(!isPinned);
    return_->setVisible(isPinned);
    unpin_->setVisible(isPinned);
    words_->setVisible(isPinned);
    if (!isPinned) {
        title_->setText(tr("Compare strategies"));
        title_->setToolTip({});
        return;
    }
    title_->setText(tr("A: %1").arg(strategyName(*pinned_->strategy())));
    title_->setToolTip(title_->text());
    const auto changes = pinned_->changes();
    return_->setEnabled(!changes.isEmpty());
    if (changes.isEmpty()) {
        words_->setText(tr("Now is the same as A: change something to compare."));
        words_->setToolTip({});
        return;
    }
    auto told = changes.mid(0, mostChangesTold).join(QStringLiteral("; "));
    if (changes.size() > mostChangesTold)
        told = tr("%1; and %2 more").arg(told).arg(changes.size() - mostChangesTold);
    auto words = tr("Now: %1.").arg(told);
    if (!pinned_->fault().isEmpty()) {
        words += QLatin1Char(' ') + tr("A cannot be carried out here: %1").arg(pinned_->fault());
    } else if (pinned_->plan()) {
        const auto count = pinned_->layerChanges().size();
        words +=
            QLatin1Char(' ') + (count == 1 ? tr("One layer of the target differs (≠).")
                                           : tr("%1 layers of the target differ (≠).").arg(count));
    }
    words_->setText(words);
    words_->setToolTip(changes.join(QLatin1Char('\n')));
}

void PinBar::refreshIcons()
{
    const auto color = ink(Ink::Muted, palette());
    pin_->setIcon(glyphIcon(Glyph::Pin, color));
    return_->setIcon(glyphIcon(Glyph::Reset, color));
    unpin_->setIcon(glyphIcon(Glyph::Cross, color));
}

void PinBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && unpin_)
        refreshIcons();
}

} // namespace tlvfc::ui
