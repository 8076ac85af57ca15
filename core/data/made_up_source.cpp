#include "core/data/made_up.h"
#include "core/data/made_up_drawing.h"
#include "core/data/source.h"

#include "core/base/random.h"

#include <algorithm>

namespace tlvfc {

namespace {

/// Validation and test are a fifth of training each.
constexpr int held_out_part = 5;

/// A data set is given and does not depend on a run's seed: runs with several seeds see the same.
constexpr std::uint64_t data_seed = 20;

class MadeUp : public ImageSource
{
public:
    explicit MadeUp(const DataSpec &spec)
        : size_(spec.image_size)
    {
        const auto all = made_up_class_names(spec.made_up_classes);
        classes_ = wanted_classes(all, spec);
        for (const auto &name : classes_)
            kinds_.push_back(static_cast<int>(std::ranges::find(all, name) - all.begin()));
        per_class_ = {{"train", spec.made_up_per_class},
                      {"val", spec.made_up_per_class / held_out_part},
                      {"test", spec.made_up_per_class / held_out_part}};
    }

    std::string kind() const override { return made_up_source; }
    std::vector<std::string> classes() const override { return classes_; }

    std::vector<Sample> samples(const std::string &split) const override
    {
        std::vector<Sample> samples;
        for (std::size_t s = 0; s < per_class_.size(); ++s) {
            if (per_class_[s].first != split)
                continue;
            for (std::size_t label = 0; label < classes_.size(); ++label) {
                for (int i = 0; i < per_class_[s].second; ++i)
                    samples.push_back({classes_[label] + "/" + split + " " + std::to_string(i),
                                       static_cast<std::int32_t>(label),
                                       s * split_stride + static_cast<std::uint64_t>(i)});
            }
        }
        return samples;
    }

    Image read(const Sample &sample) const override
    {
        const auto &split = per_class_[static_cast<std::size_t>(sample.place / split_stride)].first;
        return draw_made_up(kinds_[static_cast<std::size_t>(sample.label)],
                            sample.place % split_stride, size_, stream_seed(data_seed, split));
    }

    std::filesystem::path file(const Sample &) const override { return {}; }

private:
    /// A sample's place: split × split_stride + number within its class.
    static constexpr std::uint64_t split_stride = std::uint64_t{1} << 32;

    int size_;
    std::vector<std::string> classes_;
    std::vector<int> kinds_; // of the classes, among all made-up ones
    std::vector<std::pair<std::string, int>> per_class_;
};

} // namespace

std::unique_ptr<ImageSource> open_made_up(const DataSpec &spec)
{
    return spec.source == made_up_source ? std::make_unique<MadeUp>(spec) : nullptr;
}

} // namespace tlvfc
