// The View menu's part about the two trees and the lines between them.
#pragma once

class QMenu;

namespace tlvfc::ui {

class MainWindow;

void addTreeActions(QMenu *menu, MainWindow *window);

} // namespace tlvfc::ui
