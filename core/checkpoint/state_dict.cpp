#include "core/checkpoint/faults.h"
#include "core/checkpoint/names.h"
#include "core/checkpoint/torch_content.h"

#include <algorithm>
#include <array>

namespace tlvfc::checkpoint {

namespace {

constexpr std::array<std::string_view, 4> customary_keys{"state_dict", "model", "model_state_dict",
                                                         "net"};
constexpr auto save_state_dict = "save model.state_dict() instead";

/// A function of torch made this, from numbers that would be missing if it were left out.
bool is_unknown_tensor(const PickleHeap &heap, ValueId id)
{
    const auto *object = heap.object(id);
    const auto *maker = object ? heap.get<Global>(object->maker) : nullptr;
    return maker && (maker->module == "torch._utils" || maker->module == "torch._tensor") &&
           maker->name.starts_with("_rebuild_");
}

bool holds_tensors(const PickleHeap &heap, const Pairs &pairs)
{
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto &pair) {
        return heap.text(pair.first) &&
               (tensor_ref(heap, pair.second) || is_unknown_tensor(heap, pair.second));
    });
}

std::string kind_of(const PickleHeap &heap, ValueId id)
{
    if (tensor_ref(heap, id))
        return "a single tensor";
    if (heap.items(id))
        return "a list";
    if (const auto maker = maker_of(heap, id); !maker.empty())
        return "an object made by " + in_quotes(maker);
    return "a single value";
}

Error no_state_dict(const PickleHeap &heap, const Pairs &pairs)
{
    std::string keys;
    std::size_t named = 0;
    for (const auto &[key, value] : pairs) {
        if (const auto *name = heap.text(key); name && named++ < 5)
            keys += (keys.empty() ? "" : ", ") + in_quotes(*name);
    }
    return not_readable(keys.empty() ? "it holds no tensors"
                                     : "it holds no state_dict, only entries named " + keys,
                        save_state_dict);
}

Contents tensors_of(const TorchContent &content, const Pairs &pairs, WeightsFormat format)
{
    const auto &heap = content.heap;
    Contents contents(format);
    std::vector<std::string_view> left_out;
    for (const auto &[key, value] : pairs) {
        const auto *name = heap.text(key);
        if (name && is_unknown_tensor(heap, value))
            throw about_tensor(not_readable("it is made by " + in_quotes(maker_of(heap, value)) +
                                                ", which is not read",
                                            "convert it to a dense float32 tensor"),
                               *name);
        const auto ref = tensor_ref(heap, value);
        if (name && ref)
            contents.set(std::string(*name), named_tensor(content, *ref, *name));
        else
            left_out.push_back(name ? *name : "(a key that is no text)");
    }
    contents.note_left_out(left_out);
    return contents;
}

} // namespace

StoredTensor named_tensor(const TorchContent &content, TensorRef ref, std::string_view name)
{
    check_name(name);
    try {
        return content.objects.tensor(content.heap, ref, content.bytes);
    } catch (const Error &error) {
        throw about_tensor(error, name);
    }
}

Contents state_dict(const TorchContent &content, WeightsFormat format)
{
    const auto &heap = content.heap;
    std::vector<std::string> notes;
    auto place = content.root;
    // Two levels are in use; the bound is for a dict that contains itself.
    for (int depth = 0; depth < 8; ++depth) {
        const auto *pairs = heap.pairs(place);
        if (!pairs)
            throw not_readable("this is " + kind_of(heap, place) + ", not a state_dict",
                               save_state_dict);
        ValueId inner;
        for (const auto key : customary_keys) {
            const auto candidate = heap.find(*pairs, key);
            if (heap.pairs(candidate)) {
                inner = candidate;
                notes.push_back("taken from " + in_quotes(key));
                break;
            }
        }
        if (inner.is_valid()) {
            place = inner;
            continue;
        }
        if (!holds_tensors(heap, *pairs))
            throw no_state_dict(heap, *pairs);
        auto contents = tensors_of(content, *pairs, format);
        contents.notes.insert(contents.notes.begin(), notes.begin(), notes.end());
        return contents;
    }
    throw damaged("its state_dict contains itself");
}

} // namespace tlvfc::checkpoint
