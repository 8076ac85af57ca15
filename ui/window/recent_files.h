// Weights files that were opened lately, as a submenu for each side.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/jobs/latest_job.h"
#include "ui/session/side.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <array>

class QAction;
class QMenu;

namespace tlvfc::ui {

class Settings;
class TransferSession;

/// A file joins the list once its weights are there, whichever way it was opened; runs' own
/// weights are listed elsewhere, but may join.
class RecentFiles : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 10;

    /// Session and settings must outlive it.
    RecentFiles(TransferSession *session, Settings *settings, QObject *parent = nullptr);

    /// What opens them on one side, and empties the list. Names keep their beginning and end; one
    /// that is gone says so and cannot be chosen.
    void addMenu(QMenu *menu, Side side, const QString &title);

    const QStringList &files() const { return files_; }
    void clear();

signals:
    void opening(); ///< a file was chosen

private:
    struct Submenu
    {
        QMenu *menu = nullptr;
        QHash<QString, QAction *> actions; ///< kept: the command palette may hold one
        QAction *none = nullptr;
        QAction *clear = nullptr;
    };

    void add(const QString &file);
    QAction *actionOf(Side side, const QString &file);
    void fill(Side side);
    void tell(Side side);
    void look();

    TransferSession *session_;
    Settings *settings_;
    LatestJob looking_; ///< a file may lie on a disk that does not answer
    QSet<QString> gone_;
    QStringList files_; ///< newest first
    std::array<Submenu, 2> submenus_;
};

} // namespace tlvfc::ui
