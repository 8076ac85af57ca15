#include "ui/inspect/tree_text.h"

#include <QTreeView>

namespace tlvfc::ui {

namespace {

QString line(const QTreeView &tree, const QModelIndex &row, int level)
{
    QStringList cells;
    for (int column = 0; column < tree.model()->columnCount(); ++column) {
        if (!tree.isColumnHidden(column))
            cells << row.siblingAtColumn(column).data().toString();
    }
    return QString(level * 2, QLatin1Char(' ')) + cells.join(QLatin1Char('\t'));
}

void addRows(QStringList &lines, const QTreeView &tree, TreeRows rows, const QModelIndex &parent,
             int level)
{
    for (int row = 0; row < tree.model()->rowCount(parent); ++row) {
        const auto index = tree.model()->index(row, 0, parent);
        if (rows == TreeRows::All || tree.selectionModel()->isSelected(index))
            lines << line(tree, index, level);
        addRows(lines, tree, rows, index, level + 1);
    }
}

} // namespace

QString treeText(const QTreeView &tree, TreeRows rows)
{
    QStringList names;
    for (int column = 0; column < tree.model()->columnCount(); ++column) {
        if (!tree.isColumnHidden(column))
            names << tree.model()->headerData(column, Qt::Horizontal).toString();
    }
    QStringList lines{names.join(QLatin1Char('\t'))};
    addRows(lines, tree, rows, {}, 0);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace tlvfc::ui
