// How a layer's weights are distributed before and after, one over the other.
#pragma once

#include "ui/plots/weight_histogram_bins.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>

namespace tlvfc::ui {

/// A normal distribution that weights were drawn from.
struct NormalCurve
{
    double mean = 0.0;
    double deviation = 1.0;
};

class WeightHistogram : public QWidget
{
    Q_OBJECT

public:
    explicit WeightHistogram(QWidget *parent = nullptr);
    ~WeightHistogram() override;

    /// Before: a dashed outline. After: filled. The curve: dotted, scaled to the bins.
    void setBins(const WeightBins &bins, std::optional<NormalCurve> curve = {});
    /// What the filled weights are, in place of "after".
    void setFilledName(const QString &name);
    const WeightBins &bins() const;
    bool hasCurve() const;

    void paintPicture(QPainter &painter, const QSize &size, const QFont &font);

    QSize sizeHint() const override { return {420, 200}; }
    /// A smaller one shows axes and little else.
    QSize minimumSizeHint() const override { return {200, 130}; }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyColors();
    void nameCurves();
    void spaceTicks(int height);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tlvfc::ui
