#include "ui/training/curves_panel.h"

#include "ui/plots/curves_picture.h"
#include "ui/theme/fault_label.h"
#include "ui/theme/theme.h"
#include "ui/training/curve_legend.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int shortestEpochAxis = 5;
constexpr qsizetype mostWithSides = 10; ///< curves; more hide each other behind their training

/// The whole axis, where the recipe tells it.
double expectedEnd(const ShownRun &run, CurvePlot::Along along)
{
    switch (along) {
    case CurvePlot::Along::Epochs:
        return std::min(run.epochs, shortestEpochAxis);
    case CurvePlot::Along::Steps:
        return std::min(run.epochs, shortestEpochAxis) * run.size.stepsPerEpoch;
    case CurvePlot::Along::Images:
        return std::min(run.epochs, shortestEpochAxis) * run.size.trainImages;
    case CurvePlot::Along::Minutes:
    case CurvePlot::Along::Compute:
        break;
    }
    return 0;
}

} // namespace

CurvesPanel::CurvesPanel(QWidget *parent)
    : QWidget(parent)
    , pages_(new QStackedWidget)
    , empty_(new QLabel)
    , alerts_(new FaultLabel(QStringLiteral("curveAlerts"), Ink::Warning))
    , key_(new QLabel)
    , readings_(new CurveReadings(this))
    , legend_(new CurveLegend(readings_))
{
    setObjectName(QStringLiteral("curvesPanel"));
    empty_->setObjectName(QStringLiteral("emptyCurves"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(40);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setBackgroundRole(QPalette::Base);
    empty_->setAutoFillBackground(true);
    alerts_->setContentsMargins(space::normal, space::tight, space::normal, space::tight);

    auto *plots = new QWidget;
    auto *row = new QHBoxLayout(plots);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(makePlot(0), 3);
    row->addWidget(makePlot(1), 2);
    plots_[0]->setObjectName(QStringLiteral("accuracyPlot"));
    plots_[1]->setObjectName(QStringLiteral("lossPlot"));
    pages_->addWidget(empty_);
    pages_->addWidget(plots);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(alerts_);
    layout->addWidget(pages_, 1);
    layout->addWidget(legend_);

    connect(options_, &CurveOptionsBar::alongChanged, this, [this] {
        setCursor(std::nullopt);
        for (auto *plot : plots_)
            plot->setAlong(options_->along());
        refreshPlots();
    });
    connect(options_, &CurveOptionsBar::changed, this, &CurvesPanel::refresh);
    connect(options_, &CurveOptionsBar::groupChanged, this,
            [this] { readings_->setGroup(options_->group()); });
    connect(readings_, &CurveReadings::hiddenChanged, this, &CurvesPanel::refreshPlots);
    setQuantity(0, Quantity::Accuracy);
    setQuantity(1, Quantity::Loss);
    refresh();
}

QWidget *CurvesPanel::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    options_ = new CurveOptionsBar;
    save_ = new QToolButton;
    save_->setObjectName(QStringLiteral("saveCurves"));
    save_->setText(tr("Save picture…"));
    save_->setToolTip(tr("Both plots with their legend as PNG, PDF or SVG"));
    save_->setAutoRaise(true);
    connect(save_, &QToolButton::clicked, this, &CurvesPanel::savePictureRequested);
    row->addWidget(options_);
    row->addStretch(1);
    row->addWidget(save_);
    return header;
}

/// Its title is the choice of what it shows.
QWidget *CurvesPanel::makePlot(int number)
{
    auto *box = new QComboBox;
    quantities_[number] = box;
    box->setObjectName(QStringLiteral("curveQuantity%1").arg(number + 1));
    box->setToolTip(tr("What the plot shows"));
    box->setAccessibleName(number == 0 ? tr("What the left plot shows")
                                       : tr("What the right plot shows"));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    for (const auto &quantity : quantities())
        box->addItem(quantity.title);
    plots_[number] = new CurvePlot(CurvePlot::Values::Plain);
    plots_[number]->setTitleVisible(false);
    plots_[number]->setAccessibleName(box->accessibleName());
    connect(plots_[number], &CurvePlot::cursorMoved, this,
            [this](std::optional<double> x) { setCursor(x); });
    connect(box, &QComboBox::currentIndexChanged, this, &CurvesPanel::refreshPlots);

    auto *logarithm = new QToolButton;
    logarithms_[number] = logarithm;
    logarithm->setObjectName(QStringLiteral("curveLogarithm%1").arg(number + 1));
    logarithm->setText(tr("log"));
    logarithm->setAccessibleName(number == 0 ? tr("Logarithmic axis of the left plot")
                                             : tr("Logarithmic axis of the right plot"));
    logarithm->setToolTip(tr("Equal distances stand for equal ratios; what is not above zero is "
                             "left out"));
    logarithm->setCheckable(true);
    logarithm->setAutoRaise(true);
    connect(logarithm, &QToolButton::toggled, plots_[number], &CurvePlot::setLogarithmic);

    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::tight, space::tight, space::normal, 0);
    top->setSpacing(space::wide);
    top->addWidget(box);
    top->addWidget(logarithm);
    if (number == 0) {
        key_->setObjectName(QStringLiteral("curveKey"));
        key_->setForegroundRole(QPalette::PlaceholderText);
        key_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        key_->setWordWrap(true);
        key_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        top->addWidget(key_, 1);
    } else {
        top->addStretch(1);
    }
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(plots_[number], 1);
    return page;
}

