#include "ui/plots/curve_tip.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int swatchWidth = 14;
constexpr int widestName = 260;
constexpr int distance = 14; ///< from the cursor

} // namespace

CurveTip::CurveTip(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("curveTip"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void CurveTip::setContents(const QString &place, const QList<Row> &rows, int more)
{
    place_ = place;
    rows_ = rows;
    more_ = more;
    QStringList spoken = {place};
    for (const auto &row : rows)
        spoken.append(row.name + QStringLiteral(": ") + row.value);
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    resize(sizeHint());
    update();
}

QString CurveTip::moreText() const
{
    return more_ == 1 ? tr("and one more") : tr("and %L1 more").arg(more_);
}

QSize CurveTip::sizeHint() const
{
    const auto metrics = fontMetrics();
    int name = 0;
    int value = 0;
    for (const auto &row : rows_) {
        name = std::max(name, metrics.horizontalAdvance(row.name));
        value = std::max(value, metrics.horizontalAdvance(row.value));
    }
    const int width = swatchWidth + std::min(name, widestName) + value + 4 * space::normal;
    const int head = metrics.horizontalAdvance(place_) + 2 * space::normal;
    const int lines = int(rows_.size()) + 1 + (more_ > 0 ? 1 : 0);
    return {std::max(width, head), lines * (metrics.height() + 2) + 2 * space::tight};
}

void CurveTip::showAt(const QPoint &point)
{
    const auto room = parentWidget()->rect();
    const int x = point.x() + distance + width() <= room.right() ? point.x() + distance
                                                                 : point.x() - distance - width();
    const int y = std::clamp(point.y() - height() / 2, 0, std::max(0, room.height() - height()));
    move(std::max(0, x), y);
    raise();
    show();
}

void CurveTip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(ink(Ink::Faint, palette()));
    painter.setBrush(faded(palette().color(QPalette::Base), 0.93));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);

    const auto metrics = fontMetrics();
    const int line = metrics.height() + 2;
    QRect place(space::normal, space::tight, width() - 2 * space::normal, line);
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(place, Qt::AlignVCenter, place_);
    for (const auto &row : rows_) {
        place.translate(0, line);
        painter.setPen(QPen(row.color, 3, Qt::SolidLine, Qt::RoundCap));
        const int middle = place.center().y();
        painter.drawLine(place.left() + 2, middle, place.left() + swatchWidth - 2, middle);
        painter.setPen(ink(Ink::Text, palette()));
        const int value = metrics.horizontalAdvance(row.value);
        const auto name = place.adjusted(swatchWidth + space::normal, 0, -value - space::normal, 0);
        painter.drawText(name, Qt::AlignVCenter,
                         metrics.elidedText(row.name, Qt::ElideMiddle, name.width()));
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, row.value);
    }
    if (more_ > 0) {
        place.translate(0, line);
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(place, Qt::AlignVCenter, moreText());
    }
}

} // namespace tlvfc::ui
