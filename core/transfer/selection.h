// Which channels: the rules of METHOD.md section 3, and rules of our own beside them.
#pragma once

#include "core/base/random.h"
#include "core/transfer/argsort.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tlvfc {

/// What a rule looks at.
enum class Measure {
    None, ///< at nothing but the number of channels: random and uniform
    Variance,
    Norm, ///< L2
};

Measure measure_of(SelectionRule rule);

/// Each of values.size() equal parts of the weights, measured. @pre measure is not None
void measure_rows(Measure measure, std::span<const float> weights, std::span<float> values);

/// Chooses channels again and again without a memory allocation for each.
class Chooser
{
public:
    /// choose(v, rule, n): `count` of `candidates` channels in the rule's order, for all rules but
    /// random. `values` are the channels', measured as the rule asks; empty for Measure::None.
    /// Valid until the next call. An odd count ≥ 3 leaves twoTailed one short.
    /// @pre 1 ≤ count < candidates
    std::span<const std::uint32_t> operator()(std::span<const float> values, SelectionRule rule,
                                              std::int64_t candidates, std::int64_t count);

    /// Whether the last call had to choose among values that were all equal.
    bool among_equals() const { return among_equals_; }

private:
    Argsort argsort_;
    std::vector<std::uint32_t> chosen_;
    bool among_equals_ = false;
};

/// The same for a single time, and for `random`, which draws, looks at no variance, may repeat and
/// never picks the last channel.
std::vector<std::int64_t> choose(std::span<const float> values, SelectionRule rule,
                                 std::int64_t count, Generator &generator);

/// Consumes what choose() would, `times` over, without looking at any value.
void skip_choice(SelectionRule rule, std::int64_t candidates, std::int64_t count,
                 Generator &generator, std::int64_t times = 1);

/// How many channels choose() gives.
std::int64_t chosen_count(SelectionRule rule, std::int64_t count);

} // namespace tlvfc
