#include "core/checkpoint/faults.h"
#include "core/checkpoint/torch_content.h"

namespace tlvfc::checkpoint {

namespace {

constexpr std::size_t deepest_module = 200;
/// Modules that share submodules have more names than the file has bytes; this many characters
/// are beyond any network.
constexpr std::size_t most_characters = std::size_t{16} << 20;

class Walk
{
public:
    Walk(const TorchContent &content, Contents &contents)
        : content_(content)
        , contents_(contents)
    {
    }

    /// The object's own tensors first and then those of the objects in it, as state_dict() does.
    void visit(const Pairs &attributes, const std::string &prefix, std::size_t depth)
    {
        if (depth > deepest_module)
            throw damaged("its modules lie deeper within each other than any network's");
        for (const auto &[key, value] : attributes) {
            const auto ref = tensor_ref(content_.heap, value);
            if (!ref)
                continue;
            const auto name = full_name(prefix, key);
            contents_.set(name, named_tensor(content_, *ref, name));
        }
        for (const auto &[key, value] : attributes) {
            const auto *object = content_.heap.object(value);
            const auto *inner = object ? content_.heap.get<Dict>(object->state) : nullptr;
            if (inner)
                visit(inner->pairs, full_name(prefix, key) + ".", depth + 1);
        }
    }

private:
    std::string full_name(const std::string &prefix, ValueId key)
    {
        const auto *text = content_.heap.text(key);
        if (!text)
            throw damaged("an attribute of a module has no name");
        characters_ += prefix.size() + text->size() + 1;
        if (characters_ > most_characters)
            throw damaged("its modules have more names than any network's");
        return prefix + std::string(*text);
    }

    const TorchContent &content_;
    Contents &contents_;
    std::size_t characters_ = 0;
};

} // namespace

Contents module_tensors(const TorchContent &content, WeightsFormat format)
{
    const auto *root = content.heap.object(content.root);
    const auto *attributes = root ? content.heap.get<Dict>(root->state) : nullptr;
    if (!attributes)
        throw damaged("the TorchScript archive holds no module");
    Contents contents(format);
    Walk(content, contents).visit(attributes->pairs, {}, 0);
    if (contents.empty())
        throw not_readable("the TorchScript module holds no parameters",
                           "save it again before it is frozen");
    return contents;
}

} // namespace tlvfc::checkpoint
