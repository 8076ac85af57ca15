// What the person moved or chose, kept from one start to the next; nothing else is.
#pragma once

#include "ui/theme/picture_file.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <memory>

class QMainWindow;
class QSplitter;

namespace tlvfc::ui {

enum class ThemeChoice { System, Light, Dark };

class Settings
{
public:
    /// The person's settings; QStandardPaths and XDG say where they live.
    Settings();
    /// Settings of a file, for tests and pictures; an empty name keeps nothing.
    explicit Settings(const QString &file);

    /// What was wrong with the file, a sentence for people; empty where nothing was. Settings that
    /// cannot be read begin anew, and their file is put aside.
    const QString &fault() const { return fault_; }

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    /// Text of a presentation's size.
    bool isPresentation() const;
    void setPresentation(bool isOne);

    /// The folder in which a dialog for this purpose ("weights", "data") opened a file last.
    QString lastFolder(const QString &purpose) const;
    void setLastFolder(const QString &purpose, const QString &folder);

    /// Of the picture saved last; none where it was as on screen.
    std::optional<PictureShape> pictureShape() const;
    void setPictureShape(const std::optional<PictureShape> &shape);

    /// Weights files that were opened, newest first.
    QStringList recentWeights() const;
    void setRecentWeights(const QStringList &files);

    /// Columns that were chosen for the trees of layers (ui/inspect/tree_columns.h); empty where
    /// none were.
    QStringList treeColumns() const;
    void setTreeColumns(const QStringList &names);

    /// Networks, strategy, data and recipe as JSON (core/runs/spec.h); empty where none was kept.
    QString lastProject() const;
    void setLastProject(const QString &project);

    QString page() const;
    void setPage(const QString &page);

    void restoreGeometry(QMainWindow *window) const;
    void saveGeometry(const QMainWindow *window);

    /// Every named splitter below the widget takes back the sizes that it was moved to, and is
    /// remembered when it is moved from now on.
    void keepSplitters(QWidget *widget);

    /// Forgets geometry and splitters.
    void resetLayout();

private:
    void startAnewIfDamaged();
    QVariant value(const QString &key) const;
    void setValue(const QString &key, const QVariant &value);

    std::unique_ptr<QSettings> settings_; ///< null: nothing is kept
    QString fault_;
};

} // namespace tlvfc::ui
