#include "ui/compare/image_model.h"

#include <QApplication>
#include <QPixmap>
#include <QTest>
#include <QWidget>

using namespace tlvfc;
using namespace tlvfc::ui;

/// On a screen of two device pixels per point.
class TestSharpImages : public QObject
{
    Q_OBJECT

private slots:
    void imagesHaveTheScreensPixels_data()
    {
        QTest::addColumn<int>("side");
        QTest::newRow("smaller") << 32;
        QTest::newRow("between") << 96;
        QTest::newRow("larger") << 224;
    }

    void imagesHaveTheScreensPixels()
    {
        QFETCH(int, side);
        auto run = std::make_shared<TestedRun>();
        run->classes = {"cat"};
        run->predictions.resize(1);
        auto split = std::make_shared<PackedSplit>();
        split->size = side;
        split->labels = {0};
        split->names = {"cat/1.png"};
        split->pixels.assign(split->image_bytes(), 0);

        ImageModel model;
        model.setRuns(run, nullptr, split);
        model.show({0});
        const auto shown = [&] {
            return model.data(model.index(0), Qt::DecorationRole).value<QPixmap>();
        };
        QCOMPARE(shown().size(), QSize(64, 64));
        const QWidget widget;
        QCOMPARE(widget.devicePixelRatioF(), 2.0);
        model.setScreenOf(&widget);
        QCOMPARE(shown().size(), QSize(128, 128));
        QCOMPARE(shown().deviceIndependentSize(), QSizeF(64, 64));
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_SCALE_FACTOR", "2");
    const QApplication application(argc, argv);
    TestSharpImages test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sharp_images.moc"
