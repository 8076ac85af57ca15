// Curves over epochs or minutes, on one pair of axes, with a cursor that the owner moves.
#pragma once

#include <QColor>
#include <QList>
#include <QPicture>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <limits>
#include <memory>
#include <optional>

namespace tlvfc::ui {

struct CurveSeries
{
    enum class Line {
        Strong, ///< what is judged by: solid and wide
        Faint,  ///< what goes with it: dashed and thin
        Dotted, ///< what corrects the faint one
    };

    QString id; ///< tells the series apart from one setSeries() to the next
    QString name;
    QColor color;
    Line line = Line::Strong;
    QList<QPointF> points;         ///< x rising; y not a number leaves a gap
    QList<QPointF> band;           ///< low and high at each point; empty, or NaN: none there
    std::optional<QPointF> marked; ///< the best one, ringed
};

class CurvePlot : public QWidget
{
    Q_OBJECT

public:
    enum class Values {
        Percent, ///< shares from 0 to 1, shown in per cent
        Plain,
    };
    enum class Along { Epochs, Minutes };

    explicit CurvePlot(Values values, QWidget *parent = nullptr);
    ~CurvePlot() override;

    void setTitle(const QString &title);
    void setAlong(Along along);

    /// The x axis reaches at least here, so that a young run's curve does not fill the plot.
    void setExpectedEnd(double x);

    /// Replaces all curves; the axes follow.
    void setSeries(const QList<CurveSeries> &series);
    const QList<CurveSeries> &series() const;

    /// The value that a series has at its point nearest to x, or none where it has no point within
    /// half a step of x.
    std::optional<double> readAt(const QString &id, double x) const;

    /// A line at x with a dot on every curve; none takes it away.
    void setCursor(std::optional<double> x);
    std::optional<double> cursor() const;

    /// What the axes show now.
    QPointF xRange() const;
    QPointF yRange() const;

    /// The plot as drawing commands, for pictures of any resolution.
    QPicture picture(const QSize &size);

    QSize sizeHint() const override { return {520, 300}; }
    QSize minimumSizeHint() const override { return {220, 140}; }

signals:
    /// The mouse is at this x (a whole number along epochs); none when it left.
    void cursorMoved(std::optional<double> x);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// A range around [low, high] that ends on round numbers and leaves air at both ends; `least` and
/// `most` are never passed.
QPointF niceRange(double low, double high, double least = -std::numeric_limits<double>::infinity(),
                  double most = std::numeric_limits<double>::infinity());

} // namespace tlvfc::ui
