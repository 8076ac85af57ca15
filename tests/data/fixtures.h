// Small pictures and folders of them, for the tests of core/data.
#pragma once

#include "core/base/hash.h"
#include "core/data/image.h"

#include <QByteArray>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace tlvfc::test {

inline std::filesystem::path fixture(const std::string &name)
{
    return std::filesystem::path(TLVFC_DATA_FIXTURES) / name;
}

inline std::vector<std::byte> bytes_of(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> chars{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::byte> bytes(chars.size());
    std::ranges::transform(chars, bytes.begin(), [](char c) { return std::byte(c); });
    return bytes;
}

inline QByteArray sha256(std::span<const std::uint8_t> bytes)
{
    return QByteArray::fromStdString(sha256_hex(std::as_bytes(bytes)));
}

/// Copies a fixture to root/file.
inline void put(const std::filesystem::path &root, const std::string &file,
                const std::string &picture = "color.png")
{
    std::filesystem::create_directories((root / file).parent_path());
    std::filesystem::copy_file(fixture(picture), root / file);
}

/// Writes bytes to root/file.
inline void write(const std::filesystem::path &root, const std::string &file,
                  const std::string &content)
{
    std::filesystem::create_directories((root / file).parent_path());
    std::ofstream(root / file, std::ios::binary) << content;
}

/// root/FOLDER/0.png … root/FOLDER/COUNT-1.png.
inline void put_images(const std::filesystem::path &root, const std::string &folder, int count)
{
    for (int i = 0; i < count; ++i)
        put(root, folder + "/" + std::to_string(i) + ".png");
}

} // namespace tlvfc::test
