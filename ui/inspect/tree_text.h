// A tree of layers as text, to be pasted elsewhere.
#pragma once

#include <QString>

class QTreeView;

namespace tlvfc::ui {

enum class TreeRows {
    Selected, ///< each with its columns
    All,      ///< folded ones too, what a filter hides not
};

/// A line for each row, tabs between the columns that the view shows, the first line their names;
/// a row stands two spaces further in than what holds it.
QString treeText(const QTreeView &tree, TreeRows rows);

} // namespace tlvfc::ui
