// Where tests find goldens, checkpoints and real images, and how they skip without them.
#pragma once

#include "core/base/json.h"
#include "core/base/tensor.h"

#include <filesystem>
#include <optional>

namespace tlvfc::test {

/// The folder named by TLVFC_SHARED, by default ../shared beside the project; empty where absent.
std::optional<std::filesystem::path> shared_folder();

/// A golden file by name. @throws Error where it cannot be read.
Json golden(const std::string &name);

/// The folder of `cifar10`, `imagenet100` or `catdog`, unpacked below the build folder's data/ on
/// first use, by whichever test comes first. Empty where the archives are absent.
std::optional<std::filesystem::path> real_images(const std::string &set);

/// goldens/README.md's pattern weights.
Tensor pattern(const Shape &shape, std::int64_t salt);

} // namespace tlvfc::test

/// Ends the test function as visibly skipped where the shared material is absent.
#define TLVFC_NEEDS_SHARED()                                                                       \
    do {                                                                                           \
        if (!tlvfc::test::shared_folder())                                                         \
            QSKIP("no shared material: set TLVFC_SHARED to its folder");                           \
    } while (false)
