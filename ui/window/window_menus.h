// The window's menus: every action has a place, a key where it is used often, and one line that
// says what it does.
#pragma once

namespace tlvfc::ui {

class MainWindow;

void addMenus(MainWindow *window);

} // namespace tlvfc::ui
