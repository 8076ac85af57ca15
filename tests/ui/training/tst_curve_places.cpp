#include "ui/training/curves_of.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

Q_DECLARE_METATYPE(tlvfc::ui::CurvePlot::Along)

namespace {

ShownRun runOf(const QList<QPair<int, double>> &epochsAndSeconds)
{
    ShownRun run{"a", "A", Qt::blue, {}, 10, {16, 2000}};
    for (const auto &[epoch, seconds] : epochsAndSeconds) {
        EpochPoint point;
        point.epoch = epoch;
        point.elapsed_s = seconds;
        point.val_accuracy = 0.1 * epoch;
        run.points.append(point);
    }
    return run;
}

} // namespace

class TestCurvePlaces : public QObject
{
    Q_OBJECT

private slots:
    void everyAxis_data();
    void everyAxis();
    void anUnknownSizeGivesNoCurve();
    void quantitiesAreShownWhereTheyWereMeasured();
    void smoothingKeepsTheMeasuredPointsAndTheBest();
};

void TestCurvePlaces::everyAxis_data()
{
    using Along = CurvePlot::Along;
    using Times = QList<QPair<int, double>>;
    QTest::addColumn<Times>("times");
    QTest::addColumn<Along>("along");
    QTest::addColumn<QList<double>>("places");
    const Times plain = {{1, 60}, {2, 120}, {3, 180}};
    QTest::newRow("epochs") << plain << Along::Epochs << QList<double>{1, 2, 3};
    QTest::newRow("steps") << plain << Along::Steps << QList<double>{16, 32, 48};
    QTest::newRow("minutes") << plain << Along::Minutes << QList<double>{1, 2, 3};
    QTest::newRow("images") << plain << Along::Images << QList<double>{2000, 4000, 6000};
    QTest::newRow("later epochs only")
        << Times{{7, 60}, {9, 120}} << Along::Steps << QList<double>{112, 144};
    // A resumed run tells epoch 2 once more, after epoch 3 of before.
    QTest::newRow("told again") << Times{{1, 60}, {2, 300}, {3, 180}} << Along::Minutes
                                << QList<double>{1, 5, 5};
    QTest::newRow("a clock set back")
        << Times{{1, 60}, {2, -600}, {3, 120}} << Along::Minutes << QList<double>{1, 1, 2};
    QTest::newRow("no time") << Times{{1, 60}, {2, std::nan("")}} << Along::Minutes
                             << QList<double>{1, 1};
}

void TestCurvePlaces::everyAxis()
{
    using Times = QList<QPair<int, double>>;
    QFETCH(Times, times);
    QFETCH(CurvePlot::Along, along);
    QFETCH(QList<double>, places);
    const auto found = placesOf(runOf(times), along);
    QCOMPARE(found, places);
    QVERIFY(std::is_sorted(found.begin(), found.end()));
}

void TestCurvePlaces::anUnknownSizeGivesNoCurve()
{
    auto run = runOf({{1, 60}});
    run.size = {};
    QVERIFY(placesOf(run, CurvePlot::Along::Steps).isEmpty());
    QVERIFY(placesOf(run, CurvePlot::Along::Images).isEmpty());
    QCOMPARE(placesOf(run, CurvePlot::Along::Epochs).size(), 1);
    QVERIFY(curvesOf(run, quantities()[0], {CurvePlot::Along::Steps}).isEmpty());
}

void TestCurvePlaces::quantitiesAreShownWhereTheyWereMeasured()
{
    auto run = runOf({{1, 60}, {2, 120}});
    run.points[0].val_class_accuracy = {0.5, 0.25, std::nan("")};
    run.points[1].memory_mb = 812;
    QCOMPARE(quantities().size(), 8);
    for (int i = 0; i < quantities().size(); ++i)
        QCOMPARE(int(quantities()[i].quantity), i);
    const auto values = [&](Quantity quantity) {
        QList<double> list;
        const auto curves = curvesOf(run, quantities()[int(quantity)], {});
        if (!curves.isEmpty()) {
            for (const auto &point : curves.last().points)
                list.append(point.y());
        }
        return list;
    };
    QCOMPARE(values(Quantity::Accuracy), QList<double>({0.1, 0.2}));
    QCOMPARE(values(Quantity::WorstClass).first(), 0.25);
    QVERIFY(std::isnan(values(Quantity::Memory).first()));
    QCOMPARE(values(Quantity::Memory).last(), 812.0);
    QVERIFY(values(Quantity::Top5).isEmpty());
    QVERIFY(values(Quantity::GradientNorm).isEmpty());
}

void TestCurvePlaces::smoothingKeepsTheMeasuredPointsAndTheBest()
{
    auto run = runOf({{1, 60}, {2, 120}, {3, 180}});
    run.points[1].val_accuracy = 0.9;
    const auto plain = curvesOf(run, quantities()[0], {}).last();
    const auto smooth = curvesOf(run, quantities()[0], {CurvePlot::Along::Epochs, 0.5}).last();
    QVERIFY(plain.raw.isEmpty());
    QCOMPARE(smooth.raw, plain.points);
    QVERIFY(smooth.points != plain.points);
    QCOMPARE(smooth.marked, QPointF(2, 0.9));
    QCOMPARE(smooth.last, smooth.points.last());
    QCOMPARE(plain.last, plain.points.last());
}

QTEST_MAIN(TestCurvePlaces)
#include "tst_curve_places.moc"
