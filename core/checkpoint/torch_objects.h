// What torch's pickles speak of: storages, and tensors as views of them.
#pragma once

#include "core/checkpoint/stored_tensor.h"
#include "core/pickle/pickle.h"

#include <optional>

namespace tlvfc::checkpoint {

using pickle::Dict;
using pickle::Global;
using pickle::None;
using pickle::Pairs;
using pickle::PickleHeap;
using pickle::Tuple;
using pickle::ValueId;

/// A state_dict takes about forty values per tensor; this many belong to none, and are reached
/// before a small file has taken much memory.
constexpr pickle::PickleLimits weights_limits{4'000'000, "checkpoint"};

/// For pickles that can hold nothing but plain data; every persistent id is a fault.
class NoCalls : public pickle::PickleCalls
{
public:
    ValueId persistent(PickleHeap &heap, ValueId id) override;
    ValueId call(PickleHeap &heap, const Global &function, ValueId arguments) override;
};

/// Entries of TorchObjects' tables.
struct StorageRef
{
    std::size_t index;
};
struct TensorRef
{
    std::size_t index;
};

/// Nothing where the value is another.
std::optional<StorageRef> storage_ref(const PickleHeap &heap, ValueId id);
std::optional<TensorRef> tensor_ref(const PickleHeap &heap, ValueId id);

/// A stretch of numbers that stands in the file outside the pickle.
struct Storage
{
    /// Nothing where the class is unknown. A storage without a type of its own counts in bytes.
    std::optional<ElementType> type;
    std::string_view class_name;
    std::string_view key;
    std::int64_t size = 0; ///< numbers
    /// The part of the stretch that is meant, in numbers; old files have storages within others.
    std::int64_t view_offset = 0;
    std::int64_t view_size = 0;
};

/// The bytes of a storage, as large as it claims, with the checksum that covers them.
struct StoragePart
{
    std::span<const std::byte> bytes;
    std::optional<SummedBytes> summed;
};

/// Finds the bytes of storages once the pickles are read. `StorageBytes::of` throws
/// Error (UnreadableInput) where the file does not hold them all.
class StorageBytes
{
public:
    virtual ~StorageBytes() = default;
    virtual StoragePart of(const Storage &storage) const = 0;
};

/// The part of `bytes` that the storage claims.
/// @throws Error (UnreadableInput) if they are fewer, or of unknown type.
std::span<const std::byte> claimed_part(std::span<const std::byte> bytes, const Storage &storage);

/// Knows the functions that make tensors, containers and parameters. A tensor is put together
/// only when it is asked for, so that what no one needs can be as strange as it likes.
class TorchObjects : public pickle::PickleCalls
{
public:
    /// The ids of torch.save since 0.1.10: ('storage', class, key, device, size[, view]).
    ValueId persistent(PickleHeap &heap, ValueId id) override;
    ValueId call(PickleHeap &heap, const Global &function, ValueId arguments) override;

    /// The value that stands for it.
    ValueId add(PickleHeap &heap, Storage storage);
    const std::vector<Storage> &storages() const { return storages_; }

    /// @throws Error (UnreadableInput) without the tensor's name.
    StoredTensor tensor(const PickleHeap &heap, TensorRef ref, const StorageBytes &bytes) const;

protected:
    /// The arguments (storage, offset, sizes, strides, ...), and the position of a type among
    /// them that replaces the storage's; 0 where none does.
    ValueId add_tensor(PickleHeap &heap, ValueId arguments, std::size_t type_position = 0);

private:
    struct View
    {
        ValueId arguments;
        std::size_t type_position;
    };

    /// Invalid for what it does not know by heart.
    ValueId make(PickleHeap &heap, const Global &function, ValueId arguments);

    std::vector<Storage> storages_;
    std::vector<View> tensors_;
};

/// "Float" of ('torch', 'FloatStorage') and its CUDA kin.
std::optional<ElementType> storage_type(const Global &storage_class);

/// "torch._utils._rebuild_qtensor", for a person; empty where the value is no object.
std::string maker_of(const PickleHeap &heap, ValueId object);

/// A list or tuple of integers. @throws Error (UnreadableInput) naming `what` for anything else.
std::vector<std::int64_t> integers_of(const PickleHeap &heap, ValueId id, const char *what);

} // namespace tlvfc::checkpoint
