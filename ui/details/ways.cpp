#include "ui/details/ways.h"

#include "core/base/error.h"
#include "ui/session/change_words.h"
#include "ui/session/pinned_strategies.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace tlvfc::ui {

namespace {

using Shape = DepthCurve::Shape;

struct WaysWords
{
    Q_DECLARE_TR_FUNCTIONS(WaysWords)
};

constexpr int ofStart = -1;
constexpr int ofNow = -2;

struct PinLook
{
    Shape shape;
    int color;
};

/// By the pin's letter.
constexpr std::array<PinLook, PinnedStrategies::most> pinLooks{{{Shape::Diamond, 3},
                                                                {Shape::Inverted, 4},
                                                                {Shape::Cross, 5},
                                                                {Shape::Plus, 6},
                                                                {Shape::Star, 1}}};

bool doesTheSame(const Strategy &one, const Strategy &other)
{
    return optionChanges(one, other).isEmpty();
}

/// Of the weights that training begins with; crossover comes later.
Strategy beginningOf(Strategy strategy)
{
    strategy.method = "tlvfc";
    strategy.crossover = CrossoverKind::Off;
    strategy.crossover_rate = 0.1;
    strategy.fill = CrossoverFill::Source;
    return strategy;
}

QString number(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 9) : QString();
}

} // namespace

QList<Way> waysOf(const TransferSession &session, const PinnedStrategies &pinned,
                  const MethodsShown &shown, const std::optional<BatchOrder> &batch)
{
    const auto &now = session.strategy();
    const WayOrder start{
        std::nullopt,   nullptr, session.target(), session.targetSpec(), drawnFor(now),
        session.seed(), batch};
    const auto carryingOut = [&](const Strategy &strategy) {
        auto order = start;
        order.strategy = beginningOf(strategy);
        if (strategy.transfers())
            order.source = session.source();
        return order;
    };
    const auto isShown = [&](const Strategy &strategy) {
        return doesTheSame(strategy, now) ||
               std::ranges::any_of(pinned.pins(), [&](const PinnedStrategy &pin) {
                   return doesTheSame(strategy, pin.strategy);
               });
    };
    QList<Way> ways;
    if (shown.he && !start.targetSpec.weights.empty())
        ways << Way{WaysWords::tr("as opened"), Shape::Circle, ofStart, start, nullptr};
    else if (shown.he && !isShown(preset("he")))
        ways << Way{WaysWords::tr("He"), Shape::Circle, ofStart, start, nullptr};
    const auto addMethod = [&](bool isWanted, const char *method, Shape shape, int color) {
        const auto strategy = preset(method);
        if (isWanted && session.source() && !isShown(strategy))
            ways << Way{strategyName(strategy), shape, color, carryingOut(strategy), nullptr};
    };
    addMethod(shown.dpiat, "dpiat", Shape::Square, 0);
    addMethod(shown.tlvfc, "tlvfc", Shape::Triangle, 2);
    for (const auto &pin : pinned.pins()) {
        const auto &look = pinLooks[static_cast<std::size_t>(pin.letter.unicode() - u'A')];
        if (!pin.strategy.transfers() || session.source())
            ways << Way{pin.title(), look.shape, look.color, carryingOut(pin.strategy), nullptr};
    }
    ways << Way{WaysWords::tr("now: %1").arg(strategyName(now)), Shape::Disc, ofNow,
                carryingOut(now), nullptr};
    return ways;
}

QColor colorOf(const Way &way, const QPalette &palette)
{
    if (way.color == ofStart)
        return ink(Ink::Stays, palette);
    return way.color == ofNow ? ink(Ink::Text, palette) : seriesColor(way.color, palette);
}

QString legendEntry(const Way &way)
{
    const auto entry = QStringLiteral("%1 %2").arg(shapeSign(way.shape), way.name);
    if (!way.numbers)
        return WaysWords::tr("%1 …").arg(entry);
    if (!way.numbers->fault.isEmpty())
        return WaysWords::tr("%1 (impossible here)").arg(entry);
    return way.numbers->signal
               ? WaysWords::tr("%1, loss %2").arg(entry).arg(way.numbers->signal->loss, 0, 'g', 4)
               : entry;
}

