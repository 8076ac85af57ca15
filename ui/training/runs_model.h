// The runs of a shelf as a table: what each is, how far it is, and whether its curve is shown.
#pragma once

#include "ui/jobs/run_shelf.h"
#include "ui/training/run_names.h"

#include <QAbstractTableModel>
#include <QColor>
#include <QSet>
#include <QTimer>

#include <vector>

namespace tlvfc::ui {

class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TitleColumn,
        TagsColumn,
        MethodColumn,
        StateColumn,
        BestColumn,
        EpochColumn,
        ColumnCount
    };
    enum Role {
        FolderRole = Qt::UserRole,
        StateRole,
        ColorRole,
        AlertRole,
        TagsRole,
        ArchivedRole
    };

    /// The shelf must outlive the model.
    explicit RunsModel(RunShelf *shelf, QObject *parent = nullptr);

    RunShelf *shelf() const { return shelf_; }
    RunWatcher *watcher(int row) const { return shelf_->watcher(row); }

    /// Whether the run's curve is shown; the newest two that are not archived and those found going
    /// are at first. One that goes to the archive is shown no longer.
    bool isShown(int row) const;
    void setShown(int row, bool shown);
    void setAllShown(bool shown);
    void setShown(const QList<int> &rows, bool shown);

    /// Shows these runs, those that are not on the shelf yet once they are there.
    void showOnceThere(const QList<RunFolder> &runs);

    /// What the runs are called, everywhere.
    const RunNames &names() const { return names_; }

    /// The method's color, in a shade that no other shown run of that color has.
    QColor color(int row) const;

    /// Runs that a process writes now.
    QList<RunWatcher *> goingRuns() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void shownChanged(); ///< which runs are shown

private:
    struct Look
    {
        bool isShown = false;
        bool isArchived = false;
        bool isSettled = false; ///< decided at first sight of its state, or by the person
        int shade = 0;
    };

    class Shades;

    void follow(int row);
    void pickShade(int row);
    void hideArchived(int row);
    void tell(int row);
    QString text(const RunWatcher &run, int column) const;
    QString toolTip(const RunWatcher &run) const;

    RunShelf *shelf_;
    RunNames names_;
    QTimer renaming_;         ///< gathers the news of many runs
    std::vector<Look> looks_; ///< one per row
    QSet<QString> awaited_;   ///< folders of runs that shall be shown once they are there
};

} // namespace tlvfc::ui
