#include "ui/learn/exercise_file.h"

#include "core/transfer/strategy.h"

namespace tlvfc::ui {

namespace {

const QList<TourWord> &kinds()
{
    // In the order of Exercise::Kind.
    static const QList<TourWord> words{{QStringLiteral("number"), {}},
                                       {QStringLiteral("text"), {}},
                                       {QStringLiteral("choice"), {}},
                                       {QStringLiteral("do"), {}}};
    return words;
}

TourFact readFact(const Json &json, const TourPlace &place)
{
    place.allowOnly(json, {"fact", "number", "layer"});
    const int word = place.oneOf(json, "fact", tourFacts());
    return {tourFacts()[word].name, place.value(json, "number", 0), place.text(json, "layer", {})};
}

void readAnswer(const Json &json, const TourPlace &place, Exercise &exercise)
{
    const auto it = json.find("answer");
    const bool isNumber = exercise.kind == Exercise::Kind::Number;
    if (it != json.end() && it->is_object()) {
        exercise.fact = readFact(*it, place);
    } else if (isNumber) {
        place.require(it != json.end() && it->is_number(), "an exercise whose answer is no number",
                      "give \"answer\": 64, or a fact such as {\"fact\": \"kept-filters\"}");
        exercise.number = it->get<double>();
    } else {
        exercise.text = place.text(json, "answer");
    }
    exercise.tolerance = place.value(json, "tolerance", 0.0);
}

void readChoice(const Json &json, const TourPlace &place, Exercise &exercise)
{
    for (const auto &choice : place.list(json, "choices")) {
        place.require(choice.is_string(), "a choice that is no text", "give texts");
        exercise.choices.append(QString::fromStdString(choice.get<std::string>()));
    }
    place.require(exercise.choices.size() > 1, "an exercise with fewer than two choices",
                  "give \"choices\": [\"…\", \"…\"]");
    exercise.right = place.value(json, "answer", -1);
    place.require(exercise.right >= 0 && exercise.right < exercise.choices.size(),
                  "no choice has the number that 'answer' gives", "count the choices from 0");
}

TourGoal readGoal(const Json &json, const TourPlace &place)
{
    const auto it = json.find("until");
    place.require(it != json.end(), "an exercise to do without 'until'",
                  "say what is to be reached, such as {\"changed\": \"keep\"}");
    place.allowOnly(*it, {"strategy", "changed", "selected", "page"});
    TourGoal goal;
    if (it->contains("strategy"))
        goal.strategy = place.strategy(*it, "strategy");
    goal.changed = place.text(*it, "changed", {});
    goal.selected = place.text(*it, "selected", {});
    if (it->contains("page"))
        goal.page = tourPages()[place.oneOf(*it, "page", tourPages())].name;
    place.require(!goal.isEmpty(), "an exercise that is done before it begins",
                  "say in 'until' what is to be reached");
    place.require(goal.changed.isEmpty() ||
                      to_json(Strategy()).contains(goal.changed.toStdString()),
                  "no option is called '" + goal.changed.toStdString() + "'",
                  "name one as spec.json does, such as keep");
    return goal;
}

} // namespace

Exercise readExercise(const Json &json, const TourPlace &place)
{
    place.allowOnly(json,
                    {"ask", "question", "answer", "tolerance", "choices", "until", "hint", "done"});
    Exercise exercise;
    exercise.kind = static_cast<Exercise::Kind>(place.oneOf(json, "ask", kinds()));
    exercise.question = place.text(json, "question");
    exercise.hint = place.text(json, "hint");
    exercise.done = place.text(json, "done", {});
    switch (exercise.kind) {
    case Exercise::Kind::Number:
    case Exercise::Kind::Text:
        readAnswer(json, place, exercise);
        break;
    case Exercise::Kind::Choice:
        readChoice(json, place, exercise);
        break;
    case Exercise::Kind::Do:
        exercise.goal = readGoal(json, place);
        break;
    }
    return exercise;
}

} // namespace tlvfc::ui
