#include "ui/training/run_words.h"

#include "ui/jobs/run_watcher.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

struct RunWords
{
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

const QString &dash()
{
    static const QString text = QStringLiteral("–");
    return text;
}

} // namespace

QString methodTitle(const std::string &method)
{
    for (const auto &info : methods()) {
        if (info.name == method)
            return QString::fromStdString(info.title);
    }
    return QString::fromStdString(method);
}

QString strategyTitle(const Strategy &strategy)
{
    const auto known =
        std::ranges::any_of(methods(), [&](const auto &it) { return it.name == strategy.method; });
    QStringList changes;
    if (const auto locks = std::ssize(strategy.locks); locks > 0)
        changes.append(counted(locks, RunWords::tr("1 lock"), RunWords::tr("%1 locks")));
    auto unlocked = strategy;
    unlocked.locks.clear();
    if (known && unlocked != preset(strategy.method))
        changes.append(RunWords::tr("changed"));
    const auto title = methodTitle(strategy.method);
    return changes.isEmpty()
               ? title
               : RunWords::tr("%1 (%2)").arg(title, changes.join(QStringLiteral(", ")));
}

QString networkTitle(const NetworkSpec &network)
{
    const auto name = QString::fromStdString(network.name);
    if (network.weights.empty())
        return name;
    const auto file = QFileInfo(QString::fromStdString(network.weights)).fileName();
    return name.isEmpty() ? file : RunWords::tr("%1 (%2)").arg(name, file);
}

QString runTitle(const RunSpec &spec)
{
    if (!spec.title.empty())
        return QString::fromStdString(spec.title);
    const auto target = networkTitle(spec.target);
    if (spec.source.is_absent())
        return RunWords::tr("%1, %2").arg(strategyTitle(spec.strategy), target);
    const auto source = QString::fromStdString(spec.source.name);
    return RunWords::tr("%1, %2 → %3")
        .arg(strategyTitle(spec.strategy), source.isEmpty() ? networkTitle(spec.source) : source,
             target);
}

QString runName(const RunWatcher &run)
{
    if (!run.notes().name.empty())
        return QString::fromStdString(run.notes().name);
    return run.spec().target.is_absent()
               ? QString::fromStdString(run.folder().path.filename().string())
               : runTitle(run.spec());
}

QString runSummary(const RunSpec &spec)
{
    QString text = networkTitle(spec.target);
    if (!spec.source.is_absent())
        text = RunWords::tr("%1 → %2").arg(networkTitle(spec.source), text);
    text += RunWords::tr(", %1").arg(strategyTitle(spec.strategy));
    if (spec.strategy.crossover == CrossoverKind::Off)
        return text + RunWords::tr(", no crossover");
    return text + RunWords::tr(", crossover %1").arg(spec.strategy.crossover_rate);
}

QString stateTitle(RunState state)
{
    switch (state) {
    case RunState::Prepared:
        return RunWords::tr("prepared");
    case RunState::Running:
        return RunWords::tr("running");
    case RunState::Finished:
        return RunWords::tr("finished");
    case RunState::Stopped:
        return RunWords::tr("stopped");
    case RunState::Failed:
        return RunWords::tr("failed");
    case RunState::Broken:
        return RunWords::tr("broken off");
    }
    return {};
}

QString percentText(double share)
{
    return std::isfinite(share) ? QString::number(100.0 * share, 'f', 2) + QStringLiteral(" %")
                                : dash();
}

QString lossText(double loss)
{
    return std::isfinite(loss) ? QString::number(loss, 'f', 4) : dash();
}

QString measuredText(const EpochPoint &point)
{
    QStringList parts;
    if (std::isfinite(point.val_top5))
        parts.append(RunWords::tr("top-5 %1").arg(percentText(point.val_top5)));
    if (std::isfinite(point.gradient_norm))
        parts.append(RunWords::tr("gradient norm %1").arg(point.gradient_norm, 0, 'g', 3));
    if (std::isfinite(point.memory_mb))
        parts.append(RunWords::tr("memory %L1 MB").arg(point.memory_mb, 0, 'f', 0));
    return parts.join(QStringLiteral(", "));
}

QString faultText(const Error &error)
{
    auto text = QString::fromStdString(error.fault());
    if (!error.remedy().empty())
        text += QStringLiteral(": ") + QString::fromStdString(error.remedy());
    return text;
}

} // namespace tlvfc::ui
