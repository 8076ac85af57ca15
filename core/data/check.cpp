#include "core/data/check.h"

#include "core/base/error.h"
#include "core/base/side_by_side.h"
#include "core/data/source.h"

#include <algorithm>
#include <mutex>

namespace tlvfc {

namespace {

struct Finding
{
    std::string reason; ///< empty where the image is good
    int width = 0;
    int height = 0;
};

Finding look_at(const ImageSource &source, const Sample &sample)
{
    try {
        const auto image = source.read(sample);
        return {{}, image.width, image.height};
    } catch (const Error &error) {
        return {error.fault(), 0, 0};
    }
}

void count(DataCheck &check, CheckedSplit &split, const Sample &sample, const Finding &finding,
           const ImageSource &source)
{
    if (!finding.reason.empty()) {
        ++split.bad;
        check.bad.push_back({source.file(sample), finding.reason});
        return;
    }
    ++split.good;
    ++split.per_class[static_cast<std::size_t>(sample.label)];
    const std::array<int, 2> size{finding.width, finding.height};
    for (std::size_t i = 0; i < size.size(); ++i) {
        check.smallest[i] = check.smallest[i] == 0 ? size[i] : std::min(check.smallest[i], size[i]);
        check.largest[i] = std::max(check.largest[i], size[i]);
    }
}

} // namespace

std::map<std::string, std::size_t> DataCheck::reasons() const
{
    std::map<std::string, std::size_t> counts;
    for (const auto &file : bad)
        ++counts[file.reason];
    return counts;
}

DataCheck check_data(const DataSpec &spec, unsigned threads, std::stop_token stop,
                     const ProgressHandler &progress)
{
    const auto source = open_source(spec);
    DataCheck check;
    check.kind = source->kind();
    check.classes = source->classes();
    std::vector<std::pair<std::string, std::vector<Sample>>> splits;
    std::size_t total = 0;
    for (const char *name : {"train", "val", "test"}) {
        auto samples = source->samples(name);
        total += samples.size();
        if (!samples.empty())
            splits.emplace_back(name, std::move(samples));
    }
    ProgressThrottle throttle(progress);
    std::mutex mutex; // guards throttle and done
    std::size_t done = 0;
    for (const auto &[name, samples] : splits) {
        std::vector<Finding> findings(samples.size());
        side_by_side(samples.size(), threads, stop, [&](std::size_t i) {
            findings[i] = look_at(*source, samples[i]);
            const std::lock_guard lock(mutex);
            throttle.report("decoding images",
                            static_cast<double>(++done) / static_cast<double>(total));
        });
        CheckedSplit split{name, 0, 0, std::vector<std::size_t>(check.classes.size())};
        for (std::size_t i = 0; i < samples.size(); ++i)
            count(check, split, samples[i], findings[i], *source);
        check.splits.push_back(std::move(split));
    }
    return check;
}

} // namespace tlvfc
