#include "core/transfer/variance_transfer.h"

#include "core/base/error.h"
#include "core/nets/initialize.h"
#include "core/transfer/selection.h"
#include "core/transfer/variance.h"

#include <cstring>

namespace tlvfc {

namespace {

using Kind = KernelOrigin::Kind;

/// One layer's transfer in progress: origins first, numbers at the end.
class Transfer
{
public:
    Transfer(const Tensor &source, const Tensor &target, const VarianceOptions &options,
             Generator &generator)
        : options_(options)
        , generator_(generator)
    {
        detail_.source_weight = source;
        detail_.before = target;
        detail_.resized_source =
            resize_kernels(source, target.shape()[3], options.resize, generator);
        So_ = source.shape()[0];
        Si_ = source.shape()[1];
        To_ = target.shape()[0];
        Ti_ = target.shape()[1];
        kernel_size_ = target.shape()[2] * target.shape()[3];
    }

    LayerDetail run()
    {
        if (So_ > To_)
            keep_filters();
        else if (So_ < To_)
            overwrite_filters();
        else
            match_filters();
        shuffle();
        write();
        return std::move(detail_);
    }

private:
    using Row = std::vector<KernelOrigin>;

    Row row_of(Kind kind, std::int64_t filter, std::int64_t width) const
    {
        Row row(static_cast<std::size_t>(width));
        for (std::int64_t j = 0; j < width; ++j)
            row[static_cast<std::size_t>(j)] = {kind, static_cast<std::int32_t>(filter),
                                                static_cast<std::int32_t>(j)};
        return row;
    }

    void keep_filters()
    {
        detail_.kept_source_filters = choose(source_filters(), options_.keep, To_, generator_);
        for (std::int64_t i = 0; i < To_; ++i)
            rows_.push_back(
                fit_filter(detail_.kept_source_filters[static_cast<std::size_t>(i)], i));
    }

    void match_filters()
    {
        for (std::int64_t i = 0; i < To_; ++i) {
            detail_.kept_source_filters.push_back(i);
            rows_.push_back(fit_filter(i, i));
        }
    }

    /// Source filter brought to Ti kernels, for target filter i.
    Row fit_filter(std::int64_t filter, std::int64_t i)
    {
        if (Si_ > Ti_)
            return keep_kernels(row_of(Kind::Source, filter, Si_));
        if (Si_ == Ti_)
            return row_of(Kind::Source, filter, Si_);
        auto row = row_of(Kind::Kept, i, Ti_);
        overwrite_kernels(row, filter);
        return row;
    }

    void overwrite_filters()
    {
        const bool wide = Si_ > Ti_;
        for (std::int64_t i = 0; i < To_; ++i)
            rows_.push_back(row_of(wide ? Kind::Drawn : Kind::Kept, i, wide ? Si_ : Ti_));
        if (wide)
            draw();
        const auto variances = wide ? row_variances(detail_.drawn.values(), To_) : target_filters();
        const auto chosen = choose(variances, options_.remove, So_, generator_);
        for (std::int64_t i = 0; i < std::ssize(chosen); ++i) {
            auto &row = rows_[static_cast<std::size_t>(chosen[static_cast<std::size_t>(i)])];
            if (Si_ < Ti_)
                overwrite_kernels(row, i); // by the variances as they are now: repeats see changes
            else
                row = row_of(Kind::Source, i, Si_);
            detail_.kept_source_filters.push_back(i);
        }
        detail_.overwritten_target_filters = chosen;
        if (wide) {
            for (auto &row : rows_)
                row = keep_kernels(row);
        }
    }

    /// The published program draws the buffer twice: randn, then Kaiming normal over it.
    void draw()
    {
        detail_.drawn =
            Tensor(Shape{To_, Si_, detail_.before.shape()[2], detail_.before.shape()[3]});
        const auto values = detail_.drawn.edit();
        generator_.normal(values, 0.0, 1.0);
        kaiming_normal_fan_out(values, detail_.drawn.shape(), generator_);
    }

    Row keep_kernels(const Row &row)
    {
        Row kept;
        for (const auto j : choose(variances_of(row), options_.keep, Ti_, generator_))
            kept.push_back(row[static_cast<std::size_t>(j)]);
        return kept;
    }

    void overwrite_kernels(Row &row, std::int64_t filter)
    {
        const auto chosen = choose(variances_of(row), options_.remove, Si_, generator_);
        for (std::size_t j = 0; j < chosen.size(); ++j)
            row[static_cast<std::size_t>(chosen[j])] = {
                Kind::Source, static_cast<std::int32_t>(filter), static_cast<std::int32_t>(j)};
    }

