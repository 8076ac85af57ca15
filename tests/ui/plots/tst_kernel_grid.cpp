#include "ui/plots/kernel_grid.h"
#include "ui/plots/kernel_scale.h"

#include <QPainter>
#include <QScrollBar>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

KernelTable tableOf(int rows, int columns, int side)
{
    KernelTable table;
    table.title = QStringLiteral("Kernels");
    table.values = Tensor(Shape{rows, columns, side, side});
    const auto values = table.values.edit();
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    table.words = [](KernelPlace place) {
        return QStringLiteral("filter %1, kernel %2").arg(place.row).arg(place.column);
    };
    return table;
}

} // namespace

class TestKernelGrid : public QObject
{
    Q_OBJECT

private slots:
    void boxesAndPlacesAgree_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("side");
        QTest::newRow("one kernel") << 1 << 1 << 3;
        QTest::newRow("pixels") << 64 << 256 << 1;
        QTest::newRow("first layer") << 64 << 3 << 7;
        QTest::newRow("wide") << 512 << 512 << 3;
    }

    void boxesAndPlacesAgree()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, side);
        KernelGrid grid;
        grid.resize(300, 220);
        grid.show();
        grid.setTable(tableOf(rows, columns, side), 1.0);
        const KernelPlace last{rows - 1, columns - 1};
        for (const auto place : {KernelPlace{0, 0}, last}) {
            grid.scrollTo(place);
            const auto box = grid.boxOf(place);
            QVERIFY(QRectF(grid.viewport()->rect()).contains(box));
            QCOMPARE(grid.placeAt(box.center()), place);
        }
        QVERIFY(!grid.grab().isNull());
        QVERIFY(!grid.placeAt(QPointF(1, 1)).isValid());
    }

    void highlightingShowsTheKernel()
    {
        KernelGrid grid;
        grid.resize(300, 220);
        grid.show();
        grid.setTable(tableOf(100, 100, 3), 1.0);
        grid.highlight({{60, 70}});
        QVERIFY(QRectF(grid.viewport()->rect()).contains(grid.boxOf({60, 70})));
        const int at = grid.verticalScrollBar()->value();
        grid.highlight({{0, 0}}, false);
        QCOMPARE(grid.verticalScrollBar()->value(), at);
        grid.setTable(tableOf(2, 2, 3), 1.0);
        QVERIFY(grid.highlighted().empty());
    }

    void tellsWhatTheMouseIsOn()
    {
        KernelGrid grid;
        grid.resize(300, 220);
        grid.show();
        QVERIFY(QTest::qWaitForWindowExposed(&grid));
        grid.setTable(tableOf(8, 8, 3), 1.0);
        KernelPlace here;
        KernelPlace clicked;
        connect(&grid, &KernelGrid::hovered, this, [&](KernelPlace place) { here = place; });
        connect(&grid, &KernelGrid::clicked, this, [&](KernelPlace place) { clicked = place; });
        const auto spot = grid.boxOf({2, 3}).center().toPoint();
        QTest::mouseMove(grid.viewport(), spot);
        QTRY_COMPARE(here, (KernelPlace{2, 3}));
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, spot);
        QCOMPARE(clicked, (KernelPlace{2, 3}));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(grid.viewport(), &leave);
        QVERIFY(!here.isValid());
    }

    void theKeyboardReadsItToo_data()
    {
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        using Keys = QList<int>;
        QTest::newRow("begins") << Keys{Qt::Key_Right} << 0 << 0;
        QTest::newRow("right") << Keys{Qt::Key_Right, Qt::Key_Right} << 0 << 1;
        QTest::newRow("down") << Keys{Qt::Key_Down, Qt::Key_Down, Qt::Key_Down} << 2 << 0;
        QTest::newRow("not beyond") << Keys{Qt::Key_Up, Qt::Key_Up, Qt::Key_Left} << 0 << 0;
        QTest::newRow("end") << Keys{Qt::Key_Down, Qt::Key_Down, Qt::Key_End} << 1 << 79;
        QTest::newRow("home") << Keys{Qt::Key_Down, Qt::Key_End, Qt::Key_Home} << 0 << 0;
        QTest::newRow("back") << Keys{Qt::Key_Down, Qt::Key_End, Qt::Key_Left} << 0 << 78;
    }

    void theKeyboardReadsItToo()
    {
        QFETCH(QList<int>, keys);
        QFETCH(int, row);
        QFETCH(int, column);
        KernelGrid grid;
        grid.resize(300, 220);
        grid.show();
        grid.setTable(tableOf(90, 80, 3), 1.0);
        KernelPlace here;
        KernelPlace clicked;
        connect(&grid, &KernelGrid::hovered, this, [&](KernelPlace place) { here = place; });
        connect(&grid, &KernelGrid::clicked, this, [&](KernelPlace place) { clicked = place; });
        for (const int key : keys)
            QTest::keyClick(&grid, Qt::Key(key));
        const KernelPlace place{row, column};
        QCOMPARE(here, place);
        QVERIFY(QRectF(grid.viewport()->rect()).contains(grid.boxOf(place)));
        QVERIFY2(grid.accessibleDescription().contains(
                     QStringLiteral("filter %1, kernel %2").arg(row).arg(column)),
                 qPrintable(grid.accessibleDescription()));
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(clicked, place);
        QTest::keyClick(&grid, Qt::Key_Escape);
        QVERIFY(!here.isValid());
        QVERIFY(grid.accessibleDescription().isEmpty());
    }

    void pagesAndCorners()
    {
        KernelGrid grid;
        grid.resize(300, 220);
        grid.show();
        grid.setTable(tableOf(90, 80, 3), 1.0);
        KernelPlace here;
        connect(&grid, &KernelGrid::hovered, this, [&](KernelPlace place) { here = place; });
        QTest::keyClick(&grid, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(here, (KernelPlace{89, 79}));
        QTest::keyClick(&grid, Qt::Key_PageUp);
        QVERIFY(here.row < 88 && here.row > 70);
        QTest::keyClick(&grid, Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(here, (KernelPlace{0, 0}));
        grid.setTable({}, 1.0);
        QTest::keyClick(&grid, Qt::Key_Right); // nothing to be on
        QCOMPARE(here, (KernelPlace{0, 0}));
    }

    void wordsHoldTheValues()
    {
        const auto table = tableOf(2, 3, 2);
        const auto words = table.describe({1, 1});
        QVERIFY(words.contains(QStringLiteral("filter 1, kernel 1")));
        for (const int value : {16, 17, 18, 19})
            QVERIFY(words.contains(QStringLiteral(">%1<").arg(value)));
        QVERIFY(table.describe({2, 0}).isEmpty());
        QVERIFY(KernelTable().describe({0, 0}).isEmpty());
    }

    void anEmptyTableSaysSo()
    {
        KernelGrid grid;
        KernelTable table;
        table.emptyWords = QStringLiteral("Nothing here.");
        grid.resize(200, 100);
        grid.setTable(std::move(table), 1.0);
        QVERIFY(!grid.grab().isNull());
        QVERIFY(!grid.placeAt(QPointF(60, 60)).isValid());
    }

    void marksDiffer()
    {
        // Told apart without color: in black and white no two look the same.
        QList<QImage> seen;
        for (const auto mark :
             {KernelMark::Source, KernelMark::Kept, KernelMark::Drawn, KernelMark::Gone}) {
            QImage image(24, 24, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintMark(painter, QRectF(2.5, 2.5, 18, 18), mark, QPalette());
            painter.end();
            QImage shape(image.size(), QImage::Format_RGB32);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    shape.setPixelColor(
                        x, y, image.pixelColor(x, y) == Qt::white ? Qt::white : Qt::black);
            }
            QVERIFY(!seen.contains(shape));
            seen << shape;
        }
    }

    void theScaleFitsItsRoom()
    {
        KernelScale scale;
        scale.setScale(0.12, true);
        scale.setMarks({{KernelMark::Source, QStringLiteral("from the source")}});
        for (const int width : {120, 300, 900}) {
            scale.resize(width, scale.sizeHint().height());
            QVERIFY(!scale.grab().isNull());
        }
    }
};

QTEST_MAIN(TestKernelGrid)
#include "tst_kernel_grid.moc"
