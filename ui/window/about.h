// What this program is, its versions and its license.
#pragma once

class QWidget;

namespace tlvfc::ui {

void showAbout(QWidget *parent);

} // namespace tlvfc::ui
