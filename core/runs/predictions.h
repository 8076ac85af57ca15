// What a network says of every image of a split, as a file.
#pragma once

#include "core/training/evaluate.h"

#include <filesystem>
#include <vector>

namespace tlvfc {

/// A safetensors file of four tensors with one value for each image: label and predicted (int64),
/// probability and label_probability (float32).
/// @throws Error (Failure) if it cannot be written.
void write_predictions(const std::filesystem::path &file,
                       const std::vector<Prediction> &predictions);

/// @throws Error (UnreadableInput) naming the file.
std::vector<Prediction> read_predictions(const std::filesystem::path &file);

} // namespace tlvfc
