#include "ui/training/curve_readings.h"

#include "ui/theme/plain_tip.h"
#include "ui/training/run_colors.h"
#include "ui/training/run_words.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tlvfc::ui {

CurveReadings::CurveReadings(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void CurveReadings::setRuns(const QList<ShownRun> &runs)
{
    const bool sameRuns = std::equal(
        runs.begin(), runs.end(), runs_.begin(), runs_.end(),
        [](const ShownRun &a, const ShownRun &b) { return a.id == b.id && a.method == b.method; });
    if (sameRuns) {
        runs_ = runs;
        tell();
        return;
    }
    beginResetModel();
    runs_ = runs;
    arrange();
    endResetModel();
}

void CurveReadings::setGroup(Group group)
{
    if (group == group_)
        return;
    beginResetModel();
    group_ = group;
    arrange();
    endResetModel();
}

void CurveReadings::arrange()
{
    headings_.clear();
    if (group_ == Group::None)
        return;
    QHash<QString, qsizetype> places;
    for (int i = 0; i < runs_.size(); ++i) {
        const auto &run = runs_[i];
        const auto &name = group_ == Group::Method   ? run.method
                           : group_ == Group::Target ? run.target
                                                     : run.data;
        const auto place = places.value(name, headings_.size());
        if (place == headings_.size()) {
            places.insert(name, place);
            headings_.append({name, {}});
        }
        headings_[place].runs.append(i);
    }
}

void CurveReadings::setPlace(std::optional<double> place, CurvePlot::Along along)
{
    place_ = place;
    along_ = along;
    tell();
}

void CurveReadings::tell()
{
    if (runs_.isEmpty())
        return;
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    for (int row = 0; row < headings_.size(); ++row) {
        const auto heading = index(row, 0);
        emit dataChanged(index(0, 0, heading),
                         index(rowCount(heading) - 1, ColumnCount - 1, heading));
    }
}

void CurveReadings::showAll()
{
    if (hidden_.isEmpty())
        return;
    hidden_.clear();
    tell();
    emit hiddenChanged();
}

void CurveReadings::isolate(const QModelIndex &index)
{
    const auto runs = runsAt(index);
    const QSet<int> kept(runs.begin(), runs.end());
    QSet<QString> others;
    for (int i = 0; i < runs_.size(); ++i) {
        if (!kept.contains(i))
            others.insert(runs_[i].id);
    }
    hidden_ = others == hidden_ ? QSet<QString>() : others;
    tell();
    emit hiddenChanged();
}

bool CurveReadings::isHeading(const QModelIndex &index) const
{
    return !headings_.isEmpty() && index.isValid() && index.internalId() == 0;
}

QList<int> CurveReadings::runsAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (isHeading(index))
        return headings_[index.row()].runs;
    return {headings_.isEmpty() ? index.row()
                                : headings_[qsizetype(index.internalId()) - 1].runs[index.row()]};
}

/// Headings, and runs without any, have the number 0; a heading's runs its row and one.
QModelIndex CurveReadings::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex CurveReadings::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, quintptr(0));
}

int CurveReadings::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(headings_.isEmpty() ? runs_.size() : headings_.size());
    return isHeading(parent) && parent.column() == 0
               ? static_cast<int>(headings_[parent.row()].runs.size())
               : 0;
}

int CurveReadings::columnCount(const QModelIndex &) const { return ColumnCount; }

std::optional<EpochPoint> CurveReadings::read(const ShownRun &run) const
{
    if (run.points.isEmpty())
        return std::nullopt;
    if (!place_)
        return run.points.last();
    const auto places = placesOf(run, along_);
    if (places.isEmpty())
        return std::nullopt;
    const auto nearest = std::min_element(places.begin(), places.end(), [this](double a, double b) {
        return std::abs(a - *place_) < std::abs(b - *place_);
    });
    if (along_ == CurvePlot::Along::Epochs && std::abs(*nearest - *place_) > 0.5)
        return std::nullopt;
    return run.points[nearest - places.begin()];
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
    return plainTip(measured.isEmpty() ? run.name : tr("%1\n%2").arg(run.name, measured));
}

Qt::CheckState CurveReadings::checkState(const QList<int> &runs) const
{
    const auto hidden =
        std::count_if(runs.begin(), runs.end(), [this](int i) { return isHidden(runs_[i].id); });
    return hidden == 0 ? Qt::Checked : hidden == runs.size() ? Qt::Unchecked : Qt::PartiallyChecked;
}

QVariant CurveReadings::headingData(const Heading &heading, int column, int role) const
{
    if (column != RunColumn)
        return {};
    if (role == Qt::DisplayRole)
        return heading.runs.size() == 1 ? heading.name
                                        : tr("%1 (%L2)").arg(heading.name).arg(heading.runs.size());
    return {};
}

QVariant CurveReadings::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto runs = runsAt(index);
    if (role == Qt::CheckStateRole && index.column() == RunColumn)
        return checkState(runs);
    if (isHeading(index))
        return headingData(headings_[index.row()], index.column(), role);
    const auto &run = runs_[runs.first()];
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

bool CurveReadings::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != RunColumn ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    for (const int i : runsAt(index)) {
        if (value.toInt() == Qt::Checked)
            hidden_.remove(runs_[i].id);
        else
            hidden_.insert(runs_[i].id);
    }
    tell();
    emit hiddenChanged();
    return true;
}

Qt::ItemFlags CurveReadings::flags(const QModelIndex &index) const
{
    auto flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.column() == RunColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
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
