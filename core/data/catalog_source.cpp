#include "core/data/catalog.h"
#include "core/data/class_folders.h"
#include "core/data/source.h"

#include "core/base/error.h"
#include "core/base/file_system.h"

namespace tlvfc {

namespace fs = std::filesystem;

std::unique_ptr<ImageSource> open_entry(const CatalogEntry &entry, const fs::path &folder,
                                        const DataSpec &spec)
{
    auto at = spec;
    at.source = folder.string();
    if (entry.splits.empty()) {
        auto source = open_cifar(at);
        return source ? std::move(source) : open_class_folders(at);
    }
    SplitFolders splits;
    for (const auto &[split, place] : entry.splits)
        splits[split] = {folder / place.folder,
                         place.list.empty() ? fs::path() : folder / place.list};
    return open_split_folders(splits, at);
}

std::unique_ptr<ImageSource> open_catalog(const DataSpec &spec)
{
    // A path is no name, and most sources are paths: they need no catalog read.
    if (spec.source.find('/') != std::string::npos)
        return nullptr;
    const auto entry = find_in_catalog(spec.source);
    if (!entry)
        return nullptr;
    const auto folder = dataset_folder(*entry);
    if (!is_folder(folder))
        throw unreadable_input("'" + entry->name + "' is not here yet", folder.string(),
                               "run `tlvfc data fetch " + entry->name +
                                   "`, or give the folder that holds it");
    auto source = open_entry(*entry, folder, spec);
    if (!source)
        throw unreadable_input("the folder does not hold '" + entry->name + "'", folder.string(),
                               "remove it and fetch the data set again");
    return source;
}

} // namespace tlvfc
