// The menu of what can be done with runs.
#pragma once

namespace tlvfc::ui {

class MainWindow;

/// Its actions are the list's own; each brings the Train page to the front.
void addRunsMenu(MainWindow *window);

} // namespace tlvfc::ui
