#include "core/checkpoint/torch_objects.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/known_names.h"

#include <algorithm>

namespace tlvfc::checkpoint {

namespace {

// As the tables are numbered in pickle::Made.
constexpr int storages_table = 0;
constexpr int tensors_table = 1;

template <typename Ref>
std::optional<Ref> ref_of(const PickleHeap &heap, ValueId id, int table)
{
    const auto *made = heap.get<pickle::Made>(id);
    return made && made->table == table ? std::optional(Ref{made->index}) : std::nullopt;
}

bool is(const Global &global, std::string_view module, std::string_view name)
{
    return global.module == module && global.name == name;
}

bool is_parameter(const Global &global)
{
    // The last two made parameters before functions of their own did.
    return is(global, "torch._utils", "_rebuild_parameter") ||
           is(global, "torch._utils", "_rebuild_parameter_with_state") ||
           is(global, "torch.nn.parameter", "Parameter") ||
           is(global, "torch.autograd.variable", "Variable");
}

/// OrderedDict() or OrderedDict([(key, value), ...]); invalid for other arguments.
ValueId ordered_dict(PickleHeap &heap, const std::vector<ValueId> &arguments)
{
    Dict dict;
    if (arguments.size() > 1)
        return {};
    if (!arguments.empty()) {
        const auto *items = heap.items(arguments[0]);
        if (!items)
            return {};
        heap.count_copies(items->size());
        for (const auto item : *items) {
            const auto *pair = heap.items(item);
            if (!pair || pair->size() != 2)
                return {};
            dict.pairs.emplace_back((*pair)[0], (*pair)[1]);
        }
    }
    return heap.add(std::move(dict));
}

std::int64_t integer_of(const PickleHeap &heap, ValueId id, const char *what)
{
    if (const auto *number = heap.get<std::int64_t>(id))
        return *number;
    throw damaged(std::string("its ") + what + " is no number");
}

Error strange_storage() { return damaged("the pickled part describes a storage in no known way"); }

} // namespace

std::optional<ElementType> storage_type(const Global &storage_class)
{
    auto name = storage_class.name;
    if (name == "UntypedStorage" || name == "_UntypedStorage")
        return ElementType::UInt8;
    if (!storage_class.module.starts_with("torch") || !name.ends_with("Storage"))
        return std::nullopt;
    name.remove_suffix(std::string_view("Storage").size());
    return element_type_of_class(name);
}

std::span<const std::byte> claimed_part(std::span<const std::byte> bytes, const Storage &storage)
{
    if (!storage.type)
        throw not_readable("it holds numbers of the unknown type " + in_quotes(storage.class_name),
                           "convert it to float32 and save it again");
    const auto unit = size_of(*storage.type);
    if (static_cast<std::uint64_t>(storage.size) > bytes.size() / unit)
        throw damaged("its storage claims " + counted(storage.size, "number") + " of " +
                      counted(static_cast<std::int64_t>(unit), "byte") + ", but holds " +
                      counted(static_cast<std::int64_t>(bytes.size()), "byte"));
    return bytes.first(static_cast<std::size_t>(storage.size) * unit);
}

std::string maker_of(const PickleHeap &heap, ValueId object)
{
    const auto *made = heap.object(object);
    const auto *maker = made ? heap.get<Global>(made->maker) : nullptr;
    if (!maker)
        return {};
    return std::string(maker->module) + "." + std::string(maker->name);
}

std::vector<std::int64_t> integers_of(const PickleHeap &heap, ValueId id, const char *what)
{
    const auto *items = heap.items(id);
    if (!items || items->size() > most_dimensions)
        throw damaged(std::string("its ") + what + " is no short list of numbers");
    std::vector<std::int64_t> numbers;
    for (const auto item : *items)
        numbers.push_back(integer_of(heap, item, what));
    return numbers;
}

std::optional<StorageRef> storage_ref(const PickleHeap &heap, ValueId id)
{
    return ref_of<StorageRef>(heap, id, storages_table);
}

std::optional<TensorRef> tensor_ref(const PickleHeap &heap, ValueId id)
{
    return ref_of<TensorRef>(heap, id, tensors_table);
}

ValueId NoCalls::persistent(PickleHeap &, ValueId)
{
    throw damaged("the pickled part refers to data where none belong");
}

ValueId NoCalls::call(PickleHeap &heap, const Global &function, ValueId arguments)
{
    require_known(heap, function, arguments);
    return {};
}

ValueId TorchObjects::add(PickleHeap &heap, Storage storage)
{
    storages_.push_back(storage);
    return heap.add(pickle::Made{storages_table, storages_.size() - 1});
}

ValueId TorchObjects::add_tensor(PickleHeap &heap, ValueId arguments, std::size_t type_position)
{
    tensors_.push_back({arguments, type_position});
    return heap.add(pickle::Made{tensors_table, tensors_.size() - 1});
}

ValueId TorchObjects::persistent(PickleHeap &heap, ValueId id)
{
    const auto *items = heap.items(id);
    const auto *kind = items && !items->empty() ? heap.text((*items)[0]) : nullptr;
    if (!kind)
        throw strange_storage();
    // A class with its source code, which torch.save once kept beside whole models.
    if (*kind == "module" && items->size() >= 2)
        return (*items)[1];
    if (*kind != "storage" || items->size() < 5)
        throw strange_storage();
    const auto *storage_class = heap.get<Global>((*items)[1]);
    const auto *key = heap.text((*items)[2]);
    const auto *size = heap.get<std::int64_t>((*items)[4]);
    if (!storage_class || !key || !size || *size < 0)
        throw strange_storage();
    Storage storage{storage_type(*storage_class), storage_class->name, *key, *size, 0, *size};
    if (items->size() > 5 && !heap.get<None>((*items)[5])) {
        const auto *view = heap.items((*items)[5]);
        const auto *offset =
            view && view->size() == 3 ? heap.get<std::int64_t>((*view)[1]) : nullptr;
        const auto *length = offset ? heap.get<std::int64_t>((*view)[2]) : nullptr;
        if (!length || *offset < 0 || *length < 0 || *offset > *size || *length > *size - *offset)
            throw strange_storage();
        storage.view_offset = *offset;
        storage.view_size = *length;
    }
    return add(heap, storage);
}

ValueId TorchObjects::call(PickleHeap &heap, const Global &function, ValueId arguments)
{
    const auto made = make(heap, function, arguments);
    if (!made.is_valid())
        require_known(heap, function, arguments);
    return made;
}

ValueId TorchObjects::make(PickleHeap &heap, const Global &function, ValueId arguments)
{
    const auto *given = heap.items(arguments);
    if (!given)
        return {};
    if (is(function, "collections", "OrderedDict"))
        return ordered_dict(heap, *given);
    if (function.module == "torch._utils" && given->size() >= 4) {
        if (function.name == "_rebuild_tensor" || function.name == "_rebuild_tensor_v2")
            return add_tensor(heap, arguments);
        if (function.name == "_rebuild_tensor_v3" && given->size() >= 7)
            return add_tensor(heap, arguments, 6);
    }
    if (is_parameter(function) && !given->empty() && tensor_ref(heap, (*given)[0]))
        return (*given)[0];
    if (is(function, "torch", "Size") && given->size() == 1)
        return (*given)[0];
    if (is(function, "torch.jit._pickle", "restore_type_tag") && !given->empty())
        return (*given)[0];
    if (function.module == "torch.jit._pickle" && function.name.starts_with("build_") &&
        given->size() == 1)
        return (*given)[0];
    // Tensors with attributes of their own: (function, class, arguments, attributes).
    if (is(function, "torch._tensor", "_rebuild_from_type_v2") && given->size() == 4) {
        const auto *inner = heap.get<Global>((*given)[0]);
        if (inner && !is(*inner, "torch._tensor", "_rebuild_from_type_v2"))
            return make(heap, Global(*inner), (*given)[2]);
    }
    return {};
}

StoredTensor TorchObjects::tensor(const PickleHeap &heap, TensorRef ref,
                                  const StorageBytes &bytes) const
{
    const auto &view = tensors_[ref.index];
    // A list among the arguments may have changed since the call was seen.
    const auto *given = heap.items(view.arguments);
    if (!given || given->size() < 4 || given->size() <= view.type_position)
        throw damaged("it is not described as a tensor");
    const auto place = storage_ref(heap, (*given)[0]);
    if (!place) {
        const auto maker = maker_of(heap, (*given)[0]);
        throw not_readable(maker.empty() ? "it has no storage"
                                         : "its storage is made by " + in_quotes(maker) +
                                               ", which is not known here",
                           "save it as a plain tensor");
    }
    const auto &storage = storages_[place->index];
    auto type = storage.type;
    auto type_name = storage.class_name;
    if (view.type_position > 0) {
        const auto *dtype = heap.get<Global>((*given)[view.type_position]);
        if (!dtype || dtype->module != "torch")
            throw damaged("it has no type");
        type = element_type_of_dtype(dtype->name);
        type_name = dtype->name;
    }
    if (!type || !storage.type)
        throw not_readable("it holds numbers of the unknown type " + in_quotes(type_name),
                           "convert it to float32 and save it again");
    const auto offset = integer_of(heap, (*given)[1], "offset");
    const auto shape = integers_of(heap, (*given)[2], "shape");
    const auto strides = integers_of(heap, (*given)[3], "list of strides");
    const auto [whole, summed] = bytes.of(storage);
    const auto unit = size_of(*storage.type);
    const auto first = static_cast<std::size_t>(storage.view_offset) * unit;
    auto part = whole.subspan(std::min(first, whole.size()));
    part = part.first(std::min(part.size(), static_cast<std::size_t>(storage.view_size) * unit));
    auto tensor = describe(*type, part, offset, shape, strides);
    tensor.summed = summed;
    return tensor;
}

} // namespace tlvfc::checkpoint