void CurvesPanel::setQuantity(int plot, Quantity quantity)
{
    quantities_[plot]->setCurrentIndex(static_cast<int>(quantity));
    refreshPlots();
}

void CurvesPanel::setEmptyText(const QString &text) { empty_->setText(text); }

void CurvesPanel::setAlerts(const QStringList &alerts)
{
    alerts_->setFault(alerts.join(QLatin1Char('\n')));
}

void CurvesPanel::setRuns(const QList<ShownRun> &runs)
{
    runs_ = runs;
    refresh();
}

void CurvesPanel::refresh()
{
    QList<ShownRun> entries = runs_;
    means_.clear();
    if (options_->seeds() != SeedView::Each) {
        means_ = meansOverSeeds(runs_);
        entries.clear();
        for (const auto &mean : std::as_const(means_))
            entries.append(mean.run);
    }
    readings_->setRuns(entries);
    refreshPlots();
    if (legend_->isColumnHidden(CurveReadings::CleanAccuracyColumn) == readings_->hasClean())
        legend_->fit();
    pages_->setCurrentIndex(runs_.isEmpty() ? 0 : 1);
    legend_->setVisible(!runs_.isEmpty());
    options_->setEnabled(!runs_.isEmpty());
    save_->setEnabled(!runs_.isEmpty());
}

QList<ShownRun> CurvesPanel::visibleRuns() const
{
    QList<ShownRun> visible;
    for (const auto &run : readings_->runs()) {
        if (!readings_->isHidden(run.id))
            visible.append(run);
    }
    return visible;
}

void CurvesPanel::refreshPlots()
{
    const auto visible = visibleRuns();
    double expected = options_->along() == CurvePlot::Along::Epochs ? 1 : 0;
    for (const auto &run : visible)
        expected = std::max(expected, expectedEnd(run, options_->along()));
    const bool hasSides = visible.size() <= mostWithSides;
    for (const int number : {0, 1}) {
        plots_[number]->setExpectedEnd(expected);
        refreshPlot(number, hasSides);
    }
    showKey();
}

