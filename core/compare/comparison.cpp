#include "core/compare/comparison.h"

#include "core/base/error.h"
#include "core/compare/published.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tlvfc {

template <>
const std::vector<OptionValue<Measure>> &option_values()
{
    static const std::vector<OptionValue<Measure>> values{
        {Measure::Test, "test", "test accuracy of the weights with the best validation"},
        {Measure::BestVal, "best", "best validation accuracy"},
        {Measure::LastVal, "last", "last epoch's validation accuracy"},
        {Measure::MeanVal, "mean", "mean validation accuracy over the epochs"},
    };
    return values;
}

double measured(const RunRecord &run, Measure measure)
{
    switch (measure) {
    case Measure::Test:
        return run.test;
    case Measure::BestVal:
        return run.best_val;
    case Measure::LastVal:
        return run.last_val;
    case Measure::MeanVal:
        break;
    }
    if (run.points.empty())
        return EpochPoint::not_measured;
    double sum = 0.0;
    for (const auto &point : run.points)
        sum += point.val_accuracy;
    return sum / static_cast<double>(run.points.size());
}

namespace {

/// The side of the data's images in the recipe; of a catalog's, also from a folder called like it.
int own_size(const std::string &name)
{
    try {
        return with_source({}, name).image_size;
    } catch (const std::exception &) {
        return DataSpec().image_size; // a damaged catalog of the person's costs a name no more
    }
}

/// What settings are called and told apart by.
class DataNames
{
public:
    std::string operator()(const DataSpec &data);

private:
    std::map<std::string, int> own_sizes_; // looked up once
};

std::string DataNames::operator()(const DataSpec &data)
{
    const auto name = std::filesystem::path(data.source).filename().string();
    auto text = name.empty() ? data.source : name;
    const auto [size, is_new] = own_sizes_.try_emplace(text, 0);
    if (is_new)
        size->second = own_size(text);
    if (data.class_limit > 0)
        text += ", " + std::to_string(data.class_limit) + " classes";
    if (data.per_class_limit > 0)
        text += ", " + std::to_string(data.per_class_limit) + " each";
    if (data.image_size != size->second)
        text += ", " + std::to_string(data.image_size) + " px";
    return text;
}

/// The order of the presets, then of the alphabet.
std::vector<std::string> ordered_methods(const std::vector<const RunRecord *> &runs)
{
    std::set<std::pair<std::size_t, std::string>> ordered;
    for (const auto *run : runs) {
        const auto &known = methods();
        const auto at = std::ranges::find(known, run->spec.strategy.method, &MethodInfo::name);
        ordered.emplace(static_cast<std::size_t>(at - known.begin()), run->method);
    }
    std::vector<std::string> labels;
    for (const auto &[place, label] : ordered)
        labels.push_back(label);
    return labels;
}

/// Names the keys in which the documents differ.
std::string differing_keys(const Json &a, const Json &b)
{
    std::string keys;
    for (const auto &[key, value] : a.items()) {
        if (!b.contains(key) || b[key] != value)
            keys += (keys.empty() ? "" : ", ") + key;
    }
    return keys;
}

std::vector<std::string> warnings_of(const std::vector<const RunRecord *> &runs)
{
    std::set<std::string> warnings;
    std::set<std::pair<std::string, std::uint64_t>> seen;
    const RunRecord *with_source = nullptr;
    for (const auto *run : runs) {
        const auto &first = runs.front()->spec;
        const auto &spec = run->spec;
        if (const auto keys = differing_keys(to_json(first.training), to_json(spec.training));
            !keys.empty())
            warnings.insert("the runs differ in their recipe: " + keys);
        if (const auto keys = differing_keys(to_json(first.data), to_json(spec.data));
            !keys.empty())
            warnings.insert("the runs differ in their data: " + keys);
        if (spec.device != first.device || spec.threads != first.threads)
            warnings.insert("the runs differ in device or threads, and so in their last bits");
        if (spec.processes != first.processes)
            warnings.insert("the runs differ in their processes, and batch norms in what they see "
                            "of a batch");
        if (spec.strategy.needs_source()) {
            with_source = with_source ? with_source : run;
            if (!(spec.source == with_source->spec.source))
                warnings.insert("the runs have several sources");
        }
        if (!seen.emplace(run->method, spec.seed).second)
            warnings.insert("a method has several runs of one seed: they are no further evidence, "
                            "so the longest counts, the first of equal ones");
    }
    return {warnings.begin(), warnings.end()};
}

/// When the accuracy is reached first, in epochs and in seconds of training.
void take_reach(Cell &cell, double reach)
{
    std::vector<double> epochs;
    std::vector<double> seconds;
    for (const auto *run : cell.runs) {
        const auto at = std::ranges::find_if(
            run->points, [reach](const EpochPoint &p) { return p.val_accuracy >= reach; });
        if (at == run->points.end())
            continue;
        epochs.push_back(at->epoch);
        seconds.push_back(at->elapsed_s);
    }
    cell.epochs_to_reach = summarize(epochs);
    cell.seconds_to_reach = summarize(seconds);
}

void take_costs(Cell &cell)
{
    const auto mean = [&cell](auto &&of) {
        double sum = 0.0;
        for (const auto *run : cell.runs)
            sum += static_cast<double>(of(*run));
        return sum / static_cast<double>(cell.runs.size());
    };
    cell.images = mean([](const RunRecord &run) { return run.images; });
    cell.source_images = mean([](const RunRecord &run) { return run.source_images; });
    cell.seconds = mean([](const RunRecord &run) { return run.elapsed_s; });
    cell.cost = {mean([](const RunRecord &run) { return run.cost.target; }),
                 mean([](const RunRecord &run) { return run.cost.source; }),
                 mean([](const RunRecord &run) { return run.cost.pretraining; })};
}

Cell make_cell(std::vector<const RunRecord *> runs, const ComparisonOptions &options,
               DataNames &data_name)
{
    Cell cell;
    std::ranges::stable_sort(runs, {}, [](const auto *run) {
        return std::pair(run->spec.seed, -std::ssize(run->points));
    });
    const auto further =
        std::ranges::unique(runs, {}, [](const auto *run) { return run->spec.seed; });
    runs.erase(further.begin(), further.end());
    cell.runs = std::move(runs);
    std::vector<double> values;
    for (const auto *run : cell.runs) {
        if (const double value = measured(*run, options.measure); !std::isnan(value))
            values.push_back(value);
    }
    cell.accuracy = summarize(values);
    if (!cell.runs.empty()) {
        take_costs(cell);
        const auto &spec = cell.runs.front()->spec;
        cell.published =
            published_accuracy(cell.runs.front()->method, spec.target.name, data_name(spec.data));
    }
    if (options.reach > 0.0)
        take_reach(cell, options.reach);
    return cell;
}

struct Pair
{
    const RunRecord *method;
    const RunRecord *baseline;
};

/// By seed, measured both.
std::vector<Pair> pairs_of(const Cell &cell, const Cell &baseline, Measure measure)
{
    std::map<std::uint64_t, const RunRecord *> of_baseline;
    for (const auto *run : baseline.runs)
        of_baseline.try_emplace(run->spec.seed, run);
    std::vector<Pair> pairs;
    for (const auto *run : cell.runs) {
        const auto other = of_baseline.find(run->spec.seed);
        if (other != of_baseline.end() &&
            !std::isnan(measured(*run, measure) - measured(*other->second, measure)))
            pairs.push_back({run, other->second});
    }
    return pairs;
}

PairedDifference difference_of(const std::vector<Pair> &pairs, Measure measure)
{
    std::vector<double> differences;
    std::vector<TestPair> tests;
    for (const auto &[method, baseline] : pairs) {
        differences.push_back(measured(*method, measure) - measured(*baseline, measure));
        tests.push_back({&method->test_images, &baseline->test_images});
    }
    PairedDifference pair;
    pair.difference = summarize(differences);
    pair.p = sign_flip_p(differences);
    pair.p_smallest = smallest_sign_flip_p(pair.difference.n);
    if (measure == Measure::Test)
        pair.over_images = image_interval(tests);
    return pair;
}

void pair_with_baseline(Setting &setting, std::size_t baseline, Measure measure)
{
    std::vector<double> ps;
    for (std::size_t i = 0; i < setting.cells.size(); ++i) {
        auto &cell = setting.cells[i];
        if (i == baseline || cell.runs.empty())
            continue;
        const auto pairs = pairs_of(cell, setting.cells[baseline], measure);
        if (pairs.empty())
            continue;
        cell.against_baseline = difference_of(pairs, measure);
        ps.push_back(cell.against_baseline->p);
    }
    const auto corrected = holm(ps);
    auto next = corrected.begin();
    bool too_few = false;
    for (auto &cell : setting.cells) {
        if (!cell.against_baseline)
            continue;
        cell.against_baseline->p_holm = *next++;
        too_few |= cell.against_baseline->p_smallest * static_cast<double>(ps.size()) > 0.05;
    }
    if (too_few)
        setting.warnings.push_back("too few seeds: with the correction for " +
                                   std::to_string(ps.size()) +
                                   (ps.size() == 1 ? " comparison" : " comparisons") +
                                   " no difference can come to p < .05, whatever it is");
}

std::size_t baseline_of(const Comparison &comparison)
{
    const auto &labels = comparison.methods;
    const auto wanted =
        comparison.options.baseline.empty() ? std::string("he") : comparison.options.baseline;
    const auto at = std::ranges::find(labels, wanted);
    if (at != labels.end())
        return static_cast<std::size_t>(at - labels.begin());
    if (comparison.options.baseline.empty())
        return 0;
    std::string known;
    for (const auto &label : labels)
        known += (known.empty() ? "" : ", ") + label;
    throw invalid_request("no run has the method '" + wanted + "'", "option baseline",
                          "choose one of " + known);
}

void add_notes(Comparison &comparison, const std::vector<std::string> &problems)
{
    auto &notes = comparison.notes;
    const auto unfinished = std::ranges::count_if(
        *comparison.runs, [](const RunRecord &run) { return !run.has_finished(); });
    if (unfinished > 0)
        notes.push_back("runs that are not finished, and left out of the numbers: " +
                        std::to_string(unfinished));
    if (comparison.options.measure == Measure::BestVal)
        notes.push_back("the best validation accuracy is chosen by what it is measured on, and so "
                        "too high");
    auto ranked = rank_methods(comparison);
    notes.push_back(ranked.ranking ? to_text(*ranked.ranking, comparison.methods) : ranked.reason);
    comparison.ranking = std::move(ranked.ranking);
    notes.insert(notes.end(), problems.begin(), problems.end());
}

} // namespace

