#include "ui/theme/painted_icon.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

namespace tlvfc::ui {

namespace {

class PaintedIconEngine : public QIconEngine
{
public:
    explicit PaintedIconEngine(std::function<void(QPainter &)> draw)
        : draw_(std::move(draw))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.4);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->setBrush(Qt::NoBrush);
        draw_(*painter);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    QIconEngine *clone() const override { return new PaintedIconEngine(draw_); }

private:
    std::function<void(QPainter &)> draw_;
};

} // namespace

QIcon paintedIcon(std::function<void(QPainter &)> draw)
{
    return QIcon(new PaintedIconEngine(std::move(draw)));
}

} // namespace tlvfc::ui
