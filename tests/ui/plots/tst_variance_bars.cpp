#include "ui/plots/variance_bars.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tlvfc::ui;

namespace {

VarianceSeries seriesOf(int count, int everyNthChosen)
{
    VarianceSeries series;
    series.title = QStringLiteral("Filters");
    series.one = QStringLiteral("filter %1");
    series.several = QStringLiteral("%1 filters");
    series.chosenWord = QStringLiteral("kept");
    series.otherWord = QStringLiteral("left out");
    for (int i = 0; i < count; ++i) {
        series.variances.push_back(0.001F * static_cast<float>(1 + (i * 7) % count));
        series.chosen.push_back(i % everyNthChosen == 0);
    }
    return series;
}

} // namespace

class TestVarianceBars : public QObject
{
    Q_OBJECT

private slots:
    void columnsHoldEveryBar_data()
    {
        QTest::addColumn<int>("bars");
        QTest::addColumn<int>("width");
        for (const int bars : {1, 3, 64, 513, 2048}) {
            for (const int width : {160, 420, 1200})
                QTest::addRow("%d bars, %d pixels", bars, width) << bars << width;
        }
    }

    void columnsHoldEveryBar()
    {
        QFETCH(int, bars);
        QFETCH(int, width);
        VarianceBars plot;
        plot.resize(width, 200);
        plot.setSeries(seriesOf(bars, 3));
        plot.grab();
        QVERIFY(plot.columnCount() >= 1 && plot.columnCount() <= bars);
        QVERIFY(plot.columnCount() <= width);
        QCOMPARE(plot.barCount(), bars);
        QCOMPARE(plot.chosenCount(), (bars + 2) / 3);

        const auto series = seriesOf(bars, 3);
        const auto order = displayOrder(series.variances, true);
        const auto columns = makeColumns(series.variances, series.chosen, order, width / 3);
        int counted = 0;
        int chosen = 0;
        for (const auto &column : columns) {
            counted += column.count;
            chosen += column.chosen;
            QVERIFY(column.lowest <= column.mean * 1.000001);
            QVERIFY(column.highest >= column.mean * 0.999999);
        }
        QCOMPARE(counted, bars);
        QCOMPARE(chosen, plot.chosenCount());
        QVERIFY(std::ranges::is_sorted(columns, {}, &VarianceColumn::mean));
    }

    void equalVariancesStayInOrder()
    {
        const std::vector<float> zeros(40, 0.0F);
        const auto order = displayOrder(zeros, true);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void ticksReachTheTop_data()
    {
        QTest::addColumn<double>("top");
        QTest::addColumn<QString>("highest");
        QTest::addColumn<QString>("unit");
        QTest::newRow("plain") << 0.0031 << "0.004"
                               << "";
        QTest::newRow("tiny") << 3.1e-6 << "4"
                              << "×10⁻⁶";
        QTest::newRow("large") << 31000.0 << "4"
                               << "×10⁴";
        QTest::newRow("ones") << 2.0 << "2.0"
                              << "";
    }

    void ticksReachTheTop()
    {
        QFETCH(double, top);
        const auto ticks = ticksUpTo(top, 5);
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 6);
        QVERIFY(ticks.back() >= top);
        const TickWords words(ticks.back(), ticks[1]);
        QTEST(words(ticks.back()), "highest");
        QTEST(words.unit(), "unit");
        QCOMPARE(words(0.0), QStringLiteral("0"));
    }

    void ticksOfNothing()
    {
        for (const double top : {0.0, std::nan(""), HUGE_VAL})
            QCOMPARE(ticksUpTo(top, 4).size(), std::size_t(2));
    }

    void tellsOfABar()
    {
        auto series = seriesOf(20, 2);
        series.note = [](int bar) { return bar == 4 ? QStringLiteral("goes far") : QString(); };
        VarianceBars plot;
        plot.setSeries(series);
        QCOMPARE(plot.describe(4), QStringLiteral("filter 4: variance 0.009, kept (goes far)"));
        QCOMPARE(plot.describe(5), QStringLiteral("filter 5: variance 0.016, left out"));
        QVERIFY(plot.describe(20).isEmpty());
    }

    void knowsWhenNothingVaries()
    {
        auto series = seriesOf(12, 2);
        VarianceBars plot;
        plot.setSeries(series);
        QVERIFY(!plot.isAllZero());
        std::ranges::fill(series.variances, 0.0F);
        plot.setSeries(series);
        QVERIFY(plot.isAllZero());
        QCOMPARE(plot.chosenCount(), 6);
        plot.setSeries({});
        QVERIFY(!plot.isAllZero());
        plot.grab();
    }

    void clicksSelect()
    {
        VarianceBars plot;
        plot.resize(420, 200);
        plot.setSeries(seriesOf(10, 2));
        QSignalSpy clicked(&plot, &VarianceBars::barClicked);
        QPoint spot(-1, 120);
        for (int x = 0; x < plot.width() && spot.x() < 0; ++x) {
            if (plot.barAt(QPointF(x, 120)) == 7)
                spot.setX(x + 2);
        }
        QVERIFY(spot.x() > 0);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, spot);
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked.takeFirst().at(0).toInt(), 7);
        QCOMPARE(plot.selected(), 7);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.selected(), 8);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(clicked.size(), 1);
        plot.select(99);
        QCOMPARE(plot.selected(), -1);
    }

    void sortedBarsKeepTheirNumbers()
    {
        VarianceBars plot;
        plot.resize(420, 200);
        const auto series = seriesOf(10, 2);
        plot.setSeries(series);
        plot.setSorted(true);
        float before = 0.0F;
        for (int x = 0; x < plot.width(); ++x) {
            const int bar = plot.barAt(QPointF(x, 120));
            if (bar < 0)
                continue;
            const float variance = series.variances[static_cast<std::size_t>(bar)];
            QVERIFY(variance >= before);
            before = variance;
        }
        QCOMPARE(before, *std::ranges::max_element(series.variances));
    }
};

QTEST_MAIN(TestVarianceBars)
#include "tst_variance_bars.moc"
