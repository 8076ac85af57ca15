#include "ui/theme/meaning_delegate.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>

#include <algorithm>

namespace tlvfc::ui {

QSize MeaningDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(Qt::AccessibleDescriptionRole).toString() == QLatin1String("separator"))
        return {0, space::normal};
    auto item = option;
    initStyleOption(&item, index);
    const QFontMetrics name(item.font);
    const QFontMetrics note(noteFont(item.font));
    const auto meaning = index.data(meaningRole).toString();
    const int wide = std::max(name.horizontalAdvance(item.text), note.horizontalAdvance(meaning));
    return {wide + 2 * space::normal,
            name.height() + (meaning.isEmpty() ? 0 : note.height()) + space::normal};
}

void MeaningDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    auto item = option;
    initStyleOption(&item, index);
    const bool isEnabled = item.state & QStyle::State_Enabled;
    const bool isSelected = isEnabled && (item.state & QStyle::State_Selected);
    const auto group = isEnabled ? QPalette::Active : QPalette::Disabled;
    painter->save();
    if (index.data(Qt::AccessibleDescriptionRole).toString() == QLatin1String("separator")) {
        painter->setPen(ink(Ink::Faint, item.palette));
        const int y = item.rect.center().y();
        painter->drawLine(item.rect.left() + space::normal, y, item.rect.right() - space::normal,
                          y);
        painter->restore();
        return;
    }
    if (isSelected)
        painter->fillRect(item.rect, item.palette.highlight());
    const auto box = item.rect.adjusted(space::normal, space::tight, -space::normal, -space::tight);
    const auto text =
        item.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
    painter->setPen(text);
    painter->setFont(item.font);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignTop, item.text);
    painter->setFont(noteFont(item.font));
    painter->setPen(isSelected || !isEnabled ? text
                                             : item.palette.color(QPalette::PlaceholderText));
    painter->drawText(box, Qt::AlignLeft | Qt::AlignBottom, index.data(meaningRole).toString());
    painter->restore();
}

void showMeanings(QComboBox *box)
{
    box->setItemDelegate(new MeaningDelegate(box));
    const QFontMetrics name(box->font());
    const QFontMetrics note(noteFont(box->font()));
    int widest = 0;
    for (int i = 0; i < box->count(); ++i) {
        widest = std::max(
            {widest, name.horizontalAdvance(box->itemText(i)),
             note.horizontalAdvance(box->itemData(i, MeaningDelegate::meaningRole).toString())});
    }
    box->view()->setMinimumWidth(widest + 4 * space::normal);
}

} // namespace tlvfc::ui
