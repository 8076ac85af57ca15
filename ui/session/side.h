// The two ends of a transfer.
#pragma once

namespace tlvfc::ui {

enum class Side { Source, Target };

inline Side otherSide(Side side) { return side == Side::Source ? Side::Target : Side::Source; }

} // namespace tlvfc::ui
