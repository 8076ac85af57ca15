// What is said about the shown runs as a whole.
#pragma once

#include <QString>
#include <QStringList>

namespace tlvfc::ui {

class RunsModel;

/// Why no curve is seen where no shown run has an epoch: nothing is shown, or what goes now has not
/// come so far. `waits` where the queue holds runs whose turn has not come.
QString noCurveText(const RunsModel &model, bool waits);

/// What goes wrong with the runs that go and those whose curves are shown.
QStringList alertLines(const RunsModel &model);

} // namespace tlvfc::ui
