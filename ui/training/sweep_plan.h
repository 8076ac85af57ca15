// A comparison that is planned: which runs it has, and what of them is there already.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/runs/run_lock.h"
#include "core/runs/sweep_spec.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tlvfc::ui {

/// What a person ticked and wrote; networks and data by the names in the lists.
struct SweepChoice
{
    QStringList methods;
    std::vector<NetworkSpec> targets;
    std::vector<std::string> data; ///< sources
    QList<quint64> seeds;
    QList<double> rates; ///< empty: the base's
};

struct SweepPlan
{
    std::vector<SweepRun> runs;
    std::vector<RunState> states; ///< of the folders that are there; Prepared otherwise
    std::vector<bool> isThere;
    QString fault; ///< why it cannot be carried out; empty where nothing stands in the way

    int countFinished() const;
    int countGoneOn() const; ///< there, and not finished
    int countNew() const;
};

/// "1-5, 8": in that order, each once. None for a text that is no such list, or of over 10,000.
std::optional<QList<quint64>> readSeeds(const QString &text);

/// "0.001, 0.0003"; empty for an empty text, none for a wrong one.
std::optional<QList<double>> readRates(const QString &text);

/// As `tlvfc sweep` has it: the base's own strategy for its method, presets for the others.
SweepSpec sweepOf(const RunSpec &base, const SweepChoice &choice);

/// Compares with what stands below `root`, by the names and the rules of `tlvfc sweep`. Reads
/// folders: not for the GUI thread. Never throws: what is wrong is the plan's fault.
SweepPlan planSweep(const std::filesystem::path &root, const RunSpec &base,
                    const SweepChoice &choice);

} // namespace tlvfc::ui
