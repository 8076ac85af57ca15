#include "core/checkpoint/storage_table.h"

#include "core/checkpoint/faults.h"

namespace tlvfc::checkpoint {

std::int64_t StorageTable::take(ByteReader &in, std::string_view key,
                                std::optional<ElementType> type, std::string_view class_name)
{
    if (!type)
        throw not_readable("it holds numbers of the unknown type " + in_quotes(class_name),
                           "convert them to float32 and save it again");
    const auto count = in.read<std::int64_t>();
    std::int64_t size = 0;
    if (count < 0 ||
        __builtin_mul_overflow(count, static_cast<std::int64_t>(size_of(*type)), &size))
        throw damaged("the storage " + in_quotes(key) + " claims to hold " + std::to_string(count) +
                      " numbers");
    const auto bytes = in.take(static_cast<std::uint64_t>(size));
    if (!parts_.emplace(key, bytes).second)
        throw damaged("the storage " + in_quotes(key) + " stands in the file twice");
    return count;
}

StoragePart StorageTable::of(const Storage &storage) const
{
    const auto part = parts_.find(storage.key);
    if (part == parts_.end())
        throw damaged("its numbers are not in the file");
    return {claimed_part(part->second, storage), std::nullopt};
}

} // namespace tlvfc::checkpoint
