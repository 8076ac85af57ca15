#include "core/checkpoint/tar_member.h"

#include "core/base/byte_reader.h"
#include "core/checkpoint/faults.h"

#include <charconv>

namespace tlvfc::checkpoint {

namespace {

constexpr std::size_t block = 512;

/// A text field, which ends at its first zero byte.
std::string_view field(std::string_view header, std::size_t start, std::size_t size)
{
    const auto whole = header.substr(start, size);
    return whole.substr(0, whole.find('\0'));
}

/// Octal digits between spaces.
std::uint64_t octal(std::string_view digits)
{
    const auto first = digits.find_first_not_of(' ');
    digits.remove_prefix(first == std::string_view::npos ? digits.size() : first);
    std::uint64_t value = 0;
    const auto end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, value, 8);
    if (result.ec != std::errc() || (result.ptr != end && *result.ptr != ' '))
        throw damaged("the tar archive has a header without a number where one belongs");
    return value;
}

std::uint64_t size_of_member(std::string_view header)
{
    // GNU writes sizes of 8 GiB and more in binary, marked by the first bit.
    if (static_cast<unsigned char>(header[124]) == 0x80) {
        std::uint64_t size = 0;
        for (std::size_t i = 128; i < 136; ++i)
            size = size << 8 | static_cast<unsigned char>(header[i]);
        return size;
    }
    return octal(field(header, 124, 12));
}

/// The sum of the header's bytes, its own field taken as spaces.
std::uint64_t checksum(std::string_view header)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < header.size(); ++i)
        sum += i >= 148 && i < 156 ? std::uint64_t{' '} : static_cast<unsigned char>(header[i]);
    return sum;
}

} // namespace

std::span<const std::byte> tar_member(std::span<const std::byte> file, std::string_view name)
{
    ByteReader in(file, "the tar archive");
    while (in.remaining() > 0) {
        const auto header = in.text(block);
        if (header.find_first_not_of('\0') == std::string_view::npos)
            break;
        if (octal(field(header, 148, 8)) != checksum(header))
            throw damaged("the tar archive has a header with a wrong checksum");
        const auto size = size_of_member(header);
        const auto bytes = in.take(size);
        const bool is_file = header[156] == '0' || header[156] == '\0';
        if (is_file && field(header, 0, 100) == name)
            return bytes;
        if (const auto rest = static_cast<std::size_t>(size % block); rest > 0)
            in.take(block - rest);
    }
    throw not_readable("this is a tar archive without the member " + in_quotes(name) +
                           ", not one that torch wrote",
                       "unpack it and give the weights file inside, if there is one");
}

} // namespace tlvfc::checkpoint
