#include "ui/learn/tour_stage.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QWidget>

namespace tlvfc::ui {

QWidget *findPanel(const QWidget *window, const QString &objectName)
{
    if (objectName.isEmpty())
        return nullptr;
    const auto found = window->findChildren<QWidget *>(objectName);
    for (auto *panel : found) {
        if (panel->isVisible())
            return panel;
    }
    return found.isEmpty() ? nullptr : found.first();
}

void reveal(QWidget *panel)
{
    for (auto *inner = panel; inner; inner = inner->parentWidget()) {
        auto *stack = qobject_cast<QStackedWidget *>(inner->parentWidget());
        if (stack) {
            if (auto *tabs = qobject_cast<QTabWidget *>(stack->parentWidget()))
                tabs->setCurrentWidget(inner);
        }
        if (auto *area = qobject_cast<QScrollArea *>(inner); area && inner != panel)
            area->ensureWidgetVisible(panel);
    }
}

} // namespace tlvfc::ui
