// Leads through a tour: which step it is, what is done for it, which exercises are solved.
#pragma once

#include "ui/learn/exercise_check.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace tlvfc::ui {

class TourGuide : public QObject
{
    Q_OBJECT

public:
    /// The stage must outlive the guide.
    explicit TourGuide(TourStage *stage, QObject *parent = nullptr);

    /// Begins where this tour was left, as long as the program runs.
    void start(const Tour &tour);
    /// Gives the window back what stood there before.
    void leave();
    bool isOn() const { return isOn_; }

    const Tour &tour() const { return tour_; }
    int stepNumber() const { return number_; } ///< from 0
    const TourStep &step() const { return tour_.steps[number_]; }
    bool isLast() const { return number_ + 1 == tour_.steps.size(); }

    void goTo(int number);
    void next();
    void back() { goTo(number_ - 1); }
    void showMe();
    void setUpAgain() { enqueue(step().begin); }

    /// The first exercise of the step that is not solved; nullptr where all are, or none is.
    const Exercise *exercise() const;
    bool isSolved(int number) const; ///< a step with its exercises, if it has any
    /// Whether the last answer was right; solves the exercise then.
    Verdict check(const Answer &answer);

    /// Whether something that the tour does is still going on.
    bool isBusy() const { return !toDo_.isEmpty() || stage_->isBusy(); }

signals:
    void started();
    void stepChanged();
    void exerciseSolved(const QString &done); ///< with what there is to say about it
    void busyChanged();
    void hindered(const QString &why);
    void left();

private:
    void enqueue(const QList<TourAction> &actions);
    void work();
    void look();
    int exerciseNumber() const;

    struct Progress
    {
        int step = 0;
        QSet<QPair<int, int>> solved; ///< step and exercise
    };

    TourStage *stage_;
    Tour tour_;
    QHash<QString, Progress> progress_; ///< by the tour's folder
    QList<TourAction> toDo_;
    QTimer soon_; ///< the stage is asked after it told of a change, not in the middle of it
    Json atStart_;
    int number_ = 0;
    bool isOn_ = false;
    bool isSettled_ = false; ///< the step's beginning is through
};

} // namespace tlvfc::ui
