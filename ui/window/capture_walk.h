// What the walks through the window's pages share: waiting for it and taking its pictures.
#pragma once

#include <QDir>
#include <QStringList>

#include <functional>

class QWidget;

namespace tlvfc::ui {

class MainWindow;

constexpr int openingMs = 60'000;
constexpr int trainingMs = 600'000;

class CaptureWalk
{
public:
    CaptureWalk(MainWindow &window, QDir folder);

    /// The files written so far.
    const QStringList &files() const { return files_; }

protected:
    MainWindow &window() const { return window_; }

    /// Lets the window work until `holds`. @throws Error (Failure) after the limit.
    static void until(int limitMs, const char *what, const std::function<bool()> &holds);
    /// Layouts, animations and late signals find their place.
    static void settle();
    /// A picture of the window, or of another widget. @throws Error (Failure) where it cannot be
    /// written.
    void take(const QString &name, QWidget *widget = nullptr);
    /// A file of the folder that somebody else writes.
    QString fileFor(const QString &name);

private:
    MainWindow &window_;
    QDir folder_;
    QStringList files_;
};

} // namespace tlvfc::ui
