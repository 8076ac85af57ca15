#include "core/data/image.h"

#include "core/base/error.h"
#include "core/data/decoders.h"

#include <fstream>

namespace tlvfc {

void throw_bad_image(const std::string &reason, const std::string &name)
{
    throw unreadable_input(reason, name, "replace the file, or leave it out");
}

Image decode_image(std::span<const std::byte> bytes, const std::string &name, int enough)
{
    if (bytes.empty())
        throw_bad_image("empty", name);
    if (is_jpeg(bytes))
        return decode_jpeg(bytes, name, enough);
    if (is_png(bytes))
        return decode_png(bytes, name);
    throw_bad_image("not an image (neither JPEG nor PNG)", name);
}

Image decode_image(const std::filesystem::path &file, int enough)
{
    std::error_code error; // a pipe would block for ever
    std::ifstream in;
    if (std::filesystem::is_regular_file(file, error))
        in.open(file, std::ios::binary | std::ios::ate);
    if (!in.is_open())
        throw_bad_image("cannot be read", file.string());
    std::vector<std::byte> bytes(static_cast<std::size_t>(in.tellg()));
    in.seekg(0);
    in.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in)
        throw_bad_image("cannot be read", file.string());
    return decode_image(bytes, file.string(), enough);
}

} // namespace tlvfc
