// What a widget shows, as a file for a paper or a page.
#pragma once

#include <QSize>
#include <QString>

#include <functional>

class QPainter;
class QWidget;

namespace tlvfc::ui {

struct Picture
{
    QString name; ///< for people, and for the file's name: "The matching"
    QSize size;
    std::function<void(QPainter &)> paint; ///< from (0, 0) over the whole size, its ground too
};

/// The widget as it stands now. The picture must not outlive it.
Picture widgetPicture(const QString &name, QWidget *widget);

/// As .png (twice the size on screen), .pdf or .svg, whichever the file's name says.
/// @throws Error (InvalidRequest) for another extension, (Failure) if the file cannot be written.
void savePicture(const QString &file, const Picture &picture);

} // namespace tlvfc::ui
