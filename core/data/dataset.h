// Which images, and how they become numbers.
#pragma once

#include "core/base/json.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace tlvfc {

enum class BadFilePolicy {
    LeaveOut, ///< list them and go on
    Refuse,   ///< end with an error that names them
};

/// A data set with its preparation. The defaults are METHOD.md section 5's for CIFAR-10.
struct DataSpec
{
    /// A folder of class folders, with train, val and test folders above them or without; CIFAR's
    /// binary or Python archives, packed or unpacked; a name of the catalog; or "made-up".
    std::string source;
    int image_size = 32;              ///< side of the images that the network sees, in pixels
    std::vector<std::string> classes; ///< only these, sorted by name all the same; empty: all
    int class_limit = 0;              ///< only the first N classes; 0: all
    int per_class_limit = 0; ///< training images per class, validation's share included; 0: all
    double validation_share = 0.2; ///< taken from training where the data has no validation
    /// Every class gives its share of images to validation, to the nearest image.
    bool stratified = false;
    BadFilePolicy on_bad = BadFilePolicy::LeaveOut;
    std::array<double, 3> mean = {.4910, .4817, .4461};
    std::array<double, 3> deviation = {.2473, .2438, .2617};
    /// Decode JPEGs of at least twice the size at a half, a quarter or an eighth: faster, with
    /// other pixels than torchvision's, which resizes the whole picture.
    bool scaled_decode = false;
    bool random_crop = true;     ///< in training: resize larger, pad, crop
    int resize_margin = 2;       ///< how much larger, in pixels
    int crop_padding = 4;        ///< on every side
    bool horizontal_flip = true; ///< in training, with probability one half
    // On request only: the recipe has none of these.
    /// In training: brightness, contrast and saturation each times up to 1 ± this; 0: left alone.
    double color_jitter = 0.0;
    int rand_augment = 0; ///< in training: so many operations drawn for each image, up to 8
    int rand_augment_strength = 9; ///< of the operations, 0 to 30
    /// In training: each image is mixed with another of the training set, and its label likewise,
    /// with a share drawn from Beta(mixup, mixup) (Zhang et al. 2018); 0: left alone.
    double mixup = 0.0;
    int made_up_classes = 10;
    int made_up_per_class = 200; ///< training images; validation and test have a fifth each

    /// @throws Error (InvalidRequest) that names the option.
    void validate() const;

    friend bool operator==(const DataSpec &, const DataSpec &) = default;
};

/// `spec` for what a person gave as data: a name of the catalog brings the recipe's size, mean and
/// deviation along, and a path becomes absolute. A folder that is called like an entry is given as
/// "./NAME".
DataSpec with_source(DataSpec spec, const std::string &given);

Json to_json(const DataSpec &spec);

/// Absent keys take the defaults. @throws Error naming the key and `where`.
DataSpec data_spec_from_json(const Json &json, const std::string &where);

/// What a look at the folder tells without decoding an image.
struct DatasetSummary
{
    std::string kind; ///< for people: "folder", "CIFAR-100 Python", "made-up"
    std::vector<std::string> classes;
    std::size_t train = 0;
    std::size_t val = 0;
    std::size_t test = 0;
};

/// @throws Error (UnreadableInput) where the source is no data set that the program knows.
DatasetSummary summarize_data(const DataSpec &spec);

} // namespace tlvfc
