// After torch/serialization.py, _save: a pickle of protocol 2, the byte order, one member per
// storage, the format's version.
#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/little_endian.h"
#include "core/checkpoint/faults.h"
#include "core/checkpoint/names.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/stored_tensor.h"
#include "core/checkpoint/torch_readers.h"
#include "core/checkpoint/written.h"
#include "core/checkpoint/zip_writer.h"

#include <limits>
#include <ostream>

namespace tlvfc {

namespace {

using namespace checkpoint;

/// torch.save names the folder after the file; a fixed name keeps equal weights equal files.
const std::string folder = "archive";
const std::string ordered_dict = "ccollections\nOrderedDict\n)R";
constexpr std::string_view format_version = "3\n";

/// What a state_dict is made of, in pickle protocol 2.
struct PickleWriter
{
    std::string text;

    template <typename T>
    void put(char opcode, T argument)
    {
        text += opcode;
        append_little_endian(text, argument);
    }

    void string(std::string_view value)
    {
        put('X', static_cast<std::uint32_t>(value.size())); // BINUNICODE
        text += value;
    }

    void integer(std::int64_t value)
    {
        if (value <= std::numeric_limits<std::uint8_t>::max()) {
            put('K', static_cast<std::uint8_t>(value)); // BININT1
        } else if (value <= std::numeric_limits<std::int32_t>::max()) {
            put('J', static_cast<std::int32_t>(value)); // BININT
        } else {
            put('\x8a', static_cast<std::uint8_t>(sizeof(value))); // LONG1
            append_little_endian(text, value);
        }
    }

    void tuple(const std::vector<std::int64_t> &values)
    {
        text += '('; // MARK
        for (const auto value : values)
            integer(value);
        text += 't'; // TUPLE
    }
};

/// torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())
void add_tensor(PickleWriter &pickle, const Tensor &tensor, ElementType type, std::size_t key)
{
    pickle.text += "ctorch._utils\n_rebuild_tensor_v2\n((";
    pickle.string("storage");
    pickle.text += "ctorch\n" + std::string(class_prefix_of(type)) + "Storage\n";
    pickle.string(std::to_string(key));
    pickle.string("cpu");
    pickle.integer(tensor.size());
    pickle.text += "tQ";
    pickle.integer(0);
    pickle.tuple(tensor.shape());
    pickle.tuple(dense_strides(tensor.shape()));
    pickle.text += '\x89' + ordered_dict + "tR";
}

std::string pickle_of(const Weights &weights, WrittenPrecision precision)
{
    PickleWriter pickle{"\x80\x02" + ordered_dict + "("};
    std::size_t key = 0;
    for (const auto &[name, tensor] : weights) {
        check_writable_name(name);
        pickle.string(name);
        add_tensor(pickle, tensor, written_type(tensor, precision), key++);
    }
    return pickle.text + "u.";
}

void check_size(const Weights &weights, WrittenPrecision precision, std::size_t other_size)
{
    constexpr std::size_t other_members = 4;
    std::uint64_t total = other_size + other_members * zip_overhead;
    for (const auto &[name, tensor] : weights)
        total += written_size(tensor, precision) + zip_overhead;
    if (total > largest_zip || weights.size() + other_members > most_zip_members)
        throw invalid_request("the weights are too large or too many for a .pth file of 4 GiB", {},
                              "write a .safetensors file");
}

} // namespace

void write_torch_zip(const std::filesystem::path &file, const Weights &weights,
                     const WriteOptions &options)
{
    const auto pickle = pickle_of(weights, options.precision);
    const auto metadata =
        "{" + Json(safetensors_metadata).dump() + ":" + metadata_json(options.metadata) + "}";
    check_size(weights, options.precision, pickle.size() + metadata.size());
    write_file(file, [&](std::ostream &out) {
        ZipWriter zip(out);
        zip.add(folder + "/data.pkl", pickle);
        zip.add(folder + "/byteorder", "little");
        if (!options.metadata.empty())
            zip.add(folder + std::string(zip_metadata), metadata);
        std::size_t key = 0;
        std::vector<std::uint16_t> room;
        for (const auto &[name, tensor] : weights)
            zip.add(folder + "/data/" + std::to_string(key++),
                    written_bytes(name, tensor, options.precision, room));
        zip.add(folder + "/version", format_version);
        zip.finish();
    });
}

} // namespace tlvfc
