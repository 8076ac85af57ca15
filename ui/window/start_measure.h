// How long a start takes, for tests/bench/startup.
#pragma once

class QWidget;

namespace tlvfc::ui {

/// When the window has been painted for the first time, prints on standard output how many
/// milliseconds after the process's start that was and how many megabytes are resident, and ends
/// the program.
void measureStart(QWidget *window);

} // namespace tlvfc::ui
