// Which help page belongs to which panel.
#pragma once

#include <QString>

class QWidget;

namespace tlvfc::ui {

struct HelpTopic
{
    QString page; ///< empty: none
    QString section;

    friend bool operator==(const HelpTopic &, const HelpTopic &) = default;
};

/// The topic of a panel by its objectName; none where it has none of its own.
HelpTopic helpTopicNamed(const QString &objectName);

/// The topic of the innermost panel around the widget; none outside of all.
HelpTopic helpTopicOf(const QWidget *widget);

} // namespace tlvfc::ui
