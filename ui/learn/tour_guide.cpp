#include "ui/learn/tour_guide.h"

#include <algorithm>

namespace tlvfc::ui {

TourGuide::TourGuide(TourStage *stage, QObject *parent)
    : QObject(parent)
    , stage_(stage)
{
    soon_.setSingleShot(true);
    soon_.setInterval(0);
    connect(&soon_, &QTimer::timeout, this, &TourGuide::look);
    connect(stage_, &TourStage::changed, this, [this] {
        if (isOn_)
            soon_.start();
    });
}

void TourGuide::start(const Tour &tour)
{
    if (isOn_ && tour.folder == tour_.folder)
        return;
    if (!isOn_)
        stage_->remember();
    tour_ = tour;
    isOn_ = true;
    emit started();
    goTo(std::min<int>(progress_[tour.folder].step, static_cast<int>(tour.steps.size()) - 1));
}

void TourGuide::leave()
{
    if (!isOn_)
        return;
    isOn_ = false;
    toDo_.clear();
    if (isLast())
        progress_.remove(tour_.folder); // through: the next time begins anew
    stage_->restore();
    emit left();
}

void TourGuide::goTo(int number)
{
    if (!isOn_ || number < 0 || number >= tour_.steps.size())
        return;
    number_ = number;
    progress_[tour_.folder].step = number;
    isSettled_ = false;
    toDo_.clear();
    if (!step().page.isEmpty())
        stage_->showPage(step().page);
    emit stepChanged();
    enqueue(step().begin);
}

void TourGuide::next()
{
    if (isLast())
        leave();
    else
        goTo(number_ + 1);
}

void TourGuide::showMe()
{
    if (!isOn_)
        return;
    if (!step().page.isEmpty())
        stage_->showPage(step().page);
    enqueue(step().actions);
}

void TourGuide::enqueue(const QList<TourAction> &actions)
{
    toDo_ += actions;
    work();
}

void TourGuide::work()
{
    while (isOn_ && !toDo_.isEmpty() && !stage_->isBusy()) {
        const auto why = stage_->perform(toDo_.takeFirst());
        if (!why.isEmpty()) {
            toDo_.clear();
            emit hindered(why);
        }
    }
    if (toDo_.isEmpty() && !stage_->isBusy() && !isSettled_) {
        isSettled_ = true;
        // What was opened may have turned to a page of its own.
        if (!step().page.isEmpty())
            stage_->showPage(step().page);
        atStart_ = stage_->strategy();
    }
    emit busyChanged();
}

void TourGuide::look()
{
    if (!isOn_)
        return;
    work();
    // What is to be done is noticed when it is done.
    if (isSettled_ && exercise() && exercise()->kind == Exercise::Kind::Do)
        check({});
}

int TourGuide::exerciseNumber() const
{
    const auto solved = progress_.value(tour_.folder).solved;
    for (int i = 0; i < step().exercises.size(); ++i) {
        if (!solved.contains({number_, i}))
            return i;
    }
    return -1;
}

const Exercise *TourGuide::exercise() const
{
    const int number = isOn_ ? exerciseNumber() : -1;
    return number < 0 ? nullptr : &step().exercises[number];
}

bool TourGuide::isSolved(int number) const
{
    const auto solved = progress_.value(tour_.folder).solved;
    const auto count = tour_.steps[number].exercises.size();
    for (int i = 0; i < count; ++i) {
        if (!solved.contains({number, i}))
            return false;
    }
    return count > 0;
}

Verdict TourGuide::check(const Answer &answer)
{
    const int number = exerciseNumber();
    if (!isOn_ || number < 0)
        return Verdict::Unknown;
    const auto verdict = checkExercise(step().exercises[number], answer, *stage_, atStart_);
    if (verdict == Verdict::Right) {
        progress_[tour_.folder].solved.insert({number_, number});
        emit exerciseSolved(step().exercises[number].done);
    }
    return verdict;
}

} // namespace tlvfc::ui
