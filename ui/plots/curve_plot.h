// Curves on one pair of axes, with a cursor that the owner moves and a table of values beside it.
// The wheel zooms, dragging moves, a double click or 0 fits again; arrows move the cursor.
#pragma once

#include "ui/plots/curve_reading.h"

#include <QList>
#include <QPicture>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <limits>
#include <memory>
#include <optional>

namespace tlvfc::ui {

class CurveTip;

class CurvePlot : public QWidget
{
    Q_OBJECT

public:
    enum class Values {
        Percent, ///< shares from 0 to 1, shown in per cent
        Plain,
    };
    enum class Along {
        Epochs,
        Steps,
        Minutes,
        Images,
        Compute
    }; ///< the last in 10¹² multiply-adds

    explicit CurvePlot(Values values, QWidget *parent = nullptr);
    ~CurvePlot() override;

    void setTitle(const QString &title);
    /// Whether the title stands above the plot in the window; pictures always have it.
    void setTitleVisible(bool visible);
    void setValues(Values values);
    void setAlong(Along along);
    /// The y axis of plain values: equal distances are equal ratios, and what is not above zero is
    /// left out.
    void setLogarithmic(bool isLogarithmic);
    bool isLogarithmic() const;

    /// The x axis reaches at least here, so that a young run's curve does not fill the plot.
    void setExpectedEnd(double x);

    /// Replaces all curves; the axes follow.
    void setSeries(const QList<CurveSeries> &series);
    const QList<CurveSeries> &series() const;

    /// The value that a series has at its point nearest to x, or none where it has no point within
    /// half a step of x.
    std::optional<double> readAt(const QString &id, double x) const;

    /// A line at x with a dot on the curves there and, where the mouse or the keyboard is, the
    /// table of their values, nearest first; none takes it away.
    void setCursor(std::optional<double> x);
    std::optional<double> cursor() const;

    /// The table at the cursor.
    const CurveTip *tip() const;

    /// Draws now, as a screen would. For measurements.
    void draw();

    /// What the axes show now.
    QPointF xRange() const;
    QPointF yRange() const;

    /// The plot as drawing commands, for pictures of any resolution.
    QPicture picture(const QSize &size, const QFont &font);

    QSize sizeHint() const override { return {520, 300}; }
    QSize minimumSizeHint() const override { return {220, 140}; }

signals:
    /// The mouse is at this x (a whole number along epochs), or the keyboard; none when it left.
    void cursorMoved(std::optional<double> x);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void moveCursor(int steps);
    void fit();
    struct Private;
    std::unique_ptr<Private> d;
};

/// A range around [low, high] that ends on round numbers and leaves air at both ends; `least` and
/// `most` are never passed.
QPointF niceRange(double low, double high, double least = -std::numeric_limits<double>::infinity(),
                  double most = std::numeric_limits<double>::infinity());

} // namespace tlvfc::ui
