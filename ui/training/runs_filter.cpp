#include "ui/training/runs_filter.h"

#include "ui/training/run_words.h"
#include "ui/training/runs_model.h"

namespace tlvfc::ui {

RunsFilter::RunsFilter(RunsModel *model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , model_(model)
{
    setSourceModel(model);
}

void RunsFilter::setSearch(const QString &words)
{
    words_ = words;
    search_ = RunSearch(words.toStdString());
    invalidateFilter();
}

void RunsFilter::setArchivedShown(bool shown)
{
    isArchivedShown_ = shown;
    invalidateFilter();
}

int RunsFilter::archivedCount() const
{
    int count = 0;
    for (int row = 0; row < model_->rowCount(); ++row)
        count += model_->watcher(row)->notes().archived ? 1 : 0;
    return count;
}

bool RunsFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto &run = *model_->watcher(row);
    if (run.notes().archived && !isArchivedShown_)
        return false;
    if (search_.is_empty())
        return true;
    // In the words that the list has, and in those of the command line.
    const auto state =
        stateTitle(run.state()).toStdString() + "\n" + std::string(state_word(run.state()));
    return run.hasLooked() &&
           search_.finds({run.spec(), run.notes(), run.folder().path.filename().string(), state});
}

} // namespace tlvfc::ui
