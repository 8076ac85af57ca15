// A strip whose parts say how many kernels come from the source, stayed, or were drawn.
#pragma once

#include <QWidget>

namespace tlvfc::ui {

class ShareStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ShareStrip(QWidget *parent = nullptr);

    void setShares(qint64 fromSource, qint64 kept, qint64 drawn);

    QSize sizeHint() const override { return {160, 12}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qint64 fromSource_ = 0;
    qint64 kept_ = 0;
    qint64 drawn_ = 0;
};

} // namespace tlvfc::ui
