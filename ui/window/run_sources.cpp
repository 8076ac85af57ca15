#include "ui/window/run_sources.h"

#include "ui/inspect/network_chooser.h"
#include "ui/inspect/network_panel.h"
#include "ui/jobs/run_shelf.h"
#include "ui/training/run_source.h"
#include "ui/training/run_words.h"

namespace tlvfc::ui {

RunSources::RunSources(RunShelf *shelf, NetworkPanel *panel, QObject *parent)
    : QObject(parent)
    , shelf_(shelf)
    , panel_(panel)
{
    connect(shelf, &RunShelf::changed, this, &RunSources::offer);
    connect(shelf, &RunShelf::removed, this, &RunSources::offer);
    connect(shelf, &RunShelf::wasReset, this, &RunSources::offer);
}

void RunSources::offer()
{
    QList<OfferedNetwork> offers;
    for (int row = 0; row < shelf_->count(); ++row) {
        const auto &run = *shelf_->watcher(row);
        if (const auto source = sourceOf(run))
            offers.append({runName(run), sourceMeaning(run), *source});
    }
    panel_->setOffers(tr("From a run"), offers);
}

} // namespace tlvfc::ui
