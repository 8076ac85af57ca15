#include "core/data/richer_augment.h"

#include "core/data/color_changes.h"
#include "core/data/counter_random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace tlvfc {

namespace {

constexpr int most_strength = 30;

/// In 1/65536 of a pixel: from a place in the result to the place it is taken from, both counted
/// from the middle.
struct Affine
{
    std::int64_t xx = 1 << 16;
    std::int64_t xy = 0;
    std::int64_t x = 0;
    std::int64_t yx = 0;
    std::int64_t yy = 1 << 16;
    std::int64_t y = 0;
};

void move_pixels(std::span<std::uint8_t> rgb, int side, const Affine &from)
{
    const std::vector<std::uint8_t> before(rgb.begin(), rgb.end());
    const std::int64_t half = std::int64_t{side - 1} << 15; // of the middle
    auto *out = rgb.data();
    for (std::int64_t row = 0; row < side; ++row) {
        for (std::int64_t column = 0; column < side; ++column, out += 3) {
            // The products are in 1/65536 of 1/65536.
            const auto dx = (column << 16) - half;
            const auto dy = (row << 16) - half;
            const auto x = ((from.xx * dx + from.xy * dy) >> 16) + from.x + half;
            const auto y = ((from.yx * dx + from.yy * dy) >> 16) + from.y + half;
            const auto near_x = (x + (1 << 15)) >> 16;
            const auto near_y = (y + (1 << 15)) >> 16;
            const bool inside = near_x >= 0 && near_x < side && near_y >= 0 && near_y < side;
            for (std::int64_t c = 0; c < 3; ++c)
                out[c] = inside ? before[static_cast<std::size_t>((near_y * side + near_x) * 3 + c)]
                                : std::uint8_t{0};
        }
    }
}

/// A whole number of degrees; sine and cosine rounded to 1/65536 are the same everywhere.
Affine rotation(int degrees)
{
    const double angle = degrees * std::numbers::pi / 180.0;
    Affine turned;
    turned.xx = turned.yy = std::lround(std::cos(angle) * 65536.0);
    turned.yx = std::lround(std::sin(angle) * 65536.0);
    turned.xy = -turned.yx;
    return turned;
}

/// RandAugment's operations, with its ranges at the greatest strength: 30 degrees, a shear of 0.3,
/// a shift of 0.45 of the side, factors of 1 ± 0.9, 4 bits less, solarizing all.
void apply(std::span<std::uint8_t> rgb, int side, std::uint32_t operation, bool negative,
           int strength)
{
    const int sign = negative ? -1 : 1;
    const int factor = unchanged + sign * strength * 230 / most_strength; // 230/256: 0.9
    const std::int64_t shear = sign * strength * 19661 / most_strength;   // 0.3
    const std::int64_t shift = std::int64_t{sign} * strength * 29491 * side / most_strength; // 0.45
    switch (operation) {
    case 0: // nothing
        break;
    case 1:
        move_pixels(rgb, side, rotation(sign * strength));
        break;
    case 2:
        move_pixels(rgb, side, {.xy = shear});
        break;
    case 3:
        move_pixels(rgb, side, {.yx = shear});
        break;
    case 4:
        move_pixels(rgb, side, {.x = shift});
        break;
    case 5:
        move_pixels(rgb, side, {.y = shift});
        break;
    case 6:
        change_brightness(rgb, factor);
        break;
    case 7:
        change_contrast(rgb, factor);
        break;
    case 8:
        change_saturation(rgb, factor);
        break;
    case 9:
        posterize(rgb, 8 - strength * 4 / most_strength);
        break;
    case 10:
        solarize(rgb, 256 - strength * 256 / most_strength);
        break;
    case 11:
        stretch_contrast(rgb);
        break;
    case 12:
        equalize(rgb);
        break;
    default:
        break;
    }
}

constexpr std::uint32_t operations = 13;

/// A factor from 1 - jitter to 1 + jitter in 1/256, both ends included.
int jitter_factor(std::uint32_t random, double jitter)
{
    const auto reach = static_cast<std::uint32_t>(std::lround(jitter * unchanged));
    return unchanged - static_cast<int>(reach) + static_cast<int>(below(random, 2 * reach + 1));
}

} // namespace

bool wants_richer_augment(const DataSpec &spec)
{
    return spec.color_jitter > 0.0 || spec.rand_augment > 0;
}

void augment_richer(std::span<std::uint8_t> rgb, int side, const DataSpec &spec, std::uint64_t seed,
                    int epoch, std::size_t image)
{
    // The upper half of the epoch's place counts the draws; the recipe's have 0 there.
    const auto draw = [&](std::uint64_t number) {
        return random_at(seed, (number << 32) | static_cast<std::uint32_t>(epoch), image);
    };
    constexpr std::uint64_t jitter_draw = 1;
    constexpr std::uint64_t first_operation = 2;
    for (int i = 0; i < spec.rand_augment; ++i) {
        const auto random = draw(first_operation + static_cast<std::uint64_t>(i));
        apply(rgb, side, below(random[0], operations), (random[1] & 1u) != 0,
              spec.rand_augment_strength);
    }
    if (spec.color_jitter > 0.0) {
        const auto random = draw(jitter_draw);
        change_brightness(rgb, jitter_factor(random[0], spec.color_jitter));
        change_contrast(rgb, jitter_factor(random[1], spec.color_jitter));
        change_saturation(rgb, jitter_factor(random[2], spec.color_jitter));
    }
}

} // namespace tlvfc
