// Compiled for AVX2 and FMA, so nothing is included whose inline functions other files share.
#include "core/base/draws_avx2.h"

#include <immintrin.h>

namespace tlvfc {

namespace {

// The logarithm, sine and cosine of the Cephes library in the float32 form that torch takes them
// (ATen/native/cpu/avx_mathfun.h, after Julien Pommier's sse_mathfun). Where torch's compiler
// joined a product and a sum, fmadd() stands here: each choice decides last bits.

__m256 all(float value) { return _mm256_set1_ps(value); }

__m256i all(int value) { return _mm256_set1_epi32(value); }

/// a·b + c, rounded once.
__m256 fma(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }

/// The natural logarithm of normal numbers above 0.
__m256 logarithm(__m256 x)
{
    const auto bits = _mm256_castps_si256(x);
    auto exponent = _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_srli_epi32(bits, 23), all(126)));
    // The mantissa in [0.5, 1), and where it is below √½ twice that, all less one.
    x = _mm256_castsi256_ps(
        _mm256_or_si256(_mm256_and_si256(bits, all(0x007fffff)), all(0x3f000000)));
    const auto small = _mm256_cmp_ps(x, all(0.707106781186547524f), _CMP_LT_OS);
    exponent = _mm256_sub_ps(exponent, _mm256_and_ps(all(1.0f), small));
    x = _mm256_add_ps(_mm256_sub_ps(x, all(1.0f)), _mm256_and_ps(x, small));

    const auto square = _mm256_mul_ps(x, x);
    constexpr float coefficients[] = {-1.1514610310e-1f, 1.1676998740e-1f,  -1.2420140846e-1f,
                                      1.4249322787e-1f,  -1.6668057665e-1f, 2.0000714765e-1f,
                                      -2.4999993993e-1f, 3.3333331174e-1f};
    auto y = all(7.0376836292e-2f);
    for (const float coefficient : coefficients)
        y = fma(y, x, all(coefficient));
    y = _mm256_mul_ps(y, x);
    y = fma(y, square, _mm256_mul_ps(exponent, all(-2.12194440e-4f)));
    y = _mm256_fnmadd_ps(square, all(0.5f), y);
    return fma(exponent, all(0.693359375f), _mm256_add_ps(x, y));
}

struct SineAndCosine
{
    __m256 sine;
    __m256 cosine;
};

/// For numbers from 0 to 2π.
SineAndCosine sine_and_cosine(__m256 x)
{
    auto octant = _mm256_cvttps_epi32(_mm256_mul_ps(x, all(1.27323954473516f)));
    octant = _mm256_and_si256(_mm256_add_epi32(octant, all(1)), all(~1));
    const auto y = _mm256_cvtepi32_ps(octant);
    const auto in_place =
        _mm256_castsi256_ps(_mm256_cmpeq_epi32(_mm256_and_si256(octant, all(2)), all(0)));
    const auto sine_sign =
        _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_and_si256(octant, all(4)), 29));
    const auto cosine_sign = _mm256_castsi256_ps(
        _mm256_slli_epi32(_mm256_andnot_si256(_mm256_sub_epi32(octant, all(2)), all(4)), 29));

    // π/4 in three parts, so that no digit is lost.
    x = fma(y, all(-0.78515625f), x);
    x = fma(y, all(-2.4187564849853515625e-4f), x);
    x = fma(y, all(-3.77489497744594108e-8f), x);
    const auto square = _mm256_mul_ps(x, x);

    auto cosine = fma(all(2.443315711809948e-5f), square, all(-1.388731625493765e-3f));
    cosine = fma(cosine, square, all(4.166664568298827e-2f));
    cosine = _mm256_mul_ps(cosine, square);
    cosine = _mm256_fmsub_ps(cosine, square, _mm256_mul_ps(square, all(0.5f)));
    cosine = _mm256_add_ps(cosine, all(1.0f));

    auto sine = fma(all(-1.9515295891e-4f), square, all(8.3321608736e-3f));
    sine = fma(sine, square, all(-1.6666654611e-1f));
    sine = fma(_mm256_mul_ps(sine, square), x, x);

    return {_mm256_xor_ps(_mm256_blendv_ps(cosine, sine, in_place), sine_sign),
            _mm256_xor_ps(_mm256_blendv_ps(sine, cosine, in_place), cosine_sign)};
}

/// [0, 1) with 24 bits.
__m256 uniform(const std::uint32_t *words)
{
    const auto bits = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(words));
    return _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_and_si256(bits, all(0xffffff))), all(0x1p-24f));
}

} // namespace

bool has_avx2_draws() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

void normal_blocks(const std::uint32_t *words, float *values, std::size_t count, float mean,
                   float deviation)
{
    for (std::size_t i = 0; i < count; i += 16) {
        const auto u1 = _mm256_sub_ps(all(1.0f), uniform(words + i)); // (0, 1], for the logarithm
        const auto u2 = uniform(words + i + 8);
        const auto radius = _mm256_sqrt_ps(_mm256_mul_ps(all(-2.0f), logarithm(u1)));
        const auto angle = sine_and_cosine(_mm256_mul_ps(all(6.283185307179586f), u2));
        const auto first = _mm256_mul_ps(radius, angle.cosine);
        const auto second = _mm256_mul_ps(radius, angle.sine);
        _mm256_storeu_ps(values + i, fma(first, all(deviation), all(mean)));
        _mm256_storeu_ps(values + i + 8, fma(second, all(deviation), all(mean)));
    }
}

void uniform_values(const std::uint32_t *words, float *values, std::size_t count, float from,
                    float width)
{
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8)
        _mm256_storeu_ps(values + i, fma(uniform(words + i), all(width), all(from)));
    for (; i < count; ++i)
        values[i] =
            __builtin_fmaf(static_cast<float>(words[i] & 0xffffffu) * 0x1p-24f, width, from);
}

} // namespace tlvfc
