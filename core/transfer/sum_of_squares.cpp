#include "core/transfer/sum_of_squares.h"

#include <algorithm>
#include <cmath>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tlvfc {

namespace {

constexpr std::size_t block = std::size_t(1) << 14;

double add_one_by_one(std::span<const float> values, double center, double sum)
{
    for (const float value : values) {
        const double distance = static_cast<double>(value) - center;
        sum += distance * distance;
    }
    return sum;
}

#if defined(__x86_64__)

// Why another order of adding can have the same bits: as long as the sum stays between two powers
// of two, 2^e and 2^(e+1), it moves on a grid of step u = 2^(e-52). Adding x ≥ 0 and rounding then
// is adding x rounded to the grid, whatever the sum is, unless x lies exactly in the middle of two
// grid points, where the sum's last bit decides. Sums of grid points are exact in any order. So
// a block is added up side by side, and only where it meets a middle or leaves [2^e, 2^(e+1)) is
// it added again one by one. Early sums, whose grid is fine, often do; soon next to none do.

/// The sum of a block's squares rounded to the grid, or NaN where one met a middle.
/// @pre values.size() is a multiple of 16; `power` is 2^e
__attribute__((target("avx2"))) double add_on_grid(std::span<const float> values, double center,
                                                   double power)
{
    constexpr int chains = 4;
    const auto center_v = _mm256_set1_pd(center);
    const auto power_v = _mm256_set1_pd(power);
    const auto middle = _mm256_set1_pd(power * 0x1p-53);
    const auto sign = _mm256_set1_pd(-0.0);
    __m256d sums[chains];
    __m256d met = _mm256_setzero_pd();
    for (auto &sum : sums)
        sum = _mm256_setzero_pd();
    for (std::size_t i = 0; i < values.size(); i += 4 * chains) {
        for (int c = 0; c < chains; ++c) {
            const auto value = _mm256_cvtps_pd(_mm_loadu_ps(values.data() + i + 4 * c));
            const auto distance = _mm256_sub_pd(value, center_v);
            const auto square = _mm256_mul_pd(distance, distance);
            // Adding 2^e rounds to the grid; its last bit on the grid is even, as is 0's.
            const auto rounded = _mm256_sub_pd(_mm256_add_pd(square, power_v), power_v);
            const auto error = _mm256_andnot_pd(sign, _mm256_sub_pd(square, rounded));
            // Not below the middle: in it, or no number.
            met = _mm256_or_pd(met, _mm256_cmp_pd(error, middle, _CMP_NLT_UQ));
            sums[c] = _mm256_add_pd(sums[c], rounded);
        }
    }
    if (_mm256_movemask_pd(met) != 0)
        return std::nan("");
    const auto all =
        _mm256_add_pd(_mm256_add_pd(sums[0], sums[1]), _mm256_add_pd(sums[2], sums[3]));
    alignas(32) double lanes[4];
    _mm256_store_pd(lanes, all);
    return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}

double add_block(std::span<const float> values, double center, double sum)
{
    int exponent = 0;
    if (std::isnormal(sum) && values.size() == block) {
        std::frexp(sum, &exponent); // sum in [2^(exponent-1), 2^exponent)
        const double power = std::ldexp(1.0, exponent - 1);
        const double end = sum + add_on_grid(values, center, power);
        if (end < 2.0 * power) // not for NaN
            return end;
    }
    return add_one_by_one(values, center, sum);
}

bool can_add_blocks() { return __builtin_cpu_supports("avx2"); }

#else

double add_block(std::span<const float> values, double center, double sum)
{
    return add_one_by_one(values, center, sum);
}

bool can_add_blocks() { return false; }

#endif

} // namespace

double sum_of_squares(std::span<const float> values, double center)
{
    if (!can_add_blocks())
        return add_one_by_one(values, center, 0.0);
    double sum = 0.0;
    while (!values.empty()) {
        const auto count = std::min(block, values.size());
        sum = add_block(values.first(count), center, sum);
        values = values.subspan(count);
    }
    return sum;
}

} // namespace tlvfc
