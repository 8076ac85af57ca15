// What a run's events and result say of what happened.
#pragma once

#include "core/base/json.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// The fields of a progress event. Losses and norms in seven digits: float32 has no more, and a
/// long run has many steps.
Json to_json(const StepProgress &at);

/// How many of the target's features, which the last layer reads, crossover can replace.
struct CrossoverReach
{
    std::int64_t columns = 0; ///< fewer than `width` where the source is narrower
    std::int64_t width = 0;
    double rate = 0.0; ///< of the columns, replaced in each step

    /// @param source  null where what is crossed in does not come from a network
    CrossoverReach(const Architecture &target, const Network *source, double rate);
};

/// The field of a prepared event.
Json to_json(const CrossoverReach &reach);

/// For people; empty where every feature is reached.
std::string sentence_of(const CrossoverReach &reach);

/// What result.json says.
/// @param test     of the best weights; none where there are no test images
/// @param classes  their names, in the labels' order
Json result_fields(const TrainingResult &result, const std::optional<Evaluation> &test,
                   const std::vector<std::string> &classes);

/// The fields of a finished event: those of result.json that are a number each.
Json without_tables(Json result);

} // namespace tlvfc
