#include "core/transfer/variance_decisions.h"

#include "core/base/error.h"
#include "core/transfer/normal_fill.h"

#include <numeric>

namespace tlvfc {

namespace {

/// Kernels that are worth a thread's while.
constexpr std::int64_t grain = 1 << 13;

} // namespace

VarianceDecisions::VarianceDecisions(PreparedSource &source, const Tensor &target,
                                     const VarianceOptions &options, Generator &generator,
                                     Crew &crew)
    : source_(source)
    , target_(target)
    , options_(options)
    , crew_(crew)
    , So_(source.filters())
    , Si_(source.kernels())
    , To_(target.shape()[0])
    , Ti_(target.shape()[1])
{
    if (std::max(So_, To_) * std::max(Si_, Ti_) >= KernelCode::limit)
        throw failure("a layer of " + std::to_string(std::max(So_, To_)) + "×" +
                      std::to_string(std::max(Si_, Ti_)) + " kernels is too large to transfer");
    if (So_ < To_)
        overwrite_filters(generator);
    else
        keep_filters(generator);
    draw_kernel_choices(generator);
    draw_permutations(generator);
    if (Si_ > Ti_ && measure_of(options_.keep) != Measure::None)
        source_.remember_kept(Ti_);
}

void VarianceDecisions::keep_filters(Generator &generator)
{
    if (So_ > To_) {
        const auto measure = measure_of(options_.keep);
        kept_ = choose_filters(measure == Measure::None ? std::span<const float>()
                                                        : source_.filter_values(measure, crew_),
                               options_.keep, So_, To_, generator);
    } else {
        kept_.resize(static_cast<std::size_t>(To_));
        std::iota(kept_.begin(), kept_.end(), 0);
    }
}

void VarianceDecisions::overwrite_filters(Generator &generator)
{
    if (is_wide())
        draw_new_filters(generator);
    const auto measure = measure_of(options_.remove);
    std::vector<float> values;
    if (measure != Measure::None) {
        values.resize(static_cast<std::size_t>(To_));
        measure_rows(crew_, measure, (is_wide() ? drawn_ : target_).values(), values);
    }
    overwritten_ = choose_filters(values, options_.remove, To_, So_, generator);
    kept_.resize(overwritten_.size());
    std::iota(kept_.begin(), kept_.end(), 0);

    overwriters_from_.resize(static_cast<std::size_t>(To_) + 1);
    for (const auto filter : overwritten_)
        ++overwriters_from_[static_cast<std::size_t>(filter) + 1];
    std::partial_sum(overwriters_from_.begin(), overwriters_from_.end(), overwriters_from_.begin());
    auto place = overwriters_from_;
    overwriters_.resize(overwritten_.size());
    for (std::size_t i = 0; i < overwritten_.size(); ++i) {
        auto &next = place[static_cast<std::size_t>(overwritten_[i])];
        overwriters_[static_cast<std::size_t>(next++)] = static_cast<std::int32_t>(i);
    }
}

/// The published program draws the buffer twice: randn, then Kaiming normal over it.
void VarianceDecisions::draw_new_filters(Generator &generator)
{
    const auto &shape = target_.shape();
    drawn_ = Tensor(Shape{To_, Si_, shape[2], shape[3]});
    generator.skip_normal(drawn_.size());
    fill_normal(crew_, generator, drawn_.edit(), 0.0, he_deviation(To_, shape[2] * shape[3]));
}

std::vector<std::int64_t>
VarianceDecisions::choose_filters(std::span<const float> values, SelectionRule rule,
                                  std::int64_t candidates, std::int64_t count, Generator &generator)
{
    if (rule == SelectionRule::Random)
        return generator.randint(0, candidates - 1, count);
    Chooser chooser;
    const auto chosen = chooser(values, rule, candidates, count);
    if (chooser.among_equals())
        informative_ = false;
    return {chosen.begin(), chosen.end()};
}

/// What `random` draws within filters, in the order in which the filters are worked on.
void VarianceDecisions::draw_kernel_choices(Generator &generator)
{
    const auto draw = [&](SelectionRule rule, std::int64_t times, std::int64_t candidates,
                          std::int64_t count) {
        if (rule != SelectionRule::Random)
            return;
        drawn_choices_.resize(static_cast<std::size_t>(times * count));
        randint(generator, static_cast<std::uint32_t>(candidates - 1), drawn_choices_);
    };
    if (Si_ > Ti_)
        draw(options_.keep, To_, Si_, Ti_);
    else if (Si_ < Ti_)
        draw(options_.remove, std::ssize(kept_), Ti_, Si_);
}

void VarianceDecisions::draw_permutations(Generator &generator)
{
    permutation_ = generator.randperm(To_);
    starts_.assign(static_cast<std::size_t>(crew_.parts_of(To_, grain / Ti_ + 1)), generator);
    for (std::int64_t part = 0; part < std::ssize(starts_); ++part) {
        starts_[static_cast<std::size_t>(part)] = generator;
        for (auto filter = begin_of(part); filter < begin_of(part + 1); ++filter)
            generator.skip_randperm(Ti_);
    }
}

std::span<const std::int32_t> VarianceDecisions::overwriters_of(std::int64_t filter) const
{
    const auto i = static_cast<std::size_t>(filter);
    const auto first = static_cast<std::size_t>(overwriters_from_[i]);
    return std::span(overwriters_)
        .subspan(first, static_cast<std::size_t>(overwriters_from_[i + 1]) - first);
}

/// The kernels that filter `filter`, before the shuffle, begins with.
VarianceDecisions::Run VarianceDecisions::run_of(std::int64_t filter) const
{
    if (So_ >= To_) {
        if (Si_ >= Ti_)
            return {Kind::Source, kept_[static_cast<std::size_t>(filter)], Si_};
        return {Kind::Kept, filter, Ti_};
    }
    if (Si_ >= Ti_) {
        if (const auto sources = overwriters_of(filter); !sources.empty())
            return {Kind::Source, sources.back(), Si_}; // the last to be written stays
    }
    return is_wide() ? Run{Kind::Drawn, filter, Si_} : Run{Kind::Kept, filter, Ti_};
}

const Tensor &VarianceDecisions::tensor_of(Kind kind) const
{
    return kind == Kind::Source ? source_.resized() : kind == Kind::Drawn ? drawn_ : target_;
}

std::span<const float> VarianceDecisions::filter_of(const Run &run) const
{
    const auto values = tensor_of(run.kind).values();
    const auto size = run.kernels * target_.shape()[2] * target_.shape()[3];
    return values.subspan(static_cast<std::size_t>(run.filter * size),
                          static_cast<std::size_t>(size));
}

VarianceDecisions::Worker::Worker(VarianceDecisions &decisions, std::int64_t part)
    : d_(decisions)
    , generator_(decisions.starts_[static_cast<std::size_t>(part)])
    , shuffle_(decisions.Ti_)
    , row_(static_cast<std::size_t>(decisions.Ti_))
    , finished_(row_.size())
{
}

std::span<const KernelCode> VarianceDecisions::Worker::finished_filter(std::int64_t filter)
{
    fill_row(d_.permutation_[static_cast<std::size_t>(filter)]);
    const auto order = shuffle_.draw(generator_);
    for (std::size_t j = 0; j < finished_.size(); ++j)
        finished_[j] = row_[order[j]];
    return finished_;
}

void VarianceDecisions::Worker::fill_row(std::int64_t filter)
{
    const auto run = d_.run_of(filter);
    const auto first = run.filter * run.kernels;
    if (d_.Si_ > d_.Ti_) {
        const auto kept = choose(run, d_.options_.keep, d_.Ti_, filter);
        for (std::size_t j = 0; j < row_.size(); ++j)
            row_[j] = {run.kind, first + kept.kernels[j]};
        return;
    }
    for (std::size_t j = 0; j < row_.size(); ++j)
        row_[j] = {run.kind, first + static_cast<std::int64_t>(j)};
    if (d_.Si_ == d_.Ti_)
        return;
    if (d_.So_ >= d_.To_) {
        overwrite(filter, d_.kept_[static_cast<std::size_t>(filter)], filter);
        return;
    }
    for (const auto source : d_.overwriters_of(filter))
        overwrite(filter, source, source);
}

/// Only `random` overwrites a filter twice, and it looks at no variance: the others see a filter
/// as it was initialized.
void VarianceDecisions::Worker::overwrite(std::int64_t filter, std::int64_t source_filter,
                                          std::int64_t choice)
{
    const auto chosen = choose({Kind::Kept, filter, d_.Ti_}, d_.options_.remove, d_.Si_, choice);
    const auto first = source_filter * d_.Si_;
    for (std::size_t j = 0; j < chosen.kernels.size(); ++j)
        row_[chosen.kernels[j]] = {Kind::Source, first + static_cast<std::int64_t>(j)};
}

ChosenKernels VarianceDecisions::Worker::choose(const Run &run, SelectionRule rule,
                                                std::int64_t count, std::int64_t choice)
{
    if (rule == SelectionRule::Random)
        return {
            std::span(d_.drawn_choices_)
                .subspan(static_cast<std::size_t>(choice * count), static_cast<std::size_t>(count)),
            false};
    const auto by_value = [&] { return choose_by_value(run, rule, count); };
    const auto chosen =
        run.kind == Kind::Source ? d_.source_.kept_kernels(run.filter, by_value) : by_value();
    if (chosen.among_equals)
        d_.informative_ = false;
    return chosen;
}

ChosenKernels VarianceDecisions::Worker::choose_by_value(const Run &run, SelectionRule rule,
                                                         std::int64_t count)
{
    values_.resize(static_cast<std::size_t>(run.kernels));
    if (const auto measure = measure_of(rule); measure != Measure::None)
        measure_rows(measure, d_.filter_of(run), values_);
    const auto chosen = chooser_(values_, rule, run.kernels, count);
    return {chosen, chooser_.among_equals()};
}

} // namespace tlvfc
