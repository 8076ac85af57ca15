// What every tree model has in common: index, parent and rowCount over numbered nodes.
#pragma once

#include <QAbstractItemModel>

#include <vector>

namespace tlvfc::ui {

/// Nodes are numbered depth first from 0, the hidden root. Subclasses give columns and data only.
class TreeModelBase : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const final;
    QModelIndex parent(const QModelIndex &index) const final;
    int rowCount(const QModelIndex &parent = {}) const final;
    using QObject::parent;

    /// Invalid for the root and for numbers that no node has.
    QModelIndex indexOf(int node, int column = 0) const;

    /// 0 for an invalid index.
    int nodeAt(const QModelIndex &index) const;

protected:
    /// parents[i] is the parent of node i, parents[0] is not looked at; empty for no tree.
    /// To be called between beginResetModel() and endResetModel().
    void setParents(const std::vector<int> &parents);

private:
    struct Node
    {
        int parent = -1;
        int row = 0;
        std::vector<int> children;
    };
    std::vector<Node> nodes_;
};

} // namespace tlvfc::ui
