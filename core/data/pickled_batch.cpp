#include "core/data/pickled_batch.h"

#include "core/base/damage.h"
#include "core/pickle/pickle.h"

#include <functional>
#include <span>

namespace tlvfc {

namespace {

using pickle::Global;
using pickle::PickleHeap;
using pickle::ValueId;

/// CIFAR's largest file takes 150,000.
constexpr pickle::PickleLimits limits{2'000'000, "file of CIFAR's"};
constexpr unsigned char latest_protocol = 2;

bool is(const Global *global, std::string_view module, std::string_view name)
{
    return global && global->module == module && global->name == name;
}

/// NumPy's arrays and data types stay inert, with what they are made of.
class NumpyAlone : public pickle::PickleCalls
{
public:
    ValueId persistent(PickleHeap &, ValueId) override
    {
        throw damaged("the pickled part refers to other data, which is no plain data");
    }

    ValueId call(PickleHeap &heap, const Global &function, ValueId arguments) override
    {
        const auto *given = heap.items(arguments);
        const auto first = given && !given->empty() ? given->front() : ValueId();
        if (is(&function, "numpy.core.multiarray", "_reconstruct")) {
            if (given && given->size() == 3 && is(heap.get<Global>(first), "numpy", "ndarray"))
                return {};
        } else if (is(&function, "numpy", "dtype")) {
            if (heap.text(first))
                return {};
        } else {
            throw damaged(
                "the pickled part names " +
                in_quotes(std::string(function.module) + "." + std::string(function.name)) +
                ", which is no plain data");
        }
        throw damaged("the pickled part calls what is no array");
    }
};

/// A dict's values as CIFAR's readers want them.
class Reading
{
public:
    explicit Reading(std::string_view bytes)
        : bytes_(bytes)
        , heap_(limits)
    {
    }

    PickledBatch run()
    {
        if (bytes_.size() > 1 && bytes_[0] == '\x80' &&
            static_cast<unsigned char>(bytes_[1]) > latest_protocol)
            throw damaged("the pickled part has a protocol that CIFAR's archives do not have");
        ByteReader in(std::as_bytes(std::span(bytes_)), "the pickled part");
        NumpyAlone calls;
        const auto *dict = heap_.get<pickle::Dict>(pickle::read_pickle(in, heap_, calls));
        if (!dict)
            throw damaged("the pickled part is no dict");
        PickledBatch batch;
        for (const auto &[key, value] : dict->pairs) {
            if (const auto *text = heap_.text(key))
                take(std::string(*text), value, batch);
        }
        return batch;
    }

private:
    void take(const std::string &key, ValueId value, PickledBatch &batch) const
    {
        if (const auto *object = heap_.object(value);
            object && is(heap_.get<Global>(object->maker), "numpy.core.multiarray", "_reconstruct"))
            batch.arrays[key] = array(object->state);
        const auto *items = heap_.items(value);
        if (!items)
            return;
        std::vector<std::int64_t> numbers;
        std::vector<std::string> texts;
        for (const auto item : *items) {
            if (const auto *number = heap_.get<std::int64_t>(item))
                numbers.push_back(*number);
            else if (const auto *text = heap_.text(item))
                texts.emplace_back(*text);
        }
        if (numbers.size() == items->size())
            batch.numbers[key] = std::move(numbers);
        else if (texts.size() == items->size())
            batch.texts[key] = std::move(texts);
    }

    /// NumPy's state: version, shape, data type, whether columns go first, bytes.
    PickledArray array(ValueId state) const
    {
        const auto *items = heap_.items(state);
        const auto *shape = items && items->size() == 5 ? heap_.items((*items)[1]) : nullptr;
        if (!shape || shape->size() != 2)
            throw no_table();
        const auto *rows = heap_.get<std::int64_t>((*shape)[0]);
        const auto *columns = heap_.get<std::int64_t>((*shape)[1]);
        const auto *columns_first = heap_.get<bool>((*items)[3]);
        const auto *content = heap_.text((*items)[4]);
        if (!rows || !columns || !columns_first || !content || !is_of_bytes((*items)[2]) ||
            *columns_first || *rows <= 0 || *columns <= 0 || !stands_in_file(*content) ||
            content->size() % static_cast<std::size_t>(*rows) != 0 ||
            content->size() / static_cast<std::size_t>(*rows) != static_cast<std::size_t>(*columns))
            throw no_table();
        return {static_cast<std::uint64_t>(*rows), static_cast<std::uint64_t>(*columns),
                static_cast<std::size_t>(content->data() - bytes_.data())};
    }

    bool is_of_bytes(ValueId type) const
    {
        const auto *object = heap_.object(type);
        const auto *arguments = object ? heap_.items(object->arguments) : nullptr;
        if (!arguments || arguments->empty() ||
            !is(heap_.get<Global>(object->maker), "numpy", "dtype"))
            return false;
        const auto *name = heap_.text(arguments->front());
        return name && *name == "u1";
    }

    /// A text with escapes does not stand there as it is.
    bool stands_in_file(std::string_view text) const
    {
        const std::less_equal<> ordered;
        return ordered(bytes_.data(), text.data()) &&
               ordered(text.data() + text.size(), bytes_.data() + bytes_.size());
    }

    static Error no_table()
    {
        return damaged("the pickled part holds an array that is no table of bytes");
    }

    std::string_view bytes_;
    PickleHeap heap_;
};

} // namespace

PickledBatch read_pickled_batch(std::string_view bytes, const std::string &where)
{
    try {
        return Reading(bytes).run();
    } catch (const Error &error) {
        throw Error(error.kind(), error.fault(), where, "unpack the archive again");
    }
}

} // namespace tlvfc
