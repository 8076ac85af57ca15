#include "ui/training/run_names.h"

#include "core/runs/spec_difference.h"
#include "ui/theme/counted.h"
#include "ui/training/run_words.h"
#include "ui/training/spec_words.h"

#include <QFileInfo>
#include <QLocale>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <functional>
#include <iterator>

namespace tlvfc::ui {

namespace {

constexpr int mostFields = 2; ///< in a name, which stays short
constexpr qsizetype longestWords = 40;
constexpr std::size_t mostRuns = 100; ///< whose specifications are compared field by field

using Runs = std::vector<const RunWatcher *>;
using Words = QHash<const RunWatcher *, QStringList>;

/// Those that the words do not tell apart yet.
std::vector<Runs> alike(const Runs &runs, const Words &words)
{
    QMap<QStringList, Runs> groups;
    for (const auto *run : runs)
        groups[words[run]].push_back(run);
    std::vector<Runs> left;
    for (const auto &group : std::as_const(groups)) {
        if (group.size() > 1)
            left.push_back(group);
    }
    return left;
}

QString wordsOf(const std::string &key, const Json &value)
{
    if (key == "training.epochs" && value.is_number_integer())
        return counted(value.get<int>(), RunNames::tr("1 epoch"), RunNames::tr("%1 epochs"));
    auto text = fieldValue(key, value);
    if (text.contains(u'/')) // a file's or folder's path
        text = QFileInfo(text).fileName();
    auto name = fieldWords(key);
    if (name.size() > 1 && name[1].isLower())
        name[0] = name[0].toLower();
    return RunNames::tr("%1 %2").arg(name, text);
}

/// Where it runs says little about a run.
bool isOfMachine(const std::string &key)
{
    return key == "device" || key == "threads" || key == "processes" || key == "seed";
}

void addFields(const Runs &runs, Words &words)
{
    if (runs.size() > mostRuns)
        return;
    std::vector<RunSpec> specs;
    for (const auto *run : runs)
        specs.push_back(run->spec());
    auto fields = spec_differences(specs);
    std::erase_if(fields, [](const SpecField &field) { return isOfMachine(field.key); });
    std::ranges::stable_partition(
        fields, [](const SpecField &field) { return field.key == "training.epochs"; });
    int added = 0;
    auto left = alike(runs, words).size();
    for (const auto &field : fields) {
        if (left == 0 || added == mostFields)
            return;
        auto apart = words;
        qsizetype length = 0;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const auto its = wordsOf(field.key, field.values[i]);
            apart[runs[i]].append(its);
            length = std::max(length, its.size());
        }
        if (length > longestWords)
            continue;
        words = apart;
        left = alike(runs, words).size();
        ++added;
    }
}

/// The time to the minute, to the second, or the folder's name: the first that suffices.
void addWhenMade(const Runs &runs, Words &words)
{
    const auto made = [](const QString &form) {
        return [form](const RunWatcher &run) { return QLocale().toString(run.made(), form); };
    };
    const std::function<QString(const RunWatcher &)> ways[] = {
        made(QStringLiteral("d MMM HH:mm")), made(QStringLiteral("d MMM HH:mm:ss")),
        [](const RunWatcher &run) {
            return QString::fromStdString(run.folder().path.filename().string());
        }};
    for (const auto &way : ways) {
        QSet<QString> texts;
        for (const auto *run : runs)
            texts.insert(way(*run));
        if (texts.size() < qsizetype(runs.size()) && &way != std::end(ways) - 1)
            continue;
        for (const auto *run : runs)
            words[run] << way(*run);
        return;
    }
}

/// Of runs that are called alike, in their order.
QStringList additionsToNames(const Runs &runs)
{
    Words words;
    for (const auto *run : runs)
        words[run] << RunNames::tr("seed %1").arg(run->spec().seed);
    for (const auto &group : alike(runs, words))
        addFields(group, words);
    for (const auto &group : alike(runs, words))
        addWhenMade(group, words);
    QStringList additions;
    for (const auto *run : runs)
        additions << words[run].join(QStringLiteral(", "));
    return additions;
}

} // namespace

QStringList namesBeside(const QList<RunWatcher *> &runs)
{
    QHash<QString, Runs> groups;
    for (const auto *run : runs)
        groups[runName(*run)].push_back(run);
    QHash<const RunWatcher *, QString> names;
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        const auto additions = additionsToNames(*group);
        for (std::size_t i = 0; i < group->size(); ++i)
            names[(*group)[i]] =
                group->size() == 1
                    ? group.key()
                    : RunNames::tr("%1, %2").arg(group.key(), additions[qsizetype(i)]);
    }
    QStringList inOrder;
    for (const auto *run : runs)
        inOrder.append(names[run]);
    return inOrder;
}

RunNames::RunNames(RunShelf *shelf, QObject *parent)
    : QObject(parent)
    , shelf_(shelf)
{
    connect(shelf, &RunShelf::wasReset, this, [this] {
        known_.clear();
        groups_.clear();
    });
    connect(shelf, &RunShelf::aboutToRemove, this, [this](int row) {
        const auto &run = *shelf_->watcher(row);
        if (!known_.contains(&run))
            return;
        leave(run);
        known_.remove(&run);
    });
    connect(shelf, &RunShelf::changed, this, [this](int row) {
        if (const auto *run = shelf_->watcher(row); run && run->hasLooked())
            take(*run);
    });
    for (int row = 0; row < shelf->count(); ++row) {
        if (shelf->watcher(row)->hasLooked())
            take(*shelf->watcher(row));
    }
}

void RunNames::take(const RunWatcher &run)
{
    if (run.spec().target.is_absent())
        return;
    Known now{runName(run), run.setting(), {}, run.spec().seed};
    const auto before = known_.constFind(&run);
    if (before != known_.constEnd()) {
        if (before->plain == now.plain && before->setting == now.setting &&
            before->seed == now.seed)
            return;
        leave(run);
    }
    auto &group = groups_[now.plain];
    group.runs.push_back(&run);
    group.isTold = false;
    known_.insert(&run, now);
    if (group.runs.size() > 1)
        emit changed();
}

void RunNames::leave(const RunWatcher &run)
{
    const auto plain = known_.value(&run).plain;
    auto &group = groups_[plain];
    std::erase(group.runs, &run);
    group.isTold = false;
    if (group.runs.empty())
        groups_.remove(plain);
    else
        emit changed();
}

void RunNames::tellApart(Group &group) const
{
    group.isTold = true;
    const auto additions =
        group.runs.size() > 1 ? additionsToNames(group.runs) : QStringList{QString()};
    for (std::size_t i = 0; i < group.runs.size(); ++i)
        known_[group.runs[i]].addition = additions[qsizetype(i)];
}

QString RunNames::name(const RunWatcher &run) const
{
    const auto found = known_.constFind(&run);
    if (found == known_.constEnd())
        return runName(run);
    if (auto &group = groups_[found->plain]; !group.isTold)
        tellApart(group);
    const auto &known = known_[&run];
    return known.addition.isEmpty() ? known.plain : tr("%1, %2").arg(known.plain, known.addition);
}

QString RunNames::nameWithSeed(const RunWatcher &run) const
{
    const auto plain = runName(run);
    const auto name = this->name(run);
    return name == plain ? tr("%1, seed %2").arg(plain, QString::number(run.spec().seed)) : name;
}

} // namespace tlvfc::ui
