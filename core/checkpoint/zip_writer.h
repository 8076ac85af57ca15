// Uncompressed zip archives, as torch.save lays them out.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc::checkpoint {

/// Writes members one after the other, their bytes at multiples of 64, without a time, so that
/// the same members always give the same archive. The whole must stay below `largest_zip`.
class ZipWriter
{
public:
    explicit ZipWriter(std::ostream &out)
        : out_(out)
    {
    }

    void add(const std::string &name, std::span<const std::byte> bytes);
    void add(const std::string &name, std::string_view text);

    /// The table; nothing can be added after it.
    void finish();

private:
    struct Member
    {
        std::string name;
        std::uint32_t checksum;
        std::uint32_t size;
        std::uint32_t header;
    };

    void put(std::string_view text);

    std::ostream &out_;
    std::uint64_t position_ = 0;
    std::vector<Member> members_;
};

/// The limits of an archive without zip64.
constexpr std::uint64_t largest_zip = 0xffffffff;
constexpr std::size_t most_zip_members = 0xffff;

/// At most this many bytes come with a member, its name counted twice left out.
constexpr std::uint64_t zip_overhead = 192;

} // namespace tlvfc::checkpoint
