#include "ui/inspect/network_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace tlvfc::ui {

namespace {

struct NetworkWords
{
    Q_DECLARE_TR_FUNCTIONS(NetworkWords)
};

QString squareText(int side) { return QStringLiteral("%1×%1").arg(side); }

} // namespace

QString parametersText(std::int64_t count) { return QLocale().toString(qlonglong(count)); }

QString roundCountText(std::int64_t count)
{
    if (count < 10'000)
        return parametersText(count);
    const double millions = static_cast<double>(count) / 1e6;
    return NetworkWords::tr("%1 million")
        .arg(QLocale().toString(millions, 'f', millions < 1 ? 2 : 1));
}

QString weightShapeText(const LayerRecord &layer)
{
    return layer.weight_shape ? QString::fromStdString(to_string(*layer.weight_shape)) : QString();
}

QString kindText(LayerKind kind)
{
    const auto name = to_string(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString kindsText(const std::map<LayerKind, int> &kinds)
{
    int convolutions = 0;
    int norms = 0;
    int linear = 0;
    for (const auto &[kind, count] : kinds) {
        convolutions += is_convolution(kind) ? count : 0;
        norms += is_batch_norm(kind) ? count : 0;
        linear += kind == LayerKind::Linear ? count : 0;
    }
    QStringList parts;
    if (convolutions > 0)
        parts << NetworkWords::tr("%1 conv").arg(convolutions);
    if (norms > 0)
        parts << NetworkWords::tr("%1 norm").arg(norms);
    if (linear > 0)
        parts << NetworkWords::tr("%1 linear").arg(linear);
    return parts.join(QStringLiteral(" · "));
}

QString allKindsText(const std::map<LayerKind, int> &kinds)
{
    QStringList parts;
    for (const auto &[kind, count] : kinds)
        parts << QStringLiteral("%1 %2").arg(count).arg(kindText(kind));
    return parts.join(QStringLiteral(", "));
}

QString meanVarianceText(double variance) { return QLocale().toString(variance, 'g', 3); }

QString shareText(double share)
{
    if (share > 0 && share < 0.005)
        return NetworkWords::tr("<1 %");
    if (share < 1 && share > 0.995)
        return NetworkWords::tr(">99 %");
    return NetworkWords::tr("%1 %").arg(qRound(share * 100));
}

QString geometryText(const LayerRecord &layer)
{
    const auto &geometry = layer.geometry;
    if (layer.kind == LayerKind::AdaptiveAvgPool2d)
        return NetworkWords::tr("to %1").arg(squareText(geometry.output_size));
    if (layer.kind == LayerKind::Dropout)
        return NetworkWords::tr("probability %1").arg(layer.dropout);
    if (!is_convolution(layer.kind) && layer.kind != LayerKind::MaxPool2d)
        return {};
    QStringList parts{squareText(geometry.kernel),
                      NetworkWords::tr("stride %1").arg(geometry.stride)};
    if (geometry.padding > 0)
        parts << NetworkWords::tr("padding %1").arg(geometry.padding);
    if (geometry.dilation > 1)
        parts << NetworkWords::tr("dilation %1").arg(geometry.dilation);
    if (geometry.groups > 1)
        parts << NetworkWords::tr("%1 groups").arg(geometry.groups);
    return parts.join(QStringLiteral(", "));
}

QString sentenceOf(const std::string &clause)
{
    auto text = QString::fromStdString(clause);
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

QString familyText(Family family)
{
    switch (family) {
    case Family::Vgg:
        return NetworkWords::tr("VGG");
    case Family::ResNet:
        return NetworkWords::tr("ResNet");
    case Family::CifarResNet:
        return NetworkWords::tr("ResNet for CIFAR");
    case Family::Unknown:
        break;
    }
    return NetworkWords::tr("Other");
}

} // namespace tlvfc::ui
