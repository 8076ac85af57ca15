#include "ui/theme/text_size.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QFont>
#include <QFontInfo>
#include <QWidget>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// Of a desktop's text as lines are designed for.
constexpr double usualPixels = 13.5;
constexpr double smallestPixels = 11.0;

} // namespace

QFont scaledFont(QFont font, double scale)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * scale);
    else
        font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * scale + 0.5)));
    return font;
}

void setProgramFont(const QFont &font)
{
    const double scale =
        QFontInfo(font).pointSizeF() / std::max(1.0, QFontInfo(QApplication::font()).pointSizeF());
    if (font == QApplication::font())
        return;
    // What has a size of its own does not follow the program's.
    QList<QWidget *> own;
    for (auto *widget : QApplication::allWidgets()) {
        if (widget->testAttribute(Qt::WA_SetFont) &&
            widget->font().resolveMask() & QFont::SizeResolved)
            own << widget;
    }
    QApplication::setFont(font);
    // Qt tells widgets of it only once the program's loop runs: not of what was remembered.
    for (auto *widget : QApplication::allWidgets()) {
        QEvent change(QEvent::ApplicationFontChange);
        QApplication::sendEvent(widget, &change);
    }
    for (auto *widget : std::as_const(own))
        widget->setFont(scaledFont(widget->font(), scale));
    // A box forgets its least size with its style, but not with its font.
    for (auto *widget : QApplication::allWidgets()) {
        if (qobject_cast<QComboBox *>(widget)) {
            QEvent change(QEvent::StyleChange);
            QApplication::sendEvent(widget, &change);
        }
    }
}

FontWhile::FontWhile(QWidget *widget, const QFont &font)
    : widget_(widget)
    , before_(widget->font())
{
    if (!widget->testAttribute(Qt::WA_SetFont))
        before_.setResolveMask(0);
    widget->setFont(font);
}

FontWhile::~FontWhile()
{
    if (widget_)
        widget_->setFont(before_);
}

double lineScale(const QFont &font)
{
    const double pixels = QFontInfo(font).pixelSize();
    return pixels < smallestPixels ? pixels / usualPixels : std::max(1.0, pixels / usualPixels);
}

} // namespace tlvfc::ui
