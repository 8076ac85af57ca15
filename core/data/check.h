// A data set looked through, picture by picture.
#pragma once

#include "core/data/packed.h"

#include <array>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace tlvfc {

/// What was found in a split.
struct CheckedSplit
{
    std::string name; ///< "train", "val" or "test"
    std::size_t good = 0;
    std::size_t bad = 0;
    std::vector<std::size_t> per_class; ///< good images, by class
};

struct DataCheck
{
    std::string kind; ///< as DatasetSummary's
    std::vector<std::string> classes;
    std::vector<CheckedSplit> splits; ///< those that there are
    std::vector<BadFile> bad;         ///< in the order of the splits
    /// Sides of the good images in pixels; 0 where there is none.
    std::array<int, 2> smallest{};
    std::array<int, 2> largest{};

    /// How many bad files there are for each reason.
    std::map<std::string, std::size_t> reasons() const;
};

/// Decodes every image of the spec's source, as it is divided on disk, and keeps none.
/// @throws Error (UnreadableInput) where the source is unknown; (Interrupted) when stopped.
DataCheck check_data(const DataSpec &spec, unsigned threads, std::stop_token stop = {},
                     const ProgressHandler &progress = {});

} // namespace tlvfc
