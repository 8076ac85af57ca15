// The queue's runs in their order, and how each stands.
#pragma once

#include "ui/jobs/queue_service.h"
#include "ui/jobs/run_shelf.h"
#include "ui/training/run_names.h"

#include <QAbstractTableModel>

#include <array>

namespace tlvfc::ui {

class QueueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { RunColumn, StateColumn, ColumnCount };
    enum class Standing { Waiting, Held, Running, Finished, Failed, Gone, Count };

    /// Service and shelf must outlive the model.
    QueueModel(QueueService *service, RunShelf *shelf, QObject *parent = nullptr);

    QString name(int row) const; ///< of the run's folder
    Standing standing(int row) const { return standings_[std::size_t(row)]; }
    /// How many stand so.
    int count(Standing standing) const { return counts_[std::size_t(standing)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

signals:
    void standingsChanged();

private:
    void take();
    void standAnew();
    void standAnew(int row);
    Standing found(int row) const;
    RunWatcher *watcher(int row) const;
    QString title(int row) const;
    QString stateText(int row) const;

    QueueService *service_;
    RunShelf *shelf_;
    RunNames names_;
    std::vector<QueuedRun> runs_;
    // A queue of thousands is not counted anew for each change of a run.
    std::vector<Standing> standings_; ///< by row
    std::array<int, std::size_t(Standing::Count)> counts_ = {};
    bool isPaused_ = false;
};

} // namespace tlvfc::ui
