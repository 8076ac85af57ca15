#include "core/training/clean_images.h"

#include "core/base/random.h"

#include <algorithm>

namespace tlvfc {

PackedSplit clean_images(const PackedSplit &train, int count, std::uint64_t seed)
{
    Generator generator(stream_seed(seed, "clean"));
    auto drawn = generator.randperm(static_cast<std::int64_t>(train.count()));
    drawn.resize(std::min(drawn.size(), static_cast<std::size_t>(count)));
    std::ranges::sort(drawn);
    PackedSplit part;
    part.size = train.size;
    for (const auto place : drawn) {
        const auto index = static_cast<std::size_t>(place);
        const auto image = train.image(index);
        part.pixels.insert(part.pixels.end(), image.begin(), image.end());
        part.labels.push_back(train.labels[index]);
        part.names.push_back(train.names[index]);
    }
    return part;
}

} // namespace tlvfc
