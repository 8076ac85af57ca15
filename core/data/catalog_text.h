// resources/catalog.json inside the program.
#pragma once

namespace tlvfc {

/// The whole file.
const char *catalog_text();

} // namespace tlvfc
