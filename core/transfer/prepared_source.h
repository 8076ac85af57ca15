// What target layers that take the same source layer have in common.
#pragma once

#include "core/transfer/crew.h"
#include "core/transfer/kernel_resize.h"
#include "core/transfer/selection.h"

#include <algorithm>
#include <vector>

namespace tlvfc {

/// Kernels chosen in one filter.
struct ChosenKernels
{
    std::span<const std::uint32_t> kernels;
    bool among_equals = false; ///< the values said nothing, the order is the sort's accident
};

/// A source convolution brought to one kernel size, with what has been worked out about it for one
/// keep rule.
class PreparedSource
{
public:
    /// Draws as resize_kernels(). @pre the kernel sizes can be resized to each other
    PreparedSource(const Tensor &source, std::int64_t size, const KernelResize &resize,
                   Generator &generator, Crew &crew);

    const Tensor &resized() const { return resized_; } ///< So×Si×q×q
    std::int64_t filters() const { return resized_.shape()[0]; }
    std::int64_t kernels() const { return resized_.shape()[1]; }

    /// So values, measured at the first call. @pre the same measure in every call, not None
    std::span<const float> filter_values(Measure measure, Crew &crew);

    /// Remembers for each filter which `count` kernels are kept, from now on; kernels of a single
    /// value are not worth it.
    void remember_kept(std::int64_t count);

    /// What choose() says of the filter, asked once. Several threads may call this at the same
    /// time, each about filters of its own.
    template <typename Choose>
    ChosenKernels kept_kernels(std::int64_t filter, const Choose &choose)
    {
        if (known_.empty())
            return choose();
        auto &known = known_[static_cast<std::size_t>(filter)];
        const auto kept = std::span(kept_).subspan(static_cast<std::size_t>(filter * count_),
                                                   static_cast<std::size_t>(count_));
        if (known == Known::No) {
            const ChosenKernels chosen = choose();
            std::ranges::copy(chosen.kernels, kept.begin());
            known = chosen.among_equals ? Known::AmongEquals : Known::Yes;
        }
        return {kept, known == Known::AmongEquals};
    }

private:
    enum class Known : std::uint8_t { No, Yes, AmongEquals };

    Tensor resized_;
    std::vector<float> filter_values_;
    std::int64_t count_ = 0;
    std::vector<std::uint32_t> kept_; ///< So×count
    std::vector<Known> known_;        ///< by filter; empty where nothing is remembered
};

/// values.size() equal parts of the weights, measured by several threads.
void measure_rows(Crew &crew, Measure measure, std::span<const float> weights,
                  std::span<float> values);

} // namespace tlvfc
