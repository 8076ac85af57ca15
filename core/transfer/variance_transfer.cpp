#include "core/transfer/variance_transfer.h"

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/transfer/kernel_set.h"
#include "core/transfer/prepared_source.h"
#include "core/transfer/selection.h"
#include "core/transfer/variance_decisions.h"

#include <cstring>
#include <mutex>

namespace tlvfc {

namespace {

/// The three tensors that a kernel may come from.
class Kernels
{
public:
    Kernels(const Tensor &source, const Tensor &target, const Tensor &drawn)
        : from_{source.values().data(), target.values().data(), drawn.values().data()}
        , size_(static_cast<std::size_t>(target.shape()[2] * target.shape()[3]))
    {
    }

    std::size_t size() const { return size_; }

    /// Kernels of the usual sizes are copied without a call for each.
    void copy(std::span<const KernelCode> codes, float *out) const
    {
        switch (size_) {
        case 1:
            return copy_sized<1>(codes, out);
        case 9:
            return copy_sized<9>(codes, out);
        case 25:
            return copy_sized<25>(codes, out);
        default:
            for (const auto code : codes) {
                std::memcpy(out, at(code, size_), size_ * sizeof(float));
                out += size_;
            }
        }
    }

private:
    const float *at(KernelCode code, std::size_t size) const
    {
        return from_[static_cast<std::size_t>(code.kind())] + code.kernel() * size;
    }

    template <std::size_t size>
    void copy_sized(std::span<const KernelCode> codes, float *out) const
    {
        for (const auto code : codes) {
            std::memcpy(out, at(code, size), size * sizeof(float));
            out += size;
        }
    }

    const float *from_[3]; ///< by KernelOrigin::Kind
    std::size_t size_;
};

} // namespace

VarianceOptions VarianceOptions::from(const Strategy &strategy)
{
    return {{strategy.pad, strategy.pool}, strategy.keep, strategy.remove};
}

LayerDetail transfer_by_variance(const Tensor &source, const Tensor &target,
                                 const VarianceOptions &options, Generator &generator,
                                 const std::stop_token &stop)
{
    const auto obstacle = variance_transfer_obstacle(source.shape(), target.shape(), options);
    if (!obstacle.empty())
        throw invalid_request(obstacle);
    Crew crew;
    PreparedSource prepared(source, target.shape()[3], options.resize, generator, crew);
    throw_if_stopped(stop);
    VarianceDecisions decisions(prepared, target, options, generator, crew);
    throw_if_stopped(stop);

    LayerDetail detail;
    detail.source_weight = source;
    detail.resized_source = prepared.resized();
    detail.before = target;
    detail.drawn = decisions.drawn();
    detail.kept_source_filters = decisions.kept_source_filters();
    detail.overwritten_target_filters = decisions.overwritten_target_filters();
    detail.filter_permutation = decisions.filter_permutation();
    detail.after = Tensor(target.shape());
    const auto out = detail.after.edit();
    const Kernels kernels(prepared.resized(), target, decisions.drawn());
    const auto width = target.shape()[1];
    detail.origins.resize(static_cast<std::size_t>(target.shape()[0] * width));
    decisions.each_filter([&](std::int64_t filter, std::span<const KernelCode> codes) {
        const auto first = static_cast<std::size_t>(filter * width);
        kernels.copy(codes, out.data() + first * kernels.size());
        for (std::size_t j = 0; j < codes.size(); ++j) {
            const bool own = codes[j].kind() == KernelOrigin::Kind::Kept;
            const auto columns = own ? width : source.shape()[1];
            detail.origins[first + j] = {codes[j].kind(),
                                         static_cast<std::int32_t>(codes[j].kernel() / columns),
                                         static_cast<std::int32_t>(codes[j].kernel() % columns)};
        }
    });
    return detail;
}

void write_by_variance(PreparedSource &source, const Tensor &target, const VarianceOptions &options,
                       Generator &generator, Crew &crew, std::span<float> out, KernelCounts *counts)
{
    VarianceDecisions decisions(source, target, options, generator, crew);
    const Kernels kernels(source.resized(), target, decisions.drawn());
    const auto width = static_cast<std::size_t>(target.shape()[1]) * kernels.size();
    if (!counts) {
        decisions.each_filter([&](std::int64_t filter, std::span<const KernelCode> codes) {
            kernels.copy(codes, out.data() + static_cast<std::size_t>(filter) * width);
        });
        return;
    }
    KernelSet seen(source.filters() * source.kernels());
    std::atomic<std::int64_t> from_source = 0;
    decisions.each_filter([&](std::int64_t filter, std::span<const KernelCode> codes) {
        kernels.copy(codes, out.data() + static_cast<std::size_t>(filter) * width);
        std::int64_t taken = 0;
        for (const auto code : codes) {
            if (code.kind() == KernelOrigin::Kind::Source) {
                seen.add(code.kernel());
                ++taken;
            }
        }
        from_source += taken;
    });
    *counts = {target.shape()[0] * target.shape()[1], from_source, seen.size(),
               decisions.informative()};
}

void skip_variance_transfer(const Shape &source, const Shape &target,
                            const VarianceOptions &options, Generator &generator)
{
    const auto So = source[0];
    const auto Si = source[1];
    const auto To = target[0];
    const auto Ti = target[1];
    skip_resize(source, target[3], options.resize, generator);
    std::int64_t overwritten = To;
    if (So > To) {
        skip_choice(options.keep, So, To, generator);
    } else if (So < To) {
        if (Si > Ti) {
            const auto size = To * Si * target[2] * target[3];
            generator.skip_normal(size);
            generator.skip_normal(size);
        }
        skip_choice(options.remove, To, So, generator);
        overwritten = chosen_count(options.remove, So);
    }
    if (Si > Ti)
        skip_choice(options.keep, Si, Ti, generator, To);
    else if (Si < Ti)
        skip_choice(options.remove, Ti, Si, generator, overwritten);
    generator.skip_randperm(To);
    for (std::int64_t i = 0; i < To; ++i)
        generator.skip_randperm(Ti);
}

} // namespace tlvfc
