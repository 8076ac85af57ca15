#include "ui/theme/elided_combo_box.h"

#include <QHelpEvent>
#include <QStylePainter>
#include <QToolTip>

#include <algorithm>

namespace tlvfc::ui {

void ElidedComboBox::setLeastLetters(int letters)
{
    leastLetters_ = letters;
    updateGeometry();
}

QSize ElidedComboBox::minimumSizeHint() const
{
    const auto whole = QComboBox::minimumSizeHint();
    if (leastLetters_ == 0)
        return whole;
    const int letters = fontMetrics().horizontalAdvance(QLatin1Char('n')) * leastLetters_;
    return {std::min(whole.width(), letters + width() - room()), whole.height()};
}

QString ElidedComboBox::words() const
{
    return currentIndex() < 0 ? placeholderText() : currentText();
}

int ElidedComboBox::room() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    constexpr int margins = 2; // which styles keep within the field
    return style()
               ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this)
               .width() -
           margins;
}

void ElidedComboBox::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    if (currentIndex() < 0)
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
    option.currentText = fontMetrics().elidedText(words(), Qt::ElideRight, room());
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

bool ElidedComboBox::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || fontMetrics().horizontalAdvance(words()) <= room())
        return QComboBox::event(event);
    const auto all = toolTip().isEmpty() ? words() : words() + QLatin1Char('\n') + toolTip();
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), all, this);
    return true;
}

} // namespace tlvfc::ui
