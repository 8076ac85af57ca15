// Whether processes of runs shall be ended that do not stop by themselves.
#pragma once

#include <QList>

class QWidget;

namespace tlvfc::ui {

class RunWatcher;

/// Opens a question in front of the widget's window, and ends them where the answer is yes.
void askToEndProcesses(const QList<RunWatcher *> &runs, QWidget *widget);

} // namespace tlvfc::ui
