// Decodes a folder's training images and hands an epoch of batches out, as a run's first epoch
// does, and says how fast: for compare.py, which has torchvision's loader do the same beside it.
#include "core/base/error.h"
#include "core/data/loader.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace tlvfc;

/// bench_decode FOLDER SIZE THREADS whole|scaled
int main(int argc, char **argv)
{
    if (argc != 5) {
        std::fprintf(stderr, "usage: %s FOLDER SIZE THREADS whole|scaled\n", argv[0]);
        return 2;
    }
    try {
        DataSpec spec;
        spec.source = argv[1];
        spec.image_size = std::atoi(argv[2]);
        spec.validation_share = 0.0;
        spec.scaled_decode = std::string(argv[4]) == "scaled";
        const auto start = std::chrono::steady_clock::now();
        const auto data = load_data(spec, 2, static_cast<unsigned>(std::atoi(argv[3])));
        LoaderOptions options;
        options.shuffle = options.augment = true;
        Loader loader(data.train, spec, options, 2);
        loader.start_epoch(1);
        std::size_t seen = 0;
        for (Batch batch; loader.next(batch);)
            seen += batch.labels.size();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        const auto decoded = seen + data.val.count() + data.test.count();
        std::printf("{\"images_per_second\": %.1f}\n",
                    static_cast<double>(decoded) / taken.count());
        return 0;
    } catch (const Error &error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 2;
    }
}
