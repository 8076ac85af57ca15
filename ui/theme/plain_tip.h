// A person's words as a tooltip, and as an action of a menu.
#pragma once

class QString;

namespace tlvfc::ui {

/// The text so that a tooltip shows it as it stands, whatever in it looks like markup.
QString plainTip(const QString &text);

/// The text so that a menu shows its every &, and underlines nothing.
QString plainAction(QString text);

} // namespace tlvfc::ui
