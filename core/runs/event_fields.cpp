#include "core/runs/event_fields.h"

#include "core/nets/feature_widths.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace tlvfc {

namespace {

std::vector<double> in_seven_digits(std::vector<double> numbers)
{
    for (auto &number : numbers) {
        char text[32];
        std::snprintf(text, sizeof text, "%.7g", number);
        number = std::strtod(text, nullptr);
    }
    return numbers;
}

} // namespace

Json to_json(const StepProgress &at)
{
    Json fields{{"epoch", at.epoch},
                {"epochs", at.epochs},
                {"step", at.step},
                {"steps", at.steps},
                {"images_per_second", at.images_per_second},
                {"loss", at.loss},
                {"losses", in_seven_digits(at.losses)}};
    if (!at.gradient_norms.empty())
        fields["gradient_norms"] = in_seven_digits(at.gradient_norms);
    return fields;
}

CrossoverReach::CrossoverReach(const Architecture &target, const Network *source, double share)
    : width(penultimate_width(target))
    , rate(share)
{
    columns = source ? std::min(width, pooled_width(source->architecture)) : width;
}

Json to_json(const CrossoverReach &reach)
{
    return {{"columns", reach.columns}, {"width", reach.width}, {"rate", reach.rate}};
}

std::string sentence_of(const CrossoverReach &reach)
{
    if (reach.columns == reach.width)
        return {};
    char text[160];
    std::snprintf(
        text, sizeof text,
        "crossover reaches %lld of the target's %lld features: a rate of %g replaces "
        "%.1f %% of them",
        static_cast<long long>(reach.columns), static_cast<long long>(reach.width), reach.rate,
        100.0 * reach.rate * static_cast<double>(reach.columns) / static_cast<double>(reach.width));
    return text;
}

Json result_fields(const TrainingResult &result, const std::optional<Evaluation> &test,
                   const std::vector<std::string> &classes)
{
    Json fields{{"best_epoch", result.best.epoch},
                {"best_val_accuracy", result.best.val_accuracy},
                {"epochs", result.epochs_done},
                {"images", result.images},
                {"source_images", result.source_images}};
    if (!test) {
        fields["test_accuracy"] = nullptr;
        return fields;
    }
    fields["test_accuracy"] = test->accuracy();
    fields["test_correct"] = test->correct;
    fields["test_total"] = test->total;
    fields["test_loss"] = test->loss;
    fields["test_top5"] = test->top5_accuracy();
    fields["classes"] = classes;
    fields["test_class_accuracy"] = test->class_accuracy();
    fields["test_confusion"] = test->confusion;
    return fields;
}

Json without_tables(Json result)
{
    for (const char *table : {"classes", "test_class_accuracy", "test_confusion"})
        result.erase(table);
    return result;
}

} // namespace tlvfc
