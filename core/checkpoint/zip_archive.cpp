// After PKWARE's APPNOTE.TXT 6.3: sections 4.3.7 (member), 4.3.12 (table), 4.3.14 to 4.3.16 (end).
#include "core/checkpoint/zip_archive.h"

#include "core/base/byte_reader.h"
#include "core/checkpoint/checksum.h"
#include "core/checkpoint/faults.h"

#include <algorithm>
#include <limits>

namespace tlvfc::checkpoint {

namespace {

constexpr std::uint32_t member_mark = 0x04034b50;
constexpr std::uint32_t table_mark = 0x02014b50;
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint32_t end64_mark = 0x06064b50;
constexpr std::uint32_t locator_mark = 0x07064b50;
constexpr std::size_t end_size = 22;
constexpr std::size_t locator_size = 20;
constexpr std::uint64_t member_header_size = 30;
constexpr std::size_t longest_comment = 0xffff;
constexpr std::uint32_t see_zip64 = 0xffffffff;
constexpr std::uint16_t encrypted_flag = 1;
constexpr auto the_table = "the zip archive's table";

/// Where the table lies, and how many members it has.
struct TablePlace
{
    std::uint64_t count;
    std::uint64_t size;
    std::uint64_t offset;
};

template <typename T>
T value_at(std::span<const std::byte> bytes, std::uint64_t position)
{
    if (position > bytes.size())
        throw cut_off(std::string("in ") + the_table);
    return ByteReader(bytes.subspan(static_cast<std::size_t>(position)), the_table).read<T>();
}

/// The end record stands last, but for a comment whose length it gives.
std::size_t find_end(std::span<const std::byte> file)
{
    for (std::size_t comment = 0; comment <= longest_comment; ++comment) {
        if (file.size() < end_size + comment)
            break;
        const auto start = file.size() - end_size - comment;
        if (value_at<std::uint32_t>(file, start) == end_mark &&
            value_at<std::uint16_t>(file, start + 20) == comment)
            return start;
    }
    throw cut_off(std::string("before ") + the_table);
}

TablePlace find_table(std::span<const std::byte> file)
{
    const auto end = find_end(file);
    if (end >= locator_size && value_at<std::uint32_t>(file, end - locator_size) == locator_mark) {
        const auto end64 = value_at<std::uint64_t>(file, end - locator_size + 8);
        if (end64 > file.size() || value_at<std::uint32_t>(file, end64) != end64_mark)
            throw damaged("the zip archive has no zip64 record where it says so");
        return {value_at<std::uint64_t>(file, end64 + 32),
                value_at<std::uint64_t>(file, end64 + 40),
                value_at<std::uint64_t>(file, end64 + 48)};
    }
    return {value_at<std::uint16_t>(file, end + 10), value_at<std::uint32_t>(file, end + 12),
            value_at<std::uint32_t>(file, end + 16)};
}

/// The zip64 field among a member's extra fields; empty where there is none.
std::span<const std::byte> zip64_field(std::span<const std::byte> extra)
{
    constexpr std::uint16_t zip64_id = 1;
    ByteReader in(extra, the_table);
    // Up to three bytes of padding at the end are common.
    while (in.remaining() >= 4) {
        const auto id = in.read<std::uint16_t>();
        const auto field = in.take(in.read<std::uint16_t>());
        if (id == zip64_id)
            return field;
    }
    return {};
}

} // namespace

ZipArchive::ZipArchive(std::span<const std::byte> file)
    : file_(file)
{
    const auto place = find_table(file);
    if (place.offset > file.size() || place.size > file.size() - place.offset)
        throw damaged("the zip archive's table lies outside of the file");
    read_table(
        file.subspan(static_cast<std::size_t>(place.offset), static_cast<std::size_t>(place.size)),
        place.count);
}

void ZipArchive::read_table(std::span<const std::byte> table, std::uint64_t count)
{
    ByteReader in(table, the_table);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (in.read<std::uint32_t>() != table_mark)
            throw damaged("the zip archive's table is damaged");
        in.take(4); // versions
        Member member;
        member.flags = in.read<std::uint16_t>();
        member.method = in.read<std::uint16_t>();
        in.take(4); // time and date
        member.checksum = in.read<std::uint32_t>();
        member.packed_size = in.read<std::uint32_t>();
        member.size = in.read<std::uint32_t>();
        const auto name_size = in.read<std::uint16_t>();
        const auto extra_size = in.read<std::uint16_t>();
        const auto comment_size = in.read<std::uint16_t>();
        in.take(8); // disk and attributes
        member.header = in.read<std::uint32_t>();
        const auto name = in.text(name_size);
        ByteReader zip64(zip64_field(in.take(extra_size)), the_table);
        in.take(comment_size);
        for (auto *value : {&member.size, &member.packed_size, &member.header}) {
            if (*value == see_zip64)
                *value = zip64.read<std::uint64_t>();
        }
        if (!index_.emplace(name, member).second)
            throw damaged("the zip archive has two members named " + in_quotes(name));
        names_.push_back(name);
    }
    check_overlaps();
}

