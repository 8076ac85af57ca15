#include "ui/training/curve_legend.h"

#include "ui/training/column_fit.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPersistentModelIndex>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int mostRows = 5;
constexpr int mostUnfolded = 40; ///< runs below headings that stand open at first

} // namespace

CurveLegend::CurveLegend(CurveReadings *readings, QWidget *parent)
    : QTreeView(parent)
    , readings_(readings)
{
    setObjectName(QStringLiteral("curveReadings"));
    setAccessibleName(tr("Curves and their values"));
    setModel(readings);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(40);
    fit_ =
        new ColumnFit(this,
                      {CurveReadings::TrainLossColumn, CurveReadings::TrainAccuracyColumn,
                       CurveReadings::ValLossColumn},
                      fontMetrics().horizontalAdvance(QStringLiteral("TLVFC, resnet32 → 18")) + 84);
    connect(readings, &QAbstractItemModel::modelReset, this, [this] {
        if (readings_->runs().size() <= mostUnfolded)
            expandAll();
        fit();
    });
    connect(this, &QTreeView::doubleClicked, readings, &CurveReadings::isolate);
    connect(this, &QTreeView::expanded, this, &CurveLegend::fitHeight);
    connect(this, &QTreeView::collapsed, this, &CurveLegend::fitHeight);
    connect(this, &QWidget::customContextMenuRequested, this, &CurveLegend::showMenu);
}

void CurveLegend::fit()
{
    setRootIsDecorated(readings_->rowCount(readings_->index(0, 0)) > 0);
    fitColumns();
    fitHeight();
}

/// The columns of numbers keep their widths while the cursor moves.
void CurveLegend::fitColumns()
{
    header()->setSectionResizeMode(CurveReadings::RunColumn, QHeaderView::Stretch);
    const auto metrics = fontMetrics();
    for (int column = CurveReadings::EpochColumn; column < CurveReadings::ColumnCount; ++column) {
        const auto title =
            readings_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const auto widest = column == CurveReadings::BestColumn ? QStringLiteral("100.00 % @ 200")
                                                                : QStringLiteral("100.00 %");
        header()->setSectionResizeMode(column, QHeaderView::Fixed);
        header()->resizeSection(
            column,
            std::max(metrics.horizontalAdvance(title), metrics.horizontalAdvance(widest)) + 22);
    }
    setColumnHidden(CurveReadings::CleanAccuracyColumn, !readings_->hasClean());
    fit_->refit();
}

void CurveLegend::fitHeight()
{
    int rows = readings_->rowCount();
    for (int row = 0; row < readings_->rowCount() && rows < mostRows; ++row) {
        const auto heading = readings_->index(row, 0);
        if (isExpanded(heading))
            rows += readings_->rowCount(heading);
    }
    const int rowHeight = std::max(sizeHintForRow(0), fontMetrics().height() + 4);
    setFixedHeight(header()->sizeHint().height() + std::clamp(rows, 1, mostRows) * rowHeight + 4);
}

void CurveLegend::toggle(const QModelIndex &index)
{
    const auto tick = index.siblingAtColumn(CurveReadings::RunColumn);
    const bool isOn = tick.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    readings_->setData(tick, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void CurveLegend::keyPressEvent(QKeyEvent *event)
{
    if (!currentIndex().isValid())
        QTreeView::keyPressEvent(event);
    else if (event->key() == Qt::Key_Space)
        toggle(currentIndex());
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        readings_->isolate(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

void CurveLegend::showMenu(const QPoint &at)
{
    const QPersistentModelIndex index = indexAt(at);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("curveMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        const auto tick = QModelIndex(index).siblingAtColumn(CurveReadings::RunColumn);
        const bool isOn = tick.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        menu->addAction(isOn ? tr("Hide") : tr("Show"), this, [this, index] { toggle(index); });
        menu->addAction(tr("Only This"), this, [this, index] { readings_->isolate(index); });
    }
    menu->addAction(tr("Show All"), readings_, &CurveReadings::showAll);
    menu->popup(viewport()->mapToGlobal(at));
}

void CurveLegend::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace tlvfc::ui
