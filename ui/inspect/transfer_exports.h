// What the Transfer page shows, as pictures and tables.
#pragma once

#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"

#include <QList>

namespace tlvfc::ui {

class TransferPage;

/// The matching, and what stands below it now. They must not outlive the page.
QList<Picture> transferPictures(const TransferPage &page);

/// Both networks, the pairs, and the tables behind what stands below.
QList<Table> transferTables(const TransferPage &page);

} // namespace tlvfc::ui
