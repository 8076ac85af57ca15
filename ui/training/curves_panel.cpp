#include "ui/training/curves_panel.h"

#include "ui/training/column_fit.h"
#include "ui/training/curves_picture.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int mostReadingsRows = 5;
constexpr int shortestEpochAxis = 5;

} // namespace

CurvesPanel::CurvesPanel(QWidget *parent)
    : QWidget(parent)
    , pages_(new QStackedWidget)
    , empty_(new QLabel)
    , accuracy_(new CurvePlot(CurvePlot::Values::Percent))
    , loss_(new CurvePlot(CurvePlot::Values::Plain))
    , readings_(new CurveReadings(this))
    , table_(new QTreeView)
{
    setObjectName(QStringLiteral("curvesPanel"));
    accuracy_->setObjectName(QStringLiteral("accuracyPlot"));
    accuracy_->setTitle(tr("Accuracy"));
    loss_->setObjectName(QStringLiteral("lossPlot"));
    loss_->setTitle(tr("Loss"));

    table_->setObjectName(QStringLiteral("curveReadings"));
    table_->setModel(readings_);
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setTextElideMode(Qt::ElideMiddle);
    auto *header = table_->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setMinimumSectionSize(40);
    fit_ =
        new ColumnFit(table_,
                      {CurveReadings::TrainLossColumn, CurveReadings::TrainAccuracyColumn,
                       CurveReadings::ValLossColumn},
                      fontMetrics().horizontalAdvance(QStringLiteral("TLVFC, resnet32 → 18")) + 60);
    connect(readings_, &QAbstractItemModel::modelReset, this, &CurvesPanel::fitReadings);

    empty_->setObjectName(QStringLiteral("emptyCurves"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(40);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setBackgroundRole(QPalette::Base);
    empty_->setAutoFillBackground(true);

    auto *plots = new QWidget;
    auto *row = new QHBoxLayout(plots);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(accuracy_, 3);
    row->addWidget(loss_, 2);
    pages_->addWidget(empty_);
    pages_->addWidget(plots);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(pages_, 1);
    layout->addWidget(table_);

    const auto moved = [this](std::optional<double> x) { setCursor(x); };
    connect(accuracy_, &CurvePlot::cursorMoved, this, moved);
    connect(loss_, &CurvePlot::cursorMoved, this, moved);
    connect(along_, &QComboBox::currentIndexChanged, this, [this] {
        setCursor(std::nullopt);
        const auto along = alongMinutes() ? CurvePlot::Along::Minutes : CurvePlot::Along::Epochs;
        accuracy_->setAlong(along);
        loss_->setAlong(along);
        refresh();
    });
    refresh();
}

QWidget *CurvesPanel::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(10, 4, 8, 4);
    key_ = new QLabel;
    key_->setObjectName(QStringLiteral("curveKey"));
    key_->setForegroundRole(QPalette::PlaceholderText);
    along_ = new QComboBox;
    along_->setObjectName(QStringLiteral("curveAxis"));
    along_->addItem(tr("by epoch"));
    along_->addItem(tr("by minute"));
    along_->setToolTip(tr("What the curves run along"));
    save_ = new QToolButton;
    save_->setObjectName(QStringLiteral("saveCurves"));
    save_->setText(tr("Save picture…"));
    save_->setToolTip(tr("Both plots with their legend as PNG, PDF or SVG"));
    save_->setAutoRaise(true);
    connect(save_, &QToolButton::clicked, this, &CurvesPanel::savePictureRequested);
    row->addWidget(key_);
    row->addStretch();
    row->addWidget(along_);
    row->addWidget(save_);
    return header;
}

bool CurvesPanel::alongMinutes() const { return along_->currentIndex() == 1; }

void CurvesPanel::setEmptyText(const QString &text) { empty_->setText(text); }

void CurvesPanel::setRuns(const QList<ShownRun> &runs)
{
    runs_ = runs;
    refresh();
}

void CurvesPanel::refresh()
{
    QList<CurveSeries> accuracy;
    QList<CurveSeries> loss;
    int expected = 1;
    const bool byMinute = alongMinutes();
    for (const auto &run : runs_) {
        using Line = CurveSeries::Line;
        const auto add = [&](QList<CurveSeries> &to, Line line, auto value) {
            CurveSeries one;
            one.id = line == Line::Strong  ? validationId(run.id)
                     : line == Line::Faint ? trainingId(run.id)
                                           : cleanId(run.id);
            one.name = run.name;
            one.color = run.color;
            one.line = line;
            const auto x = [&](const EpochPoint &point) {
                return byMinute ? point.elapsed_s / 60 : point.epoch;
            };
            for (const auto &point : run.points)
                one.points.append({x(point), value(point)});
            if (const auto best = bestPoint(run.points); best && line == Line::Strong)
                one.marked = QPointF(x(*best), value(*best));
            to.append(one);
        };
        add(accuracy, Line::Faint, [](const EpochPoint &point) { return point.train_accuracy; });
        if (hasClean(run.points))
            add(accuracy, Line::Dotted,
                [](const EpochPoint &point) { return point.clean_accuracy; });
        add(accuracy, Line::Strong, [](const EpochPoint &point) { return point.val_accuracy; });
        add(loss, Line::Faint, [](const EpochPoint &point) { return point.train_loss; });
        add(loss, Line::Strong, [](const EpochPoint &point) { return point.val_loss; });
        expected = std::max(expected, std::min(run.epochs, shortestEpochAxis));
    }
    accuracy_->setExpectedEnd(byMinute ? 0 : expected);
    loss_->setExpectedEnd(byMinute ? 0 : expected);
    accuracy_->setSeries(accuracy);
    loss_->setSeries(loss);
    readings_->setRuns(runs_);
    showKey();
    if (table_->isColumnHidden(CurveReadings::CleanAccuracyColumn) == readings_->hasClean())
        fitReadings();
    pages_->setCurrentIndex(runs_.isEmpty() ? 0 : 1);
    table_->setVisible(!runs_.isEmpty());
    along_->setEnabled(!runs_.isEmpty());
    save_->setEnabled(!runs_.isEmpty());
}

void CurvesPanel::showKey()
{
    QStringList key = {tr("<b>━━</b> validation"), tr("╌╌ training")};
    if (readings_->hasClean())
        key.append(tr("<b>∙∙∙</b> train, clean"));
    key.append(tr("<b>○</b> best"));
    key_->setText(key.join(QStringLiteral(" &nbsp;&nbsp; ")));
    key_->setToolTip(readings_->hasClean()
                         ? tr("With crossover or mixup the training accuracy is not the network's "
                              "own: clean is measured without them")
                         : QString());
}

void CurvesPanel::setCursor(std::optional<double> x)
{
    accuracy_->setCursor(x);
    loss_->setCursor(x);
    if (alongMinutes())
        readings_->setMinutes(x);
    else
        readings_->setEpoch(x ? std::optional(static_cast<int>(*x)) : std::nullopt);
}

void CurvesPanel::savePicture(const QString &file) { tlvfc::ui::savePicture(file, picture()); }

Picture CurvesPanel::picture()
{
    return curvesPicture(*accuracy_, *loss_, runs_, palette(), font());
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

/// The columns of numbers keep their widths while the cursor moves.
void CurvesPanel::fitReadings()
{
    auto *header = table_->header();
    header->setSectionResizeMode(CurveReadings::RunColumn, QHeaderView::Stretch);
    const auto metrics = table_->fontMetrics();
    for (int column = CurveReadings::EpochColumn; column < CurveReadings::ColumnCount; ++column) {
        const auto title =
            readings_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const auto widest = column == CurveReadings::BestColumn ? QStringLiteral("100.00 % @ 200")
                                                                : QStringLiteral("100.00 %");
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(
            column,
            std::max(metrics.horizontalAdvance(title), metrics.horizontalAdvance(widest)) + 22);
    }
    table_->setColumnHidden(CurveReadings::CleanAccuracyColumn, !readings_->hasClean());
    fit_->refit();
    const int rows = std::clamp(readings_->rowCount(), 1, mostReadingsRows);
    const int rowHeight = std::max(table_->sizeHintForRow(0), metrics.height() + 4);
    table_->setFixedHeight(header->sizeHint().height() + rows * rowHeight + 4);
}

void CurvesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitReadings();
}

} // namespace tlvfc::ui
