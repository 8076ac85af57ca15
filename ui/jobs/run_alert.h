// What is going wrong with a run while it seems to go: in words, with what to do.
#pragma once

#include "ui/jobs/run_news.h"

namespace tlvfc::ui {

struct RunAlert
{
    enum class Kind { NotANumber, Diverging, Stalled };

    Kind kind;
    QString brief;  ///< "diverging", for a column
    QString what;   ///< a sentence
    QString remedy; ///< a sentence
};

struct RunFacts
{
    QList<EpochPoint> points; ///< by rising epoch
    std::optional<RunProgress> progress;
    bool isGoing = false;
    double quietS = 0.0; ///< since it said something
};

/// Not a number: the newest epoch's losses, or the newest step's.
/// Diverging: the training loss rose three epochs in a row, to more than one and a half times its
/// lowest. Validation may rise by overfitting; that is no alert.
/// Stalled: a going run that says nothing for one and a half of its longest epoch so far, at least
/// two minutes; before its first epoch for as long as that would take at its pace, at least ten.
std::optional<RunAlert> alertOf(const RunFacts &facts);

} // namespace tlvfc::ui
