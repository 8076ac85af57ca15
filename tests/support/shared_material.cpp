#include "tests/support/shared_material.h"

#include <QLockFile>
#include <QProcess>
#include <QString>

#include <cmath>
#include <cstdlib>

namespace tlvfc::test {

namespace fs = std::filesystem;

namespace {

fs::path folder_from(const char *variable, const fs::path &fallback)
{
    const char *value = std::getenv(variable);
    return value && *value ? fs::path(value) : fallback;
}

} // namespace

std::optional<fs::path> shared_folder()
{
    const auto project = folder_from("TLVFC_SOURCE_DIR", ".");
    const auto folder = folder_from("TLVFC_SHARED", project / ".." / "shared");
    if (!fs::is_directory(folder / "goldens"))
        return std::nullopt;
    return fs::weakly_canonical(folder);
}

Json golden(const std::string &name) { return read_json(*shared_folder() / "goldens" / name); }

std::optional<fs::path> real_images(const std::string &set)
{
    const auto shared = shared_folder();
    if (!shared || !fs::exists(*shared / "data" / "unpack"))
        return std::nullopt;
    const auto out = fs::path(TLVFC_BUILD_FOLDER) / ".." / "data";
    fs::create_directories(out);
    QLockFile lock(QString::fromStdString((out / "unpack.lock").string()));
    lock.setStaleLockTime(0);
    lock.lock();
    if (!fs::exists(out / set / ".complete")) {
        const auto script = QString::fromStdString((*shared / "data" / "unpack").string());
        QProcess::execute(script, {QString::fromStdString(out.string())});
    }
    if (!fs::exists(out / set / ".complete"))
        return std::nullopt;
    return fs::weakly_canonical(out / set);
}

Tensor pattern(const Shape &shape, std::int64_t salt)
{
    Tensor tensor(shape);
    const double scale = std::ldexp(1.0, -static_cast<int>(salt % 5));
    std::int64_t i = 0;
    for (float &value : tensor.edit()) {
        const auto mixed = static_cast<std::uint32_t>(
            (static_cast<std::uint64_t>(i++) + static_cast<std::uint64_t>(salt) * 7919u) *
            2654435761u);
        value = static_cast<float>((static_cast<double>(mixed >> 8) / 16777216.0 - 0.5) * scale);
    }
    return tensor;
}

} // namespace tlvfc::test
