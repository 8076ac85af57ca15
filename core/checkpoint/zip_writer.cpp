// After PKWARE's APPNOTE.TXT 6.3, version 2.0: stored members without zip64.
#include "core/checkpoint/zip_writer.h"

#include "core/base/little_endian.h"
#include "core/checkpoint/checksum.h"
#include "core/checkpoint/faults.h"

#include <ostream>

namespace tlvfc::checkpoint {

namespace {

constexpr std::size_t alignment = 64;
constexpr std::size_t member_header_size = 30;
constexpr std::size_t extra_header_size = 4;
constexpr std::uint16_t version = 20;
constexpr std::uint16_t utf8_names = 1 << 11;
constexpr std::uint16_t first_of_january_1980 = 1 << 5 | 1;
/// torch's own id for padding.
constexpr std::string_view padding_id = "FB";

/// Version to flags, method and date: what both headers of a member begin with.
void append_start(std::string &text)
{
    append_little_endian<std::uint16_t>(text, version);
    append_little_endian<std::uint16_t>(text, utf8_names);
    append_little_endian<std::uint16_t>(text, 0); // stored
    append_little_endian<std::uint16_t>(text, 0); // midnight
    append_little_endian<std::uint16_t>(text, first_of_january_1980);
}

} // namespace

void ZipWriter::put(std::string_view text)
{
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
    position_ += text.size();
}

void ZipWriter::add(const std::string &name, std::span<const std::byte> bytes)
{
    const auto start = position_ + member_header_size + name.size() + extra_header_size;
    const auto padding = (alignment - start % alignment) % alignment;
    if (start + padding + bytes.size() > largest_zip || members_.size() >= most_zip_members)
        throw failure("a zip archive grew beyond its limits");
    const auto sum = crc32(bytes);
    const auto size = static_cast<std::uint32_t>(bytes.size());
    members_.push_back({name, sum, size, static_cast<std::uint32_t>(position_)});
    std::string header = "PK\x03\x04";
    append_start(header);
    append_little_endian(header, sum);
    append_little_endian(header, size);
    append_little_endian(header, size);
    append_little_endian(header, static_cast<std::uint16_t>(name.size()));
    append_little_endian(header, static_cast<std::uint16_t>(extra_header_size + padding));
    header += name;
    header += padding_id;
    append_little_endian(header, static_cast<std::uint16_t>(padding));
    header.append(padding, 'Z');
    put(header);
    put({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
}

void ZipWriter::add(const std::string &name, std::string_view text)
{
    add(name, std::as_bytes(std::span(text.data(), text.size())));
}

void ZipWriter::finish()
{
    const auto start = position_;
    for (const auto &member : members_) {
        std::string entry = "PK\x01\x02";
        append_little_endian<std::uint16_t>(entry, version);
        append_start(entry);
        append_little_endian(entry, member.checksum);
        append_little_endian(entry, member.size);
        append_little_endian(entry, member.size);
        append_little_endian(entry, static_cast<std::uint16_t>(member.name.size()));
        entry.append(12, '\0'); // extra field, comment, disk and attributes
        append_little_endian(entry, member.header);
        put(entry + member.name);
    }
    const auto count = static_cast<std::uint16_t>(members_.size());
    std::string end = "PK\x05\x06";
    append_little_endian<std::uint32_t>(end, 0); // disks
    append_little_endian(end, count);
    append_little_endian(end, count);
    append_little_endian(end, static_cast<std::uint32_t>(position_ - start));
    append_little_endian(end, static_cast<std::uint32_t>(start));
    append_little_endian<std::uint16_t>(end, 0); // comment
    put(end);
}

} // namespace tlvfc::checkpoint
