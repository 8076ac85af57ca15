// The uncompressed members of a zip archive, as they lie in the file.
#pragma once

#include "core/checkpoint/stored_tensor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tlvfc::checkpoint {

/// Reads the table at the archive's end, zip64 included, so that members whose sizes stand behind
/// them (data descriptors) are found like all others. Takes memory for the table only.
class ZipArchive
{
public:
    /// @throws Error (UnreadableInput) if the table is missing or damaged.
    explicit ZipArchive(std::span<const std::byte> file);

    bool contains(std::string_view name) const { return index_.contains(name); }

    /// In the table's order. Valid as long as the file's bytes are.
    const std::vector<std::string_view> &names() const { return names_; }

    /// The member's bytes, compared with their checksum.
    /// @throws Error (UnreadableInput) if there is no such member, or it is compressed, encrypted,
    ///         outside of the file or damaged.
    std::span<const std::byte> member(std::string_view name) const;

    /// The same without looking at the bytes, with the checksum that they must have; nothing
    /// where the writer gave none.
    std::pair<std::span<const std::byte>, std::optional<SummedBytes>>
    unread_member(std::string_view name) const;

    /// member() as text.
    std::string_view text(std::string_view name) const;

private:
    struct Member
    {
        std::uint16_t flags = 0;
        std::uint16_t method = 0;
        std::uint32_t checksum = 0;
        std::uint64_t packed_size = 0;
        std::uint64_t size = 0;
        std::uint64_t header = 0; ///< where the header before its bytes starts
    };

    void read_table(std::span<const std::byte> table, std::uint64_t count);
    void check_overlaps() const;
    std::span<const std::byte> locate(const Member &member, std::string_view name) const;

    std::span<const std::byte> file_;
    std::vector<std::string_view> names_;
    std::unordered_map<std::string_view, Member> index_;
};

} // namespace tlvfc::checkpoint
