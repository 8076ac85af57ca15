// A person's words as a tooltip.
#pragma once

class QString;

namespace tlvfc::ui {

/// The text so that a tooltip shows it as it stands, whatever in it looks like markup.
QString plainTip(const QString &text);

} // namespace tlvfc::ui
