#include "ui/training/runs_model.h"

#include "ui/theme/plain_tip.h"
#include "ui/training/run_colors.h"
#include "ui/training/run_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <unordered_map>

namespace tlvfc::ui {

namespace {

constexpr int shownAtFirst = 2;
constexpr int renamingMs = 60;
constexpr int noteLength = 300; ///< in the tip

QString shortened(const QString &note)
{
    return note.size() <= noteLength ? note : note.left(noteLength) + QStringLiteral("…");
}

QString pathOf(const RunFolder &run) { return QString::fromStdString(run.path.string()); }

QStringList tagsOf(const RunWatcher &run)
{
    QStringList tags;
    for (const auto &tag : run.notes().tags)
        tags.append(QString::fromStdString(tag));
    return tags;
}

} // namespace

/// The shades that the shown runs have; gives the first that is free, so that no run changes its
/// color while it is looked at.
class RunsModel::Shades
{
public:
    /// @param without  a row that is about to get another shade; -1 for none
    Shades(RunsModel &model, int without)
        : model_(model)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (row != without && model.looks_[row].isShown)
                take(row);
        }
    }

    void give(int row)
    {
        const auto &taken = takenBeside(row);
        model_.looks_[row].shade =
            static_cast<int>(std::find(taken.begin(), taken.end(), false) - taken.begin());
        take(row);
    }

private:
    /// Some methods share a color: then they are told apart by shade, as runs of one method are.
    std::vector<bool> &takenBeside(int row)
    {
        const auto &method = model_.watcher(row)->spec().strategy.method;
        const auto [known, isNew] = colors_.try_emplace(method, 0);
        if (isNew)
            known->second = runColor(method, 0).rgba();
        return taken_[known->second];
    }

    void take(int row)
    {
        if (!model_.watcher(row)->hasLooked())
            return;
        auto &taken = takenBeside(row);
        const auto shade = static_cast<std::size_t>(model_.looks_[row].shade);
        if (shade >= taken.size())
            taken.resize(shade + 1, false);
        taken[shade] = true;
    }

    RunsModel &model_;
    std::unordered_map<std::string, QRgb> colors_;      ///< by method
    std::unordered_map<QRgb, std::vector<bool>> taken_; ///< by color
};

RunsModel::RunsModel(RunShelf *shelf, QObject *parent)
    : QAbstractTableModel(parent)
    , shelf_(shelf)
    , names_(shelf)
    , looks_(static_cast<std::size_t>(shelf->count()))
{
    renaming_.setSingleShot(true);
    renaming_.setInterval(renamingMs);
    connect(&names_, &RunNames::changed, this, [this] {
        if (!renaming_.isActive())
            renaming_.start();
    });
    connect(&renaming_, &QTimer::timeout, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, TitleColumn), index(rowCount() - 1, TitleColumn));
    });
    connect(shelf, &RunShelf::aboutToReset, this, [this] { beginResetModel(); });
    connect(shelf, &RunShelf::wasReset, this, [this] {
        looks_.clear();
        awaited_.clear();
        endResetModel();
        emit shownChanged();
    });
    connect(shelf, &RunShelf::aboutToInsert, this,
            [this](int row) { beginInsertRows({}, row, row); });
    connect(shelf, &RunShelf::inserted, this, [this](int row) {
        looks_.insert(looks_.begin() + row, Look{});
        endInsertRows();
        const auto isShown = [](const Look &look) { return look.isShown; };
        if (awaited_.remove(pathOf(watcher(row)->folder())))
            setShown(QList<int>{row}, true);
        else if (row == 0 || std::count_if(looks_.begin(), looks_.end(), isShown) < shownAtFirst)
            setShown(row, true);
    });
    connect(shelf, &RunShelf::aboutToRemove, this,
            [this](int row) { beginRemoveRows({}, row, row); });
    connect(shelf, &RunShelf::removed, this, [this](int row) {
        looks_.erase(looks_.begin() + row);
        endRemoveRows();
        emit shownChanged();
    });
    connect(shelf, &RunShelf::changed, this, &RunsModel::follow);
}

/// What a run is and whether it goes is known after the first look into its folder.
void RunsModel::follow(int row)
{
    if (row < 0)
        return;
    hideArchived(row);
    auto &look = looks_[row];
    if (!std::exchange(look.isSettled, true)) {
        if (look.isShown)
            pickShade(row);
        else if (watcher(row)->state() == RunState::Running && !look.isArchived)
            setShown(row, true);
    }
    tell(row);
}

/// Another takes the place of one that would have been shown at first.
void RunsModel::hideArchived(int row)
{
    auto &look = looks_[row];
    const bool goesThere = watcher(row)->notes().archived && !look.isArchived;
    look.isArchived = watcher(row)->notes().archived;
    if (!goesThere || !look.isShown)
        return;
    setShown(row, false);
    for (int other = 0; other < rowCount() && !look.isSettled; ++other) {
        if (looks_[other].isShown || looks_[other].isArchived)
            continue;
        setShown(other, true);
        return;
    }
}

bool RunsModel::isShown(int row) const
{
    return row >= 0 && row < rowCount() && looks_[row].isShown;
}

void RunsModel::setShown(int row, bool shown)
{
    auto &look = looks_[row];
    if (look.isShown == shown)
        return;
    look.isShown = shown;
    if (shown)
        pickShade(row);
    tell(row);
    emit shownChanged();
}

