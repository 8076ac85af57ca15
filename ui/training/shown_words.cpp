#include "ui/training/shown_words.h"

#include "ui/theme/counted.h"
#include "ui/training/runs_model.h"

#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

struct ShownWords
{
    Q_DECLARE_TR_FUNCTIONS(ShownWords)
};

constexpr qsizetype mostAlerts = 2;

QString howFar(const RunWatcher &run)
{
    const auto &progress = run.progress();
    if (!progress)
        return ShownWords::tr("It prepares networks and data.");
    if (progress->epoch > 1)
        return ShownWords::tr("Epoch %1 of %2 is under way.")
            .arg(progress->epoch)
            .arg(progress->epochs);
    if (progress->steps == 0)
        return ShownWords::tr("The first epoch is under way.");
    return ShownWords::tr("The first epoch is under way: %L1 of %L2 steps.")
        .arg(progress->step)
        .arg(progress->steps);
}

} // namespace

/// Why there is no curve.
QString noCurveText(const RunsModel &model, bool waits)
{
    int going = 0;
    int ticked = 0;
    const RunWatcher *first = nullptr; ///< the farthest of those that go
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto *run = model.watcher(row);
        if (!model.isShown(row) || !run->hasLooked())
            continue;
        ++ticked;
        if (!run->isGoing())
            continue;
        ++going;
        if (!first || (run->progress() && !first->progress()))
            first = run;
    }
    if (ticked == 0 || (going == 0 && !waits))
        return ShownWords::tr(
            "No curve to show yet.\n\nChoose data and a recipe on the left and press “Start "
            "training”, or tick a run in the list below.");
    if (!first)
        return ShownWords::tr(
            "No curve to show yet.\n\nThe ticked runs wait for their turn in the queue.");
    const auto name = model.names().name(*first);
    auto text =
        ShownWords::tr("%1\n\n%2 Its curve begins when the epoch ends.").arg(name, howFar(*first));
    if (going > 1)
        text += u'\n' + counted(going - 1, ShownWords::tr("1 more run is under way."),
                                ShownWords::tr("%1 more runs are under way."));
    return text;
}

/// Of the runs that go and those whose curves are shown.
QStringList alertLines(const RunsModel &model)
{
    QStringList lines;
    int more = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto *run = model.watcher(row);
        if (!model.isShown(row) && !run->isGoing())
            continue;
        const auto alert = run->alert();
        if (alert && lines.size() < mostAlerts)
            lines.append(ShownWords::tr("⚠ %1: %2 %3")
                             .arg(model.names().nameWithSeed(*run), alert->what, alert->remedy));
        else if (alert)
            ++more;
    }
    if (more > 0)
        lines.append(ShownWords::tr("and %L1 more, marked in the list of runs").arg(more));
    return lines;
}

} // namespace tlvfc::ui
