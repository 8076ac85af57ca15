// Where images come from: one reader per kind behind one door.
#pragma once

#include "core/data/catalog.h"
#include "core/data/dataset.h"
#include "core/data/image.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tlvfc {

/// An image that can be had from a source.
struct Sample
{
    std::string name; ///< for people: "cat/0012.jpg"
    std::int32_t label = 0;
    std::uint64_t place = 0; ///< where its source finds it
};

class ImageSource
{
public:
    ImageSource() = default;
    virtual ~ImageSource() = default;
    ImageSource(const ImageSource &) = delete;
    ImageSource &operator=(const ImageSource &) = delete;

    virtual std::string kind() const = 0;
    virtual std::vector<std::string> classes() const = 0;
    /// "train", "val" or "test"; empty where there is none.
    virtual std::vector<Sample> samples(const std::string &split) const = 0;
    /// Thread-safe. @throws Error (UnreadableInput) whose fault() is the reason.
    virtual Image read(const Sample &sample) const = 0;
    /// What an image's pixels depend on beside its file.
    virtual std::string preparation() const { return {}; }
    /// The file that holds the sample; empty where none does.
    virtual std::filesystem::path file(const Sample &sample) const = 0;
};

/// @throws Error (UnreadableInput) where the spec's source is no data set that the program knows.
std::unique_ptr<ImageSource> open_source(const DataSpec &spec);

/// The kinds; null where the source is not of the kind.
std::unique_ptr<ImageSource> open_class_folders(const DataSpec &spec);
std::unique_ptr<ImageSource> open_cifar(const DataSpec &spec);
std::unique_ptr<ImageSource> open_made_up(const DataSpec &spec);
/// @throws Error (UnreadableInput) for a name of the catalog that has not been fetched.
std::unique_ptr<ImageSource> open_catalog(const DataSpec &spec);

/// A catalog's data set in a folder, whatever the spec's source; null where the folder does not
/// hold it.
std::unique_ptr<ImageSource> open_entry(const CatalogEntry &entry,
                                        const std::filesystem::path &folder, const DataSpec &spec);

/// The classes that the spec asks for out of all that there are, in the order of `all`: in which
/// order they are asked for does not renumber them.
/// @throws Error (InvalidRequest) for a class that is not there.
std::vector<std::string> wanted_classes(const std::vector<std::string> &all, const DataSpec &spec);

struct Splits
{
    std::vector<Sample> train;
    std::vector<Sample> val;
    std::vector<Sample> test;
};

/// The source's splits, with validation taken from training by the seed's "split" stream where
/// there is none (class by class if stratified), and the limit per class applied before.
Splits divide(const ImageSource &source, const DataSpec &spec, std::uint64_t seed);

} // namespace tlvfc
