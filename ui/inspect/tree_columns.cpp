#include "ui/inspect/tree_columns.h"

#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"

#include <QAction>
#include <QHeaderView>

namespace tlvfc::ui {

namespace {

/// As the settings keep them, by NetworkModel::Column.
const QStringList keys{QStringLiteral("layer"),    QStringLiteral("kind"),
                       QStringLiteral("weight"),   QStringLiteral("parameters"),
                       QStringLiteral("variance"), QStringLiteral("taken")};

} // namespace

TreeColumns::TreeColumns(NetworkTree *source, NetworkTree *target, QObject *parent)
    : QObject(parent)
    , trees_{source, target}
    , fit_(new QAction(tr("As Many as &Fit"), this))
{
    const QStringList names{tr("&Kind"), tr("&Weight's Shape"), tr("&Parameters"),
                            tr("Mean &Variance"), tr("Share &Taken from the Source")};
    const QStringList tips{tr("What each layer is"), tr("Filters × kernels × height × width"),
                           tr("Parameters of each layer, and of all layers in a group"),
                           tr("How far the weights of each layer's filters spread, as a chip"),
                           tr("How much of each target layer's weights the source gives")};
    for (int i = 0; i < names.size(); ++i) {
        auto *action = new QAction(names[i], this);
        action->setCheckable(true);
        action->setStatusTip(tips[i]);
        const int column = NetworkModel::KindColumn + i;
        connect(action, &QAction::triggered, this,
                [this, column](bool isShown) { toggle(column, isShown); });
        columns_ << action;
    }
    fit_->setCheckable(true);
    fit_->setStatusTip(tr("Lets the trees' width decide which columns are shown"));
    connect(fit_, &QAction::triggered, this, [this] {
        choose({});
        emit chosenChanged({});
    });
    for (auto *tree : trees_) {
        connect(tree, &NetworkTree::columnsShown, this, &TreeColumns::showChecks);
        tree->header()->setContextMenuPolicy(Qt::ActionsContextMenu);
        tree->header()->addActions(actions());
    }
    showChecks();
}

QList<QAction *> TreeColumns::actions() const { return columns_ + QList<QAction *>{fit_}; }

void TreeColumns::choose(const QStringList &names)
{
    chosen_.reset();
    if (names.contains(keys.first())) {
        chosen_.emplace();
        for (const auto &name : names) {
            if (const auto column = keys.indexOf(name); column > 0)
                chosen_->insert(static_cast<int>(column));
        }
    }
    apply();
}

QStringList TreeColumns::chosen() const
{
    if (!chosen_)
        return {};
    QStringList names{keys.first()};
    for (int column = NetworkModel::KindColumn; column < NetworkModel::ColumnCount; ++column) {
        if (chosen_->contains(column))
            names << keys[column];
    }
    return names;
}

QSet<int> TreeColumns::shown() const
{
    QSet<int> shown;
    for (const auto *tree : trees_) {
        for (int column = NetworkModel::KindColumn; column < tree->network()->columnCount();
             ++column) {
            if (!tree->isColumnHidden(column))
                shown.insert(column);
        }
    }
    return shown;
}

void TreeColumns::toggle(int column, bool isShown)
{
    if (!chosen_)
        chosen_ = shown();
    if (isShown)
        chosen_->insert(column);
    else
        chosen_->remove(column);
    apply();
    emit chosenChanged(chosen());
}

void TreeColumns::apply()
{
    for (auto *tree : trees_)
        tree->setColumns(chosen_);
    showChecks();
}

void TreeColumns::showChecks()
{
    const auto now = chosen_ ? *chosen_ : shown();
    for (int i = 0; i < columns_.size(); ++i)
        columns_[i]->setChecked(now.contains(NetworkModel::KindColumn + i));
    fit_->setChecked(!chosen_);
}

} // namespace tlvfc::ui
