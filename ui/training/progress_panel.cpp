#include "ui/training/progress_panel.h"

#include "ui/jobs/run_reader.h"
#include "ui/theme/plain_tip.h"
#include "ui/training/end_question.h"
#include "ui/training/run_colors.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <chrono>

namespace tlvfc::ui {

namespace {

constexpr int barSteps = 1000;
constexpr qsizetype mostRows = 4;                       ///< of a cluster's many runs
constexpr auto stopPatience = std::chrono::seconds(30); ///< a step and keeping its state

QString progressText(const RunWatcher &run)
{
    const auto &progress = run.progress();
    if (!progress)
        return ProgressRow::tr("preparing networks and data…");
    QStringList parts = {
        ProgressRow::tr("epoch %1 of %2").arg(progress->epoch).arg(progress->epochs)};
    if (progress->imagesPerSecond > 0)
        parts.append(ProgressRow::tr("%L1 images/s").arg(qRound(progress->imagesPerSecond)));
    if (const auto left = secondsLeft(*progress, run.preparedS()))
        parts.append(ProgressRow::tr("%1 left").arg(durationText(*left)));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

double doneShare(const RunProgress &progress)
{
    if (progress.epochs <= 0)
        return 0.0;
    const double within =
        progress.steps > 0 ? static_cast<double>(progress.step) / progress.steps : 0.0;
    return std::clamp((std::max(progress.epoch, 1) - 1 + within) / progress.epochs, 0.0, 1.0);
}

std::optional<double> secondsLeft(const RunProgress &progress, double preparedS)
{
    const double done = doneShare(progress);
    const double spent = progress.elapsedS - preparedS;
    if (done <= 0.0 || spent <= 0.0)
        return std::nullopt;
    return spent * (1.0 - done) / done;
}

ProgressRow::ProgressRow(RunWatcher *run, QWidget *parent)
    : QWidget(parent)
    , run_(run)
    , swatch_(new QLabel)
    , name_(new QLabel)
    , bar_(new QProgressBar)
    , text_(new QLabel)
    , stop_(new QPushButton(tr("Stop")))
{
    setObjectName(QStringLiteral("progressRow"));
    name_->setObjectName(QStringLiteral("runProgressName"));
    name_->setTextFormat(Qt::PlainText);
    name_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    name_->setMinimumWidth(90);
    name_->installEventFilter(this);
    bar_->setObjectName(QStringLiteral("runProgress"));
    // Not a busy one, which looks full where nothing moves it: pictures, and styles without motion.
    bar_->setRange(0, barSteps);
    bar_->setValue(0);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(10);
    text_->setObjectName(QStringLiteral("runProgressText"));
    text_->setMinimumWidth(
        text_->fontMetrics().horizontalAdvance(QStringLiteral("epoch 100 of 200  ·  10 000 "
                                                              "images/s  ·  10 min 10 s left")));
    stop_->setObjectName(QStringLiteral("stopRun"));
    connect(stop_, &QPushButton::clicked, this, &ProgressRow::stop);
    connect(run, &RunWatcher::failedToStop, this, [this] {
        if (way_ != Way::Stops)
            return;
        way_ = Way::Goes;
        patience_.stop();
        tell();
    });
    patience_.setSingleShot(true);
    patience_.setInterval(stopPatience);
    connect(&patience_, &QTimer::timeout, this, [this] {
        way_ = Way::Hangs;
        tell();
    });

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 2, 8, 2);
    row->setSpacing(10);
    row->addWidget(swatch_);
    row->addWidget(name_, 2);
    row->addWidget(bar_, 3);
    row->addWidget(text_);
    row->addWidget(stop_);
}

void ProgressRow::refresh(const QString &name, const QColor &color)
{
    swatch_->setPixmap(swatch(color));
    whole_ = name;
    name_->setToolTip(plainTip(name));
    name_->setAccessibleName(name);
    showName();
    if (const auto &progress = run_->progress())
        bar_->setValue(qRound(barSteps * doneShare(*progress)));
    tell();
}

/// What tells runs apart stands at the name's end.
void ProgressRow::showName()
{
    name_->setText(name_->fontMetrics().elidedText(whole_, Qt::ElideMiddle, name_->width()));
}

bool ProgressRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == name_ && event->type() == QEvent::Resize)
        showName();
    return QWidget::eventFilter(watched, event);
}

void ProgressRow::tell()
{
    if (!run_)
        return;
    text_->setText(way_ == Way::Stops   ? tr("stopping, its state is kept…")
                   : way_ == Way::Hangs ? tr("does not stop: it may hang")
                                        : progressText(*run_));
    stop_->setEnabled(way_ != Way::Stops);
    stop_->setText(way_ == Way::Hangs ? tr("End…") : tr("Stop"));
    stop_->setToolTip(way_ == Way::Hangs
                          ? tr("Ends the process of a run that does not answer; what it kept last "
                               "stays")
                          : tr("Ends the run after the current step; its state and best weights "
                               "are kept"));
}

void ProgressRow::stop()
{
    if (!run_)
        return;
    if (way_ == Way::Hangs)
        return askToEndProcesses({run_}, this);
    way_ = Way::Stops;
    patience_.start();
    run_->stop();
    tell();
}

QString ProgressRow::text() const { return text_->text(); }

ProgressPanel::ProgressPanel(QWidget *parent)
    : QWidget(parent)
    , layout_(new QVBoxLayout(this))
    , more_(new QLabel)
{
    setObjectName(QStringLiteral("progressPanel"));
    layout_->setContentsMargins(0, 4, 0, 4);
    layout_->setSpacing(0);
    more_->setObjectName(QStringLiteral("moreRuns"));
    more_->setContentsMargins(10, 2, 8, 2);
    more_->setForegroundRole(QPalette::PlaceholderText);
    layout_->addWidget(more_);
    hide();
}

void ProgressPanel::setRuns(const QList<GoingRun> &runs)
{
    QHash<RunWatcher *, ProgressRow *> rows;
    const auto shown = std::min(runs.size(), mostRows);
    more_->setText(tr("and %L1 more that go").arg(runs.size() - shown));
    more_->setVisible(runs.size() > shown);
    for (const auto &[run, name, color] : runs.first(shown)) {
        auto *row = rows_.value(run);
        if (row && row->run() == run) {
            rows_.remove(run);
        } else {
            row = new ProgressRow(run);
            layout_->insertWidget(layout_->count() - 1, row);
        }
        row->refresh(name, color);
        rows.insert(run, row);
    }
    for (auto *gone : std::as_const(rows_)) {
        layout_->removeWidget(gone);
        gone->deleteLater();
        gone->hide();
    }
    rows_ = rows;
    setVisible(!rows_.isEmpty());
}

} // namespace tlvfc::ui
