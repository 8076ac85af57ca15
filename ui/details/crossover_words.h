// One step of crossover as people read it: figures, a feature's story, a table.
#pragma once

#include <memory>

#include "core/training/crossover_preview.h"
#include "ui/theme/table_file.h"

#include <QString>

namespace tlvfc::ui {

/// A step with what it belongs to.
struct CrossoverFacts
{
    Tensor target; ///< its features, N×width
    Tensor source; ///< likewise; of no values where none is needed
    std::shared_ptr<const CrossoverStep> step;
    int number = 1; ///< of the step, over all epochs
    CrossoverSettings settings;

    int targetWidth() const { return widthOf(target); }
    /// Of the features that both have: what crossover reaches.
    int shared() const { return static_cast<int>(step->replaced.size()); }
    int images() const { return static_cast<int>(target.shape()[0]); }
    /// What would stand in replaced columns; of no values where none is replaced, and the fill is
    /// not the source's own.
    const Tensor &crossedIn() const;

    static int widthOf(const Tensor &features);
    static float valueOf(const Tensor &features, int image, int feature);
};

/// What the step does, in a line.
QString stepFigures(const CrossoverFacts &facts);

/// One feature of one image: both values, whose stands, and its gradient.
QString featureWords(const CrossoverFacts &facts, int image, int feature);

/// A row for each feature of the target.
Table crossoverTable(const CrossoverFacts &facts, int image);

} // namespace tlvfc::ui
