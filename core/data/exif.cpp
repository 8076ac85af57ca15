#include "core/data/exif.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace tlvfc {

namespace {

/// Reads a TIFF block in its own byte order; 0 beyond its end.
class Tiff
{
public:
    explicit Tiff(std::span<const std::uint8_t> bytes)
        : bytes_(bytes)
        , big_endian_(!bytes.empty() && bytes[0] == 'M')
    {
    }

    std::uint32_t number(std::size_t at, std::size_t length) const
    {
        if (at > bytes_.size() || length > bytes_.size() - at)
            return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < length; ++i)
            value = (value << 8) | bytes_[at + (big_endian_ ? i : length - 1 - i)];
        return value;
    }

private:
    std::span<const std::uint8_t> bytes_;
    bool big_endian_;
};

} // namespace

std::optional<int> exif_orientation(std::span<const std::uint8_t> app1)
{
    constexpr std::string_view magic("Exif\0\0", 6);
    constexpr std::uint32_t orientation_tag = 0x0112;
    constexpr std::uint32_t short_type = 3;
    constexpr std::size_t entry_bytes = 12;
    if (app1.size() < magic.size() || !std::equal(magic.begin(), magic.end(), app1.begin()))
        return {};
    const Tiff tiff(app1.subspan(magic.size()));
    const std::size_t directory = tiff.number(4, 4);
    const auto entries = tiff.number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const auto entry = directory + 2 + i * entry_bytes;
        if (tiff.number(entry, 2) == orientation_tag && tiff.number(entry + 2, 2) == short_type) {
            const auto value = static_cast<int>(tiff.number(entry + 8, 2));
            return value >= 1 && value <= 8 ? value : 1;
        }
    }
    return 1;
}

Image upright(Image image, int orientation)
{
    if (orientation <= 1 || orientation > 8)
        return image;
    const bool transposed = orientation >= 5;
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_bottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Image turned{image.width, image.height, std::vector<std::uint8_t>(image.rgb.size())};
    if (transposed)
        std::swap(turned.width, turned.height);
    auto out = turned.rgb.begin();
    for (int y = 0; y < turned.height; ++y) {
        for (int x = 0; x < turned.width; ++x, out += 3) {
            const int across = transposed ? y : x;
            const int down = transposed ? x : y;
            const int column = from_right ? image.width - 1 - across : across;
            const int row = from_bottom ? image.height - 1 - down : down;
            const auto from = (static_cast<std::ptrdiff_t>(row) * image.width + column) * 3;
            std::copy_n(image.rgb.begin() + from, 3, out);
        }
    }
    return turned;
}

} // namespace tlvfc
