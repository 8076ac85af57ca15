#include "core/checkpoint/safetensors.h"

#include "core/base/byte_reader.h"
#include "core/checkpoint/faults.h"
#include "core/checkpoint/names.h"

#include <algorithm>
#include <numeric>

namespace tlvfc::checkpoint {

namespace {

/// The format's own limit.
constexpr std::uint64_t longest_header = 100'000'000;

/// The format wants every byte to belong to exactly one tensor.
void check_layout(const std::vector<SafetensorsEntry> &entries, std::uint64_t size)
{
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(entries[a].begin, entries[a].end) <
               std::pair(entries[b].begin, entries[b].end);
    });
    std::uint64_t end = 0;
    for (const auto i : order) {
        const auto &entry = entries[i];
        if (entry.end < entry.begin)
            throw about_tensor(damaged("its numbers end before they begin"), entry.name);
        if (entry.begin < end)
            throw about_tensor(damaged("its numbers overlap another tensor's"), entry.name);
        if (entry.begin > end)
            throw about_tensor(damaged("a gap lies before its numbers"), entry.name);
        if (entry.end > size)
            throw about_tensor(cut_off("before the end of its numbers"), entry.name);
        end = entry.end;
    }
    if (end != size)
        throw damaged("bytes that belong to no tensor follow the last one");
}

StoredTensor tensor_of(const SafetensorsEntry &entry, std::span<const std::byte> numbers)
{
    const auto type = element_type_of_safetensors(entry.type);
    if (!type)
        throw not_readable("it holds numbers of the unknown type " + in_quotes(entry.type),
                           "convert it to float32 and save it again");
    const auto part = numbers.subspan(static_cast<std::size_t>(entry.begin),
                                      static_cast<std::size_t>(entry.end - entry.begin));
    return describe_dense(*type, part, entry.shape);
}

} // namespace

Contents read_safetensors(std::span<const std::byte> file)
{
    ByteReader in(file, "the header");
    const auto length = in.read<std::uint64_t>();
    if (length > longest_header)
        throw damaged("it claims a header of " + std::to_string(length) +
                      " bytes, more than the format allows");
    auto [entries, metadata] = parse_safetensors_header(in.text(length));
    const auto numbers = in.take(in.remaining());
    check_layout(entries, numbers.size());
    Contents contents(WeightsFormat::Safetensors);
    contents.metadata = std::move(metadata);
    for (const auto &entry : entries) {
        check_name(entry.name);
        if (contents.contains(entry.name))
            throw about_tensor(damaged("the header has it twice"), entry.name);
        try {
            contents.set(entry.name, tensor_of(entry, numbers));
        } catch (const Error &error) {
            throw about_tensor(error, entry.name);
        }
    }
    if (contents.empty())
        throw not_readable("it holds no tensors", "save the weights again");
    return contents;
}

} // namespace tlvfc::checkpoint
