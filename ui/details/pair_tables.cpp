#include "ui/details/pair_tables.h"

#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

struct PairTables
{
    Q_DECLARE_TR_FUNCTIONS(PairTables)
};

QString number(double value) { return QString::number(value, 'g', 9); }

QString joined(const std::vector<int> &numbers)
{
    QStringList words;
    for (const int one : numbers)
        words << QString::number(one);
    return words.join(QLatin1Char(' '));
}

QString yes(bool holds) { return QString::number(holds ? 1 : 0); }

Table distribution(const PairFacts &facts)
{
    Table table{PairTables::tr("Distribution"),
                {{PairTables::tr("weights"), PairTables::tr("count"), PairTables::tr("mean"),
                  PairTables::tr("deviation"), PairTables::tr("lowest"), PairTables::tr("highest"),
                  PairTables::tr("norm")}}};
    const auto add = [&](const QString &name, const WeightNumbers &numbers) {
        table.rows << QStringList{name,
                                  QString::number(numbers.count),
                                  number(numbers.mean),
                                  number(numbers.deviation),
                                  number(numbers.lowest),
                                  number(numbers.highest),
                                  number(numbers.norm)};
    };
    for (const auto &source : facts.fcSources)
        add(PairTables::tr("source's %1").arg(source.path), source.numbers);
    if (facts.sourceNumbers && facts.fcSources.empty())
        add(PairTables::tr("source layer"), *facts.sourceNumbers);
    add(PairTables::tr("before"), facts.beforeNumbers);
    add(PairTables::tr("after"), facts.afterNumbers);
    if (facts.biasBefore && facts.biasAfter) {
        add(PairTables::tr("bias before"), *facts.biasBefore);
        add(PairTables::tr("bias after"), *facts.biasAfter);
    }
    return table;
}

Table sourceFilters(const PairFacts &facts)
{
    Table table{PairTables::tr("Filters of the source"),
                {{PairTables::tr("filter"), PairTables::tr("variance"),
                  PairTables::tr("taken over"), PairTables::tr("finished filters it serves")}}};
    const auto &variances = facts.detail->source_filter_variance;
    for (std::size_t i = 0; i < variances.size(); ++i)
        table.rows << QStringList{QString::number(i), number(variances[i]),
                                  yes(facts.sourceKept[i] != 0), joined(facts.goesTo[i])};
    return table;
}

Table targetFilters(const PairFacts &facts)
{
    Table table{
        PairTables::tr("Filters of the target"),
        {{PairTables::tr("filter"), PairTables::tr("variance"), PairTables::tr("overwritten"),
          PairTables::tr("finished as"), PairTables::tr("source filters")}}};
    for (std::size_t i = 0; i < facts.targetVariance.size(); ++i)
        table.rows << QStringList{QString::number(i), number(facts.targetVariance[i]),
                                  yes(facts.targetOverwritten[i] != 0),
                                  QString::number(facts.finishedAs[i]),
                                  joined(facts.sourcesOf(facts.finishedAs[i]))};
    return table;
}

QString kindName(KernelOrigin::Kind kind)
{
    switch (kind) {
    case KernelOrigin::Kind::Source:
        return PairTables::tr("source");
    case KernelOrigin::Kind::Kept:
        return PairTables::tr("kept");
    case KernelOrigin::Kind::Drawn:
        return PairTables::tr("drawn");
    case KernelOrigin::Kind::Overlaid:
        return PairTables::tr("source in its middle");
    }
    return {};
}

Table kernels(const PairFacts &facts)
{
    Table table{PairTables::tr("Where the kernels come from"),
                {{PairTables::tr("finished filter"), PairTables::tr("finished kernel"),
                  PairTables::tr("from"), PairTables::tr("filter"), PairTables::tr("kernel")}}};
    const auto columns = static_cast<std::size_t>(facts.detail->before.shape()[1]);
    const auto &origins = facts.detail->origins;
    for (std::size_t i = 0; i < origins.size(); ++i)
        table.rows << QStringList{QString::number(i / columns), QString::number(i % columns),
                                  kindName(origins[i].kind), QString::number(origins[i].filter),
                                  QString::number(origins[i].kernel)};
    return table;
}

} // namespace

QList<Table> pairTables(const PairFacts &facts)
{
    QList<Table> tables;
    if (facts.hasKernels())
        tables << sourceFilters(facts) << targetFilters(facts) << kernels(facts);
    return tables << distribution(facts);
}

} // namespace tlvfc::ui
