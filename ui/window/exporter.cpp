#include "ui/window/exporter.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/transfer/plan_document.h"
#include "ui/compare/compare_page.h"
#include "ui/inspect/transfer_exports.h"
#include "ui/inspect/transfer_page.h"
#include "ui/theme/counted.h"
#include "ui/training/curves_panel.h"
#include "ui/training/runs_model.h"
#include "ui/training/training_page.h"
#include "ui/window/export_chooser.h"
#include "ui/window/main_window.h"
#include "ui/window/picture_shape_box.h"
#include "ui/window/settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QPainter>
#include <QRegularExpression>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// "Filters of layer1.0.conv1" becomes "filters-of-layer1.0.conv1".
QString fileName(const QString &name, const QString &suffix)
{
    static const QRegularExpression odd(QStringLiteral("[^a-z0-9._]+"));
    return name.toLower().replace(odd, QStringLiteral("-")) + QLatin1Char('.') + suffix;
}

QString suffixOf(const QString &filter)
{
    return filter.section(QStringLiteral("*."), 1).section(QLatin1Char(')'), 0, 0);
}

/// @param ratio  device pixels per point
QPixmap thumbnail(const Picture &picture, double ratio)
{
    const auto room = (QSizeF(ExportChooser::thumbnailSize()) * ratio).toSize();
    const auto size = picture.size.scaled(room, Qt::KeepAspectRatio);
    QPixmap pixmap(room);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QImage image((QSizeF(picture.size) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter drawing(&image);
    picture.paint(drawing);
    drawing.end();
    image.setDevicePixelRatio(1.0);
    painter.drawImage(
        QRect(QPoint((room.width() - size.width()) / 2, (room.height() - size.height()) / 2), size),
        image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

Exporter::Exporter(MainWindow *window, Settings *settings)
    : QObject(window)
    , window_(window)
    , settings_(settings)
{
}

QList<Picture> Exporter::pictures() const
{
    if (window_->page() == MainWindow::Transfer)
        return transferPictures(*window_->transferPage());
    if (window_->page() == MainWindow::Compare)
        return window_->comparePage()->pictures();
    auto *curves = window_->trainingPage()->curvesPanel();
    return curves->readings()->rowCount() > 0 ? QList<Picture>{curves->picture()}
                                              : QList<Picture>();
}

QList<Table> Exporter::tables() const
{
    if (window_->page() == MainWindow::Transfer)
        return transferTables(*window_->transferPage());
    if (window_->page() == MainWindow::Compare)
        return window_->comparePage()->tables();
    const auto *training = window_->trainingPage();
    if (training->runsModel()->rowCount() == 0)
        return {};
    return {training->curvesPanel()->pointsTable(),
            modelTable(tr("The runs"), *training->runsModel())};
}

void Exporter::askPicture()
{
    const auto all = pictures();
    if (all.isEmpty())
        return emit hindered(tr("There is no picture yet: open a target network, or train a run."));
    QList<ExportChoice> choices;
    for (const auto &picture : all)
        choices << ExportChoice{
            picture.name, tr("%1 × %2 pixels").arg(picture.size.width()).arg(picture.size.height()),
            thumbnail(picture, window_->devicePixelRatioF())};
    auto *chooser = new ExportChooser(tr("Save a picture"), choices, window_);
    auto *shape = new PictureShapeBox;
    shape->setShape(settings_->pictureShape());
    shape->setPicture(all.first());
    chooser->addBelow(shape);
    connect(chooser, &ExportChooser::pointedAt, shape,
            [shape, all](int choice) { shape->setPicture(all[choice]); });
    connect(chooser, &ExportChooser::chosen, this, [this, all, shape](int choice) {
        settings_->setPictureShape(shape->shape());
        askPictureFile(all[choice], shape->shape());
    });
    chooser->open();
}

void Exporter::askTable()
{
    const auto all = tables();
    if (all.isEmpty())
        return emit hindered(tr("There is no table yet: open a target network, or train a run."));
    QList<ExportChoice> choices;
    for (const auto &table : all)
        choices << ExportChoice{table.name,
                                counted(table.rows.size() - 1, tr("1 row: %2"), tr("%1 rows: %2"))
                                    .arg(table.rows.first().mid(0, 5).join(QStringLiteral(", "))),
                                {}};
    auto *chooser = new ExportChooser(tr("Save a table"), choices, window_);
    connect(chooser, &ExportChooser::chosen, this,
            [this, all](int choice) { askTableFile(all[choice]); });
    chooser->open();
}

void Exporter::askPlan()
{
    if (!window_->session()->plan())
        return emit hindered(tr("There is no plan yet: open a source and a target network."));
    const auto name = QString::fromStdString(window_->session()->targetArchitecture()->name + "-" +
                                             window_->session()->strategy().method);
    askFile(tr("Save the plan"), QStringLiteral("tables"), name, {tr("JSON (*.json)")},
            [this](const QString &file) { savePlan(file); });
}

void Exporter::savePlan(const QString &file) const
{
    const auto plan = window_->session()->plan();
    if (!plan)
        throw invalid_request("there is no plan", file.toStdString());
    auto json = plan_to_json(*plan);
    json["seed"] = window_->session()->seed();
    write_file(file.toStdString(), json.dump(2) + "\n");
}

void Exporter::askPictureFile(const Picture &picture, const std::optional<PictureShape> &shape)
{
    askFile(tr("Save a picture"), QStringLiteral("pictures"), picture.name,
            {tr("PNG (*.png)"), tr("SVG (*.svg)"), tr("PDF (*.pdf)")},
            [picture, shape](const QString &file) { savePicture(file, picture, shape); });
}

void Exporter::askTableFile(const Table &table)
{
    askFile(tr("Save a table"), QStringLiteral("tables"), table.name,
            {tr("CSV (*.csv)"), tr("LaTeX (*.tex)")},
            [table](const QString &file) { saveTable(file, table); });
}

void Exporter::askFile(const QString &title, const QString &purpose, const QString &name,
                       const QStringList &filters, const Write &write)
{
    auto *dialog = new QFileDialog(window_, title, settings_->lastFolder(purpose));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(suffixOf(filters.first()));
    dialog->selectFile(fileName(name, suffixOf(filters.first())));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString &filter) {
        // What was typed stays; only what says the form changes.
        const QFileInfo typed(dialog->selectedFiles().value(0));
        const bool saysForm =
            std::ranges::find(filters, typed.suffix().toLower(), suffixOf) != filters.end();
        dialog->setDefaultSuffix(suffixOf(filter));
        if (!typed.isDir())
            dialog->selectFile((saysForm ? typed.completeBaseName() : typed.fileName()) +
                               QLatin1Char('.') + suffixOf(filter));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, purpose, write](const QString &file) {
        settings_->setLastFolder(purpose, QFileInfo(file).absolutePath());
        try {
            write(file);
            emit saved(file);
        } catch (const std::exception &fault) {
            emit failed(QString::fromUtf8(fault.what()));
        }
    });
    dialog->open();
}

} // namespace tlvfc::ui
