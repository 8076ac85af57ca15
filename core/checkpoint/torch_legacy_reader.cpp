// After torch/serialization.py, _legacy_load: the magic number, the protocol's number and the
// writer's system as pickles, the object, the list of storage keys, the storages in that order.
#include "core/checkpoint/faults.h"
#include "core/checkpoint/storage_table.h"
#include "core/checkpoint/torch_content.h"
#include "core/checkpoint/torch_readers.h"

namespace tlvfc::checkpoint {

namespace {

using namespace std::string_view_literals;

/// 0x1950a86a20f9469cfc6c, little-endian and as the text of pickle protocols 0 and 1.
constexpr auto magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv;
constexpr auto magic_text = "L119547037146038801333356L\n."sv;
constexpr std::int64_t known_protocol = 1001;

bool starts_as_pickle(std::string_view file)
{
    return file.size() > 2 && file[0] == '\x80' && file[1] >= 2 && file[1] <= 5;
}

void check_magic(ByteReader &in, std::string_view file, PickleHeap &heap)
{
    if (file.starts_with(magic_text)) {
        in.take(magic_text.size());
        return;
    }
    NoCalls calls;
    const auto first = pickle::read_pickle(in, heap, calls);
    const auto *number = heap.get<pickle::BigInteger>(first);
    if (!number || number->bytes != magic)
        throw not_readable("this is a plain pickle, not a file of torch.save",
                           "save the state_dict with torch.save");
}

void check_protocol(ByteReader &in, PickleHeap &heap)
{
    NoCalls calls;
    const auto *protocol = heap.get<std::int64_t>(pickle::read_pickle(in, heap, calls));
    if (!protocol || *protocol != known_protocol)
        throw damaged("it has an unknown number for torch.save's protocol");
}

void check_byte_order(ByteReader &in, PickleHeap &heap)
{
    NoCalls calls;
    const auto *system = heap.pairs(pickle::read_pickle(in, heap, calls));
    const auto *little = system ? heap.get<bool>(heap.find(*system, "little_endian")) : nullptr;
    if (!little)
        throw damaged("it does not say on what system it was written");
    if (!*little)
        throw not_readable("its numbers are big-endian", "save it again on a common computer");
}

/// Only the object says how long each storage's numbers are.
void take_storages(ByteReader &in, PickleHeap &heap, const TorchObjects &objects,
                   StorageTable &table)
{
    std::unordered_map<std::string_view, const Storage *> known;
    for (const auto &storage : objects.storages()) {
        const auto *first = known.emplace(storage.key, &storage).first->second;
        if (first->type != storage.type || first->size != storage.size)
            throw damaged("the storage " + in_quotes(storage.key) + " has two types or sizes");
    }
    NoCalls calls;
    const auto *keys = heap.items(pickle::read_pickle(in, heap, calls));
    if (!keys)
        throw damaged("the list of storages is missing");
    ByteReader numbers(in.take(in.remaining()), "the stored numbers");
    for (const auto key : *keys) {
        const auto *text = heap.text(key);
        const auto storage = text ? known.find(*text) : known.end();
        if (storage == known.end())
            throw damaged("it lists a storage of which nothing else is said");
        const auto &[type, class_name, name, size, offset, view] = *storage->second;
        if (table.take(numbers, name, type, class_name) != size)
            throw damaged("the storage " + in_quotes(name) + " is not as large as described");
    }
}

} // namespace

bool starts_as_legacy(std::string_view file)
{
    return starts_as_pickle(file) || file.starts_with(magic_text);
}

Contents read_torch_legacy(std::span<const std::byte> file)
{
    ByteReader in(file, "the pickled part");
    PickleHeap heap(weights_limits);
    check_magic(in, {reinterpret_cast<const char *>(file.data()), file.size()}, heap);
    check_protocol(in, heap);
    check_byte_order(in, heap);
    TorchObjects objects;
    const auto root = pickle::read_pickle(in, heap, objects);
    StorageTable storages;
    take_storages(in, heap, objects, storages);
    return state_dict({heap, objects, storages, root}, WeightsFormat::TorchLegacy);
}

} // namespace tlvfc::checkpoint