/// Archives that unpack to more than they hold have members within members.
void ZipArchive::check_overlaps() const
{
    std::vector<const std::pair<const std::string_view, Member> *> order;
    order.reserve(index_.size());
    for (const auto &entry : index_)
        order.push_back(&entry);
    std::ranges::sort(order, {}, [](const auto *entry) { return entry->second.header; });
    std::uint64_t end = 0;
    for (const auto *entry : order) {
        const auto &[name, member] = *entry;
        if (member.header < end)
            throw damaged("the zip archive's member " + in_quotes(name) + " overlaps another");
        // A size beyond the file is locate()'s to refuse, and of no matter for a member unused.
        if (__builtin_add_overflow(member.header, member_header_size + name.size(), &end) ||
            __builtin_add_overflow(end, member.packed_size, &end))
            end = std::numeric_limits<std::uint64_t>::max();
    }
}

std::span<const std::byte> ZipArchive::locate(const Member &member, std::string_view name) const
{
    const auto what = "the zip archive's member " + in_quotes(name);
    if (member.flags & encrypted_flag)
        throw not_readable(what + " is encrypted", "decrypt it first");
    if (member.method != 0 || member.packed_size != member.size)
        throw not_readable(what + " is compressed, which torch never does",
                           "save the weights again with torch.save");
    if (member.header > file_.size())
        throw damaged(what + " lies outside of the file");
    ByteReader in(file_.subspan(static_cast<std::size_t>(member.header)), "the zip archive");
    if (in.read<std::uint32_t>() != member_mark)
        throw damaged(what + " is not where the table says");
    in.take(22);
    const auto name_size = in.read<std::uint16_t>();
    const auto extra_size = in.read<std::uint16_t>();
    if (in.text(name_size) != name)
        throw damaged(what + " has another name in its own place");
    in.take(extra_size);
    return in.take(member.size);
}

std::pair<std::span<const std::byte>, std::optional<SummedBytes>>
ZipArchive::unread_member(std::string_view name) const
{
    const auto found = index_.find(name);
    if (found == index_.end())
        throw damaged("the zip archive has no member " + in_quotes(name));
    const auto bytes = locate(found->second, found->first);
    // torch writes no checksum after set_crc32_options(False); 0 says that.
    if (found->second.checksum == 0)
        return {bytes, std::nullopt};
    return {bytes, SummedBytes{bytes, found->second.checksum, found->first}};
}

std::span<const std::byte> ZipArchive::member(std::string_view name) const
{
    const auto [bytes, summed] = unread_member(name);
    if (summed)
        check_sum(*summed);
    return bytes;
}

std::string_view ZipArchive::text(std::string_view name) const
{
    const auto bytes = member(name);
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace tlvfc::checkpoint
