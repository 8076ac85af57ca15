// One quantity along a network's depth, a curve for each way to begin.
#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <memory>
#include <vector>

class QPainter;

namespace tlvfc::ui {

/// Told apart by color, by the line and by the shape of its points.
struct DepthCurve
{
    enum class Shape {
        Circle,
        Disc,
        Diamond,
        Square,
        Triangle,
        Inverted, ///< triangle
        Cross,
        Plus,
        Star,
    };

    QString name;
    QColor color;
    Shape shape = Shape::Disc;
    std::vector<double> values; ///< one for each layer; not a number leaves a gap
};

/// The sign of a curve as text, for legends: "●".
QString shapeSign(DepthCurve::Shape shape);

/// The keyboard reads it as the mouse does: Left, Right, Home and End go from layer to layer, Enter
/// is a click.
class DepthPlot : public QWidget
{
    Q_OBJECT

public:
    enum class Scale {
        Logarithmic, ///< zeros leave gaps
        Percent,     ///< shares from 0 to 1
    };

    explicit DepthPlot(Scale scale, const QString &title, QWidget *parent = nullptr);
    ~DepthPlot() override;

    /// What the quantity is, for a tooltip outside of the axes and for who hears it.
    void setTitleHint(const QString &meaning);

    void setCurves(const QList<DepthCurve> &curves);
    const QList<DepthCurve> &curves() const;
    /// For the tooltip, which names every curve with its value where the mouse is.
    void setLayerNames(const QStringList &names);
    QString hint(int layer) const; ///< the tooltip, rich text

    /// A line at this layer with a ring on every curve, and their values below the title; -1 for
    /// none.
    void setCursor(int layer);
    int cursor() const;
    /// Marked as long as no cursor is; -1 for none.
    void setSelected(int layer);

    /// What is read there: every curve's value. Empty without a layer.
    QString readout(int layer, int digits = 3) const;
    /// The same as it stands below the title: in two lines where one has no room for all curves;
    /// where even these have none, the last curves stay.
    QString reading() const;
    /// Where a layer stands in the widget, for a mouse.
    QPointF placeOf(int layer) const;

    void paintPicture(QPainter &painter, const QSize &size, const QFont &font);

    QSize sizeHint() const override { return {340, 220}; }
    QSize minimumSizeHint() const override { return {150, 100}; }

signals:
    void hovered(int layer); ///< by mouse or keyboard; -1 when it left
    void clicked(int layer);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString spoken(int layer) const;
    QString fitted(int layer) const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tlvfc::ui
