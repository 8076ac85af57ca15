#include "ui/theme/picture_file.h"

#include "core/base/error.h"

#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QPicture>
#include <QSvgGenerator>
#include <QWidget>

namespace tlvfc::ui {

namespace {

/// Fonts and recorded plots keep their proportions where the file is as fine as the screen.
int screenDpi() { return QPicture().logicalDpiX(); }

bool savePng(const QString &file, const Picture &picture)
{
    QImage image(picture.size * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.setDotsPerMeterX(qRound(screenDpi() / 0.0254));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    picture.paint(painter);
    painter.end();
    return image.save(file);
}

bool savePdf(const QString &file, const Picture &picture)
{
    QPdfWriter writer(file);
    writer.setPageMargins({});
    writer.setResolution(screenDpi());
    writer.setPageSize(QPageSize(QSizeF(picture.size) * 72.0 / screenDpi(), QPageSize::Point));
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    picture.paint(painter);
    return painter.end();
}

bool saveSvg(const QString &file, const Picture &picture)
{
    QSvgGenerator generator;
    generator.setFileName(file);
    generator.setResolution(screenDpi());
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(), picture.size));
    generator.setTitle(picture.name);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    picture.paint(painter);
    return painter.end();
}

} // namespace

Picture widgetPicture(const QString &name, QWidget *widget)
{
    return {name, widget->size(), [widget](QPainter &painter) {
                painter.fillRect(widget->rect(), widget->palette().color(QPalette::Window));
                widget->render(&painter);
            }};
}

void savePicture(const QString &file, const Picture &picture)
{
    const auto suffix = QFileInfo(file).suffix().toLower();
    bool isWritten = false;
    if (suffix == QLatin1String("png"))
        isWritten = savePng(file, picture);
    else if (suffix == QLatin1String("pdf"))
        isWritten = savePdf(file, picture);
    else if (suffix == QLatin1String("svg"))
        isWritten = saveSvg(file, picture);
    else
        throw invalid_request("pictures are saved as .png, .pdf or .svg", file.toStdString());
    if (!isWritten)
        throw failure("the picture could not be written", file.toStdString());
}

} // namespace tlvfc::ui
