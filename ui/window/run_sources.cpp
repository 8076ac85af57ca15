#include "ui/window/run_sources.h"

#include "ui/inspect/network_chooser.h"
#include "ui/inspect/network_panel.h"
#include "ui/jobs/run_shelf.h"
#include "ui/training/run_source.h"
#include "ui/training/run_words.h"

#include <QElapsedTimer>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int gatherMs = 60;
constexpr int leisure = 8; ///< times as long as a list took

} // namespace

RunSources::RunSources(RunShelf *shelf, NetworkPanel *panel, QObject *parent)
    : QObject(parent)
    , shelf_(shelf)
    , panel_(panel)
{
    soon_.setSingleShot(true);
    soon_.setInterval(gatherMs);
    connect(&soon_, &QTimer::timeout, this, &RunSources::offer);
    const auto offerSoon = [this] {
        if (!soon_.isActive())
            soon_.start();
    };
    connect(shelf, &RunShelf::changed, this, offerSoon);
    connect(shelf, &RunShelf::removed, this, offerSoon);
    connect(shelf, &RunShelf::wasReset, this, offerSoon);
}

void RunSources::offer()
{
    QElapsedTimer clock;
    clock.start();
    QList<OfferedNetwork> offers;
    for (int row = 0; row < shelf_->count(); ++row) {
        const auto &run = *shelf_->watcher(row);
        if (const auto source = sourceOf(run))
            offers.append({runName(run), sourceMeaning(run), *source});
    }
    panel_->setOffers(tr("From a run"), offers);
    // Thousands take longer: most of the time stays the person's.
    soon_.setInterval(std::max<int>(gatherMs, leisure * int(clock.elapsed())));
}

} // namespace tlvfc::ui
