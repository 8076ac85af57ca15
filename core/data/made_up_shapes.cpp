#include "core/data/made_up_shapes.h"

#include <algorithm>
#include <cstdlib>

namespace tlvfc {

namespace {

/// sin × 4096 by Bhaskara's formula: close enough for a drawing, and the same on any machine, which
/// std::sin is not.
int sine(int angle)
{
    constexpr int half = full_turn / 2;
    const int turned = ((angle % full_turn) + full_turn) % full_turn;
    const int t = turned % half;
    const int q = t * (half - t);
    const int value = (16 * 4096 / 16) * q / ((5 * half * half - 4 * q) / 16);
    return turned < half ? value : -value;
}

int cosine(int angle) { return sine(angle + full_turn / 4); }

struct Point
{
    int x, y;
};

Point turned(int x, int y, int turn)
{
    const int s = sine(turn);
    const int c = cosine(turn);
    return {(x * c + y * s) >> 12, (y * c - x * s) >> 12};
}

int modulo(int value, int period) { return ((value % period) + period) % period; }

} // namespace

bool covers(const Shape2D &shape, int x, int y)
{
    const auto p = turned(x - shape.x, y - shape.y, shape.turn);
    const int r = shape.radius;
    const int wide = std::abs(p.x);
    const int high = std::abs(p.y);
    const int square = p.x * p.x + p.y * p.y;
    // The sizes are chosen for like areas: how much is covered tells no class.
    switch (shape.kind) {
    case ShapeKind::Disk:
        return square <= r * r * 81 / 100;
    case ShapeKind::Square:
        return std::max(wide, high) <= r * 4 / 5;
    case ShapeKind::Triangle: // corners at r × 5/4
        return p.y >= -r * 5 / 8 && p.y + wide * 1774 / 1024 <= r * 5 / 4;
    case ShapeKind::Ring:
        return square <= r * r && square >= r * r / 4;
    case ShapeKind::Cross:
        return std::min(wide, high) <= r * 3 / 8 && std::max(wide, high) <= r * 11 / 10;
    }
    return false;
}

bool is_marked(const Texture &texture, int x, int y)
{
    const auto p = turned(x, y, texture.turn);
    const int u = modulo(p.x + texture.shift_x, texture.period);
    const int v = modulo(p.y + texture.shift_y, texture.period);
    const int half = texture.period / 2;
    switch (texture.kind) {
    case TextureKind::Plain:
        return false;
    case TextureKind::Striped:
        return u < half;
    case TextureKind::Dotted:
        return (u - half) * (u - half) + (v - half) * (v - half) <=
               texture.period * texture.period / 9;
    case TextureKind::Checkered:
        return (u < half) != (v < half);
    }
    return false;
}

} // namespace tlvfc
