// What a widget writes, and where: read off its painting, whoever does it.
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

#include <vector>

namespace tlvfc::test {

struct PaintedText
{
    QString text;
    QRectF box;  ///< in the widget
    QRectF room; ///< what of the widget its painting is allowed to reach
};

class TextRecorder : public QPaintDevice
{
public:
    /// The widget alone, without its children.
    static std::vector<PaintedText> read(QWidget &widget)
    {
        TextRecorder recorder(widget);
        widget.render(&recorder, {}, {}, {});
        return std::move(recorder.engine_.texts);
    }

    QPaintEngine *paintEngine() const override { return &engine_; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return widget_.width();
        case PdmHeight:
            return widget_.height();
        case PdmWidthMM:
            return widget_.widthMM();
        case PdmHeightMM:
            return widget_.heightMM();
        case PdmDepth:
            return 32;
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return widget_.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return widget_.logicalDpiY();
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    struct Engine : QPaintEngine
    {
        Engine()
            : QPaintEngine(QPaintEngine::AllFeatures)
        {
        }
        bool begin(QPaintDevice *) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState &) override {}
        void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
        void drawImage(const QRectF &, const QImage &, const QRectF &,
                       Qt::ImageConversionFlags) override
        {
        }
        void drawPath(const QPainterPath &) override {}
        void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
        void drawTextItem(const QPointF &place, const QTextItem &item) override
        {
            const auto to = painter()->combinedTransform();
            const QRectF box(place.x(), place.y() - item.ascent(), item.width(),
                             item.ascent() + item.descent());
            const QRectF whole(0, 0, paintDevice()->width(), paintDevice()->height());
            const auto room = painter()->hasClipping()
                                  ? to.mapRect(painter()->clipBoundingRect()) & whole
                                  : whole;
            texts.push_back({item.text(), to.mapRect(box), room});
        }
        Type type() const override { return User; }

        std::vector<PaintedText> texts;
    };

    explicit TextRecorder(const QWidget &widget)
        : widget_(widget)
    {
    }

    const QWidget &widget_;
    mutable Engine engine_;
};

} // namespace tlvfc::test
