#include "ui/jobs/run_alert.h"

#include "ui/jobs/run_reader.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr int risesInARow = 3;
constexpr double muchWorse = 1.5; ///< than the lowest loss
constexpr double patience = 1.5;  ///< times the longest epoch
constexpr double leastQuietS = 120;
constexpr double leastQuietAtFirstS = 600;

struct RunAlertWords
{
    Q_DECLARE_TR_FUNCTIONS(RunAlertWords)
};

bool isNumber(const EpochPoint &point)
{
    return std::isfinite(point.train_loss) && std::isfinite(point.val_loss);
}

std::optional<RunAlert> notANumber(const RunFacts &facts)
{
    const auto &points = facts.points;
    const int last = points.isEmpty() ? 0 : points.last().epoch;
    int since = 0;
    for (auto point = points.rbegin(); point != points.rend() && !isNumber(*point); ++point)
        since = point->epoch;
    const bool isNow = facts.isGoing && facts.progress && facts.progress->epoch > last &&
                       !std::isfinite(facts.progress->loss);
    if (since == 0 && !isNow)
        return {};
    return RunAlert{
        RunAlert::Kind::NotANumber, RunAlertWords::tr("NaN loss"),
        RunAlertWords::tr("The loss is no finite number since epoch %1.")
            .arg(since > 0 ? since : facts.progress->epoch),
        RunAlertWords::tr("Lower the learning rate or clip the gradients; “go back” on a bad loss "
                          "takes the last good epoch up again with half the rate.")};
}

std::optional<RunAlert> diverging(const RunFacts &facts)
{
    const auto &points = facts.points;
    if (points.size() <= risesInARow)
        return {};
    for (qsizetype i = points.size() - risesInARow; i < points.size(); ++i) {
        if (!(points[i].train_loss > points[i - 1].train_loss))
            return {};
    }
    const auto lowest =
        std::min_element(points.begin(), points.end(),
                         [](const auto &a, const auto &b) { return a.train_loss < b.train_loss; });
    if (!(points.last().train_loss > muchWorse * lowest->train_loss))
        return {};
    return RunAlert{RunAlert::Kind::Diverging, RunAlertWords::tr("diverging"),
                    RunAlertWords::tr("The training loss rises: %1 now, %2 in epoch %3.")
                        .arg(points.last().train_loss, 0, 'g', 4)
                        .arg(lowest->train_loss, 0, 'g', 4)
                        .arg(lowest->epoch),
                    RunAlertWords::tr(
                        "Stop it and lower the learning rate, or begin with a warm-up; the weights "
                        "of its best epoch are kept.")};
}

double longestEpochS(const QList<EpochPoint> &points)
{
    double longest = 0.0;
    for (qsizetype i = 1; i < points.size(); ++i) {
        const double each = (points[i].elapsed_s - points[i - 1].elapsed_s) /
                            std::max(1, points[i].epoch - points[i - 1].epoch);
        longest = std::max(longest, each);
    }
    return longest;
}

double mostQuietS(const RunFacts &facts)
{
    if (facts.points.size() > 1)
        return std::max(leastQuietS, patience * longestEpochS(facts.points));
    const auto &progress = facts.progress;
    const double epochS = progress && progress->epoch == 1 && progress->step > 0
                              ? progress->elapsedS * progress->steps / progress->step
                              : (facts.points.isEmpty() ? 0.0 : facts.points.first().elapsed_s);
    return std::max(leastQuietAtFirstS, patience * epochS);
}

std::optional<RunAlert> stalled(const RunFacts &facts)
{
    if (!facts.isGoing || facts.quietS <= mostQuietS(facts))
        return {};
    return RunAlert{
        RunAlert::Kind::Stalled, RunAlertWords::tr("no news"),
        RunAlertWords::tr("It has said nothing for %1, much longer than an epoch of it takes.")
            .arg(durationText(facts.quietS)),
        RunAlertWords::tr("See whether its machine still answers and its disk is not full. End Its "
                          "Process in the Runs menu ends it all the same; its state is kept.")};
}

} // namespace

std::optional<RunAlert> alertOf(const RunFacts &facts)
{
    if (const auto alert = notANumber(facts))
        return alert;
    if (const auto alert = diverging(facts))
        return alert;
    return stalled(facts);
}

} // namespace tlvfc::ui
