#include "ui/training/column_fit.h"

#include <QEvent>
#include <QHeaderView>
#include <QTreeView>

namespace tlvfc::ui {

ColumnFit::ColumnFit(QTreeView *view, QList<int> givingWay, int room)
    : QObject(view)
    , view_(view)
    , givingWay_(std::move(givingWay))
    , room_(room)
{
    view->viewport()->installEventFilter(this);
}

void ColumnFit::setEmpty(int column, bool empty)
{
    if (empty_.contains(column) == empty)
        return;
    if (empty)
        empty_.append(column);
    else
        empty_.removeAll(column);
    refit();
}

void ColumnFit::refit()
{
    auto *header = view_->header();
    // A hidden section says nothing of its width.
    for (const int column : std::as_const(givingWay_))
        header->setSectionHidden(column, empty_.contains(column));
    int needed = room_;
    for (int column = 1; column < header->count(); ++column)
        needed += header->sectionSize(column);
    for (const int column : std::as_const(givingWay_)) {
        if (needed <= view_->viewport()->width())
            return;
        if (header->isSectionHidden(column))
            continue;
        needed -= header->sectionSize(column);
        header->hideSection(column);
    }
}

bool ColumnFit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        refit();
    return QObject::eventFilter(watched, event);
}

} // namespace tlvfc::ui
