// Sound and nearly sound files of every form, to start from.
#pragma once

#include "tests/fuzz/fuzz_one.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tlvfc::test {

using Seeds = std::vector<std::pair<std::string, std::string>>; // name and bytes

/// From the product's own writers, from files put together by hand, and from the fixtures of
/// tests/checkpoint. Archives come with their checksums and without, since no mutation gets past
/// those.
Seeds seeds_of(FuzzForm form, const std::filesystem::path &fixtures);

} // namespace tlvfc::test
