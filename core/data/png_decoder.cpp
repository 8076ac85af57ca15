#include "core/data/decoders.h"
#include "core/data/exif.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include <png.h>

namespace tlvfc {

namespace {

void jump_out(png_structp png, png_const_charp) { png_longjmp(png, 1); }

void say_nothing(png_structp, png_const_charp) {}

/// Everything that a longjmp must not leak: it is owned outside of the function jumped out of.
struct Decoder
{
    explicit Decoder(std::span<const std::byte> bytes)
        : rest(bytes)
        , png(png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, jump_out, say_nothing))
        , info(png ? png_create_info_struct(png) : nullptr)
    {
    }
    ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
    Decoder(const Decoder &) = delete;
    Decoder &operator=(const Decoder &) = delete;

    std::span<const std::byte> rest;
    png_structp png;
    png_infop info;
    Image image;
    std::vector<png_bytep> rows;
    bool too_large = false;
};

void give_bytes(png_structp png, png_bytep out, std::size_t count)
{
    auto &rest = static_cast<Decoder *>(png_get_io_ptr(png))->rest;
    if (count > rest.size())
        png_error(png, "premature end");
    std::memcpy(out, rest.data(), count);
    rest = rest.subspan(count);
}

/// False where libpng gave up, or the picture is too large.
bool read(Decoder &decoder)
{
    auto *png = decoder.png;
    auto *info = decoder.info;
    auto &image = decoder.image;
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_read_fn(png, &decoder, give_bytes);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff); // is_too_large below knows the reason
    png_read_info(png, info);
    const auto width = png_get_image_width(png, info);
    const auto height = png_get_image_height(png, info);
    decoder.too_large = is_too_large(width, height);
    if (decoder.too_large)
        return false;
    png_set_palette_to_rgb(png);
    png_set_expand_gray_1_2_4_to_8(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_strip_alpha(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    const auto stride = static_cast<std::size_t>(width) * 3;
    if (png_get_rowbytes(png, info) != stride)
        return false;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    image.rgb.resize(stride * height);
    decoder.rows.resize(height);
    std::generate(
        decoder.rows.begin(), decoder.rows.end(),
        [row = image.rgb.data(), stride]() mutable { return std::exchange(row, row + stride); });
    png_read_image(png, decoder.rows.data());
    png_read_end(png, info);
    return true;
}

/// The eXIf chunk holds what follows a JPEG's "Exif" mark.
int saved_orientation(const Decoder &decoder)
{
    png_uint_32 size = 0;
    png_bytep bytes = nullptr;
    if (png_get_eXIf_1(decoder.png, decoder.info, &size, &bytes) == 0 || !bytes)
        return 1;
    std::vector<std::uint8_t> marked{'E', 'x', 'i', 'f', 0, 0};
    marked.insert(marked.end(), bytes, bytes + size);
    return exif_orientation(marked).value_or(1);
}

} // namespace

bool is_png(std::span<const std::byte> bytes)
{
    return bytes.size() >= 8 &&
           png_sig_cmp(reinterpret_cast<png_const_bytep>(bytes.data()), 0, 8) == 0;
}

Image decode_png(std::span<const std::byte> bytes, const std::string &name)
{
    Decoder decoder(bytes);
    if (!decoder.info)
        throw std::bad_alloc();
    const bool done = read(decoder);
    if (decoder.too_large)
        throw_bad_image("too large", name);
    if (!done)
        throw_bad_image("truncated or damaged", name);
    const int orientation = saved_orientation(decoder);
    return upright(std::move(decoder.image), orientation);
}

} // namespace tlvfc
