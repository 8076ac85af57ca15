// A score matrix as a heat map: filled as far as its owner says, with a path over it.
#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#include <vector>

class QMouseEvent;

namespace tlvfc::ui {

/// Row: so many sources seen; column: so many targets. Row and column 0 are the matrix's edges.
struct MapPlace
{
    int row = -1;
    int column = -1;

    bool isValid() const { return row >= 0 && column >= 0; }
    bool isEdge() const { return row == 0 || column == 0; }
    friend bool operator==(const MapPlace &, const MapPlace &) = default;
};

struct ScoreCells
{
    int rows = 0; ///< with the edge
    int columns = 0;
    std::vector<double> values; ///< row-major, with the edges
    std::vector<char> opens;    ///< the same; not 0: two blocks, which have a matrix themselves
    QStringList rowNames;       ///< without the edge
    QStringList columnNames;
    QString rowTitle; ///< "source"
    QString columnTitle;

    bool contains(MapPlace place) const
    {
        return place.isValid() && place.row < rows && place.column < columns;
    }
    /// With the names, without the edges; rows are sources.
    QList<QStringList> table() const;
    std::size_t at(MapPlace place) const
    {
        return static_cast<std::size_t>(place.row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(place.column);
    }
};

/// Where a cell could have got its value from.
struct MapArrow
{
    MapPlace from;
    bool isWinner = false;
};

/// Paints only what shows, so that the largest pair of networks costs no more than a small one.
class ScoreMap : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit ScoreMap(QWidget *parent = nullptr);

    /// Everything is filled, no path, the last cell current.
    void setCells(ScoreCells cells);
    const ScoreCells &cells() const { return cells_; }

    /// How many cells are filled, in the order of filling: column by column, from the top.
    void setFilled(int count);
    /// From the last cell on.
    void setPath(std::vector<MapPlace> path);
    const std::vector<MapPlace> &path() const { return path_; }
    /// The whole way, of which the path is the part told: faint, and to be dragged along.
    void setWay(std::vector<MapPlace> way);
    /// The candidates of the current cell.
    void setArrows(std::vector<MapArrow> arrows);

    void setCurrent(MapPlace place);
    MapPlace current() const { return current_; }

    bool isFilled(MapPlace place) const;
    QRectF boxOf(MapPlace place) const; ///< in the viewport
    MapPlace placeAt(const QPointF &position) const;
    /// Square ones of this side, instead of what fills the view. Ctrl and the wheel change it too.
    void setCellSize(int pixels);
    QSize cellSize() const { return cell_; }

    /// How many cells the last painting went through: what fluid scrolling hangs on.
    int paintedCells() const { return painted_; }

    /// The whole map, whatever of it shows, at the present cell size.
    QSize pictureSize() const;
    void paintPicture(QPainter &painter);

    QSize sizeHint() const override { return {460, 240}; }
    QSize minimumSizeHint() const override { return {180, 110}; }

signals:
    void currentMoved(tlvfc::ui::MapPlace place); ///< by mouse or arrow keys
    void activated(tlvfc::ui::MapPlace place);    ///< clicked, or Enter
    void wayDragged(int step); ///< the mouse was pressed on the way and dragged to this part of it
    void leaveAsked();         ///< Backspace or Escape

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    void arrange();
    void move(MapPlace place);
    bool press(const QMouseEvent &event);
    bool drag(const QMouseEvent &event);
    void release();
    int stepAt(const QPointF &position) const;
    void showPlace(MapPlace place);
    void paintAll(QPainter &painter, const QRectF &room);
    void paintCells(QPainter &painter, const QRectF &room);
    void paintPath(QPainter &painter) const;
    void paintArrows(QPainter &painter) const;
    void paintNames(QPainter &painter, const QRectF &room) const;
    QColor colorOf(double value) const;
    bool showsNumbers() const;
    /// Where path and arrows go through a cell.
    QPointF anchorOf(MapPlace place) const;

    ScoreCells cells_;
    double highest_ = 0.0;
    int filled_ = 0;
    std::vector<MapPlace> path_;
    std::vector<MapPlace> way_;
    MapPlace pressed_; ///< on the way, as long as the button is down
    bool isDragging_ = false;
    std::vector<MapArrow> arrows_;
    MapPlace current_;
    QSize cell_{20, 20};
    bool isSizeChosen_ = false;
    QPoint origin_; ///< of the first cell, beside and below the names
    QPoint offset_; ///< how far it is scrolled
    int painted_ = 0;
};

} // namespace tlvfc::ui
