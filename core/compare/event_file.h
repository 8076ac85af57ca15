// Runs for TensorBoard.
#pragma once

#include "core/compare/collect.h"

#include <filesystem>
#include <string>

namespace tlvfc {

/// The run's epochs as TensorBoard's event file: TFRecords of tensorflow.Event with one scalar for
/// each number that was measured, the epoch as step. Tags are train/loss, train/accuracy,
/// train/clean_accuracy, train/gradient_norm, val/loss, val/accuracy, val/top5, learning_rate and
/// images_per_second. Wall times count from `start_s`, seconds since 1970.
std::string event_file(const RunRecord &run, double start_s);

/// Writes FOLDER/RUN/events.out.tfevents.SECONDS.tlvfc for every run that has an epoch, and
/// returns how many. A file of an earlier call is replaced.
/// @throws Error (InvalidRequest) where two runs' folders have one name; (Failure) if a file cannot
///         be written.
int write_event_files(const Collection &collection, const std::filesystem::path &folder);

} // namespace tlvfc
