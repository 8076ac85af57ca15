// How the rows of the list of runs are painted: the curve's color beside a shown run's name, the
// state's mark, tags as chips, archived runs muted.
#pragma once

#include <QStyledItemDelegate>

namespace tlvfc::ui {

class RunsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

    /// What the chips of these tags take, in pixels.
    static int chipsWidth(const QStringList &tags, const QFontMetrics &metrics);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace tlvfc::ui
