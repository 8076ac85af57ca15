// What a finished run says of every test image, and how two runs differ in it.
#pragma once

#include "core/runs/predictions.h"
#include "core/runs/run_folder.h"

#include <string>
#include <vector>

namespace tlvfc {

struct TestedRun
{
    RunFolder folder;
    RunSpec spec;
    std::vector<std::string> classes;
    std::vector<Prediction> predictions; ///< in the order of the data's test split
};

/// @throws Error (InvalidRequest) for a run that kept no predictions; (UnreadableInput) naming a
///         damaged file.
TestedRun read_tested_run(const RunFolder &run);

/// Classes×classes counts, row by row: [label][what was taken for it].
std::vector<int> confusion_of(const TestedRun &run);

enum class Agreement {
    OnlyFirstRight,
    OnlySecondRight,
    BothWrong, ///< alike or not
    BothRight,
};

/// Of two runs on the same test images, image by image.
/// @throws Error (InvalidRequest) where their images differ.
std::vector<Agreement> agreement_of(const TestedRun &first, const TestedRun &second);

} // namespace tlvfc
