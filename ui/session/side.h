// The two ends of a transfer.
#pragma once

namespace tlvfc::ui {

enum class Side { Source, Target };

} // namespace tlvfc::ui
