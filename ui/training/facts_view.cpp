#include "ui/training/facts_view.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int nameAir = 40; ///< the indentation, too

QStandardItem *item(const QString &text)
{
    auto *made = new QStandardItem(text);
    made->setEditable(false);
    made->setToolTip(text);
    return made;
}

QList<QStandardItem *> itemsOf(const RunFact &fact)
{
    auto *value = item(fact.value);
    if (!fact.usual.isEmpty()) {
        auto font = value->font();
        font.setBold(true);
        value->setFont(font);
        value->setToolTip(FactsView::tr("%1; published is %2").arg(fact.value, fact.usual));
    }
    return {item(fact.name), value};
}

} // namespace

FactsView::FactsView(QWidget *parent)
    : QTreeView(parent)
    , model_(0, 2)
{
    setObjectName(QStringLiteral("runFacts"));
    setAccessibleName(tr("What is known of the run"));
    setModel(&model_);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setIndentation(space::wide);
    setUniformRowHeights(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(0, QHeaderView::Fixed);
}

void FactsView::setFacts(const QList<FactGroup> &groups)
{
    QStringList texts;
    for (const auto &group : groups) {
        texts.append(group.name);
        for (const auto &fact : group.facts)
            texts << fact.name << fact.value << fact.usual;
    }
    if (texts == shown_)
        return;
    shown_ = texts;
    model_.removeRows(0, model_.rowCount());
    for (const auto &group : groups) {
        auto *top = item(group.name);
        auto font = top->font();
        font.setBold(true);
        top->setFont(font);
        for (const auto &fact : group.facts)
            top->appendRow(itemsOf(fact));
        model_.appendRow(top);
        setFirstColumnSpanned(model_.rowCount() - 1, {}, true);
    }
    expandAll();
    fitNames();
    updateGeometry();
}

void FactsView::fitNames()
{
    int widest = 0;
    for (int top = 0; top < model_.rowCount(); ++top) {
        const auto *group = model_.item(top);
        for (int row = 0; row < group->rowCount(); ++row)
            widest = std::max(widest, fontMetrics().horizontalAdvance(group->child(row)->text()));
    }
    header()->resizeSection(0, widest + nameAir);
}

QSize FactsView::sizeHint() const
{
    int rows = model_.rowCount();
    for (int top = 0; top < model_.rowCount(); ++top)
        rows += model_.item(top)->rowCount();
    const auto first = model_.index(0, 0);
    return {200, first.isValid() ? rows * rowHeight(first) + 2 : 0};
}

QSize FactsView::minimumSizeHint() const { return {120, sizeHint().height()}; }

void FactsView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitNames();
        updateGeometry();
    }
}

void FactsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copySelected();
    else
        QTreeView::keyPressEvent(event);
}

void FactsView::copySelected()
{
    auto rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [this](const QModelIndex &a, const QModelIndex &b) {
        return visualRect(a).top() < visualRect(b).top();
    });
    QStringList lines;
    for (const auto &index : std::as_const(rows)) {
        const auto value = index.siblingAtColumn(1).data().toString();
        lines.append(value.isEmpty() ? index.data().toString()
                                     : index.data().toString() + u'\t' + value);
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace tlvfc::ui
