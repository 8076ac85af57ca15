// Keeps the strategy in files and on the clipboard, and takes it from there.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/jobs/latest_job.h"

#include <QByteArray>
#include <QObject>
#include <QString>

namespace tlvfc::ui {

class MainWindow;
class Settings;

class StrategyFiles : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    StrategyFiles(MainWindow *window, Settings *settings);

    void askSave();
    void askOpen();
    void copy() const;
    void paste();

    void save(const QString &file);
    /// Makes it the session's strategy once it is read, as a choice that can be undone.
    void open(const QString &file);

signals:
    void failed(const QString &what);
    void told(const QString &news);

private:
    struct Read
    {
        QByteArray text;
        QString fault;
    };

    void take(const QByteArray &text, const QString &where);

    MainWindow *window_;
    Settings *settings_;
    LatestJob reading_;
};

} // namespace tlvfc::ui
