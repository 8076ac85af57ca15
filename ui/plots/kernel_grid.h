// A layer's kernels in a table: a row for each filter, a column for each of its kernels.
#pragma once

#include "ui/plots/kernel_table.h"

#include <QAbstractScrollArea>

#include <vector>

namespace tlvfc::ui {

/// Paints only what shows, so that a layer of 512×512 kernels costs no more than a small one. The
/// keyboard reads it as the mouse does: arrows, Home, End and the pages move from kernel to kernel,
/// Enter is a click.
class KernelGrid : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit KernelGrid(QWidget *parent = nullptr);

    /// `scale` is the value that gets the full color; grids side by side share one.
    void setTable(KernelTable table, double scale);
    const KernelTable &table() const { return table_; }

    /// Rings these kernels; the first is scrolled to where `show` and none of them is in sight.
    void highlight(std::vector<KernelPlace> places, bool show = true);
    const std::vector<KernelPlace> &highlighted() const { return highlighted_; }

    /// Stays there through other sizes until somebody scrolls.
    void scrollTo(KernelPlace place);
    /// Where a kernel stands in the viewport now.
    QRectF boxOf(KernelPlace place) const;
    /// The kernel at this place of the viewport; invalid where there is none.
    KernelPlace placeAt(const QPointF &place) const;

    /// A kernel's side on screen; Ctrl and the wheel change it too.
    void setCellSize(int pixels);
    int cellSize() const { return cell_; }

    QSize sizeHint() const override { return {260, 200}; }
    QSize minimumSizeHint() const override { return {120, 90}; }

signals:
    /// The mouse or the keyboard is on this kernel; invalid when it left.
    void hovered(tlvfc::ui::KernelPlace place);
    void clicked(tlvfc::ui::KernelPlace place);
    void cellSizeChanged(int pixels);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void hover(KernelPlace place);
    void moveTo(KernelPlace place);
    KernelPlace firstInSight() const;
    void paintHeaders(QPainter &painter);
    int pitch() const { return cell_ + 3; }
    bool isInSight(KernelPlace place) const;

    KernelTable table_;
    double scale_ = 1.0;
    int cell_ = 24;
    std::vector<KernelPlace> highlighted_;
    KernelPlace hovered_;
    KernelPlace scrolledTo_; ///< and nobody has scrolled since
    QPoint origin_; ///< of the first kernel, below the title and right of the filters' numbers
};

} // namespace tlvfc::ui
