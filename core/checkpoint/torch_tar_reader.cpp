// After torch/serialization.py, legacy_load: storages and tensors stand in members of their own,
// and the pickle refers to both by number.
#include "core/checkpoint/storage_table.h"
#include "core/checkpoint/tar_member.h"
#include "core/checkpoint/torch_content.h"
#include "core/checkpoint/torch_readers.h"

#include <charconv>

namespace tlvfc::checkpoint {

namespace {

constexpr auto the_storages = "the tar archive's storages";
constexpr auto the_tensors = "the tar archive's tensors";

class TarObjects : public TorchObjects
{
public:
    explicit TarObjects(PickleHeap &heap)
        : heap_(heap)
    {
    }

    ValueId persistent(PickleHeap &heap, ValueId id) override
    {
        // A class with its source code.
        if (const auto *tuple = heap.get<Tuple>(id); tuple && !tuple->items.empty())
            return tuple->items[0];
        const auto found = known_.find(number_of(id));
        if (found == known_.end())
            throw damaged("the pickled part refers to a tensor that is not there");
        return found->second;
    }

    void read_storages(ByteReader &in)
    {
        const auto count = number(in);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto described = items(in, 3); // key, device, class
            const auto *storage_class = heap_.get<Global>(described[2]);
            if (!storage_class)
                throw damaged("a storage has no type");
            const auto key = number_of(described[0]);
            Storage storage{storage_type(*storage_class),
                            storage_class->name,
                            heap_.keep(std::to_string(key)),
                            0,
                            0,
                            0};
            storage.size = table.take(in, storage.key, storage.type, storage.class_name);
            storage.view_size = storage.size;
            know(key, add(heap_, storage));
        }
        read_views(in);
    }

    void read_tensors(ByteReader &in)
    {
        const auto count = number(in);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto described = items(in, 3); // key, storage's key, class
            const auto storage = known_.find(number_of(described[1]));
            if (storage == known_.end())
                throw damaged("a tensor has no storage");
            const auto dimensions = in.read<std::int32_t>();
            in.take(4);
            if (dimensions < 0 || static_cast<std::size_t>(dimensions) > most_dimensions)
                throw damaged("a tensor claims " + std::to_string(dimensions) + " dimensions");
            const auto shape = numbers(in, dimensions);
            const auto strides = numbers(in, dimensions);
            const auto offset = heap_.add(in.read<std::int64_t>());
            const auto arguments = heap_.add(Tuple{{storage->second, offset, shape, strides}});
            know(number_of(described[0]), add_tensor(heap_, arguments));
        }
    }

    StorageTable table;

private:
    /// Storages that are parts of others: key, the other's key, offset, size.
    void read_views(ByteReader &in)
    {
        NoCalls calls;
        const auto *views = heap_.items(pickle::read_pickle(in, heap_, calls));
        if (!views)
            throw damaged("the list of parts of storages is missing");
        for (const auto id : *views) {
            const auto *view = heap_.items(id);
            const auto root =
                view && view->size() == 4 ? known_.find(number_of((*view)[1])) : known_.end();
            const auto ref = root == known_.end() ? std::nullopt : storage_ref(heap_, root->second);
            if (!ref)
                throw damaged("a storage is part of one that is not there");
            auto storage = storages()[ref->index];
            const auto offset = number_of((*view)[2]);
            const auto size = number_of((*view)[3]);
            if (offset < 0 || size < 0 || offset > storage.view_size ||
                size > storage.view_size - offset)
                throw damaged("a storage reaches beyond the one that it is part of");
            storage.view_offset += offset;
            storage.view_size = size;
            const auto key = number_of((*view)[0]);
            know(key, add(heap_, storage));
        }
    }

    void know(std::int64_t key, ValueId value)
    {
        if (!known_.emplace(key, value).second)
            throw damaged("two storages or tensors have one number");
    }

    std::int64_t number_of(ValueId id) const
    {
        if (const auto *value = heap_.get<std::int64_t>(id))
            return *value;
        std::int64_t value = 0;
        if (const auto *text = heap_.text(id)) {
            const auto end = text->data() + text->size();
            const auto result = std::from_chars(text->data(), end, value);
            if (result.ec == std::errc() && result.ptr == end)
                return value;
        }
        throw damaged("something else stands where a number belongs");
    }

    std::int64_t number(ByteReader &in)
    {
        NoCalls calls;
        return number_of(pickle::read_pickle(in, heap_, calls));
    }

    std::vector<ValueId> items(ByteReader &in, std::size_t count)
    {
        NoCalls calls;
        const auto *found = heap_.items(pickle::read_pickle(in, heap_, calls));
        if (!found || found->size() != count)
            throw damaged("a storage or tensor is described in no known way");
        return *found;
    }

    ValueId numbers(ByteReader &in, std::int32_t count)
    {
        Tuple tuple;
        for (std::int32_t i = 0; i < count; ++i)
            tuple.items.push_back(heap_.add(in.read<std::int64_t>()));
        return heap_.add(std::move(tuple));
    }

    PickleHeap &heap_;
    std::unordered_map<std::int64_t, ValueId> known_;
};

} // namespace

Contents read_torch_tar(std::span<const std::byte> file)
{
    PickleHeap heap(weights_limits);
    TarObjects objects(heap);
    ByteReader storages(tar_member(file, "storages"), the_storages);
    objects.read_storages(storages);
    ByteReader tensors(tar_member(file, "tensors"), the_tensors);
    objects.read_tensors(tensors);
    ByteReader in(tar_member(file, "pickle"), "the pickled part");
    const auto root = pickle::read_pickle(in, heap, objects);
    return state_dict({heap, objects, objects.table, root}, WeightsFormat::TorchTar);
}

} // namespace tlvfc::checkpoint
