// What the catalog names, brought here.
#pragma once

#include "core/base/progress.h"
#include "core/data/catalog.h"
#include "core/data/download.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace tlvfc {

/// Brings the data set into dataset_folder(entry); what is there already is left as it is.
/// @param from  an archive that is here, or another address of it; empty: the catalog's. It is
///              checked all the same.
/// @return the folder
/// @throws Error (InvalidRequest) where the catalog has no address and none is given,
///         (UnreadableInput) where the given file is not what was published, (Failure),
///         (Interrupted).
std::filesystem::path fetch_dataset(const CatalogEntry &entry, const std::string &from = {},
                                    const DownloadOptions &options = {}, std::stop_token stop = {},
                                    const ProgressHandler &progress = {});

/// Brings the weights to weights_file(weights), as above. What is there is checked first and, if it
/// is damaged, fetched again.
std::filesystem::path fetch_weights(const CatalogWeights &weights, const std::string &from = {},
                                    const DownloadOptions &options = {}, std::stop_token stop = {},
                                    const ProgressHandler &progress = {});

} // namespace tlvfc
