#include "core/pickle/value.h"

#include "core/base/damage.h"

namespace tlvfc::pickle {

ValueId PickleHeap::add(PickleValue value)
{
    if (values_.size() >= limits_.values)
        throw damaged(std::string("the pickled part holds more values than any ") + limits_.kind);
    values_.push_back(std::move(value));
    return ValueId(static_cast<std::int64_t>(values_.size()) - 1);
}

ValueId PickleHeap::add_object(Object object)
{
    return add(std::make_unique<Object>(std::move(object)));
}

const Object *PickleHeap::object(ValueId id) const
{
    const auto *owner = get<std::unique_ptr<Object>>(id);
    return owner ? owner->get() : nullptr;
}

Object *PickleHeap::object(ValueId id)
{
    return const_cast<Object *>(std::as_const(*this).object(id));
}

const std::vector<ValueId> *PickleHeap::items(ValueId id) const
{
    if (const auto *tuple = get<Tuple>(id))
        return &tuple->items;
    if (const auto *list = get<List>(id))
        return &list->items;
    return nullptr;
}

const Pairs *PickleHeap::pairs(ValueId id) const
{
    if (const auto *dict = get<Dict>(id))
        return &dict->pairs;
    if (const auto *made = object(id); made && !made->pairs.empty())
        return &made->pairs;
    return nullptr;
}

const std::string_view *PickleHeap::text(ValueId id) const
{
    if (const auto *text = get<Text>(id))
        return &text->text;
    if (const auto *bytes = get<Bytes>(id))
        return &bytes->bytes;
    return nullptr;
}

ValueId PickleHeap::find(const Pairs &pairs, std::string_view key) const
{
    for (auto it = pairs.rbegin(); it != pairs.rend(); ++it) {
        if (const auto *name = text(it->first); name && *name == key)
            return it->second;
    }
    return {};
}

void PickleHeap::count_copies(std::size_t count)
{
    if (count > limits_.values - copies_)
        throw damaged(std::string("the pickled part copies more values than any ") + limits_.kind);
    copies_ += count;
}

std::string_view PickleHeap::keep(std::string text)
{
    texts_.push_back(std::move(text));
    return texts_.back();
}

} // namespace tlvfc::pickle
