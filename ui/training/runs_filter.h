// Which of the runs are listed: those that the search finds, archived ones only when asked.
#pragma once

#include "core/runs/run_search.h"

#include <QSortFilterProxyModel>

namespace tlvfc::ui {

class RunsModel;

class RunsFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// The model must outlive the filter.
    explicit RunsFilter(RunsModel *model, QObject *parent = nullptr);

    /// See RunSearch; empty lists all. A run that nobody has looked into yet is not found.
    void setSearch(const QString &words);
    const QString &search() const { return words_; }

    void setArchivedShown(bool shown);

    /// How many the archive holds, found or not.
    int archivedCount() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    RunsModel *model_;
    QString words_;
    RunSearch search_;
    bool isArchivedShown_ = false;
};

} // namespace tlvfc::ui
