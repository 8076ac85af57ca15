#include "ui/plots/curve_plot.h"
#include "ui/plots/curve_tip.h"

#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

#include <cmath>

using namespace tlvfc::ui;

class TestCurvePlot : public QObject
{
    Q_OBJECT

private slots:
    void rangesEndOnRoundNumbers_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QPointF>("range");
        QTest::newRow("accuracies") << 31.4 << 77.2 << QPointF(25, 80);
        QTest::newRow("at the top") << 92.0 << 99.9 << QPointF(91, 100);
        QTest::newRow("a loss") << 0.42 << 2.31 << QPointF(0.25, 2.5);
    }

    void rangesEndOnRoundNumbers()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(QPointF, range);
        const auto nice = niceRange(low, high, 0, high > 10 ? 100 : HUGE_VAL);
        QVERIFY2(std::abs(nice.x() - range.x()) < 1e-9 && std::abs(nice.y() - range.y()) < 1e-9,
                 qPrintable(QStringLiteral("%1 to %2").arg(nice.x()).arg(nice.y())));
    }

    void anyRangeHoldsItsValues()
    {
        for (const double value : {0.0, 1e-7, 0.5, 42.0, 1e9}) {
            const auto nice = niceRange(value, value);
            QVERIFY(nice.x() <= value && nice.y() >= value && nice.x() < nice.y());
        }
    }

    void readsThePointNearest()
    {
        CurvePlot plot(CurvePlot::Values::Percent);
        plot.setSeries({series({{1, 0.2}, {2, std::nan("")}, {3, 0.5}})});
        QCOMPARE(plot.readAt("a", 1.1), 0.2);
        QCOMPARE(plot.readAt("a", 3), 0.5);
        QVERIFY(!plot.readAt("a", 9));
        QVERIFY(!plot.readAt("b", 1));
    }

    void axesHoldTheCurves()
    {
        CurvePlot plot(CurvePlot::Values::Percent);
        plot.setExpectedEnd(5);
        plot.setSeries({series({{1, 0.31}, {2, 0.62}})});
        QVERIFY(plot.xRange().x() < 1 && plot.xRange().y() > 5);
        QVERIFY(plot.yRange().x() <= 31 && plot.yRange().y() >= 62);
        QVERIFY(plot.yRange().x() >= 0 && plot.yRange().y() <= 101);
        plot.setSeries({});
        QVERIFY(plot.xRange().x() < plot.xRange().y());
    }

    void mouseMovesTheCursorToWholeEpochs()
    {
        CurvePlot plot(CurvePlot::Values::Plain);
        plot.setSeries({series({{1, 2.0}, {2, 1.0}, {3, 0.5}})});
        plot.resize(500, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        std::optional<double> at;
        connect(&plot, &CurvePlot::cursorMoved, this, [&](auto x) { at = x; });
        QTest::mouseMove(plot.findChild<QWidget *>(), QPoint(265, 150));
        QTRY_VERIFY(at.has_value());
        QCOMPARE(*at, std::round(*at));
        plot.setCursor(at);
        QCOMPARE(plot.cursor(), at);
    }

    void theTableHasTheNearestFirst()
    {
        CurvePlot plot(CurvePlot::Values::Percent);
        QList<CurveSeries> all;
        for (int i = 0; i < 12; ++i) {
            all.append(series({{1, 0.05 * i}, {2, 0.08 * i}, {3, 0.08 * i}}));
            all.last().id = all.last().name = QString::number(i);
        }
        all.append(series({{1, 0.5}, {2, 0.5}, {3, 0.5}}));
        all.last().line = CurveSeries::Line::Faint; // goes with another one
        const auto near = readCurves(all, 2, 0.33);
        QCOMPARE(near.size(), 12);
        QCOMPARE(near[0].series, 4);
        QCOMPARE(near[1].series, 5);
        QCOMPARE(near[0].point, QPointF(2, 0.32));
        QCOMPARE(readCurves(all, 2, std::nullopt)[0].series, 11); // the highest

        plot.setSeries(all);
        plot.resize(500, 300);
        plot.show();
        connect(&plot, &CurvePlot::cursorMoved, &plot, &CurvePlot::setCursor);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.cursor(), 3.0);
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.cursor(), 2.0);
        QVERIFY(plot.tip()->isVisible());
        QCOMPARE(plot.tip()->rows().size(), 8); // and four more
        QCOMPARE(plot.tip()->rows()[0].value, "88.00 %");
        QTest::keyClick(&plot, Qt::Key_Escape);
        QVERIFY(!plot.cursor() && !plot.tip()->isVisible());
    }

    void zoomStaysWhenPointsCome()
    {
        CurvePlot plot(CurvePlot::Values::Plain);
        plot.setSeries({series({{1, 2.0}, {2, 1.0}})});
        const auto whole = plot.xRange();
        QTest::keyClick(&plot, Qt::Key_Plus);
        const auto part = plot.xRange();
        QVERIFY(part.x() > whole.x() && part.y() < whole.y());
        plot.setSeries({series({{1, 2.0}, {2, 1.0}, {3, 0.5}})});
        QCOMPARE(plot.xRange(), part);
        QTest::keyClick(&plot, Qt::Key_0);
        QVERIFY(plot.xRange().y() > 3);
    }

    void aLogarithmicAxisHoldsWhatIsAboveZero_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("a loss") << QList<double>{12.4, 2.5, 2.1} << 2.1 << 12.4;
        QTest::newRow("learning rates") << QList<double>{1e-3, 1e-4, 1e-8} << 1e-8 << 1e-3;
        QTest::newRow("nearly one value") << QList<double>{0.7, 0.71} << 0.7 << 0.71;
        QTest::newRow("one value") << QList<double>{0.5} << 0.5 << 0.5;
        QTest::newRow("zero and below") << QList<double>{0.0, -1.0, 3.0, 30.0} << 3.0 << 30.0;
        QTest::newRow("nothing above zero") << QList<double>{0.0, -1.0} << 0.5 << 0.5;
    }

    void aLogarithmicAxisHoldsWhatIsAboveZero()
    {
        QFETCH(QList<double>, values);
        QFETCH(double, least);
        QFETCH(double, most);
        QList<QPointF> points;
        for (const double value : std::as_const(values))
            points.append({points.size() + 1.0, value});
        auto one = series(points);
        one.last = points.last();
        for (const auto &point : std::as_const(points))
            one.band.append({point.y() - 0.4, point.y() + 0.4});
        CurvePlot plot(CurvePlot::Values::Plain);
        plot.resize(400, 300);
        plot.setSeries({one});
        plot.setLogarithmic(true);
        QVERIFY(plot.isLogarithmic());
        QVERIFY(plot.yRange().x() > 0);
        QVERIFY(plot.yRange().x() < least && plot.yRange().y() > most);
        QVERIFY(plot.yRange().x() > least / 10 && plot.yRange().y() < most * 10);
        QCOMPARE(plot.readAt("a", 1), values.first()); // the values stay what they are
        plot.draw();
        const auto *axis = plot.findChild<QCustomPlot *>()->yAxis;
        int words = 0;
        for (const double tick : axis->tickVector())
            words += axis->range().contains(tick);
        QVERIFY2(words >= 2 && words <= 9, qPrintable(QString::number(words)));

        plot.setValues(CurvePlot::Values::Percent); // where it has no use
        QVERIFY(!plot.isLogarithmic());
    }

    void isDrawnIntoAPicture()
    {
        CurvePlot plot(CurvePlot::Values::Percent);
        plot.setTitle("Accuracy");
        plot.setSeries({series({{1, 0.31}, {2, 0.62}})});
        QVERIFY(plot.picture({400, 300}, plot.font()).size() > 0);
    }

private:
    static CurveSeries series(const QList<QPointF> &points)
    {
        CurveSeries one;
        one.id = "a";
        one.name = "A";
        one.color = Qt::blue;
        one.points = points;
        return one;
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"
