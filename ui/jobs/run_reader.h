// Reads one run's folder piece by piece; used on a worker thread, by one look at a time.
#pragma once

#include "ui/jobs/run_news.h"

namespace tlvfc::ui {

class RunReader
{
public:
    explicit RunReader(RunFolder folder);

    /// Never throws: what cannot be read stands in the news' log and error.
    RunNews look();

private:
    void take(const Event &event, RunNews &news);
    void readSpec(RunNews &news);
    void readNotes(RunNews &news);
    void readChildOutput(RunNews &news);

    RunFolder folder_;
    EventReader events_;
    std::size_t toldProblems_ = 0;
    bool knowsSpec_ = false;
    bool hasStarted_ = false;
    QString failure_; ///< of the last failed event
};

/// "40 s", "1 min 05 s", "2 h 14 min": a duration for people.
QString durationText(double seconds);

} // namespace tlvfc::ui
