// What a variance transfer decides: which kernel of which tensor goes where.
#pragma once

#include "core/base/shuffle.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/prepared_source.h"
#include "core/transfer/variance_transfer.h"

#include <atomic>

namespace tlvfc {

/// A KernelOrigin in 32 bits: its kind, and the kernel's number in its tensor, row-major.
class KernelCode
{
public:
    using Kind = KernelOrigin::Kind;
    /// Kernels that a tensor may have at most.
    static constexpr std::int64_t limit = std::int64_t(1) << 30;

    KernelCode() = default;
    KernelCode(Kind kind, std::int64_t kernel)
        : bits_(static_cast<std::uint32_t>(kind) << 30 | static_cast<std::uint32_t>(kernel))
    {
    }
    Kind kind() const { return static_cast<Kind>(bits_ >> 30); }
    std::uint32_t kernel() const { return bits_ & 0x3fffffffu; }

private:
    std::uint32_t bits_ = 0;
};

/// One layer's transfer. What holds for the whole layer is settled by the constructor, with every
/// draw; the rest is worked out filter by filter, so that nothing of the layer's size is held.
/// METHOD.md section 3, "Variance"; the cases are named there.
class VarianceDecisions
{
public:
    /// Draws what the transfer draws after resizing.
    /// @pre there is no variance_transfer_obstacle(); the arguments outlive this
    VarianceDecisions(PreparedSource &source, const Tensor &target, const VarianceOptions &options,
                      Generator &generator, Crew &crew);

    /// To×Si×q×q where the case draws one.
    const Tensor &drawn() const { return drawn_; }
    /// Source filters taken over, in order.
    const std::vector<std::int64_t> &kept_source_filters() const { return kept_; }
    /// Target filters overwritten, in order; a random choice repeats some.
    const std::vector<std::int64_t> &overwritten_target_filters() const { return overwritten_; }
    /// Finished filter i was filter [i] before.
    const std::vector<std::int64_t> &filter_permutation() const { return permutation_; }
    /// Whether every rule that looks at values found some to tell apart; known in full after
    /// each_filter().
    bool informative() const { return informative_; }

    /// take(filter, codes): where each of the finished filter's Ti kernels comes from. In any
    /// order, from the crew's threads.
    template <typename Take>
    void each_filter(const Take &take)
    {
        crew_.run(std::ssize(starts_), [&](std::int64_t part) {
            Worker worker(*this, part);
            for (auto filter = begin_of(part); filter < begin_of(part + 1); ++filter)
                take(filter, worker.finished_filter(filter));
        });
    }

private:
    using Kind = KernelOrigin::Kind;

    /// Kernels of one filter as they stand in one tensor.
    struct Run
    {
        Kind kind;
        std::int64_t filter;
        std::int64_t kernels;
    };

    class Worker
    {
    public:
        Worker(VarianceDecisions &decisions, std::int64_t part);
        std::span<const KernelCode> finished_filter(std::int64_t filter);

    private:
        void fill_row(std::int64_t filter);
        void overwrite(std::int64_t filter, std::int64_t source_filter, std::int64_t choice);
        ChosenKernels choose(const Run &run, SelectionRule rule, std::int64_t count,
                             std::int64_t choice);
        ChosenKernels choose_by_value(const Run &run, SelectionRule rule, std::int64_t count);

        VarianceDecisions &d_;
        Generator generator_;
        Shuffle shuffle_;
        Chooser chooser_;
        std::vector<float> values_;
        std::vector<KernelCode> row_; ///< before the shuffle
        std::vector<KernelCode> finished_;
    };

    void keep_filters(Generator &generator);
    void overwrite_filters(Generator &generator);
    void draw_new_filters(Generator &generator);
    void draw_kernel_choices(Generator &generator);
    void draw_permutations(Generator &generator);

    bool is_wide() const { return So_ < To_ && Si_ > Ti_; }
    Run run_of(std::int64_t filter) const;
    const Tensor &tensor_of(Kind kind) const;
    std::span<const float> filter_of(const Run &run) const;
    std::span<const std::int32_t> overwriters_of(std::int64_t filter) const;
    std::vector<std::int64_t> choose_filters(std::span<const float> values, SelectionRule rule,
                                             std::int64_t candidates, std::int64_t count,
                                             Generator &generator);
    std::int64_t begin_of(std::int64_t part) const { return To_ * part / std::ssize(starts_); }

    PreparedSource &source_;
    const Tensor &target_;
    const VarianceOptions options_;
    Crew &crew_;
    std::int64_t So_;
    std::int64_t Si_;
    std::int64_t To_;
    std::int64_t Ti_;

    Tensor drawn_;
    std::vector<std::int64_t> kept_;
    std::vector<std::int64_t> overwritten_;
    std::vector<std::int64_t> permutation_;
    std::vector<std::int32_t> overwriters_;      ///< source filters, by the target filter they hit
    std::vector<std::int32_t> overwriters_from_; ///< To+1 positions in the list above
    std::vector<std::uint32_t> drawn_choices_;   ///< for `random`: choice after choice
    std::vector<Generator> starts_;              ///< before the shuffles of each part's filters
    std::atomic<bool> informative_ = true;
};

} // namespace tlvfc
