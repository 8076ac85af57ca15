// Icons that are drawn at whatever size and resolution is asked for.
#pragma once

#include <QIcon>

#include <functional>

namespace tlvfc::ui {

/// `draw` paints into a box of 16×16.
QIcon paintedIcon(std::function<void(QPainter &)> draw);

} // namespace tlvfc::ui
