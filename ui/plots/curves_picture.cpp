#include "ui/plots/curves_picture.h"

#include "ui/plots/curve_plot.h"
#include "ui/theme/text_size.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace tlvfc::ui {

namespace {

constexpr QSize plotSize(560, 360);
constexpr int sampleWidth = 24;
constexpr int leastLetters = 34; ///< of a plot's width
constexpr int mostLines = 40;

struct Contents
{
    QList<CurvePlot *> plots;
    QList<LegendLine> legend;
    QString key;
};

/// The legend's entries in as many columns as have room, and not more than `most` high; the last
/// tells how many are left out.
class Legend
{
public:
    Legend(const Contents &contents, const QFont &font, int width, int most)
        : contents_(contents)
        , font_(font)
        , metrics_(font)
        , width_(width)
    {
        int widest = 1;
        for (const auto &entry : contents.legend)
            widest = std::max(widest, metrics_.horizontalAdvance(entry.text));
        const int column = sampleWidth + 3 * space::normal + widest;
        columns_ = std::clamp(width / column, 1, std::max(1, int(contents.legend.size())));
        const int fitting = (most - space::normal) / lineHeight() - keyLines();
        lines_ = std::clamp(std::min(fitting, mostLines), 1,
                            1 + int(contents.legend.size() - 1) / columns_);
        if (contents.legend.isEmpty())
            lines_ = 0;
    }

    int height() const { return (lines_ + keyLines()) * lineHeight() + space::normal; }

    void paint(QPainter &painter, int top, const QPalette &palette) const
    {
        painter.setFont(font_);
        const auto places = qsizetype(lines_) * columns_;
        const bool hasAll = contents_.legend.size() <= places;
        const auto shown = hasAll ? contents_.legend.size() : places - 1;
        for (qsizetype i = 0; i < shown; ++i) {
            const auto &entry = contents_.legend[i];
            const auto place = placeOf(int(i), top);
            QPen pen(entry.color, 2 * lineScale(font_));
            if (!entry.dashes.isEmpty())
                pen.setDashPattern(entry.dashes);
            painter.setPen(pen);
            const int y = place.center().y();
            painter.drawLine(place.left(), y, place.left() + sampleWidth, y);
            write(painter, place, sampleWidth + space::normal, entry.text, palette);
        }
        if (!hasAll)
            write(painter, placeOf(int(shown), top), sampleWidth + space::normal,
                  QCoreApplication::translate("CurvesPicture", "and %L1 more")
                      .arg(contents_.legend.size() - shown),
                  palette);
        if (keyLines() > 0)
            write(painter,
                  {space::normal, top + lines_ * lineHeight(), width_ - 2 * space::normal,
                   lineHeight()},
                  0, contents_.key, palette);
    }

private:
    int lineHeight() const { return metrics_.height() + space::tight; }
    int keyLines() const { return contents_.key.isEmpty() ? 0 : 1; }

    /// Column by column.
    QRect placeOf(int entry, int top) const
    {
        const int column = width_ / columns_;
        return {space::normal + entry / lines_ * column, top + entry % lines_ * lineHeight(),
                column - 2 * space::normal, lineHeight()};
    }

    void write(QPainter &painter, const QRect &place, int indent, const QString &text,
               const QPalette &palette) const
    {
        const auto room = place.adjusted(indent, 0, 0, 0);
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics_.elidedText(text, Qt::ElideRight, room.width()));
    }

    const Contents &contents_;
    QFont font_;
    QFontMetrics metrics_;
    int width_;
    int columns_ = 1;
    int lines_ = 0;
};

void paint(QPainter &painter, const Contents &contents, const QSize &size, const QFont &font)
{
    const auto palette = contents.plots.first()->palette();
    painter.fillRect(QRect(QPoint(), size), palette.color(QPalette::Base));
    const int count = static_cast<int>(contents.plots.size());
    const Legend legend(contents, font, size.width(), size.height() / 2);
    const int height = size.height() - legend.height();
    const bool isBeside =
        size.width() / count >= leastLetters * QFontMetrics(font).averageCharWidth();
    const QSize one =
        isBeside ? QSize(size.width() / count, height) : QSize(size.width(), height / count);
    for (int i = 0; i < count; ++i)
        painter.drawPicture(isBeside ? i * one.width() : 0, isBeside ? 0 : i * one.height(),
                            contents.plots[i]->picture(one, font));
    legend.paint(painter, height, palette);
}

} // namespace

Picture curvesPicture(const QString &name, const QList<CurvePlot *> &plots,
                      const QList<LegendLine> &legend, const QString &key)
{
    const Contents contents{plots, legend, key};
    const auto font = plots.first()->font();
    const int width = static_cast<int>(plots.size()) * plotSize.width();
    const Legend whole(contents, font, width, std::numeric_limits<int>::max());
    // The plots have half of it at the least.
    const QSize size(width, std::max(plotSize.height() + whole.height(), 2 * whole.height()));
    return laidOutPicture(name, size, font,
                          [contents](QPainter &painter, const QSize &room, const QFont &text) {
                              paint(painter, contents, room, text);
                          });
}

} // namespace tlvfc::ui
