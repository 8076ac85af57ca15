// What a widget shows, as a file for a paper or a page.
#pragma once

#include <QFont>
#include <QSize>
#include <QString>

#include <functional>
#include <optional>

class QPainter;
class QWidget;

namespace tlvfc::ui {

struct Picture
{
    QString name; ///< for people, and for the file's name: "The matching"
    QSize size;
    std::function<void(QPainter &)> paint; ///< from (0, 0) over the whole size, its ground too
    /// Laid out anew for another size and font; null for a picture that can only be scaled.
    std::function<void(QPainter &, const QSize &, const QFont &)> paintAs = {};
};

/// A picture that is laid out for `size` and `font` on screen, and for others elsewhere.
Picture laidOutPicture(const QString &name, const QSize &size, const QFont &font,
                       decltype(Picture::paintAs) paintAs);

/// The widget as it stands now. The picture must not outlive it.
Picture widgetPicture(const QString &name, QWidget *widget);

/// How large a picture is on paper.
struct PictureShape
{
    QSizeF millimeters;    ///< of a picture that can only be scaled, the width alone counts
    QFont font;            ///< in points; such a picture's text grows and shrinks with it instead
    int dotsPerInch = 300; ///< of a .png

    friend bool operator==(const PictureShape &, const PictureShape &) = default;
};

/// Pixels of layout for a picture of this shape: as many to an inch as the screen says it has.
QSize layoutSize(const PictureShape &shape);

/// As .png, .pdf or .svg, whichever the file's name says; without a shape as large as on screen,
/// a .png with twice the pixels.
/// @throws Error (InvalidRequest) for another extension, (Failure) if the file cannot be written;
/// one that was there is then as it was.
void savePicture(const QString &file, const Picture &picture,
                 const std::optional<PictureShape> &shape = {});

} // namespace tlvfc::ui
