#include "core/data/decoders.h"
#include "core/data/exif.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

namespace tlvfc {

namespace {

constexpr int exif_marker = JPEG_APP0 + 1;

struct Errors
{
    jpeg_error_mgr manager; // first, so that libjpeg's pointer is this struct's
    std::jmp_buf jump;
};

void jump_out(j_common_ptr info) { std::longjmp(reinterpret_cast<Errors *>(info->err)->jump, 1); }

void say_nothing(j_common_ptr) {}

/// Everything that a longjmp must not leak: it is owned outside of the function jumped out of.
struct Decoder
{
    Decoder()
    {
        info.err = jpeg_std_error(&errors.manager);
        errors.manager.error_exit = jump_out;
        errors.manager.output_message = say_nothing;
        jpeg_create_decompress(&info);
    }
    ~Decoder() { jpeg_destroy_decompress(&info); }
    Decoder(const Decoder &) = delete;
    Decoder &operator=(const Decoder &) = delete;

    Errors errors{};
    jpeg_decompress_struct info{};
    Image image;
    std::vector<std::uint8_t> line;
    int orientation = 1;
};

/// JPEG's CMYK is stored inverted. Rounded as Pillow rounds, so that a picture is the same here
/// and in a Python script.
void cmyk_to_rgb(const std::uint8_t *cmyk, std::uint8_t *rgb, int width)
{
    for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3) {
        const int light = cmyk[3];
        for (int c = 0; c < 3; ++c) {
            const int product = (255 - cmyk[c]) * light + 128;
            rgb[c] = static_cast<std::uint8_t>(light - (((product >> 8) + product) >> 8));
        }
    }
}

int saved_orientation(const jpeg_decompress_struct &info)
{
    for (auto *marker = info.marker_list; marker; marker = marker->next) {
        if (marker->marker != exif_marker) // which XMP has as well
            continue;
        if (const auto orientation = exif_orientation({marker->data, marker->data_length}))
            return *orientation;
    }
    return 1;
}

/// Gray, color or CMYK: of two channels or five nobody can say what they show.
bool has_known_channels(const jpeg_decompress_struct &info)
{
    return info.num_components == 1 || info.num_components == 3 || info.num_components == 4;
}

/// The smallest of a half, a quarter and an eighth, for which libjpeg-turbo has transforms of their
/// own, that is not too small.
unsigned divisor_for(const jpeg_decompress_struct &info, int enough)
{
    if (enough <= 0)
        return 1;
    const auto shorter = std::min(info.image_width, info.image_height);
    for (const unsigned divisor : {8u, 4u, 2u}) {
        if (shorter / divisor >= static_cast<unsigned>(enough))
            return divisor;
    }
    return 1;
}

/// False where libjpeg gave up, or the picture is too large or of other channels.
bool read(Decoder &decoder, std::span<const std::byte> bytes, int enough)
{
    auto &info = decoder.info;
    auto &image = decoder.image;
    if (setjmp(decoder.errors.jump))
        return false;
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char *>(bytes.data()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_save_markers(&info, exif_marker, 0xFFFF);
    jpeg_read_header(&info, TRUE);
    if (is_too_large(info.image_width, info.image_height) || !has_known_channels(info))
        return false;
    decoder.orientation = saved_orientation(info);
    info.out_color_space = info.num_components == 4 ? JCS_CMYK : JCS_RGB;
    info.scale_num = 1;
    info.scale_denom = divisor_for(info, enough);
    jpeg_start_decompress(&info);
    image.width = static_cast<int>(info.output_width);
    image.height = static_cast<int>(info.output_height);
    const auto stride = static_cast<std::size_t>(image.width) * 3;
    image.rgb.resize(stride * static_cast<std::size_t>(image.height));
    decoder.line.resize(static_cast<std::size_t>(image.width) * 4);
    while (info.output_scanline < info.output_height) {
        auto *out = image.rgb.data() + info.output_scanline * stride;
        JSAMPROW row = info.out_color_space == JCS_CMYK ? decoder.line.data() : out;
        jpeg_read_scanlines(&info, &row, 1);
        if (info.out_color_space == JCS_CMYK)
            cmyk_to_rgb(decoder.line.data(), out, image.width);
    }
    jpeg_finish_decompress(&info);
    return true;
}

} // namespace

bool is_jpeg(std::span<const std::byte> bytes)
{
    return bytes.size() > 2 && bytes[0] == std::byte{0xff} && bytes[1] == std::byte{0xd8};
}

Image decode_jpeg(std::span<const std::byte> bytes, const std::string &name, int enough)
{
    Decoder decoder;
    const bool done = read(decoder, bytes, enough);
    if (is_too_large(decoder.info.image_width, decoder.info.image_height))
        throw_bad_image("too large", name);
    const auto channels = decoder.info.num_components;
    if (!done && channels > 0 && !has_known_channels(decoder.info))
        throw_bad_image("wrong channels (" + std::to_string(channels) + ")", name);
    // A truncated file decodes to a half-gray picture with a warning and no error.
    if (!done || decoder.errors.manager.num_warnings > 0)
        throw_bad_image("truncated or damaged", name);
    return upright(std::move(decoder.image), decoder.orientation);
}

} // namespace tlvfc
