// Carries out what the list's actions ask for: names, notes and tags, archive and trash, what
// differs.
#pragma once

#include <QObject>

class QTabWidget;

namespace tlvfc::ui {

class RunKeeper;
class RunPanel;
class RunsList;

class RunKeeping : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it; `tabs` hold the panel.
    RunKeeping(RunKeeper *keeper, RunsList *list, RunPanel *panel, QTabWidget *tabs);

private:
    void editTags();
    void showDifferences();
    void showTrash();

    RunKeeper *keeper_;
    RunsList *list_;
    RunPanel *panel_;
    QTabWidget *tabs_;
};

} // namespace tlvfc::ui
