#include "core/data/source.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tlvfc {

std::unique_ptr<ImageSource> open_source(const DataSpec &spec)
{
    spec.validate();
    for (const auto open : {open_made_up, open_cifar_binary, open_class_folders}) {
        if (auto source = open(spec))
            return source;
    }
    if (!std::filesystem::is_directory(spec.source))
        throw unreadable_input("no such folder", spec.source, "check its name");
    throw unreadable_input("the folder holds no class folders with images", spec.source,
                           "give a folder with one folder per class, or CIFAR-10's binary files");
}

std::vector<std::string> wanted_classes(const std::vector<std::string> &all, const DataSpec &spec)
{
    for (const auto &name : spec.classes) {
        if (std::ranges::find(all, name) == all.end())
            throw invalid_request("the data has no class '" + name + "'", spec.source,
                                  "choose among its classes");
    }
    auto wanted = all;
    if (!spec.classes.empty())
        std::erase_if(wanted, [&](const std::string &name) {
            return std::ranges::find(spec.classes, name) == spec.classes.end();
        });
    if (spec.class_limit > 0 && static_cast<std::size_t>(spec.class_limit) < wanted.size())
        wanted.resize(static_cast<std::size_t>(spec.class_limit));
    return wanted;
}

namespace {

void limit_per_class(std::vector<Sample> &samples, int limit)
{
    if (limit <= 0)
        return;
    std::map<std::int32_t, int> taken;
    std::erase_if(samples, [&](const Sample &sample) { return ++taken[sample.label] > limit; });
}

} // namespace

Splits divide(const ImageSource &source, const DataSpec &spec, std::uint64_t seed)
{
    Splits splits{source.samples("train"), source.samples("val"), source.samples("test")};
    limit_per_class(splits.train, spec.per_class_limit);
    const auto share = static_cast<std::size_t>(
        std::llround(spec.validation_share * static_cast<double>(splits.train.size())));
    if (!splits.val.empty() || share == 0)
        return splits;
    Generator generator(stream_seed(seed, "split"));
    std::vector<bool> held_out(splits.train.size(), false);
    const auto order = generator.randperm(std::ssize(splits.train));
    for (std::size_t i = 0; i < share; ++i)
        held_out[static_cast<std::size_t>(order[i])] = true;
    std::vector<Sample> train;
    for (std::size_t i = 0; i < splits.train.size(); ++i)
        (held_out[i] ? splits.val : train).push_back(std::move(splits.train[i]));
    splits.train = std::move(train);
    return splits;
}

} // namespace tlvfc
