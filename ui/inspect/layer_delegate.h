// How a layer's cells are painted: a chip for its variance, and marks where a filter's words stand.
#pragma once

#include <QStyledItemDelegate>

namespace tlvfc::ui {

/// For views of a NetworkModel, filtered or not.
class LayerDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Marked in names, kinds and shapes, whatever their case; empty for no marks.
    void setWords(const QString &words) { words_ = words; }

    /// Where the cell's text holds the words: begin and end in it, begin -1 for nowhere. A name
    /// holds that part of them which of its path it is.
    std::pair<int, int> marked(const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    QString words_;
};

} // namespace tlvfc::ui
