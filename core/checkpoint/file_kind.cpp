#include "core/checkpoint/file_kind.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/onnx.h"
#include "core/checkpoint/torch_readers.h"

#include <array>

namespace tlvfc::checkpoint {

namespace {

using namespace std::string_view_literals;

struct Foreign
{
    std::string_view start;
    const char *what;
    const char *remedy;
};

constexpr auto convert_it = "convert it to .safetensors or .pth";
constexpr auto unpack_it = "unpack it first";

// What people get instead of weights, or take for them.
constexpr std::array foreign{
    Foreign{"<!DOCTYPE"sv, "this is a web page", "download the file itself"},
    Foreign{"<!doctype"sv, "this is a web page", "download the file itself"},
    Foreign{"<html"sv, "this is a web page", "download the file itself"},
    Foreign{"version https://git-lfs"sv, "this is a pointer of Git LFS, not the file",
            "fetch the file with `git lfs pull`"},
    Foreign{"\x1f\x8b"sv, "this is a gzip archive", unpack_it},
    Foreign{"BZh"sv, "this is a bzip2 archive", unpack_it},
    Foreign{"\xfd"
            "7zXZ"sv,
            "this is an xz archive", unpack_it},
    Foreign{"7z\xbc\xaf\x27\x1c"sv, "this is a 7z archive", unpack_it},
    Foreign{"\x89HDF"sv, "this is an HDF5 file", convert_it},
    Foreign{"\x93NUMPY"sv, "this is a NumPy array", convert_it},
    Foreign{"GGUF"sv, "this is a GGUF file", convert_it},
};

bool is_tar(std::string_view text)
{
    constexpr std::size_t place_of_magic = 257;
    return text.size() >= 512 && text.substr(place_of_magic, 5) == "ustar";
}

} // namespace

FileKind file_kind(std::span<const std::byte> bytes)
{
    const std::string_view text{reinterpret_cast<const char *>(bytes.data()), bytes.size()};
    if (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06"))
        return FileKind::Zip;
    // Its first bytes are a size; no header is so large that none of the eight is zero. Before the
    // pickles, whose start may be such a size as well, but whose ninth byte is another.
    const bool text_alone = text.find('\0') >= 8;
    if (text.size() > 8 && text[8] == '{' && !text_alone)
        return FileKind::Safetensors;
    if (starts_as_legacy(text))
        return FileKind::Legacy;
    // A tar's first bytes are the name of a file, which may look like anything.
    if (is_tar(text))
        return FileKind::Tar;
    for (const auto &known : foreign) {
        if (text.starts_with(known.start))
            throw not_readable(known.what, known.remedy);
    }
    if (const auto first = text.find_first_not_of(" \t\r\n");
        text_alone && first != std::string_view::npos && text[first] == '{')
        return FileKind::Index;
    if (starts_as_onnx(text))
        return FileKind::Onnx;
    throw not_readable("this is no weights file of a known form",
                       "give a .safetensors file, one that torch.save wrote or an ONNX file");
}

} // namespace tlvfc::checkpoint
