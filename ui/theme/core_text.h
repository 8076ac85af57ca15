// What core says of options, methods and networks, in the language of the window.
#pragma once

#include <QString>

#include <string_view>

namespace tlvfc::ui {

/// The translation of a text that core has once and for all: an option's meaning, a method's
/// summary (coreTexts() lists them). Sentences that core puts together stay English.
QString coreText(std::string_view text);

} // namespace tlvfc::ui
