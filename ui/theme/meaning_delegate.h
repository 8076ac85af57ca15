// A drop-down list's entries with what they mean below their names.
#pragma once

#include <QStyledItemDelegate>

class QComboBox;

namespace tlvfc::ui {

/// An entry without a meaning is a plain line.
class MeaningDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Where an item keeps its meaning.
    static constexpr int meaningRole = Qt::UserRole + 1;

    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// Gives the box the delegate, and its list the room for the longest line, whatever the box has.
void showMeanings(QComboBox *box);

} // namespace tlvfc::ui
