// Methods beside each other: by setting, paired by seed.
#pragma once

#include "core/compare/collect.h"
#include "core/compare/ranking.h"
#include "core/compare/statistics.h"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// Which of a run's accuracies is compared.
enum class Measure {
    Test,    ///< of the weights with the best validation
    BestVal, ///< the best epoch's: chosen by what it is measured on
    LastVal, ///< the last epoch's
    MeanVal, ///< over the epochs: the area under the curve, divided by its length
};

template <>
const std::vector<OptionValue<Measure>> &option_values();

double measured(const RunRecord &run, Measure measure);

struct ComparisonOptions
{
    Measure measure = Measure::Test;
    std::string baseline; ///< a method's label; empty: "he", or else the first
    /// A validation accuracy, and when it is reached first; 0: not asked.
    double reach = 0.0;
};

/// A method against the baseline, over the seeds that both have.
struct PairedDifference
{
    Summary difference; ///< method - baseline
    double p = 1.0;     ///< sign_flip_p()
    double p_smallest = 1.0;
    double p_holm = 1.0; ///< over the setting's methods
    /// Over the test's images, where that is what is compared and every pair's are known.
    std::optional<Interval> over_images;
};

/// A method in a setting.
struct Cell
{
    std::vector<const RunRecord *> runs; ///< finished, one of each seed, by rising seed
    Summary accuracy;
    std::optional<PairedDifference> against_baseline; ///< none for the baseline itself
    Summary epochs_to_reach; ///< of the runs that reach it, epochs counted from 1
    Summary seconds_to_reach;
    double images = 0.0; ///< mean: trained on, and passed through the source for it
    double source_images = 0.0;
    RunCost cost;         ///< mean
    double seconds = NAN; ///< mean, of training
    std::optional<double> published;
};

/// A target on data; its runs share what else decides them, or a warning says what differs.
struct Setting
{
    std::string name;        ///< "resnet18 on cifar10"
    std::vector<Cell> cells; ///< as Comparison::methods; empty ones have no runs
    std::vector<std::string> warnings;
};

struct Comparison
{
    ComparisonOptions options;                          ///< the baseline's label filled in
    std::shared_ptr<const std::vector<RunRecord>> runs; ///< cells point into it
    std::vector<std::string> methods; ///< labels: a preset's name, and what was changed about it
    std::vector<Setting> settings;
    std::optional<Ranking> ranking; ///< over ten data sets or more; else a note says why not
    std::vector<std::string> notes; ///< what the numbers cannot say, and what could not be read
};

/// @throws Error (InvalidRequest) for a baseline that no run has, and where no run is finished.
Comparison compare(Collection collection, ComparisonOptions options = {});

} // namespace tlvfc
