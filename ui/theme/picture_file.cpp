#include "ui/theme/picture_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <QBuffer>
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

constexpr double mmPerInch = 25.4;

/// The picture as one of this shape, in pixels of layout.
Picture shaped(const Picture &picture, const PictureShape &shape)
{
    auto result = picture;
    result.size = layoutSize(shape);
    if (picture.paintAs) {
        result.paint = [paintAs = picture.paintAs, size = result.size,
                        font = shape.font](QPainter &painter) { paintAs(painter, size, font); };
        return result;
    }
    const double scale = double(result.size.width()) / picture.size.width();
    result.size = {result.size.width(), qRound(scale * picture.size.height())};
    result.paint = [paint = picture.paint, scale](QPainter &painter) {
        painter.scale(scale, scale);
        paint(painter);
    };
    return result;
}

/// Each empty where it cannot be drawn.
QByteArray pngOf(const Picture &picture, double finer)
{
    QImage image((QSizeF(picture.size) * finer).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(finer);
    image.setDotsPerMeterX(qRound(screenDpi() / 0.0254));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    picture.paint(painter);
    painter.end();
    // Only now, as text would follow it: what the size on paper is.
    image.setDotsPerMeterX(qRound(finer * screenDpi() / mmPerInch * 1000));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    return image.save(&file, "png") ? file.data() : QByteArray();
}

QByteArray pdfOf(const Picture &picture)
{
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    QPdfWriter writer(&file);
    writer.setPageMargins({});
    writer.setResolution(screenDpi());
    writer.setPageSize(QPageSize(QSizeF(picture.size) * 72.0 / screenDpi(), QPageSize::Point));
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    picture.paint(painter);
    return painter.end() ? file.data() : QByteArray();
}

QByteArray svgOf(const Picture &picture)
{
    QBuffer file;
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setResolution(screenDpi());
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(), picture.size));
    generator.setTitle(picture.name);
    QPainter painter;
    if (!painter.begin(&generator))
        return {};
    picture.paint(painter);
    return painter.end() ? file.data() : QByteArray();
}

} // namespace

Picture widgetPicture(const QString &name, QWidget *widget)
{
    return {name,
            widget->size(),
            [widget](QPainter &painter) {
                painter.fillRect(widget->rect(), widget->palette().color(QPalette::Window));
                widget->render(&painter);
            },
            {}};
}

Picture laidOutPicture(const QString &name, const QSize &size, const QFont &font,
                       decltype(Picture::paintAs) paintAs)
{
    const auto paint = [=](QPainter &painter) { paintAs(painter, size, font); };
    return {name, size, paint, paintAs};
}

QSize layoutSize(const PictureShape &shape)
{
    return (shape.millimeters * (screenDpi() / mmPerInch)).toSize();
}

void savePicture(const QString &file, const Picture &onScreen,
                 const std::optional<PictureShape> &shape)
{
    const auto picture = shape ? shaped(onScreen, *shape) : onScreen;
    const auto suffix = QFileInfo(file).suffix().toLower();
    QByteArray drawn;
    if (suffix == QLatin1String("png"))
        drawn = pngOf(picture, shape ? double(shape->dotsPerInch) / screenDpi() : 2);
    else if (suffix == QLatin1String("pdf"))
        drawn = pdfOf(picture);
    else if (suffix == QLatin1String("svg"))
        drawn = svgOf(picture);
    else
        throw invalid_request("pictures are saved as .png, .pdf or .svg", file.toStdString());
    if (drawn.isEmpty())
        throw failure("the picture could not be drawn", file.toStdString());
    // Whole or not at all: on a full disk the file that was there stays.
    write_file(file.toStdString(), std::string_view(drawn.constData(), drawn.size()));
}

} // namespace tlvfc::ui
