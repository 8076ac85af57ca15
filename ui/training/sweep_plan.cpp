#include "ui/training/sweep_plan.h"

#include "core/base/error.h"
#include "core/runs/sweep_folders.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr qsizetype mostSeeds = 10'000;

struct SweepPlanWords
{
    Q_DECLARE_TR_FUNCTIONS(SweepPlanWords)
};

std::optional<quint64> readNumber(const QString &text)
{
    bool isNumber = false;
    const auto number = text.trimmed().toULongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

Strategy strategyOf(const std::string &method, const RunSpec &base)
{
    return method == base.strategy.method ? base.strategy : preset(method);
}

/// What an empty list would fall back on is nobody's choice.
QString emptyFault(const SweepChoice &choice)
{
    if (choice.methods.isEmpty())
        return SweepPlanWords::tr("Tick a method.");
    if (choice.targets.empty())
        return SweepPlanWords::tr("Tick a target.");
    if (choice.data.empty())
        return SweepPlanWords::tr("Tick data.");
    if (choice.seeds.isEmpty())
        return SweepPlanWords::tr("Give a seed.");
    return {};
}

} // namespace

int SweepPlan::countFinished() const
{
    return static_cast<int>(std::ranges::count(states, RunState::Finished));
}

int SweepPlan::countGoneOn() const
{
    return static_cast<int>(std::ranges::count(isThere, true)) - countFinished();
}

int SweepPlan::countNew() const { return static_cast<int>(std::ranges::count(isThere, false)); }

std::optional<QList<quint64>> readSeeds(const QString &text)
{
    QList<quint64> seeds;
    for (const auto &part : text.split(QLatin1Char(','))) {
        const auto ends = part.split(QLatin1Char('-'));
        const auto first = readNumber(ends.first());
        const auto last = readNumber(ends.last());
        if (ends.size() > 2 || !first || !last || *last < *first ||
            *last - *first >= quint64(mostSeeds))
            return std::nullopt;
        for (quint64 i = 0; i <= *last - *first; ++i) {
            if (!seeds.contains(*first + i))
                seeds.append(*first + i);
        }
        if (seeds.size() > mostSeeds)
            return std::nullopt;
    }
    return seeds;
}

std::optional<QList<double>> readRates(const QString &text)
{
    QList<double> rates;
    if (text.trimmed().isEmpty())
        return rates;
    for (const auto &part : text.split(QLatin1Char(','))) {
        bool isNumber = false;
        const double rate = part.trimmed().toDouble(&isNumber);
        if (!isNumber || !(rate > 0.0) || !std::isfinite(rate))
            return std::nullopt;
        if (!rates.contains(rate))
            rates.append(rate);
    }
    return rates;
}

SweepSpec sweepOf(const RunSpec &base, const SweepChoice &choice)
{
    SweepSpec sweep;
    sweep.base = base;
    sweep.base.title.clear(); // one title for all would tell nothing apart
    for (const auto &method : choice.methods)
        sweep.methods.push_back(strategyOf(method.toStdString(), base));
    sweep.targets = choice.targets;
    for (const auto &source : choice.data)
        sweep.data.push_back(source == base.data.source ? base.data
                                                        : with_source(base.data, source));
    sweep.seeds.assign(choice.seeds.begin(), choice.seeds.end());
    for (const double rate : choice.rates) {
        sweep.training.push_back(sweep.base.training);
        sweep.training.back().learning_rate = rate;
    }
    return sweep;
}

SweepPlan planSweep(const std::filesystem::path &root, const RunSpec &base,
                    const SweepChoice &choice)
{
    SweepPlan plan;
    plan.fault = emptyFault(choice);
    if (!plan.fault.isEmpty())
        return plan;
    try {
        plan.runs = cross(sweepOf(base, choice));
        for (const auto &run : plan.runs) {
            const RunFolder folder{root / run.name};
            std::error_code absent;
            plan.isThere.push_back(std::filesystem::exists(folder.spec(), absent));
            plan.states.push_back(plan.isThere.back() ? run_state(folder) : RunState::Prepared);
        }
        for (const auto &run : plan.runs) {
            if (run.spec.strategy.needs_source() && run.spec.source.is_absent())
                throw invalid_request(run.spec.strategy.method + " needs a source network", {},
                                      "open one on the Transfer page, or untick the method");
            run.spec.validate();
        }
        check_sweep_folders(root, plan.runs);
    } catch (const std::exception &fault) {
        plan.fault = QString::fromUtf8(fault.what());
    }
    return plan;
}

} // namespace tlvfc::ui
