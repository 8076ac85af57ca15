#include "core/compare/tested_run.h"

#include "core/base/error.h"
#include "core/base/file_system.h"

#include <algorithm>

namespace tlvfc {

TestedRun read_tested_run(const RunFolder &run)
{
    if (!is_there(run.predictions()))
        throw invalid_request("the run kept nothing of single test images", run.path.string(),
                              "an older version made it, or its data has no test images: run it "
                              "again, on data that has");
    TestedRun tested{run, read_run_spec(run.spec()), {}, read_predictions(run.predictions())};
    const auto where = run.result().string();
    tested.classes =
        json_value<std::vector<std::string>>(read_json(run.result()), "classes", {}, where);
    const auto count = static_cast<std::int64_t>(tested.classes.size());
    const bool fits = std::ranges::all_of(tested.predictions, [count](const Prediction &p) {
        return p.label >= 0 && p.label < count && p.predicted >= 0 && p.predicted < count;
    });
    if (!fits)
        throw unreadable_input("its classes are fewer than its predictions name", where,
                               "run it again");
    return tested;
}

std::vector<int> confusion_of(const TestedRun &run)
{
    const auto width = run.classes.size();
    std::vector<int> counts(width * width);
    for (const auto &p : run.predictions)
        ++counts[static_cast<std::size_t>(p.label) * width + static_cast<std::size_t>(p.predicted)];
    return counts;
}

std::vector<Agreement> agreement_of(const TestedRun &first, const TestedRun &second)
{
    const auto is_same = [](const Prediction &a, const Prediction &b) {
        return a.label == b.label;
    };
    if (first.classes != second.classes ||
        !std::ranges::equal(first.predictions, second.predictions, is_same))
        throw invalid_request("the runs were not tested on the same images",
                              second.folder.path.string(), "choose two runs on the same data");
    std::vector<Agreement> agreements;
    agreements.reserve(first.predictions.size());
    for (std::size_t i = 0; i < first.predictions.size(); ++i) {
        const bool one = first.predictions[i].is_correct();
        const bool other = second.predictions[i].is_correct();
        agreements.push_back(one ? (other ? Agreement::BothRight : Agreement::OnlyFirstRight)
                                 : (other ? Agreement::OnlySecondRight : Agreement::BothWrong));
    }
    return agreements;
}

} // namespace tlvfc
