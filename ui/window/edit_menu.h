// What is taken back and done again, on whichever page.
#pragma once

namespace tlvfc::ui {

class MainWindow;

/// On the Train page undo takes back what was done with runs, while that can be; else the last
/// change of the transfer, which is brought to the front so that nothing changes out of sight.
void addEditMenu(MainWindow *window);

} // namespace tlvfc::ui
