// Carries out what the list's actions ask for: names, notes and tags, archive and trash, what
// differs.
#pragma once

#include <QList>
#include <QObject>
#include <QStringList>

class QTabWidget;

namespace tlvfc::ui {

class RunKeeper;
class RunNames;
class RunPanel;
class RunsList;
class RunWatcher;

class RunKeeping : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it; `tabs` hold the panel.
    RunKeeping(RunKeeper *keeper, const RunNames &names, RunsList *list, RunPanel *panel,
               QTabWidget *tabs);

private:
    QStringList namesOf(const QList<RunWatcher *> &runs) const;
    void editTags();
    void showDifferences();
    void showTrash();

    RunKeeper *keeper_;
    const RunNames &names_;
    RunsList *list_;
    RunPanel *panel_;
    QTabWidget *tabs_;
};

} // namespace tlvfc::ui
