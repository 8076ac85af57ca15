// A layer's kernels as pictures: values, where each comes from, and the words about it.
#pragma once

#include "core/base/tensor.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <compare>
#include <functional>
#include <span>
#include <vector>

class QPainter;
class QRectF;

namespace tlvfc::ui {

/// What a kernel's frame says.
enum class KernelMark : char {
    None,
    Source,   ///< comes from, or goes on from, the source: green, a filled corner
    Overlaid, ///< a smaller one of the source in its middle: green, a hollow corner
    Kept,     ///< left as it was initialized: gray, a hollow corner
    Drawn,    ///< drawn anew: purple, a dashed frame
    Gone,     ///< not part of the finished layer: crossed out
};

/// Row: filter; column: kernel within the filter.
struct KernelPlace
{
    int row = -1;
    int column = -1;

    bool isValid() const { return row >= 0 && column >= 0; }
    friend auto operator<=>(const KernelPlace &, const KernelPlace &) = default;
};

struct KernelTable
{
    QString title;
    QString emptyWords;                        ///< in place of the pictures where there are none
    Tensor values;                             ///< rows×columns×height×width
    std::vector<KernelMark> marks;             ///< row-major, or empty
    std::function<QString(KernelPlace)> words; ///< what the tooltip says first

    int rows() const { return isEmpty() ? 0 : static_cast<int>(values.shape()[0]); }
    int columns() const { return isEmpty() ? 0 : static_cast<int>(values.shape()[1]); }
    int height() const { return isEmpty() ? 0 : static_cast<int>(values.shape()[2]); }
    int width() const { return isEmpty() ? 0 : static_cast<int>(values.shape()[3]); }
    bool isEmpty() const { return values.shape().size() != 4 || values.size() == 0; }
    bool contains(KernelPlace place) const
    {
        return place.isValid() && place.row < rows() && place.column < columns();
    }
    std::span<const float> kernel(KernelPlace place) const;
    KernelMark mark(KernelPlace place) const;

    /// Provenance and values, as a tooltip shows them.
    QString describe(KernelPlace place) const;
};

QColor markColor(KernelMark mark, const QPalette &palette);

/// One kernel with its frame; `scale` is the value that gets the full color.
void paintKernel(QPainter &painter, const QRectF &box, const KernelTable &table, KernelPlace place,
                 double scale, const QPalette &palette);

/// What the marks look like, for legends.
void paintMark(QPainter &painter, const QRectF &box, KernelMark mark, const QPalette &palette);

} // namespace tlvfc::ui
