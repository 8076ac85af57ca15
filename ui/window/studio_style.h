// Qt's Fusion, with check boxes and radio buttons that are seen on a dark ground too.
#pragma once

#include <QProxyStyle>

namespace tlvfc::ui {

/// Fusion draws an empty box's outline as a darker shade of the window, which a dark window hides.
class StudioStyle : public QProxyStyle
{
    Q_OBJECT

public:
    StudioStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
};

} // namespace tlvfc::ui
