// The window's last menu: help, tours, commands.
#pragma once

namespace tlvfc::ui {

class MainWindow;

void addHelpMenu(MainWindow *window);

} // namespace tlvfc::ui
