#include "ui/strategy/pin_row.h"

#include "ui/session/change_words.h"
#include "ui/session/pinned_strategies.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int mostChangesTold = 2;

QToolButton *makeButton(const QString &name, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIconSize({12, 12});
    return button;
}

} // namespace

PinRow::PinRow(PinnedStrategies *pinned, int pin, QWidget *parent)
    : QWidget(parent)
    , pinned_(pinned)
    , pin_(pinned->pins()[pin].letter)
    , letter_(new QLabel)
    , name_(new QLineEdit)
    , words_(new QLabel)
{
    const auto letter = pin_;
    const auto named = [letter](const char *what) { return QLatin1String(what) + letter; };
    return_ = makeButton(named("returnToPin"), tr("Make %1 the strategy again").arg(letter));
    remove_ = makeButton(named("removePin"), tr("Compare with %1 no longer").arg(letter));
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    letter_->setFont(bold);
    letter_->setText(letter);
    name_->setObjectName(named("pinName"));
    name_->setAccessibleName(tr("Name of %1").arg(letter));
    name_->setFrame(false);
    name_->setToolTip(tr("Type a name for it"));
    words_->setObjectName(named("pinWords"));
    words_->setFont(noteFont(font()));
    words_->setForegroundRole(QPalette::PlaceholderText);
    words_->setWordWrap(true);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::tight);
    top->addWidget(letter_);
    top->addWidget(name_, 1);
    top->addWidget(return_);
    top->addWidget(remove_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, space::tight);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(words_);
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        // A row that is taken away with the focus in it says so, too.
        if (at() >= 0 && name_->text().simplified() != pinned_->pins()[at()].name)
            pinned_->rename(at(), name_->text());
    });
    connect(return_, &QToolButton::clicked, this, [this] {
        if (at() >= 0)
            pinned_->returnTo(at());
    });
    connect(remove_, &QToolButton::clicked, this, [this] {
        if (at() >= 0)
            pinned_->remove(at());
    });
    setGlyph(return_, Glyph::Reset);
    setGlyph(remove_, Glyph::Cross);
    refresh();
}

int PinRow::at() const
{
    const auto &pins = pinned_->pins();
    const auto found = std::ranges::find(pins, pin_, &PinnedStrategy::letter);
    return found == pins.end() ? -1 : static_cast<int>(found - pins.begin());
}

void PinRow::refresh()
{
    if (at() < 0)
        return;
    const auto &pin = pinned_->pins()[at()];
    name_->setPlaceholderText(strategyName(pin.strategy));
    if (!name_->hasFocus())
        name_->setText(pin.name);
    const auto changes = pinned_->changes(at());
    return_->setEnabled(!changes.isEmpty());
    words_->setText(differences());
    words_->setToolTip(changes.join(QLatin1Char('\n')));
}

QString PinRow::differences() const
{
    const auto &pin = pinned_->pins()[at()];
    const auto changes = pinned_->changes(at());
    if (changes.isEmpty())
        return tr("Now is the same as %1: change something to compare.").arg(pin.letter);
    auto told = changes.mid(0, mostChangesTold).join(QStringLiteral("; "));
    if (changes.size() > mostChangesTold)
        told = tr("%1; and %2 more").arg(told, QString::number(changes.size() - mostChangesTold));
    const auto words = tr("Now: %1.").arg(told);
    if (!pin.fault.isEmpty())
        return words + QLatin1Char(' ') +
               tr("%1 cannot be carried out here: %2").arg(pin.letter).arg(pin.fault);
    if (!pin.plan)
        return words;
    const auto count = pinned_->layerChanges(at()).size();
    return words + QLatin1Char(' ') +
           (count == 0   ? tr("No layer of the target differs by it.")
            : count == 1 ? tr("One layer of the target differs (≠).")
                         : tr("%1 layers of the target differ (≠).").arg(count));
}

} // namespace tlvfc::ui
