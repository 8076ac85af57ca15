#include "ui/plots/kernel_table.h"

#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>

namespace tlvfc::ui {

namespace {

constexpr int mostValuesInWords = 49;

double cornerOf(const QRectF &box) { return std::min(6.0, box.width() / 4); }

} // namespace

std::span<const float> KernelTable::kernel(KernelPlace place) const
{
    const auto size = static_cast<std::size_t>(height()) * static_cast<std::size_t>(width());
    const auto index = static_cast<std::size_t>(place.row) * static_cast<std::size_t>(columns()) +
                       static_cast<std::size_t>(place.column);
    return values.values().subspan(index * size, size);
}

KernelMark KernelTable::mark(KernelPlace place) const
{
    const auto index = static_cast<std::size_t>(place.row) * static_cast<std::size_t>(columns()) +
                       static_cast<std::size_t>(place.column);
    return index < marks.size() ? marks[index] : KernelMark::None;
}

QString KernelTable::describe(KernelPlace place) const
{
    if (!contains(place))
        return {};
    QString text = QStringLiteral("<p style='white-space:pre'>") +
                   (words ? words(place).toHtmlEscaped() : QString());
    const auto numbers = kernel(place);
    if (std::ssize(numbers) > mostValuesInWords)
        return text + QStringLiteral("</p>");
    text += QStringLiteral("</p><table cellspacing='6'>");
    for (int y = 0; y < height(); ++y) {
        text += QStringLiteral("<tr>");
        for (int x = 0; x < width(); ++x)
            text += QStringLiteral("<td align='right'>%1</td>")
                        .arg(numbers[static_cast<std::size_t>(y * width() + x)], 0, 'g', 3);
        text += QStringLiteral("</tr>");
    }
    return text + QStringLiteral("</table>");
}

QColor markColor(KernelMark mark, const QPalette &palette)
{
    switch (mark) {
    case KernelMark::Source:
    case KernelMark::Overlaid:
        return ink(Ink::Taken, palette);
    case KernelMark::Drawn:
        return ink(Ink::Drawn, palette);
    case KernelMark::Kept:
    case KernelMark::Gone:
    case KernelMark::None:
        break;
    }
    return ink(Ink::Stays, palette);
}

void paintMark(QPainter &painter, const QRectF &box, KernelMark mark, const QPalette &palette)
{
    if (mark == KernelMark::None)
        return;
    const auto color = markColor(mark, palette);
    const auto ground = palette.color(QPalette::Base);
    painter.setBrush(Qt::NoBrush);
    if (mark == KernelMark::Gone) {
        painter.setPen(QPen(faded(color, 0.8), 1.0));
        painter.drawRect(box);
        painter.drawLine(box.topLeft(), box.bottomRight());
        return;
    }
    const bool isTaken = mark == KernelMark::Source || mark == KernelMark::Overlaid;
    painter.setPen(
        QPen(color, isTaken ? 2.0 : 1.0, mark == KernelMark::Drawn ? Qt::DashLine : Qt::SolidLine));
    painter.drawRect(box);
    const double corner = cornerOf(box);
    const QPointF tip = box.topLeft();
    painter.setPen(QPen(color, 1.0));
    painter.setBrush(mark == KernelMark::Source ? color : ground);
    if (mark != KernelMark::Drawn)
        painter.drawPolygon(QPolygonF({tip, tip + QPointF(corner, 0), tip + QPointF(0, corner)}));
}

void paintKernel(QPainter &painter, const QRectF &box, const KernelTable &table, KernelPlace place,
                 double scale, const QPalette &palette)
{
    const auto numbers = table.kernel(place);
    QImage image(table.width(), table.height(), QImage::Format_RGB32);
    for (int y = 0; y < table.height(); ++y) {
        for (int x = 0; x < table.width(); ++x) {
            const double value = numbers[static_cast<std::size_t>(y * table.width() + x)];
            image.setPixelColor(x, y, divergingColor(scale > 0 ? value / scale : 0.0, palette));
        }
    }
    const auto mark = table.mark(place);
    painter.setOpacity(mark == KernelMark::Gone ? 0.45 : 1.0);
    painter.drawImage(box.adjusted(2, 2, -2, -2), image);
    painter.setOpacity(1.0);
    paintMark(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), mark, palette);
}

} // namespace tlvfc::ui
