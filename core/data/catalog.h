// The data sets and weights that the program knows by name: resources/catalog.json, and what a
// catalog.json of the same form in the user's data_folder() adds to it.
#pragma once

#include "core/base/json.h"
#include "core/data/content.h"

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// Where a split's class folders are in the unpacked data set.
struct CatalogSplit
{
    std::string folder;
    /// A text file that says which images belong to the split, one CLASS/NAME a line without the
    /// ending .jpg; empty: all.
    std::string list;
};

struct CatalogEntry
{
    std::string name;  ///< as DATA: "cifar10"
    std::string title; ///< for people
    std::string homepage;
    std::string license;
    std::string url; ///< of the archive; empty where it has to be fetched by hand
    ExpectedContent archive;
    std::string checksum_source; ///< who says so
    std::string note;            ///< for people; may be empty
    /// Empty where the unpacked files say it themselves: CIFAR, or train and test folders.
    std::map<std::string, CatalogSplit> splits;
    std::vector<std::string> known_bad; ///< CLASS/FILE
    int classes = 0;
    int train = 0; ///< images
    int test = 0;
    /// The recipe's (METHOD.md section 5).
    int image_size = 0;
    std::array<double, 3> mean{};
    std::array<double, 3> deviation{};
};

/// Published weights of a network of the zoo, ImageNet's 1000 classes.
struct CatalogWeights
{
    std::string name;    ///< "resnet50-v2"
    std::string network; ///< the zoo's name
    std::string file;    ///< "resnet50-11ad3fa6.pth": the name holds the SHA-256's first digits
    std::string recipe;  ///< torchvision's name for how they were trained
    std::string url;

    /// @throws Error (UnreadableInput) where the file's name holds no digits.
    ExpectedContent content() const;
};

struct Catalog
{
    std::vector<CatalogEntry> data;
    std::vector<CatalogWeights> weights;
};

/// The built-in one and the user's, whose entries go before others of the same name.
/// @throws Error (UnreadableInput) where the user's is not readable.
Catalog read_catalog();

/// Empty where no data set is called so.
std::optional<CatalogEntry> find_in_catalog(const std::string &name);

/// @throws Error (InvalidRequest) that lists the names where none is called so.
CatalogEntry catalog_entry(const std::string &name);
CatalogWeights catalog_weights(const std::string &name);

/// Where the unpacked data set is, or would be: data_folder()/data/NAME.
std::filesystem::path dataset_folder(const CatalogEntry &entry);

/// Where the weights are, or would be: cache_folder()/weights/FILE.
std::filesystem::path weights_file(const CatalogWeights &weights);

} // namespace tlvfc
