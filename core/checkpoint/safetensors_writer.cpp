#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/checkpoint/faults.h"
#include "core/checkpoint/names.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/written.h"

#include <array>
#include <ostream>

namespace tlvfc {

namespace {

using namespace checkpoint;

/// int64 before floats: whatever the sizes, every tensor then starts at a multiple of its own.
constexpr std::array<DType, 2> order_of_types{DType::Int64, DType::Float32};
constexpr std::size_t alignment_of_numbers = 8;

/// The entry of every tensor, in the weights' order, with its place in the file.
std::string header_of(const Weights &weights, const WriteOptions &options)
{
    auto metadata = options.metadata;
    metadata.emplace("format", "pt");
    std::map<std::string_view, std::uint64_t> begins;
    std::uint64_t position = 0;
    for (const auto type : order_of_types) {
        for (const auto &[name, tensor] : weights) {
            if (tensor.dtype() != type)
                continue;
            begins[name] = position;
            position += written_size(tensor, options.precision);
        }
    }
    // Written piece by piece: adding to an ordered Json looks through all its keys each time.
    std::string header = "{" + Json(safetensors_metadata).dump() + ":" + metadata_json(metadata);
    for (const auto &[name, tensor] : weights) {
        const auto begin = begins[name];
        const auto type = written_type(tensor, options.precision);
        const auto end = begin + written_size(tensor, options.precision);
        const Json entry = {{"dtype", safetensors_name_of(type)},
                            {"shape", tensor.shape()},
                            {"data_offsets", {begin, end}}};
        header += "," + Json(name).dump() + ":" + entry.dump();
    }
    header += "}";
    while ((header.size() + sizeof(std::uint64_t)) % alignment_of_numbers != 0)
        header += ' ';
    return header;
}

} // namespace

std::string checkpoint::metadata_json(const std::map<std::string, std::string> &metadata)
{
    Json json = Json::object();
    for (const auto &[key, value] : metadata) {
        if (!is_utf8(key) || !is_utf8(value))
            throw invalid_request("the note " + in_quotes(key) + " is no UTF-8", "the metadata");
        json[key] = value;
    }
    return json.dump();
}

void write_safetensors(const std::filesystem::path &file, const Weights &weights,
                       const WriteOptions &options)
{
    for (const auto &[name, tensor] : weights) {
        check_writable_name(name);
        if (name == safetensors_metadata)
            throw invalid_request("no tensor can have the name " + in_quotes(name) +
                                      " in a safetensors file",
                                  {}, "write a .pth file");
    }
    const auto header = header_of(weights, options);
    write_file(file, [&](std::ostream &out) {
        const auto length = static_cast<std::uint64_t>(header.size());
        out.write(reinterpret_cast<const char *>(&length), sizeof(length));
        out.write(header.data(), static_cast<std::streamsize>(header.size()));
        std::vector<std::uint16_t> room;
        for (const auto type : order_of_types) {
            for (const auto &[name, tensor] : weights) {
                if (tensor.dtype() != type)
                    continue;
                const auto bytes = written_bytes(name, tensor, options.precision, room);
                if (!bytes.empty())
                    out.write(reinterpret_cast<const char *>(bytes.data()),
                              static_cast<std::streamsize>(bytes.size()));
            }
        }
    });
}

} // namespace tlvfc