QString legendText(const QList<Way> &ways, const QPalette &palette)
{
    QStringList entries;
    for (const auto &way : ways) {
        const auto entry = legendEntry(way);
        entries << QStringLiteral("<span style='white-space:nowrap'><span style='color:%1'>%2"
                                  "</span>%3</span>")
                       .arg(colorOf(way, palette).name(), entry.left(1),
                            entry.mid(1).toHtmlEscaped().replace(u' ', QStringLiteral("&nbsp;")));
    }
    return entries.join(QStringLiteral(" &nbsp; "));
}

namespace {

/// "64 images of 32×32 pixels: standard normal numbers".
QString batchText(const QList<Way> &ways)
{
    for (const auto &way : ways) {
        if (!way.numbers || !way.numbers->signal)
            continue;
        const auto &data = way.order.batch->data;
        return WaysWords::tr("%1 images of %2×%2 pixels: %3")
            .arg(way.numbers->images)
            .arg(way.numbers->side)
            .arg(data ? QString::fromStdString(data->source)
                      : WaysWords::tr("standard normal numbers, not pictures of anything"));
    }
    return {};
}

/// Where variance carries no information, so that a rule chose by the sort's accident.
QString blindText(const Way &way, const Architecture &architecture)
{
    if (!way.numbers)
        return {};
    QStringList layers;
    std::int64_t distinct = 0;
    for (const auto &profile : way.numbers->profile) {
        if (profile.variance_informative)
            continue;
        layers << QString::fromStdString(architecture.layer(profile.target).path);
        distinct += profile.distinct_source;
    }
    if (layers.isEmpty())
        return {};
    constexpr int mostNamed = 3;
    auto named = layers.mid(0, mostNamed).join(QStringLiteral(", "));
    if (layers.size() > mostNamed)
        named = WaysWords::tr("%1 and %2 more").arg(named).arg(layers.size() - mostNamed);
    return WaysWords::tr("%1: the variances in %2 are all equal and carry no information; %3 "
                         "different source kernels survive there.")
        .arg(way.name, named)
        .arg(distinct);
}

} // namespace

QString waysNote(const QList<Way> &ways, const Architecture &architecture)
{
    QStringList sentences;
    if (!ways.isEmpty())
        sentences << blindText(ways.last(), architecture);
    if (const auto batch = batchText(ways); !batch.isEmpty())
        sentences << WaysWords::tr("%1. Before any training, in training mode.").arg(batch);
    QString told;
    for (const auto &way : ways) {
        if (!way.numbers || way.numbers->fault.isEmpty() || way.numbers->fault == told)
            continue;
        told = way.numbers->fault;
        sentences << WaysWords::tr("%1: %2.").arg(way.name, told);
    }
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QList<QStringList> waysTable(const QList<Way> &ways, const Architecture &architecture)
{
    QStringList header{WaysWords::tr("layer"), WaysWords::tr("kind")};
    QList<Way> known;
    for (const auto &way : ways) {
        if (!way.numbers || !way.numbers->fault.isEmpty())
            continue;
        known << way;
        const auto columns =
            way.numbers->signal
                ? QStringList{WaysWords::tr("output"), WaysWords::tr("after the ReLU"),
                              WaysWords::tr("gradient of the output"),
                              WaysWords::tr("gradient of the weight")}
                : QStringList{WaysWords::tr("variance"), WaysWords::tr("norm"),
                              WaysWords::tr("share from the source"),
                              WaysWords::tr("different source kernels")};
        for (const auto &column : columns)
            header << QStringLiteral("%1, %2").arg(way.name, column);
    }
    QList<QStringList> rows{header};
    for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
        const auto &record = architecture.layers[i];
        if (!record.weight_shape)
            continue;
        const LayerId id(static_cast<std::int64_t>(i));
        const auto kind = to_string(record.kind);
        QStringList row{QString::fromStdString(record.path),
                        QString::fromUtf8(kind.data(), std::ssize(kind))};
        for (const auto &way : std::as_const(known)) {
            if (const auto &signal = way.numbers->signal) {
                const auto *found = signal->find(id);
                const auto layer = found ? *found : LayerSignal{};
                row << number(layer.output) << number(layer.activated)
                    << number(layer.output_gradient) << number(layer.weight_gradient);
                continue;
            }
            const auto &profile = way.numbers->profile;
            const auto found = std::ranges::find(profile, id, &LayerProfile::target);
            if (found == profile.end())
                row << QString() << QString() << QString() << QString();
            else
                row << number(found->variance) << number(found->norm) << number(found->source_share)
                    << QString::number(found->distinct_source);
        }
        rows << row;
    }
    return rows;
}

} // namespace tlvfc::ui
