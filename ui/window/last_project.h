// What stood open when the window was closed, to be opened again.
#pragma once

#include "core/runs/spec.h"

#include <QObject>

class QAction;

namespace tlvfc::ui {

class MainWindow;
class Settings;

/// Networks and strategy as they stand on the Transfer page, data and recipe as on the Train page.
RunSpec projectOf(const MainWindow &window);

class LastProject : public QObject
{
    Q_OBJECT

public:
    /// The settings must outlive it.
    LastProject(MainWindow *window, Settings *settings);

    /// Opens what the window before this one was closed with; disabled where there is none.
    QAction *action() const { return action_; }
    /// Keeps what stands open for the next window; where no network is open, what was kept stays.
    void keep();

signals:
    void failed(const QString &why);

private:
    void reopen();

    MainWindow *window_;
    Settings *settings_;
    QString before_; ///< since what this window keeps is for the next
    QAction *action_;
};

} // namespace tlvfc::ui
