#include "ui/training/run_colors.h"

#include "core/compare/method_look.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>

namespace tlvfc::ui {

namespace {

constexpr qreal sharpness = 3; // pixels per point, enough for any screen

QPixmap blank(const QSize &size)
{
    QPixmap pixmap(size * sharpness);
    pixmap.setDevicePixelRatio(sharpness);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

QPainterPath statePath(RunState state)
{
    QPainterPath path;
    switch (state) {
    case RunState::Prepared:
        path.addEllipse(QRectF(2.5, 2.5, 7, 7));
        break;
    case RunState::Running:
        path.moveTo(3, 1.5);
        path.lineTo(10.5, 6);
        path.lineTo(3, 10.5);
        path.closeSubpath();
        break;
    case RunState::Finished:
        path.moveTo(1.5, 6.5);
        path.lineTo(4.5, 9.5);
        path.lineTo(10.5, 2.5);
        break;
    case RunState::Stopped:
        path.addRect(QRectF(2.5, 2.5, 7, 7));
        break;
    case RunState::Failed:
        path.moveTo(2.5, 2.5);
        path.lineTo(9.5, 9.5);
        path.moveTo(9.5, 2.5);
        path.lineTo(2.5, 9.5);
        break;
    case RunState::Broken:
        path.moveTo(6, 1.5);
        path.lineTo(4, 5.5);
        path.lineTo(8, 6.5);
        path.lineTo(6, 10.5);
        break;
    }
    return path;
}

Ink stateInk(RunState state)
{
    switch (state) {
    case RunState::Running:
        return Ink::Info;
    case RunState::Finished:
        return Ink::Good;
    case RunState::Failed:
        return Ink::Error;
    case RunState::Broken:
        return Ink::Warning;
    case RunState::Prepared:
    case RunState::Stopped:
        break;
    }
    return Ink::Muted;
}

} // namespace

QColor runColor(const std::string &method, int shade) { return shaded(method_tone(method), shade); }

QColor shaded(std::size_t tone, int shade)
{
    const auto palette = QGuiApplication::palette();
    const auto &end =
        shade % 2 == 1 ? palette.color(QPalette::Base) : palette.color(QPalette::Text);
    return blended(seriesColor(static_cast<int>(tone), palette), end, shade_share(shade));
}

QPixmap swatch(const QColor &color, const QColor &ground, const QList<qreal> &dashes)
{
    auto pixmap = blank({20, 12});
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (color.alpha() > 0 && ground.alpha() > 0) {
        painter.setPen(QPen(ground, 8, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(5, 6), QPointF(15, 6));
    }
    QPen pen(color, 3, Qt::SolidLine, dashes.isEmpty() ? Qt::RoundCap : Qt::FlatCap);
    if (!dashes.isEmpty()) {
        pen.setWidthF(2.5);
        pen.setDashPattern(dashes);
    }
    painter.setPen(pen);
    if (color.alpha() > 0)
        painter.drawLine(QPointF(dashes.isEmpty() ? 3 : 1, 6),
                         QPointF(dashes.isEmpty() ? 17 : 20, 6));
    return pixmap;
}

QIcon stateIcon(RunState state, const QPalette &palette, bool isSelected)
{
    auto pixmap = blank({12, 12});
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto color =
        isSelected ? palette.color(QPalette::HighlightedText) : ink(stateInk(state), palette);
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (state == RunState::Running || state == RunState::Stopped)
        painter.setBrush(color);
    painter.drawPath(statePath(state));
    return QIcon(pixmap);
}

QColor logColor(RunLogLine::Level level, const QPalette &palette)
{
    switch (level) {
    case RunLogLine::Level::Warning:
        return ink(Ink::Warning, palette);
    case RunLogLine::Level::Error:
        return ink(Ink::Error, palette);
    case RunLogLine::Level::Info:
        break;
    }
    return ink(Ink::Text, palette);
}

} // namespace tlvfc::ui
