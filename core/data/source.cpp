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
    for (const auto open : {open_made_up, open_catalog, open_cifar, open_class_folders}) {
        if (auto source = open(spec))
            return source;
    }
    std::error_code hidden; // by rights, say
    if (std::filesystem::is_regular_file(spec.source, hidden))
        throw unreadable_input("the file is not one of CIFAR's archives", spec.source,
                               "unpack it, and give the folder with the class folders");
    if (!std::filesystem::is_directory(spec.source, hidden))
        throw unreadable_input(hidden && hidden != std::errc::no_such_file_or_directory
                                   ? "cannot look at it: " + hidden.message()
                                   : std::string("no such folder"),
                               spec.source,
                               "check its name, or choose one that `tlvfc data list` shows");
    throw unreadable_input("the folder holds no class folders with images", spec.source,
                           "give a folder with one folder per class, or CIFAR's files");
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

/// Which of the samples validation takes.
std::vector<bool> held_out(const std::vector<Sample> &samples, const DataSpec &spec,
                           std::uint64_t seed)
{
    std::vector<bool> held(samples.size(), false);
    Generator generator(stream_seed(seed, "split"));
    const auto take_share = [&](const std::vector<std::size_t> &among) {
        const auto share = static_cast<std::size_t>(
            std::llround(spec.validation_share * static_cast<double>(among.size())));
        const auto order = generator.randperm(std::ssize(among));
        for (std::size_t i = 0; i < share; ++i)
            held[among[static_cast<std::size_t>(order[i])]] = true;
    };
    std::map<std::int32_t, std::vector<std::size_t>> groups; // one for all, or one a class
    for (std::size_t i = 0; i < samples.size(); ++i)
        groups[spec.stratified ? samples[i].label : 0].push_back(i);
    for (const auto &[label, among] : groups)
        take_share(among);
    return held;
}

} // namespace

Splits divide(const ImageSource &source, const DataSpec &spec, std::uint64_t seed)
{
    Splits splits{source.samples("train"), source.samples("val"), source.samples("test")};
    limit_per_class(splits.train, spec.per_class_limit);
    if (!splits.val.empty() || spec.validation_share == 0.0)
        return splits;
    const auto held = held_out(splits.train, spec, seed);
    std::vector<Sample> train;
    for (std::size_t i = 0; i < splits.train.size(); ++i)
        (held[i] ? splits.val : train).push_back(std::move(splits.train[i]));
    splits.train = std::move(train);
    return splits;
}

} // namespace tlvfc
