// A deep network's whole tree in the height of its view, to see where one is and to go elsewhere.
#pragma once

#include <QPixmap>
#include <QSet>
#include <QWidget>

#include <vector>

namespace tlvfc::ui {

class NetworkTree;

/// Beside the tree, for its rows as they are folded and filtered now; hidden while all of them fit.
/// Layers that take part in the matching are filled bars, others thin lines; long ones are
/// convolutions and fully connected layers, short ones norms. A click or drag scrolls there, and so
/// do the arrow, page, Home and End keys.
class LayerMap : public QWidget
{
    Q_OBJECT

public:
    /// The tree must outlive the map.
    explicit LayerMap(NetworkTree *tree, QWidget *parent = nullptr);

    /// Layers that have a partner, by LayerId's value.
    void setMatched(const QSet<int> &layers);

    /// Of a shown row, numbered from the top: where it begins in the map, and how high it is.
    double rowTop(int row) const;
    double rowHeight() const;
    /// What of the map the tree shows.
    QRectF viewport() const;

    QSize sizeHint() const override { return {16, 100}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refresh();
    void scrollTo(double y);
    int rowAt(double y) const;
    QPixmap drawn() const;

    NetworkTree *tree_;
    QSet<int> matched_;
    std::vector<int> rows_; ///< what the picture shows
    QPixmap picture_;       ///< all rows; null where it has to be drawn anew
};

} // namespace tlvfc::ui
