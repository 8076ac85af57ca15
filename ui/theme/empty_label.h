// What stands where there is nothing to see yet.
#pragma once

class QLabel;
class QString;

namespace tlvfc::ui {

/// A muted sentence in the middle of a page of its own.
QLabel *emptyLabel(const QString &objectName);

} // namespace tlvfc::ui