    void shuffle()
    {
        detail_.filter_permutation = generator_.randperm(To_);
        for (const auto from : detail_.filter_permutation) {
            const auto &row = rows_[static_cast<std::size_t>(from)];
            for (const auto j : generator_.randperm(Ti_))
                detail_.origins.push_back(row[static_cast<std::size_t>(j)]);
        }
    }

    void write()
    {
        detail_.after = Tensor(detail_.before.shape());
        auto *out = detail_.after.edit().data();
        for (const auto &origin : detail_.origins) {
            const auto kernel = kernel_at(origin);
            std::memcpy(out, kernel.data(), kernel.size_bytes());
            out += kernel_size_;
        }
    }

    std::span<const float> kernel_at(const KernelOrigin &origin) const
    {
        const auto &from = origin.kind == Kind::Source ? detail_.resized_source
                           : origin.kind == Kind::Kept ? detail_.before
                                                       : detail_.drawn;
        const auto index = origin.filter * from.shape()[1] + origin.kernel;
        return from.values().subspan(static_cast<std::size_t>(index * kernel_size_),
                                     static_cast<std::size_t>(kernel_size_));
    }

    std::vector<float> variances_of(const Row &row)
    {
        std::vector<float> variances(row.size());
        for (std::size_t j = 0; j < row.size(); ++j)
            variances[j] = kernel_variance(row[j]);
        return variances;
    }

    float kernel_variance(const KernelOrigin &origin)
    {
        auto &table = origin.kind == Kind::Source ? detail_.source_kernel_variance
                      : origin.kind == Kind::Kept ? detail_.target_kernel_variance
                                                  : drawn_kernel_variance_;
        const auto &tensor = origin.kind == Kind::Source ? detail_.resized_source
                             : origin.kind == Kind::Kept ? detail_.before
                                                         : detail_.drawn;
        if (table.empty())
            table = row_variances(tensor.values(), tensor.shape()[0] * tensor.shape()[1]);
        return table[static_cast<std::size_t>(origin.filter * tensor.shape()[1] + origin.kernel)];
    }

    const std::vector<float> &source_filters()
    {
        detail_.source_filter_variance = row_variances(detail_.resized_source.values(), So_);
        return detail_.source_filter_variance;
    }

    const std::vector<float> &target_filters()
    {
        detail_.target_filter_variance = row_variances(detail_.before.values(), To_);
        return detail_.target_filter_variance;
    }

    VarianceOptions options_;
    Generator &generator_;
    LayerDetail detail_;
    std::vector<Row> rows_;
    std::vector<float> drawn_kernel_variance_;
    std::int64_t So_ = 0;
    std::int64_t Si_ = 0;
    std::int64_t To_ = 0;
    std::int64_t Ti_ = 0;
    std::int64_t kernel_size_ = 0;
};

} // namespace

VarianceOptions VarianceOptions::from(const Strategy &strategy)
{
    return {{strategy.pad, strategy.pool}, strategy.keep, strategy.remove};
}

LayerDetail transfer_by_variance(const Tensor &source, const Tensor &target,
                                 const VarianceOptions &options, Generator &generator)
{
    const auto obstacle = variance_transfer_obstacle(source.shape(), target.shape(), options);
    if (!obstacle.empty())
        throw invalid_request(obstacle);
    return Transfer(source, target, options, generator).run();
}

void skip_variance_transfer(const Shape &source, const Shape &target,
                            const VarianceOptions &options, Generator &generator)
{
    const auto So = source[0];
    const auto Si = source[1];
    const auto To = target[0];
    const auto Ti = target[1];
    skip_resize(source, target[3], options.resize, generator);
    const auto skip_many = [&](std::int64_t times, SelectionRule rule, std::int64_t candidates,
                               std::int64_t count) {
        for (std::int64_t i = 0; i < times; ++i)
            skip_choice(rule, candidates, count, generator);
    };
    std::int64_t overwritten = To;
    if (So > To) {
        skip_choice(options.keep, So, To, generator);
    } else if (So < To) {
        if (Si > Ti) {
            const auto size = To * Si * target[2] * target[3];
            generator.randn(size);
            generator.randn(size);
        }
        skip_choice(options.remove, To, So, generator);
        overwritten = chosen_count(options.remove, So);
    }
    if (Si > Ti)
        skip_many(To, options.keep, Si, Ti);
    else if (Si < Ti)
        skip_many(overwritten, options.remove, Ti, Si);
    generator.randperm(To);
    for (std::int64_t i = 0; i < To; ++i)
        generator.randperm(Ti);
}

} // namespace tlvfc
