// JPEG and PNG files as a person sees them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tlvfc {

struct Image
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb; ///< height×width×3, row-major
};

/// The format, JPEG or PNG, is told by content. Gray, palette, CMYK and 16-bit pictures become
/// 8-bit RGB, an alpha channel is dropped, and a photograph taken sideways is turned upright.
/// @param name  stands in errors
/// @param enough  a JPEG may come at a half, a quarter or an eighth of its size, as long as no side
///        becomes shorter than this; 0: as it is. Scaled in the DCT domain, faster by about as
///        much.
/// @throws Error (UnreadableInput) whose fault() is the reason: "empty", "not an image (neither
///         JPEG nor PNG)", "truncated or damaged", "wrong channels (2)", "too large".
Image decode_image(std::span<const std::byte> bytes, const std::string &name, int enough = 0);

/// @throws Error as above, or "cannot be read".
Image decode_image(const std::filesystem::path &file, int enough = 0);

} // namespace tlvfc
