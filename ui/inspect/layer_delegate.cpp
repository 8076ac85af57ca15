#include "ui/inspect/layer_delegate.h"

#include "ui/inspect/network_model.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// Told by length as well as by color.
void paintChip(QPainter &painter, const QRectF &cell, double heat, const QPalette &palette)
{
    QRectF chip = cell.adjusted(3, 0, -7, 0);
    chip.setHeight(std::min(9.0, cell.height() - 4));
    chip.moveCenter({chip.center().x(), cell.center().y()});
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink(Ink::Faint, palette));
    painter.drawRoundedRect(chip, 2, 2);
    QRectF filled = chip;
    filled.setWidth(std::max(3.0, chip.width() * heat));
    painter.setBrush(heatColor(heat, palette));
    painter.drawRoundedRect(filled, 2, 2);
}

} // namespace

std::pair<int, int> LayerDelegate::marked(const QModelIndex &index) const
{
    constexpr std::pair nowhere(-1, -1);
    const int column = index.column();
    if (words_.isEmpty() || column > NetworkModel::ShapeColumn)
        return nowhere;
    const auto text = index.data().toString();
    const auto length = static_cast<int>(words_.size());
    if (column != NetworkModel::LayerColumn) {
        const auto at = static_cast<int>(text.indexOf(words_, 0, Qt::CaseInsensitive));
        return at < 0 ? nowhere : std::pair(at, at + length);
    }
    const auto path = index.data(NetworkModel::PathRole).toString();
    const auto before = static_cast<int>(path.size() - text.size());
    // What a group's path holds is marked there.
    const auto at = static_cast<int>(path.lastIndexOf(words_, -1, Qt::CaseInsensitive));
    if (before < 0 || at < 0 || at + length <= before)
        return nowhere;
    return {std::max(0, at - before), at + length - before};
}

void LayerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    auto item = option;
    initStyleOption(&item, index);
    const auto *style = item.widget ? item.widget->style() : QApplication::style();
    if (const auto heat = index.data(NetworkModel::HeatRole); heat.isValid()) {
        item.text.clear();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintChip(*painter, QRectF(item.rect), heat.toDouble(), item.palette);
        painter->restore();
        return;
    }
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const auto [begin, end] = marked(index);
    if (begin < 0)
        return;
    const auto place = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget);
    const QFontMetrics metrics(item.font);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget) + 1;
    const int left = place.left() + margin + metrics.horizontalAdvance(item.text.left(begin));
    const int width = metrics.horizontalAdvance(item.text.mid(begin, end - begin));
    const QRect mark =
        QRect(left, place.center().y() - metrics.height() / 2, width, metrics.height())
            .intersected(place);
    const auto color = ink(Ink::Warning, item.palette);
    painter->fillRect(mark, faded(color, 0.25));
    painter->fillRect(QRect(mark.left(), mark.bottom(), mark.width(), 2), color);
}

} // namespace tlvfc::ui
