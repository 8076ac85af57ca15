// Weights files put together by hand, as small as their formats allow: for what no writer would
// write, and for the forms that this program only reads.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tlvfc::test {

using Members = std::vector<std::pair<std::string, std::string>>;

template <typename T>
std::string le(T value)
{
    std::string text(sizeof(T), '\0');
    std::memcpy(text.data(), &value, sizeof(T));
    return text;
}

inline std::string repeated(std::string_view part, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += part;
    return all;
}

/// Text of a pickle.
inline std::string pickled(std::string_view text)
{
    return "X" + le(std::uint32_t(text.size())) + std::string(text);
}

/// An integer of a pickle.
inline std::string pickled(std::int64_t value) { return "\x8a\x08" + le(value); }

inline std::string pickled_tuple(const std::vector<std::int64_t> &values)
{
    std::string all = "(";
    for (const auto value : values)
        all += pickled(value);
    return all + "t";
}

/// A tensor of a pickle, a view of the storage "0" unless `key` says otherwise; the numbers are
/// given as they stand in the pickle.
inline std::string pickled_tensor(const std::string &storage_size, const std::string &shape,
                                  const std::string &strides, const std::string &key = "0",
                                  const std::string &storage_class = "FloatStorage",
                                  const std::string &offset = std::string("K\0", 2))
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + pickled("storage") + "ctorch\n" +
           storage_class + "\n" + pickled(key) + pickled("cpu") + storage_size + "tQ" + offset +
           shape + strides + "\x89NtR";
}

inline std::string pickle_protocol_2(const std::string &root) { return "\x80\x02" + root + "."; }

/// A legacy file with `root` as its object's pickle; the storages' numbers are float32.
inline std::string legacy_file(const std::string &root, const Members &storages = {})
{
    const std::string magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
    std::string keys = "](";
    std::string numbers;
    for (const auto &[key, data] : storages) {
        keys += pickled(key);
        numbers += le(std::int64_t(data.size() / sizeof(float))) + data;
    }
    return magic + pickle_protocol_2("M\xe9\x03") +
           pickle_protocol_2("}" + pickled("little_endian") + "\x88s") + pickle_protocol_2(root) +
           pickle_protocol_2(keys + "e") + numbers;
}

/// One archive of stored members without checksums.
inline std::string zip_file(const Members &members)
{
    std::string all;
    std::string table;
    for (const auto &[name, data] : members) {
        const auto start = std::uint32_t(all.size());
        const auto size = std::uint32_t(data.size());
        const auto sizes = le(std::uint32_t{0}) + le(size) + le(size) +
                           le(std::uint16_t(name.size())) + le(std::uint16_t{0});
        all += std::string("PK\x03\x04") + std::string(10, '\0') + sizes + name;
        all += data;
        table += std::string("PK\x01\x02") + std::string(12, '\0') + sizes + std::string(10, '\0') +
                 le(start) + name;
    }
    const auto count = le(std::uint16_t(members.size()));
    const auto place = le(std::uint32_t(table.size())) + le(std::uint32_t(all.size()));
    return all + table + "PK\x05\x06" + std::string(4, '\0') + count + count + place +
           std::string(2, '\0');
}

/// A tar archive of regular files.
inline std::string tar_file(const Members &members)
{
    constexpr std::size_t block = 512;
    const auto octal = [](std::size_t value) {
        std::string digits;
        for (int i = 0; i < 11; ++i, value /= 8)
            digits.insert(digits.begin(), static_cast<char>('0' + value % 8));
        return digits;
    };
    std::string all;
    for (const auto &[name, data] : members) {
        std::string header(block, '\0');
        header.replace(0, name.size(), name);
        header.replace(124, 11, octal(data.size()));
        header[156] = '0';
        header.replace(257, 8, std::string("ustar\00000", 8));
        header.replace(148, 8, "        ");
        std::size_t sum = 0;
        for (const char c : header)
            sum += static_cast<unsigned char>(c);
        header.replace(148, 8, octal(sum).substr(5) + std::string("\0 ", 2));
        all += header + data + std::string((block - data.size() % block) % block, '\0');
    }
    return all + std::string(2 * block, '\0');
}

inline std::string safetensors_file(const std::string &header, const std::string &numbers)
{
    return le(std::uint64_t(header.size())) + header + numbers;
}

/// A number of a protocol buffer.
inline std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(value | 0x80);
    return bytes + static_cast<char>(value);
}

inline std::string proto_number(unsigned field, std::uint64_t value)
{
    return varint(field << 3) + varint(value);
}

inline std::string proto_bytes(unsigned field, const std::string &bytes)
{
    return varint(field << 3 | 2) + varint(bytes.size()) + bytes;
}

/// TensorProto of ONNX, its numbers as raw bytes.
inline std::string onnx_tensor(const std::string &name, const std::vector<std::int64_t> &shape,
                               std::uint64_t type, const std::string &numbers)
{
    std::string message;
    for (const auto size : shape)
        message += proto_number(1, static_cast<std::uint64_t>(size));
    return message + proto_number(2, type) + proto_bytes(8, name) + proto_bytes(9, numbers);
}

/// A ModelProto of version 8 with these TensorProtos as its graph's initializers.
inline std::string onnx_file(const std::vector<std::string> &initializers)
{
    std::string graph = proto_bytes(2, "graph");
    for (const auto &tensor : initializers)
        graph += proto_bytes(5, tensor);
    return proto_number(1, 8) + proto_bytes(2, "by hand") + proto_bytes(7, graph);
}

} // namespace tlvfc::test
