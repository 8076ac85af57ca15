#include "ui/training/run_colors.h"

#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <map>

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

/// The baseline is gray, so that what is compared with it stands out.
int methodNumber(const std::string &method)
{
    static const std::map<std::string, int> numbers = {{"tlvfc", 0},      {"dpiat", 1},
                                                       {"tlvfc-base", 2}, {"tlvfc-cross", 3},
                                                       {"he", 7},         {"glorot", 6}};
    const auto published = numbers.find(method);
    if (published != numbers.end())
        return published->second;
    const auto &all = methods();
    const auto at = std::ranges::find(all, method, &MethodInfo::name);
    return 4 + static_cast<int>((at - all.begin()) % 2);
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

QColor runColor(const std::string &method, int shade)
{
    const auto palette = QGuiApplication::palette();
    const auto color = seriesColor(methodNumber(method), palette);
    if (shade == 0)
        return color;
    const auto &end =
        shade % 2 == 1 ? palette.color(QPalette::Base) : palette.color(QPalette::Text);
    return blended(color, end, std::min(0.6, 0.3 + 0.15 * ((shade - 1) / 2)));
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
