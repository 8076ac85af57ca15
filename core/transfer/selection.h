// Which channels: the rules of METHOD.md section 3.
#pragma once

#include "core/base/random.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tlvfc {

/// at::argsort's order: ascending, not stable. Ties fall as libstdc++'s std::sort leaves them,
/// and ties are everywhere: every 1x1 kernel has variance 0.
std::vector<std::int64_t> argsort(std::span<const float> values);

/// choose(v, rule, n): `count` of the channels whose variances are given, in the rule's order.
/// `random` looks at no variance, may repeat and never picks the last channel; an odd count ≥ 3
/// leaves twoTailed one short.
/// @pre 1 ≤ count < variances.size()
std::vector<std::int64_t> choose(std::span<const float> variances, SelectionRule rule,
                                 std::int64_t count, Generator &generator);

/// Consumes what choose() would, without looking at any variance.
void skip_choice(SelectionRule rule, std::int64_t candidates, std::int64_t count,
                 Generator &generator);

/// How many channels choose() gives.
std::int64_t chosen_count(SelectionRule rule, std::int64_t count);

} // namespace tlvfc
