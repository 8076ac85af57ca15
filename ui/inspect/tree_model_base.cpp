#include "ui/inspect/tree_model_base.h"

namespace tlvfc::ui {

QModelIndex TreeModelBase::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto &siblings = nodes_[static_cast<std::size_t>(nodeAt(parent))].children;
    return createIndex(row, column, static_cast<quintptr>(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex TreeModelBase::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return indexOf(nodes_[index.internalId()].parent);
}

int TreeModelBase::rowCount(const QModelIndex &parent) const
{
    if (nodes_.empty() || parent.column() > 0)
        return 0;
    return static_cast<int>(nodes_[static_cast<std::size_t>(nodeAt(parent))].children.size());
}

QModelIndex TreeModelBase::indexOf(int node, int column) const
{
    if (node <= 0 || node >= static_cast<int>(nodes_.size()))
        return {};
    return createIndex(nodes_[static_cast<std::size_t>(node)].row, column,
                       static_cast<quintptr>(node));
}

int TreeModelBase::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : 0;
}

void TreeModelBase::setParents(const std::vector<int> &parents)
{
    nodes_.assign(parents.size(), {});
    for (std::size_t i = 1; i < parents.size(); ++i) {
        auto &siblings = nodes_[static_cast<std::size_t>(parents[i])].children;
        nodes_[i].parent = parents[i];
        nodes_[i].row = static_cast<int>(siblings.size());
        siblings.push_back(static_cast<int>(i));
    }
}

} // namespace tlvfc::ui
