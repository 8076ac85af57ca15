// Files of weights for the tests of core/checkpoint.
#pragma once

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/checkpoint/checkpoint.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc::test {

inline std::filesystem::path fixtures() { return TLVFC_CHECKPOINT_FIXTURES; }

inline QByteArray read_bytes(const std::filesystem::path &path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write_bytes(const std::filesystem::path &path, const QByteArray &bytes)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", path.c_str());
}

/// The fixtures whose names begin with `start`, sorted.
inline std::vector<std::string> fixture_names(const std::string &start = {})
{
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(fixtures())) {
        const auto name = entry.path().filename().string();
        const auto extension = entry.path().extension();
        if (name.starts_with(start) && extension != ".py" && extension != ".json")
            names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

/// "float32 4x3x3x3 f0702438019eda68", as fixtures/make_fixtures.py has it.
inline std::string summary(const Tensor &tensor)
{
    std::string shape;
    for (const auto size : tensor.shape())
        shape += (shape.empty() ? "" : "x") + std::to_string(size);
    const auto *kind = tensor.dtype() == DType::Float32 ? "float32" : "int64";
    return std::string(kind) + " " + shape + " " + sha256_hex(tensor.bytes()).substr(0, 16);
}

/// One line per tensor, in order.
inline QByteArray summary(const Weights &weights)
{
    std::string text;
    for (const auto &[name, tensor] : weights)
        text += name + ": " + summary(tensor) + "\n";
    return QByteArray::fromStdString(text);
}

/// The whole sentence if the file is refused as unreadable; nothing if it is read. Any other
/// error passes.
inline std::optional<std::string> refusal(const std::filesystem::path &file)
{
    try {
        (void)read_weights(file);
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::UnreadableInput)
            throw;
        return error.what();
    }
    return std::nullopt;
}

} // namespace tlvfc::test
