// A guided tour as a value: what tour.json and its texts say.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/base/json.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tlvfc::ui {

/// Something that a tour does in the window; it knows nothing else to do.
struct TourAction
{
    enum class Kind {
        OpenDemo,    ///< the demo project
        Open,        ///< networks of the zoo: source, target or both
        ExampleRuns, ///< lists the finished runs that the program brings along
        Select,      ///< a target layer by its path
        Strategy,    ///< options of the strategy, as in a run's specification
        Show,        ///< the panel of that objectName, whichever page or tab it is on
        Sort,        ///< bars by rising variance, or in order
        Filter,      ///< a filter of the target
    };
    Kind kind = Kind::Show;
    QString source;
    QString target;
    QString name; ///< a layer's path, or a panel's objectName
    int number = 0;
    bool isOn = false;
    Json options; ///< of Strategy
};

/// A number or a name that the program reads off what is open, to check an answer with.
struct TourFact
{
    QString name; ///< one of tourFacts()
    int number = 0;
    QString layer; ///< of the target; empty: the selected one
};

/// What is to be reached in the window itself.
struct TourGoal
{
    Json strategy;    ///< these options have these values; null: any
    QString changed;  ///< this option differs from what it was when the step began
    QString selected; ///< this target layer is selected
    QString page;     ///< this page shows

    bool isEmpty() const
    {
        return strategy.is_null() && changed.isEmpty() && selected.isEmpty() && page.isEmpty();
    }
};

struct Exercise
{
    enum class Kind { Number, Text, Choice, Do };
    Kind kind = Kind::Choice;
    QString question;
    QString hint; ///< after a wrong answer
    QString done; ///< after the right one; may be empty
    std::optional<TourFact> fact;
    double number = 0.0; ///< where there is no fact
    double tolerance = 0.0;
    QString text;
    QStringList choices;
    int right = 0; ///< of the choices
    TourGoal goal;
};

struct TourStep
{
    QString title;
    QString text;              ///< Markdown
    QString page;              ///< "transfer", "train", "compare"; empty: wherever one is
    QString panel;             ///< objectName of what is highlighted; empty: nothing
    QList<TourAction> begin;   ///< when the step comes up
    QList<TourAction> actions; ///< on "Show me"
    QList<Exercise> exercises;
};

struct Tour
{
    QString title;
    QString folder; ///< of the texts and pictures
    QList<TourStep> steps;
};

/// A name that a tour's file may use, with what it means.
struct TourWord
{
    QString name;
    QString meaning;
};

const QList<TourWord> &tourActions();
const QList<TourWord> &tourFacts();
const QList<TourWord> &tourPages();

} // namespace tlvfc::ui
