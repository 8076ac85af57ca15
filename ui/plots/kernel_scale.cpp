#include "ui/plots/kernel_scale.h"

#include "ui/theme/theme.h"

#include <QLinearGradient>
#include <QPainter>

namespace tlvfc::ui {

namespace {

constexpr double barWidth = 120;
constexpr double markSide = 13;

} // namespace

KernelScale::KernelScale(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KernelScale::setScale(double scale, bool isClipped)
{
    scale_ = scale;
    isClipped_ = isClipped;
    update();
}

void KernelScale::setMarks(std::vector<std::pair<KernelMark, QString>> marks)
{
    marks_ = std::move(marks);
    update();
}

QSize KernelScale::sizeHint() const { return {480, QFontMetrics(noteFont(font())).height() + 8}; }

void KernelScale::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(noteFont(font()));
    const QFontMetricsF metrics(painter.font());
    const double baseline = (height() + metrics.ascent() - metrics.descent()) / 2;
    double x = paintBar(painter, 4) + 20;
    for (const auto &[mark, words] : marks_) {
        const double wide = markSide + 6 + metrics.horizontalAdvance(words);
        if (x + wide > width())
            break;
        paintMark(painter, QRectF(x + 0.5, (height() - markSide) / 2 + 0.5, markSide, markSide),
                  mark, palette());
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(QPointF(x + markSide + 6, baseline), words);
        x += wide + 16;
    }
}

double KernelScale::paintBar(QPainter &painter, double x) const
{
    const QFontMetricsF metrics(painter.font());
    const double baseline = (height() + metrics.ascent() - metrics.descent()) / 2;
    const auto number = QString::number(scale_, 'g', 2);
    const auto low = (isClipped_ ? QStringLiteral("≤ −") : QStringLiteral("−")) + number;
    const auto high = (isClipped_ ? QStringLiteral("≥ ") : QString()) + number;

    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(QPointF(x, baseline), low);
    x += metrics.horizontalAdvance(low) + 6;
    const QRectF bar(x, height() / 2.0 - 5, barWidth, 10);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 8; ++i)
        gradient.setColorAt(i / 8.0, divergingColor(i / 4.0 - 1.0, palette()));
    painter.fillRect(bar, gradient);
    painter.setPen(ink(Ink::Stays, palette()));
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    // The middle is zero.
    painter.drawLine(QPointF(bar.center().x(), bar.bottom()),
                     QPointF(bar.center().x(), bar.bottom() + 3));
    painter.setPen(ink(Ink::Muted, palette()));
    x = bar.right() + 6;
    painter.drawText(QPointF(x, baseline), high);
    return x + metrics.horizontalAdvance(high);
}

} // namespace tlvfc::ui
