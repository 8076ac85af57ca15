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

namespace {

/// Legend and note above the plots.
class Head
{
public:
    Head(const QList<Way> &ways, const QString &note, const QFont &font, int width)
        : note_(note)
        , font_(font)
        , line_(QFontMetrics(font).height() + space::tight)
        , lines_(legendLines(ways, QFontMetrics(font), width))
        , noteRoom_(space::normal, 0, width - space::page, 1000)
    {
    }

    int height() const
    {
        const QFontMetrics small(noteFont(font_));
        const int note =
            note_.isEmpty() ? 0 : small.boundingRect(noteRoom_, Qt::TextWordWrap, note_).height();
        return space::tight + line_ * static_cast<int>(lines_.size()) + note;
    }

    void paint(QPainter &painter, const QPalette &palette) const
    {
        const QFontMetrics metrics(font_);
        painter.setFont(font_);
        int y = space::tight;
        for (const auto &entries : lines_) {
            int x = space::normal;
            for (const auto &way : entries) {
                const auto text = legendEntry(way);
                painter.setPen(colorOf(way, palette));
                painter.drawText(QRect(x, y, metrics.horizontalAdvance(text) + 1, line_),
                                 Qt::AlignVCenter, text);
                x += metrics.horizontalAdvance(text) + space::page;
            }
            y += line_;
        }
        painter.setFont(noteFont(font_));
        painter.setPen(ink(Ink::Muted, palette));
        painter.drawText(noteRoom_.translated(0, y), Qt::TextWordWrap, note_);
    }

private:
    QString note_;
    QFont font_;
    int line_;
    QList<QList<Way>> lines_;
    QRect noteRoom_;
};

} // namespace

Picture waysPicture(const QString &title, const QList<Way> &ways, const QString &note,
                    const QList<DepthPlot *> &plots)
{
    const auto *model = plots.first();
    const int count = static_cast<int>(plots.size());
    const int width = model->width() * count;
    const QSize whole(width, Head(ways, note, model->font(), width).height() + model->height());
    const auto paint = [=](QPainter &painter, const QSize &size, const QFont &font) {
        const auto palette = model->palette();
        painter.fillRect(QRect(QPoint(), size), palette.color(QPalette::Base));
        const Head head(ways, note, font, size.width());
        head.paint(painter, palette);
        const QSize one(size.width() / count, size.height() - head.height());
        for (int i = 0; i < count; ++i) {
            painter.save();
            painter.translate(i * one.width(), head.height());
            plots[i]->paintPicture(painter, one, font);
            painter.restore();
        }
    };
    return laidOutPicture(title, whole, model->font(), paint);
}

} // namespace tlvfc::ui
