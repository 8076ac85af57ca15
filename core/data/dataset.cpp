#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/data/catalog.h"
#include "core/data/made_up.h"
#include "core/data/source.h"

#include <cmath>

namespace tlvfc {

void DataSpec::validate() const
{
    require_option(!source.empty(), "no data given", "data", "give a folder, or made-up");
    require_option(image_size >= 4 && image_size <= 4096,
                   "images of " + std::to_string(image_size) + " pixels", "size",
                   "give a side from 4 to 4096 pixels");
    require_option(class_limit >= 0 && per_class_limit >= 0, "a negative limit", "classes-limit",
                   "give 0 for all, or a number");
    require_option(validation_share >= 0.0 && validation_share < 1.0,
                   "a validation share out of range", "validation-share",
                   "give a number from 0 to below 1");
    require_option(resize_margin >= 0 && resize_margin <= 256 && crop_padding >= 0 &&
                       crop_padding <= 256,
                   "a crop out of range", "crop", "give margins from 0 to 256 pixels");
    require_option(color_jitter >= 0.0 && color_jitter <= 1.0, "a color jitter out of range",
                   "color-jitter", "give a number from 0 to 1");
    require_option(rand_augment >= 0 && rand_augment <= 8,
                   std::to_string(rand_augment) + " operations per image", "rand-augment",
                   "give a number from 0 to 8");
    require_option(rand_augment_strength >= 0 && rand_augment_strength <= 30,
                   "a strength of " + std::to_string(rand_augment_strength),
                   "rand-augment-strength", "give a number from 0 to 30");
    require_option(mixup >= 0.0 && mixup <= 100.0, "a mixup out of range", "mixup",
                   "give a number such as 0.2, or 0 for none");
    for (const double value : mean)
        require_option(std::isfinite(value), "a mean that is no number", "mean",
                       "give three numbers");
    for (const double value : deviation)
        require_option(value > 0.0 && std::isfinite(value),
                       "a standard deviation that is not positive", "std",
                       "give three numbers above 0");
    require_option(made_up_classes >= min_made_up_classes && made_up_classes <= max_made_up_classes,
                   std::to_string(made_up_classes) + " made-up classes", "made-up classes",
                   "give a number from " + std::to_string(min_made_up_classes) + " to " +
                       std::to_string(max_made_up_classes));
    require_option(made_up_per_class >= 5 && made_up_per_class <= 100000,
                   std::to_string(made_up_per_class) + " made-up images per class",
                   "made-up images per class", "give a number from 5 to 100000");
}

DataSpec with_source(DataSpec spec, const std::string &given)
{
    const bool is_path = given.find('/') != std::string::npos;
    const auto entry = is_path ? std::nullopt : find_in_catalog(given);
    if (entry) {
        spec.image_size = entry->image_size;
        spec.mean = entry->mean;
        spec.deviation = entry->deviation;
    }
    const bool is_name = given.empty() || given == made_up_source || entry;
    spec.source = is_name ? given : whole_path(given).string();
    return spec;
}

Json to_json(const DataSpec &spec)
{
    return {
        {"source", spec.source},
        {"image_size", spec.image_size},
        {"classes", spec.classes},
        {"class_limit", spec.class_limit},
        {"per_class_limit", spec.per_class_limit},
        {"validation_share", spec.validation_share},
        {"stratified", spec.stratified},
        {"refuse_bad", spec.on_bad == BadFilePolicy::Refuse},
        {"mean", spec.mean},
        {"std", spec.deviation},
        {"scaled_decode", spec.scaled_decode},
        {"random_crop", spec.random_crop},
        {"resize_margin", spec.resize_margin},
        {"crop_padding", spec.crop_padding},
        {"horizontal_flip", spec.horizontal_flip},
        {"color_jitter", spec.color_jitter},
        {"rand_augment", spec.rand_augment},
        {"rand_augment_strength", spec.rand_augment_strength},
        {"mixup", spec.mixup},
        {"made_up_classes", spec.made_up_classes},
        {"made_up_per_class", spec.made_up_per_class},
    };
}

DataSpec data_spec_from_json(const Json &json, const std::string &where)
{
    if (!json.is_object())
        throw unreadable_input("the data's description is no JSON object", where);
    DataSpec spec;
    const auto read = [&](const char *key, auto &value) {
        value = json_value(json, key, value, where);
    };
    read("source", spec.source);
    read("image_size", spec.image_size);
    read("classes", spec.classes);
    read("class_limit", spec.class_limit);
    read("per_class_limit", spec.per_class_limit);
    read("validation_share", spec.validation_share);
    read("stratified", spec.stratified);
    spec.on_bad = json_value(json, "refuse_bad", false, where) ? BadFilePolicy::Refuse
                                                               : BadFilePolicy::LeaveOut;
    read("mean", spec.mean);
    read("std", spec.deviation);
    read("scaled_decode", spec.scaled_decode);
    read("random_crop", spec.random_crop);
    read("resize_margin", spec.resize_margin);
    read("crop_padding", spec.crop_padding);
    read("horizontal_flip", spec.horizontal_flip);
    read("color_jitter", spec.color_jitter);
    read("rand_augment", spec.rand_augment);
    read("rand_augment_strength", spec.rand_augment_strength);
    read("mixup", spec.mixup);
    read("made_up_classes", spec.made_up_classes);
    read("made_up_per_class", spec.made_up_per_class);
    return spec;
}

DatasetSummary summarize_data(const DataSpec &spec)
{
    const auto source = open_source(spec);
    DatasetSummary summary;
    summary.kind = source->kind();
    summary.classes = source->classes();
    const auto splits = divide(*source, spec, 0);
    summary.train = splits.train.size();
    summary.val = splits.val.size();
    summary.test = splits.test.size();
    return summary;
}

} // namespace tlvfc
