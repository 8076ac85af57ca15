#include "ui/inspect/tree_bar.h"

#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace tlvfc::ui {

TreeBar::TreeBar(NetworkTree *tree, QWidget *parent)
    : QWidget(parent)
    , tree_(tree)
    , modules_(new QToolButton)
    , blocks_(new QToolButton)
    , filter_(new QLineEdit)
    , unfold_(new QToolButton)
    , fold_(new QToolButton)
{
    modules_->setText(tr("Modules"));
    modules_->setToolTip(tr("Layers as the network is put together"));
    blocks_->setText(tr("Blocks"));
    blocks_->setToolTip(tr("Layers as matching by blocks sees them"));
    modules_->setObjectName(QStringLiteral("modulesButton"));
    blocks_->setObjectName(QStringLiteral("blocksButton"));
    auto *shapes = new QButtonGroup(this);
    for (auto *button : {modules_, blocks_}) {
        button->setCheckable(true);
        shapes->addButton(button);
    }
    connect(modules_, &QToolButton::clicked, tree,
            [tree] { tree->setTreeShape(TreeShape::Modules); });
    connect(blocks_, &QToolButton::clicked, tree,
            [tree] { tree->setTreeShape(TreeShape::Blocks); });
    connect(tree->network(), &QAbstractItemModel::modelReset, this, &TreeBar::showShape);

    filter_->setObjectName(QStringLiteral("layerFilter"));
    filter_->setPlaceholderText(tr("Filter by name, kind or shape"));
    filter_->setAccessibleName(tr("Filter layers"));
    filter_->setClearButtonEnabled(true);
    filter_->setAcceptDrops(false);
    filter_->installEventFilter(this);
    connect(filter_, &QLineEdit::textChanged, tree, &NetworkTree::setFilter);

    const auto name = [](QToolButton *button, const QString &words) {
        button->setAutoRaise(true);
        button->setToolTip(words);
        button->setAccessibleName(words);
    };
    name(unfold_, tr("Unfold all"));
    name(fold_, tr("Fold all"));
    connect(unfold_, &QToolButton::clicked, tree, &QTreeView::expandAll);
    connect(fold_, &QToolButton::clicked, tree, &QTreeView::collapseAll);

    auto bold = font();
    bold.setBold(true);
    for (auto *button : {modules_, blocks_})
        button->setFixedWidth(QFontMetrics(bold).horizontalAdvance(button->text()) +
                              2 * space::normal);
    auto *switchRow = new QHBoxLayout;
    switchRow->setSpacing(0);
    switchRow->addWidget(modules_);
    switchRow->addWidget(blocks_);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::wide, 0, space::wide, space::tight);
    layout->setSpacing(space::tight);
    layout->addLayout(switchRow);
    layout->addWidget(filter_, 1);
    layout->addWidget(unfold_);
    layout->addWidget(fold_);
    showShape();
    setGlyph(unfold_, Glyph::ArrowDown);
    setGlyph(fold_, Glyph::ArrowUp);
}

void TreeBar::focusFilter()
{
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void TreeBar::showShape()
{
    const bool isBlocks = tree_->network()->treeShape() == TreeShape::Blocks;
    (isBlocks ? blocks_ : modules_)->setChecked(true);
    // On a dark ground a pressed button looks much like another.
    for (auto *button : {modules_, blocks_}) {
        auto words = font();
        words.setBold(button->isChecked());
        button->setFont(words);
    }
}

void TreeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Menus and keys fold as well; the words that are typed need their room.
    constexpr int roomForAll = 330;
    unfold_->setVisible(width() >= roomForAll);
    fold_->setVisible(width() >= roomForAll);
}

bool TreeBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            tree_->setFocus(Qt::TabFocusReason);
            return true;
        case Qt::Key_Escape:
            filter_->clear();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui
