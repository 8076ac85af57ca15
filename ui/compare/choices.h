// The choices above a tab of the Compare page.
#pragma once

#include <QStringList>

class QBoxLayout;
class QComboBox;

namespace tlvfc::ui {

/// The box behind its words, in a row.
void addChoice(QBoxLayout *row, const QString &words, QComboBox *box, const QString &tip,
               int stretch = 0);

/// Runs by their folders (the items' data) and names, after `none` where that may be chosen too.
/// What was chosen stays where it can; nothing is signaled.
void offerRuns(QComboBox *box, const QStringList &folders, const QStringList &names,
               const QString &none = {});

} // namespace tlvfc::ui
