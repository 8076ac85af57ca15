#include "ui/details/ways_picture.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tlvfc::ui {

namespace {

/// As many entries in a line as there is room for.
QList<QList<Way>> legendLines(const QList<Way> &ways, const QFontMetrics &metrics, int width)
{
    QList<QList<Way>> lines{{}};
    int x = space::normal;
    for (const auto &way : ways) {
        const int advance = metrics.horizontalAdvance(legendEntry(way)) + space::page;
        if (x + advance > width && !lines.last().isEmpty()) {
            lines << QList<Way>();
            x = space::normal;
        }
        x += advance;
        lines.last() << way;
    }
    return lines;
}

} // namespace

Picture waysPicture(const QString &title, const QList<Way> &ways, const QString &note,
                    const QList<DepthPlot *> &plots)
{
    const auto *model = plots.first();
    const auto size = model->size();
    const auto font = model->font();
    const int width = size.width() * static_cast<int>(plots.size());
    const QFontMetrics metrics(font);
    const QFontMetrics small(noteFont(font));
    const QRect noteRoom(space::normal, 0, width - space::page, 1000);
    const int noteHeight =
        note.isEmpty() ? 0 : small.boundingRect(noteRoom, Qt::TextWordWrap, note).height();
    const auto lines = legendLines(ways, metrics, width);
    const int line = metrics.height() + space::tight;
    const int top = space::tight + line * static_cast<int>(lines.size()) + noteHeight;
    const QSize whole(width, top + size.height());
    const auto paint = [=](QPainter &painter) {
        const auto palette = model->palette();
        painter.fillRect(QRect(QPoint(), whole), palette.color(QPalette::Base));
        painter.setFont(font);
        int y = space::tight;
        for (const auto &entries : lines) {
            int x = space::normal;
            for (const auto &way : entries) {
                const auto text = legendEntry(way);
                painter.setPen(colorOf(way, palette));
                painter.drawText(QRect(x, y, width - x, line), Qt::AlignVCenter, text);
                x += metrics.horizontalAdvance(text) + space::page;
            }
            y += line;
        }
        painter.setFont(noteFont(font));
        painter.setPen(ink(Ink::Muted, palette));
        painter.drawText(noteRoom.translated(0, y), Qt::TextWordWrap, note);
        for (qsizetype i = 0; i < plots.size(); ++i) {
            painter.save();
            painter.translate(static_cast<double>(i) * size.width(), top);
            plots[i]->paintPicture(painter, size);
            painter.restore();
        }
    };
    return {title, whole, paint};
}

} // namespace tlvfc::ui