void CurvesPanel::refreshPlot(int number, bool hasSides)
{
    const auto &quantity = quantities()[std::max(0, quantities_[number]->currentIndex())];
    CurveLook look{options_->along(), options_->smoothing(), hasSides};
    QList<CurveSeries> series;
    if (means_.isEmpty()) {
        for (const auto &run : readings_->runs()) {
            if (!readings_->isHidden(run.id))
                series += curvesOf(run, quantity, look);
        }
    }
    for (const auto &mean : std::as_const(means_)) {
        if (readings_->isHidden(mean.run.id))
            continue;
        if (options_->seeds() == SeedView::MeanAndSeeds && mean.run.seeds > 1) {
            auto single = look;
            single.isSingle = true;
            for (const int member : mean.members)
                series += curvesOf(runs_[member], quantity, single);
        }
        series += curvesOf(mean, quantity, look);
    }
    logarithms_[number]->setVisible(quantity.values == CurvePlot::Values::Plain);
    plots_[number]->setTitle(quantity.title);
    plots_[number]->setValues(quantity.values);
    plots_[number]->setSeries(series);
}

void CurvesPanel::showKey()
{
    const auto visible = visibleRuns();
    const bool clean = std::any_of(visible.begin(), visible.end(),
                                   [](const ShownRun &run) { return hasClean(run.points); });
    QStringList key = {tr("<b>━━</b> validation")};
    const bool hasSides = visible.size() <= mostWithSides;
    if (hasSides)
        key.append(tr("╌╌ training"));
    if (hasSides && clean)
        key.append(tr("<b>∙∙∙</b> train, clean"));
    if (visible.size() < mostFineCurves)
        key.append({tr("<b>○</b> best"), tr("▪ last")});
    if (options_->seeds() != SeedView::Each)
        key.append(tr("▒ ± std. dev."));
    key.replaceInStrings(QStringLiteral(" "), QStringLiteral("&nbsp;")); // lines break between them
    key_->setText(key.join(QStringLiteral(" &nbsp; ")));
    QStringList tip;
    if (clean)
        tip.append(tr("With crossover or mixup the training accuracy is not the network's "
                      "own: clean is measured without them"));
    if (!hasSides)
        tip.append(tr("Training's lines are drawn for up to %1 curves").arg(mostWithSides));
    key_->setToolTip(tip.join(QLatin1Char('\n')));
}

void CurvesPanel::setCursor(std::optional<double> x)
{
    for (auto *plot : plots_)
        plot->setCursor(x);
    readings_->setPlace(x, options_->along());
}

void CurvesPanel::savePicture(const QString &file) { tlvfc::ui::savePicture(file, picture()); }

Picture CurvesPanel::picture()
{
    const auto runs = visibleRuns();
    QList<LegendLine> legend;
    for (const auto &run : runs) {
        auto text = run.name;
        if (const auto best = bestPoint(run.points))
            text += tr(" – best validation accuracy %1 in epoch %2")
                        .arg(percentText(best->val_accuracy))
                        .arg(best->epoch);
        legend << LegendLine{run.color, {}, text};
    }
    // Two lines to a run explain themselves, three do not.
    const bool needsKey =
        std::ranges::any_of(runs, [](const ShownRun &run) { return hasClean(run.points); });
    return curvesPicture(tr("The runs' curves"), {plots_[0], plots_[1]}, legend,
                         needsKey ? tr("solid: validation; dashed: training; dotted: training "
                                       "images without crossover and mixup")
                                  : QString());
}

Table CurvesPanel::pointsTable() const
{
    Table table{tr("The runs' curves"),
                {{tr("run"), tr("epoch"), tr("seconds"), tr("training loss"),
                  tr("training accuracy"), tr("validation loss"), tr("validation accuracy")}}};
    const auto number = [](double value) { return QString::number(value, 'g', 9); };
    for (const auto &run : runs_) {
        for (const auto &point : run.points)
            table.rows << QStringList{run.name,
                                      QString::number(point.epoch),
                                      number(point.elapsed_s),
                                      number(point.train_loss),
                                      number(point.train_accuracy),
                                      number(point.val_loss),
                                      number(point.val_accuracy)};
    }
    return table;
}

} // namespace tlvfc::ui
