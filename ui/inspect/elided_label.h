// A line of text that ends in dots where there is no room; its tooltip is then all of it.
#pragma once

#include <QLabel>

namespace tlvfc::ui {

class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace tlvfc::ui
