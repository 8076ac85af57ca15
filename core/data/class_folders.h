// Folders of class folders whose places are known.
#pragma once

#include "core/data/source.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace tlvfc {

struct SplitFolder
{
    std::filesystem::path folder; ///< of class folders
    /// A text file with the split's images, one CLASS/NAME a line without .jpg; empty: all of them.
    std::filesystem::path list;
};

/// By the split's name: train, val or test.
using SplitFolders = std::map<std::string, SplitFolder>;

/// Null where a folder or a list is missing or none holds an image.
std::unique_ptr<ImageSource> open_split_folders(const SplitFolders &splits, const DataSpec &spec);

} // namespace tlvfc
