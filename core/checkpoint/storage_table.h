// Storages that stand one after the other in a file.
#pragma once

#include "core/base/byte_reader.h"
#include "core/checkpoint/torch_objects.h"

#include <unordered_map>

namespace tlvfc::checkpoint {

class StorageTable : public StorageBytes
{
public:
    /// Takes the storage `key` off `in`: its count of numbers, then the numbers.
    /// @param type empty where it is unknown, which leaves the rest of the file unreadable
    /// @return the count
    /// @throws Error (UnreadableInput) if the file does not hold them, or had the key before.
    std::int64_t take(ByteReader &in, std::string_view key, std::optional<ElementType> type,
                      std::string_view class_name);

    StoragePart of(const Storage &storage) const override;

private:
    std::unordered_map<std::string_view, std::span<const std::byte>> parts_;
};

} // namespace tlvfc::checkpoint
