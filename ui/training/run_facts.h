// What is known of a run, in groups of a name and a value each: how it ended, what it was made of,
// where and with what it was computed, and how it is repeated.
#pragma once

#include <QList>
#include <QString>

namespace tlvfc::ui {

class RunWatcher;

struct RunFact
{
    QString name;
    QString value;
    QString usual = {}; ///< what is published, where the value is another
};

struct FactGroup
{
    QString name;
    QList<RunFact> facts;
};

/// Only what the folder tells: a damaged run has its folder and its fault.
QList<FactGroup> runFacts(const RunWatcher &run);

/// The command line that repeats the run to the same bits; empty where its specification cannot be
/// read.
QString repeatCommand(const RunWatcher &run);

} // namespace tlvfc::ui
