#include "ui/training/run_facts.h"

#include "core/base/random.h"
#include "core/base/versions.h"
#include "core/runs/repeat_command.h"
#include "ui/jobs/run_reader.h"
#include "ui/jobs/run_watcher.h"
#include "ui/theme/counted.h"
#include "ui/training/run_words.h"
#include "ui/training/spec_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tlvfc::ui {

namespace {

struct RunFactsWords
{
    Q_DECLARE_TR_FUNCTIONS(RunFactsWords)
};

/// What a run draws from, beside the transfer itself, which has the seed as it is.
constexpr const char *streams[] = {"initialization", "split",   "order", "augmentation",  "mixup",
                                   "crossover",      "dropout", "clean", "crossover-fill"};

FactGroup resultGroup(const RunWatcher &run)
{
    FactGroup group{RunFactsWords::tr("Result"), {}};
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            group.facts.append({name, value});
    };
    add(RunFactsWords::tr("State"), stateTitle(run.state()));
    add(RunFactsWords::tr("Fault"), run.error());
    if (const auto alert = run.alert())
        add(RunFactsWords::tr("Warning"), alert->what + u' ' + alert->remedy);
    if (const auto &result = run.result(); result && result->testAccuracy)
        add(RunFactsWords::tr("Test accuracy"), percentText(*result->testAccuracy));
    if (const auto best = run.best()) {
        add(RunFactsWords::tr("Best validation"), RunFactsWords::tr("%1 in epoch %2")
                                                      .arg(percentText(best->val_accuracy))
                                                      .arg(best->epoch));
        add(RunFactsWords::tr("Measured there"), measuredText(*best));
        const auto &last = run.points().last();
        add(RunFactsWords::tr("Epochs"),
            RunFactsWords::tr("%1 of %2").arg(last.epoch).arg(run.spec().training.epochs));
        add(RunFactsWords::tr("Time"), durationText(last.elapsed_s));
    }
    return group;
}

/// A version, and this program's where it is another: bits repeat only with the same.
QString versionText(const QString &version, const char *ours)
{
    if (version.isEmpty() || version == QLatin1String(ours))
        return version;
    return RunFactsWords::tr("%1; here it is %2").arg(version, QLatin1String(ours));
}

FactGroup environmentGroup(const RunWatcher &run)
{
    FactGroup group{RunFactsWords::tr("Computed with"), {}};
    for (const auto &start : run.starts()) {
        if (start.goesOn) {
            group.facts.append(
                {RunFactsWords::tr("Went on after %1").arg(durationText(start.elapsedS)),
                 counted(start.threads, RunFactsWords::tr("%2, %3, 1 thread"),
                         RunFactsWords::tr("%2, %3, %1 threads"))
                     .arg(start.host, start.device)});
            continue;
        }
        const QList<RunFact> facts = {
            {RunFactsWords::tr("Host"), start.host},
            {RunFactsWords::tr("Device"), start.device},
            {RunFactsWords::tr("Threads"), QString::number(start.threads)},
            {RunFactsWords::tr("TLVFC Studio"), versionText(start.program, program_version())},
            {RunFactsWords::tr("LibTorch"), versionText(start.torch, torch_version())},
            {RunFactsWords::tr("Runs side by side"),
             start.sideBySide > 1 ? QString::number(start.sideBySide) : QString()},
        };
        std::copy_if(facts.begin(), facts.end(), std::back_inserter(group.facts),
                     [](const RunFact &fact) { return !fact.value.isEmpty(); });
    }
    const auto count = [&](const QString &name, qint64 number) {
        if (number > 0)
            group.facts.append({name, QLocale().toString(number)});
    };
    count(RunFactsWords::tr("Parameters"), run.parameters());
    count(RunFactsWords::tr("Training images"), run.size().trainImages);
    count(RunFactsWords::tr("Steps per epoch"), run.size().stepsPerEpoch);
    return group;
}

FactGroup &groupNamed(QList<FactGroup> &groups, const QString &name)
{
    for (auto &group : groups) {
        if (group.name == name)
            return group;
    }
    groups.append({name, {}});
    return groups.last();
}

/// The published method and recipe on the same networks and data.
RunSpec publishedOf(const RunSpec &spec)
{
    auto published = spec;
    const auto isKnown = [&](const MethodInfo &info) { return info.name == spec.strategy.method; };
    if (std::any_of(methods().begin(), methods().end(), isKnown))
        published.strategy = preset(spec.strategy.method);
    published.training = {};
    published.data = {};
    published.data.source = spec.data.source;
    return published;
}

/// What is empty says nothing, as a source that there is none of.
bool saysNothing(const SpecField &field, const RunSpec &spec)
{
    const auto isOf = [&](const char *prefix) { return field.key.starts_with(prefix); };
    return field_text(field.values.front()).empty() ||
           (isOf("source.") && spec.source.is_absent()) ||
           (isOf("data.made_up") && spec.data.source != "made-up");
}

void addSpec(QList<FactGroup> &groups, const RunSpec &spec)
{
    for (const auto &field : spec_fields({spec, publishedOf(spec)})) {
        if (saysNothing(field, spec))
            continue;
        const auto value = fieldValue(field.key, field.values.front());
        groupNamed(groups, fieldGroup(field.key))
            .facts.append(
                {fieldWords(field.key), value,
                 field.differs() ? fieldValue(field.key, field.values.back()) : QString()});
    }
    for (const auto *stream : streams)
        groups.last().facts.append({RunFactsWords::tr("Stream “%1”").arg(QLatin1String(stream)),
                                    QString::number(stream_seed(spec.seed, stream))});
}

FactGroup filesGroup(const RunWatcher &run)
{
    FactGroup group{RunFactsWords::tr("Files"), {}};
    if (run.made().isValid())
        group.facts.append(
            {RunFactsWords::tr("Made"), QLocale().toString(run.made(), QLocale::ShortFormat)});
    if (run.hasBestWeights())
        group.facts.append({RunFactsWords::tr("Best weights"),
                            QString::fromStdString(run.folder().best_weights().string())});
    group.facts.append(
        {RunFactsWords::tr("Folder"), QString::fromStdString(run.folder().path.string())});
    return group;
}

} // namespace

QList<FactGroup> runFacts(const RunWatcher &run)
{
    QList<FactGroup> groups{resultGroup(run)};
    if (const auto environment = environmentGroup(run); !environment.facts.isEmpty())
        groups.append(environment);
    if (!run.spec().target.is_absent())
        addSpec(groups, run.spec());
    groups.append(filesGroup(run));
    return groups;
}

QString repeatCommand(const RunWatcher &run)
{
    if (run.spec().target.is_absent())
        return {};
    std::optional<StartConditions> start;
    for (const auto &one : run.starts()) {
        if (!one.goesOn) // what goes on keeps what the start decided
            start = {one.device.toStdString(), one.threads};
    }
    return QString::fromStdString(repeat_command(run.folder(), run.spec(), start));
}

} // namespace tlvfc::ui
