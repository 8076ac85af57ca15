// The shapes and textures of made-up pictures, in integers.
#pragma once

namespace tlvfc {

/// Lengths are in units of a picture's side / 4096, angles in 256ths of a turn.
constexpr int picture_side = 4096;
constexpr int full_turn = 256;

enum class ShapeKind { Disk, Square, Triangle, Ring, Cross };
enum class TextureKind { Plain, Striped, Dotted, Checkered };
constexpr int shape_kinds = 5;
constexpr int texture_kinds = 4;

// 5 and 4 have no common divisor: counting classes goes through all 20 pairs, and already ten
// classes share their shapes and textures, so that neither alone tells a class.
constexpr ShapeKind shape_of(int kind) { return static_cast<ShapeKind>(kind % shape_kinds); }
constexpr TextureKind texture_of(int kind)
{
    return static_cast<TextureKind>(kind % texture_kinds);
}

struct Shape2D
{
    ShapeKind kind;
    int x, y; ///< the center
    int radius;
    int turn;
};

struct Texture
{
    TextureKind kind;
    int period;
    int shift_x, shift_y;
    int turn;
};

/// Whether the point is on the shape.
bool covers(const Shape2D &shape, int x, int y);

/// Whether the point is on one of the texture's marks.
bool is_marked(const Texture &texture, int x, int y);

} // namespace tlvfc
