#include "core/data/made_up_drawing.h"

#include "core/data/counter_random.h"
#include "core/data/made_up_shapes.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tlvfc {

namespace {

using Color = std::array<int, 3>;

/// Counted random numbers, one after the other.
class Numbers
{
public:
    Numbers(std::uint64_t seed, std::uint64_t picture)
        : seed_(seed)
        , picture_(picture)
    {
    }

    /// Uniform over low … high, both included.
    int between(int low, int high)
    {
        if (used_ == block_.size()) {
            block_ = random_at(seed_, picture_, count_++);
            used_ = 0;
        }
        return low +
               static_cast<int>(below(block_[used_++], static_cast<std::uint32_t>(high - low + 1)));
    }

    Color color() { return {between(0, 255), between(0, 255), between(0, 255)}; }

private:
    std::uint64_t seed_;
    std::uint64_t picture_;
    std::uint64_t count_ = 0;
    PhiloxBlock block_{};
    std::size_t used_ = block_.size();
};

int brightness(const Color &color) { return (77 * color[0] + 151 * color[1] + 28 * color[2]) >> 8; }

/// A color apart from `other` in brightness, so that a person can still tell them from each other.
Color color_apart(Numbers &numbers, const Color &other, int distance)
{
    for (;;) {
        const auto color = numbers.color();
        if (std::abs(brightness(color) - brightness(other)) >= distance)
            return color;
    }
}

/// `part` of 256 of `b`, the rest `a`.
Color mixed(const Color &a, const Color &b, int part)
{
    Color color{};
    for (std::size_t c = 0; c < 3; ++c)
        color[c] = a[c] + (((b[c] - a[c]) * part) >> 8);
    return color;
}

/// What one picture shows; drawn from numbers alone.
struct Scene
{
    Shape2D shape;
    Texture texture;
    Texture behind;    ///< of the background: any kind, whatever the class
    Color light, dark; ///< the texture's two
    Color ground, ground_marks;
    int noise; ///< deviation in gray levels, roughly
};

Scene scene_of(int kind, Numbers &numbers)
{
    Scene scene{};
    scene.shape.kind = shape_of(kind);
    scene.shape.radius = numbers.between(picture_side * 27 / 100, picture_side * 42 / 100);
    const int reach = picture_side / 2 - scene.shape.radius * 4 / 5;
    scene.shape.x = picture_side / 2 + numbers.between(-reach, reach);
    scene.shape.y = picture_side / 2 + numbers.between(-reach, reach);
    scene.shape.turn = numbers.between(0, full_turn - 1);

    const auto texture = [&](TextureKind texture_kind, int finest, int coarsest) {
        const int period =
            numbers.between(picture_side * finest / 100, picture_side * coarsest / 100);
        return Texture{texture_kind, period, numbers.between(0, period), numbers.between(0, period),
                       numbers.between(0, full_turn - 1)};
    };
    scene.texture = texture(texture_of(kind), 14, 22);
    scene.behind = texture(static_cast<TextureKind>(numbers.between(0, texture_kinds - 1)), 14, 40);

    scene.ground = numbers.color();
    scene.light = color_apart(numbers, scene.ground, 50);
    scene.dark = color_apart(numbers, scene.light, 80);
    // One draw per statement: the order in which arguments are evaluated differs by compiler.
    const auto marks = numbers.color();
    scene.ground_marks = mixed(scene.ground, marks, numbers.between(20, 90));
    scene.noise = numbers.between(8, 26);
    return scene;
}

Color color_at(const Scene &scene, int x, int y)
{
    if (covers(scene.shape, x, y))
        return is_marked(scene.texture, x, y) ? scene.dark : scene.light;
    return is_marked(scene.behind, x, y) ? scene.ground_marks : scene.ground;
}

/// The mean of points within pixel (column, row), for smooth edges.
Color pixel_color(const Scene &scene, int column, int row, int size)
{
    constexpr int points = 3; // each way
    Color sum{};
    for (int i = 0; i < points * points; ++i) {
        const int x = picture_side * (2 * (column * points + i % points) + 1) / (2 * points * size);
        const int y = picture_side * (2 * (row * points + i / points) + 1) / (2 * points * size);
        const auto color = color_at(scene, x, y);
        for (std::size_t c = 0; c < 3; ++c)
            sum[c] += color[c];
    }
    for (auto &value : sum)
        value /= points * points;
    return sum;
}

} // namespace

Image draw_made_up(int kind, std::uint64_t index, int size, std::uint64_t seed)
{
    const auto picture = (static_cast<std::uint64_t>(kind) << 40) | index;
    Numbers numbers(seed, picture);
    const auto scene = scene_of(kind, numbers);
    Image image{size, size,
                std::vector<std::uint8_t>(static_cast<std::size_t>(size) *
                                          static_cast<std::size_t>(size) * 3)};
    auto out = image.rgb.begin();
    for (int row = 0; row < size; ++row) {
        for (int column = 0; column < size; ++column) {
            for (const int value : pixel_color(scene, column, row, size)) {
                // The sum of four uniform numbers over ±256: bell-shaped, deviation 296.
                int noise = 0;
                for (int i = 0; i < 4; ++i)
                    noise += numbers.between(-256, 256);
                *out++ = static_cast<std::uint8_t>(
                    std::clamp(value + noise * scene.noise / 296, 0, 255));
            }
        }
    }
    return image;
}

} // namespace tlvfc
