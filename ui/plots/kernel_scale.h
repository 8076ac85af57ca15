// The color bar of kernel pictures, and what their frames mean.
#pragma once

#include "ui/plots/kernel_table.h"

#include <QWidget>

#include <utility>
#include <vector>

namespace tlvfc::ui {

class KernelScale : public QWidget
{
    Q_OBJECT

public:
    explicit KernelScale(QWidget *parent = nullptr);

    /// `isClipped`: some values lie beyond the ends.
    void setScale(double scale, bool isClipped);
    void setMarks(std::vector<std::pair<KernelMark, QString>> marks);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double paintBar(QPainter &painter, double x) const;

    double scale_ = 1.0;
    bool isClipped_ = false;
    std::vector<std::pair<KernelMark, QString>> marks_;
};

} // namespace tlvfc::ui
