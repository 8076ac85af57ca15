#include "ui/learn/exercise_check.h"

#include <QLocale>

#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr double rounding = 1e-9;

std::optional<double> numberIn(QString text)
{
    bool isNumber = false;
    text = text.trimmed();
    double number = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber)
        number = QLocale().toDouble(text, &isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

Verdict verdict(bool isRight) { return isRight ? Verdict::Right : Verdict::Wrong; }

Verdict checkNumber(const Exercise &exercise, const QString &text, const TourStage &stage)
{
    double expected = exercise.number;
    if (exercise.fact) {
        const auto value = stage.fact(*exercise.fact);
        if (!value)
            return Verdict::Unknown;
        expected = value->toDouble();
    }
    if (text.trimmed().isEmpty())
        return Verdict::NotYet;
    const auto given = numberIn(text);
    return verdict(given && std::abs(*given - expected) <= exercise.tolerance + rounding);
}

Verdict checkText(const Exercise &exercise, const QString &text, const TourStage &stage)
{
    auto expected = exercise.text;
    if (exercise.fact) {
        const auto value = stage.fact(*exercise.fact);
        if (!value)
            return Verdict::Unknown;
        expected = value->toString();
    }
    if (text.trimmed().isEmpty())
        return Verdict::NotYet;
    return verdict(text.trimmed().compare(expected, Qt::CaseInsensitive) == 0);
}

bool isReached(const TourGoal &goal, const TourStage &stage, const Json &atStart)
{
    const auto strategy = stage.strategy();
    if (!goal.strategy.is_null()) {
        for (const auto &[option, value] : goal.strategy.items()) {
            if (strategy[option] != value)
                return false;
        }
    }
    if (const auto option = goal.changed.toStdString();
        !option.empty() && (!atStart.contains(option) || strategy[option] == atStart[option]))
        return false;
    return (goal.selected.isEmpty() || stage.selectedLayer() == goal.selected) &&
           (goal.page.isEmpty() || stage.page() == goal.page);
}

} // namespace

Verdict checkExercise(const Exercise &exercise, const Answer &answer, const TourStage &stage,
                      const Json &atStart)
{
    switch (exercise.kind) {
    case Exercise::Kind::Number:
        return checkNumber(exercise, answer.text, stage);
    case Exercise::Kind::Text:
        return checkText(exercise, answer.text, stage);
    case Exercise::Kind::Choice:
        return answer.choice < 0 ? Verdict::NotYet : verdict(answer.choice == exercise.right);
    case Exercise::Kind::Do:
        return isReached(exercise.goal, stage, atStart) ? Verdict::Right : Verdict::NotYet;
    }
    return Verdict::Unknown;
}

} // namespace tlvfc::ui
