#include "ui/window/studio_style.h"

#include "ui/theme/theme.h"

#include <QStyleFactory>
#include <QStyleOptionButton>

namespace tlvfc::ui {

StudioStyle::StudioStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    const bool isIndicator = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton;
    if (!isIndicator || !isDark(option->palette)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    // Of these Fusion takes nothing else from the window's color.
    QStyleOptionButton lighter;
    lighter.QStyleOption::operator=(*option);
    const bool isEnabled = option->state & State_Enabled;
    lighter.palette.setColor(QPalette::Window,
                             blended(option->palette.color(QPalette::Base),
                                     option->palette.color(QPalette::Text), isEnabled ? 0.9 : 0.5));
    QProxyStyle::drawPrimitive(element, &lighter, painter, widget);
}

} // namespace tlvfc::ui
