#include "ui/details/count_trial.h"

#include "core/transfer/variance.h"
#include "ui/details/pair_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLabel>

#include <algorithm>

namespace tlvfc::ui {

namespace {

struct TrialWords
{
    Q_DECLARE_TR_FUNCTIONS(TrialWords)
};

/// Rows of a filter or a kernel, measured as the rule looks at them.
std::vector<float> measured(SelectionRule rule, std::span<const float> weights, std::size_t rows,
                            const std::vector<float> &variances)
{
    if (measure_of(rule) != Measure::Norm)
        return variances;
    std::vector<float> norms(rows);
    measure_rows(Measure::Norm, weights, norms);
    return norms;
}

std::span<const float> filterOf(const Tensor &tensor, int filter)
{
    const auto size =
        static_cast<std::size_t>(tensor.size()) / static_cast<std::size_t>(tensor.shape()[0]);
    return tensor.values().subspan(static_cast<std::size_t>(filter) * size, size);
}

QString name(SelectionRule rule)
{
    const auto text = option_name(rule);
    return QString::fromUtf8(text.data(), std::ssize(text));
}

double share(const std::vector<float> &variances, const std::vector<char> &chosen)
{
    double all = 0.0;
    double taken = 0.0;
    for (std::size_t i = 0; i < variances.size(); ++i) {
        all += variances[i];
        taken += chosen[i] ? variances[i] : 0.0F;
    }
    return all > 0.0 ? taken / all : 0.0;
}

/// Chosen in one and not in the other.
QString difference(const std::vector<char> &with, const std::vector<char> &without)
{
    std::vector<int> numbers;
    for (std::size_t i = 0; i < with.size(); ++i) {
        if (with[i] && !without[i])
            numbers.push_back(static_cast<int>(i));
    }
    return numbers.empty() ? TrialWords::tr("none") : numbersText(numbers);
}

CountChoice choiceOf(const PairFacts &facts, bool keeps, std::int64_t all, std::int64_t count)
{
    CountChoice choice;
    const auto &strategy = facts.plan->strategy;
    choice.keeps = keeps;
    choice.rule = keeps ? strategy.keep : strategy.remove;
    if (facts.layer.action == LayerAction::Variance && count < all)
        choice.count = static_cast<int>(count);
    return choice;
}

} // namespace

bool CountChoice::canBeTried() const
{
    return count > 0 && values.size() > 2 && rule != SelectionRule::Random;
}

std::vector<char> CountChoice::at(int other) const
{
    std::vector<char> marks(values.size(), 0);
    Generator unused(0);
    for (const auto channel : choose(values, rule, other, unused))
        marks[static_cast<std::size_t>(channel)] = 1;
    return marks;
}

QString CountChoice::marked() const
{
    if (count == 0)
        return {};
    const auto all = static_cast<int>(values.size());
    const auto held = static_cast<int>(std::ranges::count(chosen, char(1)));
    // Draws with repeats come to fewer.
    if (rule == SelectionRule::Random && held < count)
        return (keeps ? TrialWords::tr("%1 keeps %2 of %3, in %4 draws")
                      : TrialWords::tr("%1 overwrites %2 of %3, in %4 draws"))
            .arg(name(rule))
            .arg(held)
            .arg(all)
            .arg(count);
    return (keeps ? TrialWords::tr("%1 keeps %2 of %3") : TrialWords::tr("%1 overwrites %2 of %3"))
        .arg(name(rule))
        .arg(count)
        .arg(all);
}

QString CountChoice::words(int trial) const
{
    if (count == 0)
        return {};
    const auto fixed =
        keeps
            ? (isOfFilters ? TrialWords::tr("The count is the target's shape: it has %1 filters.")
                           : TrialWords::tr("The count is the target's shape: its filters have %1 "
                                            "kernels each."))
            : (isOfFilters
                   ? TrialWords::tr("The count is the source's shape: it has %1 filters to give.")
                   : TrialWords::tr("The count is the source's shape: its filters have %1 "
                                    "kernels each to give."));
    const auto why = fixed.arg(count);
    if (!canBeTried() && rule == SelectionRule::Random) {
        const auto lost = count - static_cast<int>(std::ranges::count(chosen, char(1)));
        if (lost > 0 && !keeps)
            return TrialWords::tr("%1 Draws repeat, so what %2 of them wrote is overwritten "
                                  "again; another count would be another draw.")
                .arg(why)
                .arg(lost);
        return TrialWords::tr("%1 The rule random looks at nothing: another count would be "
                              "another draw, so none is tried.")
            .arg(why);
    }
    if (!canBeTried())
        return why;
    if (trial == 0)
        return TrialWords::tr("%1 Drag the marker to see what %2 would choose at another count.")
            .arg(why, name(rule));
    const auto tried = at(trial);
    const auto held = static_cast<int>(std::ranges::count(tried, char(1)));
    auto text = TrialWords::tr("Trial, nothing is changed: %1 of %2 would be chosen. Besides: %3; "
                               "no longer: %4. Share of the variance: %5 % in place of %6 %.")
                    .arg(held)
                    .arg(values.size())
                    .arg(difference(tried, chosen), difference(chosen, tried))
                    .arg(100.0 * share(variances, tried), 0, 'f', 1)
                    .arg(100.0 * share(variances, chosen), 0, 'f', 1);
    if (held != trial)
        text += TrialWords::tr(" The rule chooses %1 where %2 are asked for.").arg(held).arg(trial);
    return text + QLatin1Char(' ') + why;
}

CountChoice sourceFilterChoice(const PairFacts &facts)
{
    const auto &detail = *facts.detail;
    const auto all = detail.resized_source.shape()[0];
    auto choice = choiceOf(facts, true, all, detail.before.shape()[0]);
    choice.variances = detail.source_filter_variance;
    choice.values = measured(choice.rule, detail.resized_source.values(),
                             static_cast<std::size_t>(all), choice.variances);
    choice.chosen = facts.sourceKept;
    return choice;
}

CountChoice targetFilterChoice(const PairFacts &facts)
{
    const auto &detail = *facts.detail;
    const auto &chosenFrom = facts.isRedrawn() ? detail.drawn : detail.before;
    const auto all = detail.before.shape()[0];
    auto choice = choiceOf(facts, false, all, detail.resized_source.shape()[0]);
    choice.variances = facts.targetVariance;
    choice.values =
        measured(choice.rule, chosenFrom.values(), static_cast<std::size_t>(all), choice.variances);
    choice.chosen = facts.targetOverwritten;
    return choice;
}

CountChoice sourceKernelChoice(const PairFacts &facts, int sourceFilter,
                               const std::vector<char> &chosen)
{
    const auto &source = facts.detail->resized_source;
    auto choice = choiceOf(facts, true, source.shape()[1], facts.detail->before.shape()[1]);
    const auto weights = filterOf(source, sourceFilter);
    choice.isOfFilters = false;
    choice.variances = row_variances(weights, source.shape()[1]);
    choice.values = measured(choice.rule, weights, static_cast<std::size_t>(source.shape()[1]),
                             choice.variances);
    choice.chosen = chosen;
    return choice;
}

CountChoice targetKernelChoice(const PairFacts &facts, int targetFilter,
                               const std::vector<char> &chosen)
{
    const auto &target = facts.detail->before;
    auto choice =
        choiceOf(facts, false, target.shape()[1], facts.detail->resized_source.shape()[1]);
    const auto weights = filterOf(target, targetFilter);
    choice.isOfFilters = false;
    choice.variances = row_variances(weights, target.shape()[1]);
    choice.values = measured(choice.rule, weights, static_cast<std::size_t>(target.shape()[1]),
                             choice.variances);
    choice.chosen = chosen;
    return choice;
}

void mark(VarianceSeries &series, const CountChoice &choice)
{
    series.markedCount = choice.count;
    series.markWords = choice.marked();
    if (choice.canBeTried())
        series.tryCount = [choice](int count) { return choice.at(count); };
}

QLabel *trialLabel(const QString &objectName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setFont(noteFont(label->font()));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    label->setContentsMargins(space::tight, 2, space::tight, 2);
    return label;
}

void showTrialWords(QLabel &label, const QString &words, bool isTrial)
{
    constexpr int leastLines = 10;
    const auto *page = label.parentWidget();
    const bool hasRoom = !page || page->height() >= leastLines * label.fontMetrics().height();
    label.setText(words);
    label.setVisible(!words.isEmpty() && (hasRoom || isTrial));
}

} // namespace tlvfc::ui
