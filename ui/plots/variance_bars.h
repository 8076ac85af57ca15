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
    std::vector<char> chosen;         ///< one for each variance; not 0: chosen
    std::function<QString(int)> note; ///< more about one bar: "goes to target filter 3"
    /// How many the rule chooses, said above the bars and, where another count can be tried, marked
    /// there; 0: neither.
    int markedCount = 0;
    QString markWords; ///< "interLeaved keeps 16 of 64"
    /// What the rule would choose at another count, one for each bar; unset where none can be
    /// tried.
    std::function<std::vector<char>(int)> tryCount;
};

/// Chosen bars are filled; the rest are hollow, hatched where they are wide enough, with a small
/// cross below. Bars that have no room share columns: the filled part is the share chosen. The
/// marker of the count can be dragged, or moved by Shift and the arrow keys, to a trial: bars are
/// then filled with a pattern, and a line below them stays where the rule's own choice is.
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

    /// The count that is tried; 0 for none, as when it is the marked one.
    int trial() const { return trial_; }
    void setTrial(int count);
    /// The trial's choice where there is one.
    const std::vector<char> &shownChoice() const { return trial_ > 0 ? tried_ : series_.chosen; }
    /// Whether the count has a place among the bars: not where a rule draws without an order.
    bool hasMarker() const { return series_.tryCount && series_.markedCount > 0; }
    /// Where the marker can be taken, in the widget.
    QPointF markerPlace(int count) const;

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
    /// With room for bars between as many lines of text as there are.
    QSize minimumSizeHint() const override;

signals:
    /// By mouse or arrow keys; the bar is selected already.
    void barClicked(int bar);
    void trialChanged(int count); ///< by a person; 0: back to the rule's own

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static constexpr double roomForCrosses = 9.0; ///< between the bars and their numbers
    static constexpr double roomForMarker = 13.0; ///< above the bars, where there is one

    void arrange();
    int columnAt(const QPointF &place) const;
    int columnOf(int bar) const;
    QString describeColumn(int column) const;
    QRectF columnBox(int column) const;
    double heightOf(double variance) const;
    void paintTitle(QPainter &painter) const;
    QString columnsWords() const;
    void paintAxes(QPainter &painter) const;
    void paintColumns(QPainter &painter) const;
    void paintBar(QPainter &painter, const QRectF &box, double chosenShare) const;
    void paintOwnChoice(QPainter &painter, const VarianceColumn &column, const QRectF &box) const;
    void paintMarker(QPainter &painter) const;
    bool isAtMarker(const QPointF &place) const;
    void moveTrial(int count);
    void dragTo(const QPointF &place);
    void paintNote(QPainter &painter, const QString &words) const;

    VarianceSeries series_;
    bool isSorted_ = false;
    int selected_ = -1;
    int hovered_ = -1; ///< a column
    int trial_ = 0;
    std::vector<char> tried_; ///< the trial's choice
    bool isDragging_ = false;
    std::vector<int> order_;
    std::vector<VarianceColumn> columns_;
    std::vector<double> ticks_;
    QRectF area_; ///< of the bars, without axes
    double pitch_ = 1.0;
};

} // namespace tlvfc::ui
