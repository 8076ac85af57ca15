// What a row says of itself beyond its cells.
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_words.h"

namespace tlvfc::ui {

namespace {

/// More would make a tooltip taller than what it is about.
constexpr int mostPartnersTold = 6;

} // namespace

QString NetworkModel::toolTip(const QModelIndex &index) const
{
    const auto &row = rowAt(index);
    const auto *layer = recordOf(row);
    QStringList lines{
        QStringLiteral("<b>%1</b> · %2")
            .arg((layer ? QString::fromStdString(layer->path) : name(row)).toHtmlEscaped(),
                 text(index, KindColumn))};
    if (layer && layer->weight_shape)
        lines << tr("weight %1").arg(weightShapeText(*layer));
    if (layer && layer->bias_shape)
        lines << tr("bias %1").arg(QString::fromStdString(to_string(*layer->bias_shape)));
    if (const auto geometry = layer ? geometryText(*layer) : QString(); !geometry.isEmpty())
        lines << geometry;
    if (isGroup(row)) {
        lines << tr("%1 parameters in all").arg(parametersText(row.parameters));
        lines << allKindsText(row.kinds);
    }
    lines << figureLines(index);
    if (const auto partners = partners_.value(row.layer.value); !partners.isEmpty()) {
        QString told = partners.mid(0, mostPartnersTold).join(QStringLiteral(", "));
        if (partners.size() > mostPartnersTold)
            told =
                tr("%1 and %2 more").arg(told, QString::number(partners.size() - mostPartnersTold));
        lines << tr("matched with %1").arg(told.toHtmlEscaped());
    } else if (const auto remark = remarks_.value(row.layer.value); !remark.isEmpty()) {
        lines << tr("not matched: %1").arg(remark.toHtmlEscaped());
    }
    if (const auto mark = marks_.value(row.layer.value); !mark.isEmpty())
        lines << tr("≠ pinned strategy %1").arg(mark.toHtmlEscaped());
    else if (const int count = markCounts_.value(nodeAt(index)); count > 0)
        lines << (count == 1 ? tr("≠ pinned strategies: one layer in it")
                             : tr("≠ pinned strategies: %1 layers in it").arg(count));
    return lines.join(QStringLiteral("<br>"));
}

QStringList NetworkModel::figureLines(const QModelIndex &index) const
{
    QStringList lines;
    if (const auto variance = text(index, VarianceColumn); !variance.isEmpty())
        lines << tr("mean variance of its filters %1").arg(variance);
    if (const auto share = side_ == Side::Target ? text(index, ShareColumn) : QString();
        !share.isEmpty())
        lines << tr("%1 of its weights come from the source").arg(share);
    return lines;
}

QString NetworkModel::accessibleText(const QModelIndex &index) const
{
    switch (index.column()) {
    case LayerColumn:
        return QStringList{text(index, LayerColumn), text(index, KindColumn),
                           text(index, ShapeColumn)}
            .join(QStringLiteral(", "));
    case VarianceColumn:
    case ShareColumn: {
        const auto figure = text(index, index.column());
        const auto name = headerData(index.column(), Qt::Horizontal).toString();
        return figure.isEmpty()                ? QString()
               : figure == QStringLiteral("…") ? tr("%1 not measured yet").arg(name)
                                               : QStringLiteral("%1 %2").arg(name, figure);
    }
    default:
        return text(index, index.column());
    }
}

} // namespace tlvfc::ui
