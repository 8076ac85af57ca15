// Whether an answer is right.
#pragma once

#include "ui/learn/tour_stage.h"

namespace tlvfc::ui {

enum class Verdict {
    Right,
    Wrong,
    NotYet,  ///< an empty answer, or what is to be done is not reached
    Unknown, ///< what is open does not tell the answer
};

struct Answer
{
    QString text;
    int choice = -1;
};

/// @param atStart  the strategy's options as the step began
Verdict checkExercise(const Exercise &exercise, const Answer &answer, const TourStage &stage,
                      const Json &atStart);

} // namespace tlvfc::ui