Comparison compare(Collection collection, ComparisonOptions options)
{
    Comparison comparison;
    comparison.options = std::move(options);
    comparison.runs = std::make_shared<const std::vector<RunRecord>>(std::move(collection.runs));
    std::vector<const RunRecord *> finished;
    for (const auto &run : *comparison.runs) {
        if (run.has_finished())
            finished.push_back(&run);
    }
    if (finished.empty())
        throw invalid_request("none of the runs is finished", "the folders given",
                              "wait for them, or go on with them by `tlvfc resume`");
    comparison.methods = ordered_methods(finished);
    const auto baseline = baseline_of(comparison);
    comparison.options.baseline = comparison.methods[baseline];

    DataNames data_name;
    std::map<std::string, std::vector<const RunRecord *>> by_setting;
    for (const auto *run : finished)
        by_setting[run->spec.target.name + " on " + data_name(run->spec.data)].push_back(run);
    for (const auto &[name, runs] : by_setting) {
        Setting setting;
        setting.name = name;
        for (const auto &label : comparison.methods) {
            std::vector<const RunRecord *> of_method;
            std::ranges::copy_if(runs, std::back_inserter(of_method),
                                 [&](const auto *run) { return run->method == label; });
            setting.cells.push_back(make_cell(std::move(of_method), comparison.options, data_name));
        }
        setting.warnings = warnings_of(runs);
        pair_with_baseline(setting, baseline, comparison.options.measure);
        comparison.settings.push_back(std::move(setting));
    }
    add_notes(comparison, collection.problems);
    return comparison;
}

} // namespace tlvfc
