// Every action of the window in a list that is searched by typing.
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListWidget;
class QMenuBar;

namespace tlvfc::ui {

/// An action with the menus that lead to it: "File › Open Source Weights…".
struct PaletteEntry
{
    QPointer<QAction> action; ///< null once it is gone
    QString words;
};

/// All actions below the menus, in their order.
QList<PaletteEntry> paletteEntries(const QMenuBar &menus);

class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    /// An action that goes while the palette is open is in it no longer.
    explicit CommandPalette(const QList<PaletteEntry> &entries, QWidget *parent = nullptr);

    /// Entries that hold every word typed, in any order; those called so first.
    void search(const QString &words);
    QStringList shown() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void run();

    QList<PaletteEntry> entries_;
    QLineEdit *search_;
    QListWidget *list_;
    QLabel *empty_; ///< in its place where nothing is found
};

} // namespace tlvfc::ui
