#include "ui/training/runs_delegate.h"

#include "core/runs/run_lock.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"
#include "ui/training/run_colors.h"
#include "ui/training/runs_model.h"

#include <QApplication>
#include <QPainter>

namespace tlvfc::ui {

namespace {

constexpr int chipAir = 6; ///< beside a chip's text
constexpr int chipGap = 4;

int chipWidth(const QString &tag, const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(tag) + 2 * chipAir;
}

void paintChip(QPainter &painter, const QRect &box, const QString &text,
               const QStyleOptionViewItem &option)
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const auto ground = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
    const auto words =
        option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const auto accent = isSelected ? words : ink(Ink::Info, option.palette);
    painter.setPen(blended(ground, accent, 0.55));
    painter.setBrush(blended(ground, accent, 0.14));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(words);
    painter.drawText(box, Qt::AlignCenter,
                     option.fontMetrics.elidedText(text, Qt::ElideRight, box.width() - chipAir));
}

/// As many as there is room for; how many more there are stands at the end.
void paintChips(QPainter &painter, const QRect &room, const QStringList &tags,
                const QStyleOptionViewItem &option)
{
    const int height = std::min(room.height() - 2, option.fontMetrics.height() + 2);
    QRect box(room.left() + chipGap, room.top() + (room.height() - height) / 2, 0, height);
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const int left = room.right() - box.left() - chipGap;
        const auto more =
            i + 1 < tags.size() ? QStringLiteral("+%1").arg(tags.size() - i - 1) : QString();
        const int forMore = more.isEmpty() ? 0 : chipWidth(more, option.fontMetrics) + chipGap;
        const int wanted = chipWidth(tags[i], option.fontMetrics);
        const bool restFits =
            RunsDelegate::chipsWidth(tags.mid(i), option.fontMetrics) - 2 * chipGap <= left;
        if (!restFits && i > 0 && wanted > left - forMore) {
            const auto rest = QStringLiteral("+%1").arg(tags.size() - i);
            box.setWidth(std::min(left, chipWidth(rest, option.fontMetrics)));
            paintChip(painter, box, rest, option);
            return;
        }
        box.setWidth(restFits ? wanted : std::min(wanted, std::max(0, left - forMore)));
        paintChip(painter, box, tags[i], option);
        box.moveLeft(box.left() + box.width() + chipGap);
    }
}

} // namespace

int RunsDelegate::chipsWidth(const QStringList &tags, const QFontMetrics &metrics)
{
    int width = chipGap;
    for (const auto &tag : tags)
        width += chipWidth(tag, metrics) + chipGap;
    return width;
}

void RunsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto tags = index.column() == RunsModel::TagsColumn
                          ? index.data(RunsModel::TagsRole).toStringList()
                          : QStringList();
    QStyledItemDelegate::paint(painter, option, index);
    if (tags.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    auto itsOption = option;
    initStyleOption(&itsOption, index);
    paintChips(*painter, option.rect, tags, itsOption);
    painter->restore();
}

void RunsDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isSelected = option->state & QStyle::State_Selected;
    if (index.data(RunsModel::ArchivedRole).toBool()) {
        option->font.setItalic(true);
        option->palette.setColor(QPalette::Text, ink(Ink::Muted, option->palette));
    }
    switch (index.column()) {
    case RunsModel::TitleColumn: {
        const bool isShown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        const auto color = index.data(RunsModel::ColorRole).value<QColor>();
        option->icon = QIcon(
            swatch(isShown ? color : QColor(Qt::transparent),
                   isSelected ? option->palette.color(QPalette::Base) : QColor(Qt::transparent)));
        option->decorationSize = QSize(20, 12);
        option->features |= QStyleOptionViewItem::HasDecoration;
        break;
    }
    case RunsModel::StateColumn: {
        const auto state = static_cast<RunState>(index.data(RunsModel::StateRole).toInt());
        const auto warning = isSelected ? option->palette.color(QPalette::HighlightedText)
                                        : ink(Ink::Warning, option->palette);
        option->icon = index.data(RunsModel::AlertRole).toBool()
                           ? glyphIcon(Glyph::Triangle, warning)
                           : stateIcon(state, option->palette, isSelected);
        option->decorationSize = QSize(12, 12);
        option->features |= QStyleOptionViewItem::HasDecoration;
        break;
    }
    case RunsModel::TagsColumn: // chips in its place
        option->text.clear();
        break;
    default:
        break;
    }
}

} // namespace tlvfc::ui
