// What the window shows, written into files: pictures, tables, the plan.
#pragma once

#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"

#include <QList>
#include <QObject>

#include <functional>

namespace tlvfc::ui {

class MainWindow;
class Settings;

class Exporter : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the exporter.
    Exporter(MainWindow *window, Settings *settings);

    /// Of the page that is shown; they must not outlive the window.
    QList<Picture> pictures() const;
    QList<Table> tables() const;

    /// Each asks what and where to, then writes: saved() or failed() follows. Where there is
    /// nothing to save, hindered() says what to do.
    void askPicture();
    void askTable();
    void askPlan();

    /// @throws Error (InvalidRequest) without a plan, (Failure) if the file cannot be written.
    void savePlan(const QString &file) const;

signals:
    void saved(const QString &file);
    void failed(const QString &fault);
    void hindered(const QString &why);

private:
    using Write = std::function<void(const QString &file)>;

    void askFile(const QString &title, const QString &purpose, const QString &name,
                 const QStringList &filters, const Write &write);
    void askPictureFile(const Picture &picture, const std::optional<PictureShape> &shape);
    void askTableFile(const Table &table);

    MainWindow *window_;
    Settings *settings_;
};

} // namespace tlvfc::ui
