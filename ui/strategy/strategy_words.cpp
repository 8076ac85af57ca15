#include "ui/strategy/strategy_words.h"

#include "core/base/error.h"
#include "core/transfer/pairing.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace tlvfc::ui {

namespace {

struct StrategyWords
{
    Q_DECLARE_TR_FUNCTIONS(StrategyWords)
};

/// As a POSIX shell takes it for one word.
QString quoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./=:,+@%-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QStringLiteral("'\\''")) +
           QLatin1Char('\'');
}

void addNetwork(QStringList &words, const QString &option, const NetworkSpec &spec)
{
    const auto name = QString::fromStdString(spec.name);
    auto weights = QString::fromStdString(spec.weights);
    // A file's name must not look like an option.
    if (weights.startsWith(QLatin1Char('-')))
        weights.prepend(QStringLiteral("./"));
    if (spec.is_absent())
        words << option << option.mid(2).toUpper();
    else
        words << option << quoted(name.isEmpty() ? weights : name);
    if (!name.isEmpty() && !weights.isEmpty())
        words << option + QStringLiteral("-weights") << quoted(weights);
    if (spec.classes > 0)
        words << option + QStringLiteral("-classes") << QString::number(spec.classes);
}

} // namespace

Strategy presetOf(const Strategy &strategy)
{
    try {
        auto base = preset(strategy.method);
        base.locks = strategy.locks;
        return base;
    } catch (const Error &) {
        return strategy;
    }
}

bool isChanged(const Strategy &strategy) { return presetOf(strategy) != strategy; }

QString transferCommand(const NetworkSpec &source, const NetworkSpec &target,
                        const Strategy &strategy, quint64 seed)
{
    QStringList words{QStringLiteral("tlvfc"), QStringLiteral("transfer")};
    addNetwork(words, QStringLiteral("--source"), source);
    addNetwork(words, QStringLiteral("--target"), target);
    words << QStringLiteral("--method") << QString::fromStdString(strategy.method);

    const auto base = presetOf(strategy);
    const auto add = [&]<typename Enum>(const char *option, Enum mine, Enum theirs) {
        const auto name = option_name(mine);
        if (mine != theirs)
            words << QLatin1String(option) << QString::fromUtf8(name.data(), std::ssize(name));
    };
    add("--conv", strategy.conv, base.conv);
    add("--fc", strategy.fc, base.fc);
    add("--standardization", strategy.standardization, base.standardization);
    add("--matching", strategy.matching, base.matching);
    add("--pad", strategy.pad, base.pad);
    add("--pool", strategy.pool, base.pool);
    add("--keep", strategy.keep, base.keep);
    add("--remove", strategy.remove, base.remove);
    add("--crossover", strategy.crossover, base.crossover);
    if (strategy.crossover_rate != base.crossover_rate)
        words << QStringLiteral("--crossover-rate") << QString::number(strategy.crossover_rate);
    add("--crossover-fill", strategy.fill, base.fill);
    add("--control", strategy.control, base.control);
    for (const auto &lock : strategy.locks)
        words << QStringLiteral("--lock")
              << quoted(QString::fromStdString(lock.source + "=" + lock.target));
    words << QStringLiteral("--seed") << QString::number(seed);
    return words.join(QLatin1Char(' '));
}

QString whyNoMatching(const Strategy &strategy)
{
    if (!strategy.transfers())
        return StrategyWords::tr("No effect: nothing is taken from a source");
    const bool pairs = acts_on(strategy, LayerKind::Conv2d) || acts_on(strategy, LayerKind::Linear);
    return pairs ? QString()
                 : StrategyWords::tr("No effect: the statistics are of all fully connected layers, "
                                     "nothing is matched pair by pair");
}

QString whyNoStandardization(const Strategy &strategy)
{
    if (const auto why = whyNoMatching(strategy); !why.isEmpty())
        return why;
    return strategy.matching == Matching::Index
               ? StrategyWords::tr("No effect: by position, blocks are the flat list of their "
                                   "layers")
               : QString();
}

QString whyNoKernelChoice(const Strategy &strategy)
{
    switch (strategy.conv) {
    case ConvMethod::Variance:
        return {};
    case ConvMethod::Clip:
        return StrategyWords::tr("No effect: clip copies the center and chooses nothing");
    case ConvMethod::He:
    case ConvMethod::Glorot:
        break;
    }
    return StrategyWords::tr("No effect: convolutions take no kernels over");
}

QString whyNoCrossover(const Strategy &strategy)
{
    return strategy.crossover != CrossoverKind::Off
               ? QString()
               : StrategyWords::tr("No effect: crossover is off");
}

QString whyNoControl(const Strategy &strategy)
{
    return strategy.needs_source() || strategy.control != Control::None
               ? QString()
               : StrategyWords::tr("No effect: nothing comes from a source");
}

} // namespace tlvfc::ui
