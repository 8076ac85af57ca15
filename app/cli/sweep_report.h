// How a sweep stands, run by run.
#pragma once

#include "app/cli/sweep_work.h"

namespace tlvfc::cli {

/// "finished", "running elsewhere" …
std::string word_for(SweepItem::Fate fate);

/// {"folder", "runs":[{"run","state","best_val_accuracy","test_accuracy","tries","error"}],
/// "finished", "failed", "held"}; numbers that there are not are null.
Json sweep_document(const std::string &root, const std::vector<SweepItem> &items);

/// The same as a table for people.
void say_sweep(const Json &document, const Common &common);

} // namespace tlvfc::cli
