// Variances as bars, those that a rule chose told apart from the rest by color and by shape.
#pragma once

#include "ui/plots/variance_columns.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

namespace tlvfc::ui {

/// What the bars show; the words are the owner's.
struct VarianceSeries
{
    QString title;      ///< "Filters of the source"
    QString one;        ///< "filter %1"
    QString several;    ///< "%1 filters"
    QString chosenWord; ///< "kept"
    QString otherWord;  ///< "left out"
    QString emptyWords; ///< in place of the bars where there are none
    Ink chosenInk = Ink::Taken;
    std::vector<float> variances;
    std::vector<char> chosen;              ///< one for each variance; not 0: chosen
    std::function<QString(int)> note;      ///< more about one bar: "goes to target filter 3"
    std::function<QString(int)> otherwise; ///< in place of otherWord for one bar, where set
};

/// Chosen bars are filled; the rest are hollow, hatched where they are wide enough, with a small
/// cross below. Bars that have no room share columns: the filled part is the share chosen.
class VarianceBars : public QWidget
{
    Q_OBJECT

public:
    explicit VarianceBars(QWidget *parent = nullptr);

    void setSeries(VarianceSeries series);
    const VarianceSeries &series() const { return series_; }

    /// By rising variance instead of in order.
    void setSorted(bool sorted);
    bool isSorted() const { return isSorted_; }

    /// Marks a bar; -1 marks none.
    void select(int bar);
    int selected() const { return selected_; }

    int barCount() const { return static_cast<int>(series_.variances.size()); }
    int chosenCount() const;
    bool isAllZero() const;
    /// How many columns the bars share at the present width.
    int columnCount() const { return static_cast<int>(columns_.size()); }

    /// What the tooltip says of a bar.
    QString describe(int bar) const;
    /// The bar at this place, or -1.
    int barAt(const QPointF &place) const;

    QSize sizeHint() const override { return {420, 190}; }
    QSize minimumSizeHint() const override { return {160, 136}; }

signals:
    /// By mouse or arrow keys; the bar is selected already.
    void barClicked(int bar);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static constexpr double roomForCrosses = 9.0; ///< between the bars and their numbers

    void arrange();
    int columnAt(const QPointF &place) const;
    int columnOf(int bar) const;
    QString describeColumn(int column) const;
    QRectF columnBox(int column) const;
    double heightOf(double variance) const;
    void paintTitle(QPainter &painter) const;
    void paintAxes(QPainter &painter) const;
    void paintColumns(QPainter &painter) const;
    void paintBar(QPainter &painter, const QRectF &box, double chosenShare) const;
    void paintNote(QPainter &painter, const QString &words) const;

    VarianceSeries series_;
    bool isSorted_ = false;
    int selected_ = -1;
    int hovered_ = -1; ///< a column
    std::vector<int> order_;
    std::vector<VarianceColumn> columns_;
    std::vector<double> ticks_;
    QRectF area_; ///< of the bars, without axes
    double pitch_ = 1.0;
};

} // namespace tlvfc::ui
