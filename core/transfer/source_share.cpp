#include "core/transfer/source_share.h"

#include "core/transfer/clip.h"
#include "core/transfer/selection.h"
#include "core/transfer/variance_transfer.h"

#include <algorithm>

namespace tlvfc {

namespace {

/// METHOD.md section 3, "Clip": the part that both cover.
double clipped_share(const Shape &from, const Shape &to)
{
    double share = 1.0;
    for (std::size_t d = 0; d < std::min(from.size(), to.size()); ++d)
        share *= static_cast<double>(clip_span(from[d], to[d]).count) / static_cast<double>(to[d]);
    return share;
}

/// METHOD.md section 3, "Variance": the draws of one layer again, in their order.
class VarianceShare
{
public:
    VarianceShare(const Shape &source, const Shape &target, const VarianceOptions &options,
                  Generator generator)
        : options_(options)
        , generator_(std::move(generator))
        , So_(source[0])
        , Si_(source[1])
        , To_(target[0])
        , Ti_(target[1])
    {
        skip_resize(source, target[3], options.resize, generator_);
        if (So_ < To_ && Si_ > Ti_) {
            // randn, then Kaiming normal over it.
            for (int i = 0; i < 2; ++i)
                generator_.skip_normal(To_ * Si_ * target[2] * target[3]);
        }
    }

    double operator()()
    {
        if (So_ >= To_ && Si_ >= Ti_)
            return 1.0;
        const auto taken = So_ >= To_ ? in_kept_filters() : in_overwritten_filters();
        return static_cast<double>(taken) / static_cast<double>(To_ * Ti_);
    }

private:
    bool is_random() const { return options_.remove == SelectionRule::Random; }

    std::int64_t in_kept_filters()
    {
        if (So_ > To_)
            skip_choice(options_.keep, So_, To_, generator_);
        if (!is_random())
            return To_ * chosen_count(options_.remove, Si_);
        std::vector<bool> row(static_cast<std::size_t>(Ti_));
        std::int64_t taken = 0;
        for (std::int64_t filter = 0; filter < To_; ++filter) {
            row.assign(row.size(), false);
            taken += overwrite(row.begin());
        }
        return taken;
    }

    std::int64_t in_overwritten_filters()
    {
        if (!is_random()) {
            const auto filters = chosen_count(options_.remove, So_);
            return filters * (Si_ < Ti_ ? chosen_count(options_.remove, Si_) : Ti_);
        }
        const auto filters = generator_.randint(0, To_ - 1, So_);
        if (Si_ >= Ti_) {
            std::vector<bool> is_taken(static_cast<std::size_t>(To_));
            for (const auto filter : filters)
                is_taken[static_cast<std::size_t>(filter)] = true;
            return std::count(is_taken.begin(), is_taken.end(), true) * Ti_;
        }
        // A filter that is hit twice keeps what the first left of it.
        std::vector<bool> rows(static_cast<std::size_t>(To_ * Ti_));
        std::int64_t taken = 0;
        for (const auto filter : filters)
            taken += overwrite(rows.begin() + filter * Ti_);
        return taken;
    }

    /// How many of the row's kernels are the source's that were not before.
    std::int64_t overwrite(std::vector<bool>::iterator row)
    {
        std::int64_t fresh = 0;
        for (const auto kernel : generator_.randint(0, Ti_ - 1, Si_)) {
            fresh += row[kernel] ? 0 : 1;
            row[kernel] = true;
        }
        return fresh;
    }

    const VarianceOptions options_;
    Generator generator_;
    std::int64_t So_;
    std::int64_t Si_;
    std::int64_t To_;
    std::int64_t Ti_;
};

} // namespace

double source_share(const TransferPlan &plan, const LayerPlan &layer)
{
    const bool takes = layer.action == LayerAction::Variance || layer.action == LayerAction::Clip;
    if (!takes || plan.strategy.control == Control::NormOnly)
        return 0.0;
    const auto &from = *plan.source->architecture.layer(layer.source).weight_shape;
    const auto &to = *plan.target->architecture.layer(layer.target).weight_shape;
    if (layer.action == LayerAction::Clip)
        return clipped_share(from, to);
    return VarianceShare(from, to, VarianceOptions::from(plan.strategy), layer.start)();
}

} // namespace tlvfc
