// What runs are called beside each other: those of one name are told apart by what differs.
#pragma once

#include "ui/jobs/run_shelf.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <vector>

namespace tlvfc::ui {

class RunNames : public QObject
{
    Q_OBJECT

public:
    /// The shelf must outlive it.
    explicit RunNames(RunShelf *shelf, QObject *parent = nullptr);

    /// runName() where no other run of the shelf is called so, else with its seed, and where runs
    /// of one seed are left, with their epochs, what else decides them or when they were made: "He,
    /// resnet18, seed 1, 8 epochs".
    QString name(const RunWatcher &run) const;

    /// The same, with the seed of a run that stands alone too.
    QString nameWithSeed(const RunWatcher &run) const;

signals:
    void changed(); ///< others than the run that was looked at may be called otherwise now

private:
    struct Known
    {
        QString plain;    ///< see runName()
        QString setting;  ///< what decides it but its seed
        QString addition; ///< to the plain name; empty where it stands alone
        quint64 seed = 0;
    };
    struct Group
    {
        std::vector<const RunWatcher *> runs;
        bool isTold = false; ///< the additions are right
    };

    void take(const RunWatcher &run);
    void leave(const RunWatcher &run);
    void tellApart(Group &group) const;

    RunShelf *shelf_;
    // Found when they are asked for: a folder of many runs is read one after another.
    mutable QHash<const RunWatcher *, Known> known_;
    mutable QHash<QString, Group> groups_; ///< by plain name
};

/// What these runs are called among themselves, in their order.
QStringList namesBeside(const QList<RunWatcher *> &runs);

} // namespace tlvfc::ui
