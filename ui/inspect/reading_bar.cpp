#include "ui/inspect/reading_bar.h"

#include "ui/inspect/elided_label.h"
#include "ui/session/layer_measurer.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace tlvfc::ui {

namespace {

constexpr int patienceMs = 200;
constexpr int steps = 1000;

} // namespace

ReadingBar::ReadingBar(LayerMeasurer *measurer, QWidget *parent)
    : QWidget(parent)
    , measurer_(measurer)
    , words_(new ElidedLabel)
    , bar_(new QProgressBar)
    , button_(new QToolButton)
{
    setObjectName(QStringLiteral("readingBar"));
    words_->setFont(noteFont(words_->font()));
    bar_->setRange(0, steps);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(6);
    bar_->setAccessibleName(tr("Progress of reading"));
    button_->setObjectName(QStringLiteral("readingButton"));
    button_->setAutoRaise(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::wide, 2, space::wide, 2);
    layout->setSpacing(space::normal);
    layout->addWidget(words_, 3);
    layout->addWidget(bar_, 2);
    layout->addWidget(button_);
    hide();
    patience_.setSingleShot(true);
    patience_.setInterval(patienceMs);
    connect(&patience_, &QTimer::timeout, this, &ReadingBar::show);
    connect(measurer, &LayerMeasurer::changed, this, &ReadingBar::showWhatGoesOn);
    connect(button_, &QToolButton::clicked, this, &ReadingBar::act);
}

void ReadingBar::setReading(double fraction)
{
    isReading_ = true;
    fraction_ = fraction;
    showWhatGoesOn();
}

void ReadingBar::endReading()
{
    isReading_ = false;
    showWhatGoesOn();
}

void ReadingBar::show() { setVisible(isReading_ || measurer_->isBusy() || measurer_->isStopped()); }

void ReadingBar::act()
{
    if (isReading_)
        emit cancelRequested();
    else if (measurer_->isBusy())
        measurer_->stop();
    else
        measurer_->goOn();
}

void ReadingBar::showWhatGoesOn()
{
    const auto measured = static_cast<int>(measurer_->variances().size());
    const int all = measurer_->count();
    const auto whatFor = isReading_
                             ? tr("The weights are being read; the tree can be used meanwhile")
                             : tr("The layers' variances; the tree can be used meanwhile");
    if (isReading_) {
        words_->setText(tr("%1 % read").arg(int(fraction_ * 100)));
        words_->setToolTip(whatFor);
        bar_->setValue(int(fraction_ * steps));
        button_->setText(tr("Cancel"));
        button_->setToolTip(tr("Goes back to what was open before"));
    } else {
        words_->setText(tr("%1 of %2 measured").arg(measured).arg(all));
        words_->setToolTip(whatFor);
        bar_->setValue(all > 0 ? steps * measured / all : 0);
        button_->setText(measurer_->isBusy() ? tr("Stop") : tr("Go On"));
        button_->setToolTip(measurer_->isBusy() ? tr("Leaves the others unmeasured")
                                                : tr("Measures the others too"));
    }
    const bool isAtWork = isReading_ || measurer_->isBusy();
    if (!isAtWork) {
        patience_.stop();
        show();
    } else if (!isVisible() && !patience_.isActive()) {
        patience_.start();
    }
}

} // namespace tlvfc::ui