void RunsModel::showOnceThere(const QList<RunFolder> &runs)
{
    QList<int> rows;
    for (const auto &run : runs) {
        if (const int row = shelf_->rowOf(run); row >= 0)
            rows.append(row);
        else
            awaited_.insert(pathOf(run));
    }
    setShown(rows, true);
}

void RunsModel::setAllShown(bool shown)
{
    QList<int> rows(rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    setShown(rows, shown);
}

void RunsModel::setShown(const QList<int> &rows, bool shown)
{
    Shades shades(*this, -1);
    for (const int row : rows) {
        auto &look = looks_[row];
        look.isSettled = true;
        if (std::exchange(look.isShown, shown) != shown && shown)
            shades.give(row);
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit shownChanged();
}

void RunsModel::pickShade(int row) { Shades(*this, row).give(row); }

QColor RunsModel::color(int row) const
{
    return runColor(watcher(row)->spec().strategy.method, looks_[row].shade);
}

QList<RunWatcher *> RunsModel::goingRuns() const
{
    QList<RunWatcher *> going;
    for (int row = 0; row < rowCount(); ++row) {
        if (watcher(row)->hasLooked() && watcher(row)->isGoing())
            going.append(watcher(row));
    }
    return going;
}

void RunsModel::tell(int row) { emit dataChanged(index(row, 0), index(row, ColumnCount - 1)); }

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(looks_.size());
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunsModel::text(const RunWatcher &run, int column) const
{
    const bool isKnown = !run.spec().target.is_absent();
    const auto best = run.best();
    switch (column) {
    case TitleColumn:
        return names_.name(run);
    case TagsColumn:
        return tagsOf(run).join(QStringLiteral(", "));
    case MethodColumn:
        return isKnown ? methodTitle(run.spec().strategy.method) : QString();
    case StateColumn:
        if (run.isGoing() && run.state() != RunState::Running)
            return tr("starting");
        if (const auto alert = run.alert())
            return alert->brief;
        return run.hasLooked() ? stateTitle(run.state()) : tr("reading…");
    case BestColumn:
        return best ? percentText(best->val_accuracy) : QString();
    case EpochColumn:
        return isKnown ? tr("%1 / %2")
                             .arg(run.points().isEmpty() ? 0 : run.points().last().epoch)
                             .arg(run.spec().training.epochs)
                       : QString();
    default:
        return {};
    }
}

QString RunsModel::toolTip(const RunWatcher &run) const
{
    QString tip;
    const auto name = names_.name(run);
    if (!run.notes().name.empty() || name != runName(run))
        tip += name + u'\n';
    if (!run.notes().note.empty())
        tip += shortened(QString::fromStdString(run.notes().note)) + u'\n';
    if (!run.notes().tags.empty())
        tip += tr("Tags: %1").arg(tagsOf(run).join(QStringLiteral(", "))) + u'\n';
    if (run.notes().archived)
        tip += tr("Archived") + u'\n';
    if (!run.notesFault().isEmpty())
        tip += run.notesFault() + u'\n';
    if (!tip.isEmpty() && !run.spec().target.is_absent())
        tip += u'\n';
    if (!run.spec().target.is_absent())
        tip += runSummary(run.spec()) + u'\n';
    if (const auto &result = run.result(); result && result->testAccuracy)
        tip += tr("Test accuracy %1").arg(percentText(*result->testAccuracy)) + u'\n';
    if (const auto best = run.best()) {
        // Of the epoch whose weights are kept.
        auto measured = measuredText(*best);
        if (std::isfinite(best->clean_accuracy))
            measured.prepend(tr("train, clean %1%2")
                                 .arg(percentText(best->clean_accuracy),
                                      measured.isEmpty() ? QString() : QStringLiteral(", ")));
        if (!measured.isEmpty())
            tip += tr("Epoch %1: %2").arg(best->epoch).arg(measured) + u'\n';
    }
    if (const auto alert = run.alert())
        tip += alert->what + u' ' + alert->remedy + u'\n';
    if (!run.error().isEmpty())
        tip += run.error() + u'\n';
    tip += pathOf(run.folder());
    return plainTip(tip);
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &run = *watcher(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(run, index.column());
    case Qt::ToolTipRole:
        return toolTip(run);
    case Qt::CheckStateRole:
        if (index.column() == TitleColumn)
            return isShown(index.row()) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        if (index.column() >= BestColumn)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case FolderRole:
        return pathOf(run.folder());
    case StateRole:
        return static_cast<int>(run.state());
    case AlertRole:
        return run.alert().has_value();
    case ColorRole:
        return color(index.row());
    case TagsRole:
        return tagsOf(run);
    case ArchivedRole:
        return run.notes().archived;
    default:
        return {};
    }
}

bool RunsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != TitleColumn ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    looks_[index.row()].isSettled = true;
    setShown(index.row(), value.toInt() == Qt::Checked);
    return true;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section >= BestColumn ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Run");
    case TagsColumn:
        return tr("Tags");
    case MethodColumn:
        return tr("Method");
    case StateColumn:
        return tr("State");
    case BestColumn:
        return tr("Best");
    case EpochColumn:
        return tr("Epochs");
    default:
        return {};
    }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex &index) const
{
    auto flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    flags |= Qt::ItemNeverHasChildren;
    if (index.column() == TitleColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace tlvfc::ui
