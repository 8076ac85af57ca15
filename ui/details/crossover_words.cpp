#include "ui/details/crossover_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <numeric>

namespace tlvfc::ui {

namespace {

struct CrossoverWords
{
    Q_DECLARE_TR_FUNCTIONS(CrossoverWords)
};

QString number(double value, int digits) { return QString::number(value, 'g', digits); }

QString percent(double share) { return QStringLiteral("%1 %").arg(100.0 * share, 0, 'g', 3); }

QString fillWords(CrossoverFill fill)
{
    switch (fill) {
    case CrossoverFill::Source:
        return CrossoverWords::tr("the source's");
    case CrossoverFill::Permuted:
        return CrossoverWords::tr("the source's of another image");
    case CrossoverFill::Noise:
        return CrossoverWords::tr("noise");
    case CrossoverFill::Zero:
        break;
    }
    return CrossoverWords::tr("zero");
}

} // namespace

int CrossoverFacts::widthOf(const Tensor &features)
{
    return features.shape().size() == 2 ? static_cast<int>(features.shape()[1]) : 0;
}

float CrossoverFacts::valueOf(const Tensor &features, int image, int feature)
{
    return features.values()[static_cast<std::size_t>(image * widthOf(features) + feature)];
}

const Tensor &CrossoverFacts::crossedIn() const
{
    return settings.fill == CrossoverFill::Source ? source : step->fill;
}

QString stepFigures(const CrossoverFacts &facts)
{
    const auto &step = *facts.step;
    const auto replaced = static_cast<int>(step.replaced_count());
    const auto total = std::accumulate(step.times.begin(), step.times.end(), std::int64_t(0));
    const double each = double(total) / facts.number;
    const auto share = facts.shared() > 0 ? double(replaced) / facts.shared() : 0.0;
    const auto rate = facts.settings.kind == CrossoverKind::Mask
                          ? CrossoverWords::tr("chance of each: %1 in every epoch")
                                .arg(percent(facts.settings.rate))
                          : CrossoverWords::tr("%1 drawn with repeats, in every epoch")
                                .arg(static_cast<int>(facts.shared() * facts.settings.rate));
    return CrossoverWords::tr("<b>%1 of %2 shared features</b> are %3 (%4; %5). "
                              "<b>%6 of the target's %7</b> get no gradient. "
                              "So far %8 a step.")
        .arg(replaced)
        .arg(facts.shared())
        .arg(fillWords(facts.settings.fill), percent(share), rate)
        .arg(step.without_gradient())
        .arg(facts.targetWidth())
        .arg(number(each, 3));
}

QString featureWords(const CrossoverFacts &facts, int image, int feature)
{
    const auto &step = *facts.step;
    const auto &in = facts.crossedIn();
    QStringList parts;
    if (feature < facts.targetWidth())
        parts << CrossoverWords::tr("target %1")
                     .arg(number(double(CrossoverFacts::valueOf(facts.target, image, feature)), 3));
    if (feature < CrossoverFacts::widthOf(in))
        parts << CrossoverWords::tr("%1 %2").arg(
            facts.settings.fill == CrossoverFill::Source ? CrossoverWords::tr("source")
                                                         : fillWords(facts.settings.fill),
            number(double(CrossoverFacts::valueOf(in, image, feature)), 3));
    auto words = CrossoverWords::tr("feature %1: %2")
                     .arg(feature)
                     .arg(parts.join(CrossoverWords::tr(", ", "between two values")));
    const auto at = static_cast<std::size_t>(feature);
    if (feature >= facts.targetWidth())
        return CrossoverWords::tr("%1; beyond the target's %2, never crossed in")
            .arg(words)
            .arg(facts.targetWidth());
    if (feature >= facts.shared())
        words = CrossoverWords::tr("%1; beyond the source's %2, never replaced")
                    .arg(words)
                    .arg(facts.shared());
    else if (step.replaced[at])
        words = CrossoverWords::tr("%1; replaced").arg(words);
    else
        words = CrossoverWords::tr("%1; the target's own").arg(words);
    const auto slope = double(CrossoverFacts::valueOf(step.gradient, image, feature));
    words = step.has_no_gradient[at]
                ? CrossoverWords::tr("%1: no gradient").arg(words)
                : CrossoverWords::tr("%1: gradient %2").arg(words, number(slope, 3));
    return feature < facts.shared() ? CrossoverWords::tr("%1 (replaced in %2 of %3 steps so far)")
                                          .arg(words)
                                          .arg(step.times[at])
                                          .arg(facts.number)
                                    : words;
}

Table crossoverTable(const CrossoverFacts &facts, int image)
{
    const auto &step = *facts.step;
    const auto &in = facts.crossedIn();
    Table table{
        CrossoverWords::tr("Crossover in step %1, image %2").arg(facts.number).arg(image + 1),
        {{CrossoverWords::tr("feature"), CrossoverWords::tr("target"),
          CrossoverWords::tr("crossed in"), CrossoverWords::tr("replaced"),
          CrossoverWords::tr("last layer sees"), CrossoverWords::tr("gradient"),
          CrossoverWords::tr("steps replaced so far")}}};
    const auto cell = [&](const Tensor &features, int feature) {
        return feature < CrossoverFacts::widthOf(features)
                   ? number(double(CrossoverFacts::valueOf(features, image, feature)), 9)
                   : QString();
    };
    for (int feature = 0; feature < facts.targetWidth(); ++feature) {
        const auto at = static_cast<std::size_t>(feature);
        const bool isShared = feature < facts.shared();
        table.rows << QStringList{QString::number(feature),
                                  cell(facts.target, feature),
                                  isShared ? cell(in, feature) : QString(),
                                  QString::number(isShared && step.replaced[at] ? 1 : 0),
                                  cell(step.result, feature),
                                  cell(step.gradient, feature),
                                  QString::number(isShared ? step.times[at] : 0)};
    }
    return table;
}

} // namespace tlvfc::ui
