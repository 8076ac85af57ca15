// Which columns both trees show: as many as fit, or those that a person chose.
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>

#include <array>
#include <optional>

class QAction;

namespace tlvfc::ui {

class NetworkTree;

class TreeColumns : public QObject
{
    Q_OBJECT

public:
    /// The trees must outlive it; their headers get the actions as their context menu.
    TreeColumns(NetworkTree *source, NetworkTree *target, QObject *parent = nullptr);

    /// One that is checked for each column, and at the end one for as many as fit.
    QList<QAction *> actions() const;

    /// Names as the settings keep them, "layer" always among them; empty for as many as fit.
    void choose(const QStringList &names);
    QStringList chosen() const;

signals:
    void chosenChanged(const QStringList &names); ///< by the user

private:
    void toggle(int column, bool isShown);
    void apply();
    void showChecks();
    QSet<int> shown() const;

    std::array<NetworkTree *, 2> trees_;
    QList<QAction *> columns_;
    QAction *fit_;
    std::optional<QSet<int>> chosen_;
};

} // namespace tlvfc::ui
