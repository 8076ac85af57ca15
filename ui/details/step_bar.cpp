#include "ui/details/step_bar.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int tickMs = 33;
/// The whole way takes no longer than so many ticks, however many steps it has.
constexpr int mostTicks = 300;
constexpr int roomForWords = 420;

} // namespace

StepBar::StepBar(QWidget *parent)
    : QWidget(parent)
    , start_(addButton("stepStart", Glyph::ToStart, tr("To the start")))
    , back_(addButton("stepBack", Glyph::ArrowLeft, tr("One step back")))
    , play_(addButton("stepPlay", Glyph::Play, tr("Play, or pause")))
    , on_(addButton("stepOn", Glyph::ArrowRight, tr("One step on")))
    , end_(addButton("stepEnd", Glyph::ToEnd, tr("To the end")))
    , slider_(new QSlider(Qt::Horizontal))
    , words_(new QLabel)
{
    slider_->setObjectName(QStringLiteral("stepSlider"));
    slider_->setAccessibleName(tr("Step"));
    words_->setObjectName(QStringLiteral("stepWords"));
    words_->setFont(noteFont(font()));
    words_->setForegroundRole(QPalette::PlaceholderText);
    // The slider must not change its width while it is played.
    words_->setMinimumWidth(
        QFontMetrics(words_->font()).horizontalAdvance(QStringLiteral("cell 00000 of 00000")));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (auto *button : {start_, back_, play_, on_, end_})
        layout->addWidget(button);
    layout->addSpacing(space::tight);
    layout->addWidget(slider_, 1);
    layout->addSpacing(space::normal);
    layout->addWidget(words_);
    clock_.setInterval(tickMs);
    connect(&clock_, &QTimer::timeout, this, &StepBar::advance);
    connect(slider_, &QSlider::valueChanged, this, [this](int position) {
        refresh();
        emit moved(position);
    });
    connect(slider_, &QSlider::sliderPressed, this, &StepBar::pause);
    connect(start_, &QToolButton::clicked, this, [this] { setPosition(0); });
    connect(end_, &QToolButton::clicked, this, [this] { setPosition(last()); });
    const auto step = [this](int by) {
        pause();
        setPosition(position() + by);
    };
    connect(back_, &QToolButton::clicked, this, [step] { step(-1); });
    connect(on_, &QToolButton::clicked, this, [step] { step(1); });
    connect(play_, &QToolButton::clicked, this, [this] { isPlaying() ? pause() : play(); });
    setLast(0);
}

QToolButton *StepBar::addButton(const char *name, Glyph glyph, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    setGlyph(button, glyph, Ink::Text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void StepBar::setLast(int last)
{
    pause();
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, std::max(0, last));
    slider_->setValue(last);
    slider_->setPageStep(std::max(1, last / 20));
    refresh();
}

int StepBar::last() const { return slider_->maximum(); }

void StepBar::setPosition(int position) { slider_->setValue(position); }

int StepBar::position() const { return slider_->value(); }

void StepBar::play()
{
    if (last() == 0 || isPlaying())
        return;
    if (position() == last())
        setPosition(0);
    clock_.start();
    refresh();
    emit playingChanged(true);
}

void StepBar::pause()
{
    if (!isPlaying())
        return;
    clock_.stop();
    refresh();
    emit playingChanged(false);
}

void StepBar::advance()
{
    setPosition(position() + std::max(1, last() / mostTicks));
    if (position() == last())
        pause();
}

void StepBar::setWords(const QString &words)
{
    words_->setText(words);
    slider_->setToolTip(words);
}

void StepBar::resizeEvent(QResizeEvent *)
{
    // Where both do not fit, the slider needs the room.
    words_->setVisible(width() >= roomForWords);
}

void StepBar::refresh()
{
    setGlyph(play_, isPlaying() ? Glyph::Pause : Glyph::Play, Ink::Text);
    for (auto *button : {start_, back_})
        button->setEnabled(position() > 0);
    for (auto *button : {on_, end_})
        button->setEnabled(position() < last());
    play_->setEnabled(last() > 0);
}

} // namespace tlvfc::ui
