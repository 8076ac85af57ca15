#include "ui/training/curve_readings.h"

#include "ui/training/run_colors.h"
#include "ui/training/run_words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tlvfc::ui {

std::optional<EpochPoint> bestPoint(const QList<EpochPoint> &points)
{
    const auto best =
        std::max_element(points.begin(), points.end(), [](const auto &a, const auto &b) {
            return a.val_accuracy < b.val_accuracy;
        });
    return best == points.end() ? std::nullopt : std::optional(*best);
}

bool hasClean(const QList<EpochPoint> &points)
{
    return std::any_of(points.begin(), points.end(),
                       [](const EpochPoint &point) { return std::isfinite(point.clean_accuracy); });
}

CurveReadings::CurveReadings(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void CurveReadings::setRuns(const QList<ShownRun> &runs)
{
    const bool sameRuns =
        std::equal(runs.begin(), runs.end(), runs_.begin(), runs_.end(),
                   [](const ShownRun &a, const ShownRun &b) { return a.id == b.id; });
    if (sameRuns) {
        runs_ = runs;
        tell();
        return;
    }
    beginResetModel();
    runs_ = runs;
    endResetModel();
}

void CurveReadings::setEpoch(std::optional<int> epoch)
{
    epoch_ = epoch;
    minutes_.reset();
    tell();
}

void CurveReadings::setMinutes(std::optional<double> minutes)
{
    minutes_ = minutes;
    epoch_.reset();
    tell();
}

void CurveReadings::tell()
{
    if (!runs_.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int CurveReadings::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int CurveReadings::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<EpochPoint> CurveReadings::read(const ShownRun &run) const
{
    if (run.points.isEmpty())
        return std::nullopt;
    if (epoch_) {
        for (const auto &point : run.points) {
            if (point.epoch == *epoch_)
                return point;
        }
        return std::nullopt;
    }
    if (minutes_) {
        return *std::min_element(run.points.begin(), run.points.end(),
                                 [this](const auto &a, const auto &b) {
                                     return std::abs(a.elapsed_s / 60 - *minutes_) <
                                            std::abs(b.elapsed_s / 60 - *minutes_);
                                 });
    }
    return run.points.last();
}

QString CurveReadings::text(const ShownRun &run, int column) const
{
    constexpr auto none = std::numeric_limits<double>::quiet_NaN();
    const auto point = read(run);
    switch (column) {
    case RunColumn:
        return run.name;
    case EpochColumn:
        return point ? QString::number(point->epoch) : QStringLiteral("–");
    case ValAccuracyColumn:
        return percentText(point ? point->val_accuracy : none);
    case TrainAccuracyColumn:
        return percentText(point ? point->train_accuracy : none);
    case CleanAccuracyColumn:
        return percentText(point ? point->clean_accuracy : none);
    case ValLossColumn:
        return lossText(point ? point->val_loss : none);
    case TrainLossColumn:
        return lossText(point ? point->train_loss : none);
    case BestColumn: {
        const auto best = bestPoint(run.points);
        return best ? tr("%1 @ %2").arg(percentText(best->val_accuracy)).arg(best->epoch)
                    : QStringLiteral("–");
    }
    default:
        return {};
    }
}

bool CurveReadings::hasClean() const
{
    return std::any_of(runs_.begin(), runs_.end(),
                       [](const ShownRun &run) { return ui::hasClean(run.points); });
}

/// What has no column: the whole name, and what only some runs measure.
QString CurveReadings::toolTip(const ShownRun &run) const
{
    const auto point = read(run);
    const auto measured = point ? measuredText(*point) : QString();
    return measured.isEmpty() ? run.name : tr("%1\n%2").arg(run.name, measured);
}

QVariant CurveReadings::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &run = runs_[index.row()];
    if (role == Qt::DisplayRole)
        return text(run, index.column());
    if (role == Qt::DecorationRole && index.column() == RunColumn)
        return swatch(run.color);
    if (role == Qt::ToolTipRole)
        return toolTip(run);
    if (role == Qt::TextAlignmentRole && index.column() != RunColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant CurveReadings::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == RunColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == CleanAccuracyColumn)
        return tr("On training images, without crossover, mixup and augmentation");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RunColumn:
        return tr("Curve");
    case EpochColumn:
        return tr("Epoch");
    case ValAccuracyColumn:
        return tr("Validation");
    case TrainAccuracyColumn:
        return tr("Training");
    case CleanAccuracyColumn:
        return tr("Train, clean");
    case ValLossColumn:
        return tr("Val. loss");
    case TrainLossColumn:
        return tr("Train. loss");
    case BestColumn:
        return tr("Best @ epoch");
    default:
        return {};
    }
}

} // namespace tlvfc::ui
