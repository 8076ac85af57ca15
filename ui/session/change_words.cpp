#include "ui/session/change_words.h"

#include "core/base/error.h"
#include "ui/theme/core_text.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace tlvfc::ui {

namespace {

struct ChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
};

template <typename Enum>
QString meaning(Enum value)
{
    for (const auto &entry : option_values<Enum>()) {
        if (entry.value == value)
            return coreText(entry.meaning).remove(QStringLiteral(" (our own)"));
    }
    return {};
}

QStringList lockChanges(const Strategy &before, const Strategy &after)
{
    const auto isIn = [](const LayerLock &lock, const Strategy &strategy) {
        return std::ranges::find(strategy.locks, lock) != strategy.locks.end();
    };
    QStringList made;
    QStringList gone;
    for (const auto &lock : after.locks) {
        if (!isIn(lock, before))
            made << ChangeWords::tr("lock %1 to %2")
                        .arg(QString::fromStdString(lock.target),
                             QString::fromStdString(lock.source));
    }
    for (const auto &lock : before.locks) {
        const bool isReplaced =
            std::ranges::find(after.locks, lock.target, &LayerLock::target) != after.locks.end();
        if (!isReplaced)
            gone << ChangeWords::tr("unlock %1").arg(QString::fromStdString(lock.target));
    }
    if (gone.size() > 1)
        gone = {ChangeWords::tr("release %1 locks").arg(gone.size())};
    return made + gone;
}

std::optional<Strategy> presetNamed(const std::string &method)
{
    try {
        return preset(method);
    } catch (const Error &) {
        return std::nullopt;
    }
}

bool isPreset(Strategy strategy)
{
    strategy.locks.clear();
    return presetNamed(strategy.method) == strategy;
}

QString titleOf(const std::string &method)
{
    const auto info = std::ranges::find(methods(), method, &MethodInfo::name);
    return QString::fromStdString(info == methods().end() ? method : info->title);
}

QString nameOf(const NetworkSpec &spec)
{
    return spec.weights.empty() ? QString::fromStdString(spec.name)
                                : QFileInfo(QString::fromStdString(spec.weights)).fileName();
}

} // namespace

QStringList optionChanges(const Strategy &before, const Strategy &after)
{
    QStringList changes;
    const auto add = [&](const QString &words, auto option) {
        if (before.*option != after.*option)
            changes << words.arg(meaning(after.*option));
    };
    add(ChangeWords::tr("convolutions: %1"), &Strategy::conv);
    add(ChangeWords::tr("fully connected: %1"), &Strategy::fc);
    add(ChangeWords::tr("layers: %1"), &Strategy::standardization);
    add(ChangeWords::tr("pairs: %1"), &Strategy::matching);
    add(QStringLiteral("%1"), &Strategy::pad);
    add(QStringLiteral("%1"), &Strategy::pool);
    add(ChangeWords::tr("keep %1"), &Strategy::keep);
    add(ChangeWords::tr("overwrite %1"), &Strategy::remove);
    add(ChangeWords::tr("crossover: %1"), &Strategy::crossover);
    if (before.crossover_rate != after.crossover_rate)
        changes << ChangeWords::tr("crossover rate %1").arg(after.crossover_rate);
    add(ChangeWords::tr("cross in %1"), &Strategy::fill);
    add(ChangeWords::tr("control: %1"), &Strategy::control);
    return changes + lockChanges(before, after);
}

QString strategyChange(const Strategy &before, const Strategy &after)
{
    const auto options = optionChanges(before, after);
    const bool isOfLocks = before.locks != after.locks && options == lockChanges(before, after);
    if (!isOfLocks && isPreset(after) && (before.method != after.method || options.size() > 1))
        return before.method == after.method
                   ? ChangeWords::tr("reset to %1").arg(titleOf(after.method))
                   : ChangeWords::tr("method %1").arg(titleOf(after.method));
    if (options.isEmpty())
        return ChangeWords::tr("method %1").arg(titleOf(after.method));
    return options.size() == 1 ? options.first()
                               : ChangeWords::tr("%1, and %2 more")
                                     .arg(options.first(), QString::number(options.size() - 1));
}

QString networkChange(Side side, const NetworkSpec &before, const NetworkSpec &after)
{
    if (before.name == after.name && before.weights == after.weights)
        return counted(after.classes, ChangeWords::tr("1 class"), ChangeWords::tr("%1 classes"));
    return (side == Side::Source ? ChangeWords::tr("source %1") : ChangeWords::tr("target %1"))
        .arg(nameOf(after));
}

QString strategyName(const Strategy &strategy)
{
    const auto title = titleOf(strategy.method);
    return isPreset(strategy) ? title : ChangeWords::tr("%1, changed").arg(title);
}

} // namespace tlvfc::ui
