#include "ui/plots/curve_smoothing.h"

#include <QTest>

#include <cmath>

using namespace tlvfc::ui;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestCurveSmoothing : public QObject
{
    Q_OBJECT

private slots:
    void knownValues_data();
    void knownValues();
    void aConstantStaysOne();
    void whatComesLaterChangesNothing();
};

/// Worked out by hand: the average m = w m + (1 - w) y from 0, divided by 1 - wⁿ.
void TestCurveSmoothing::knownValues_data()
{
    QTest::addColumn<double>("weight");
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QList<double>>("expected");
    QTest::newRow("none") << 0.0 << QList<double>{3, 1, 2} << QList<double>{3, 1, 2};
    QTest::newRow("a half") << 0.5 << QList<double>{1, 2, 4}
                            << QList<double>{1, 1.25 / 0.75, 2.625 / 0.875};
    QTest::newRow("nine tenths") << 0.9 << QList<double>{10, 0, 0}
                                 << QList<double>{10, 0.9 / 0.19, 0.81 / 0.271};
    QTest::newRow("a gap") << 0.5 << QList<double>{1, gap, 2} << QList<double>{1, gap, 1.25 / 0.75};
    QTest::newRow("a gap at first")
        << 0.5 << QList<double>{gap, HUGE_VAL, 2} << QList<double>{gap, HUGE_VAL, 2};
    QTest::newRow("nothing") << 0.5 << QList<double>{} << QList<double>{};
}

void TestCurveSmoothing::knownValues()
{
    QFETCH(double, weight);
    QFETCH(QList<double>, values);
    QFETCH(QList<double>, expected);
    const auto result = smoothed(values, weight);
    QCOMPARE(result.size(), expected.size());
    for (qsizetype i = 0; i < result.size(); ++i) {
        const bool isSame = std::isfinite(expected[i]) ? std::abs(result[i] - expected[i]) < 1e-12
                                                       : !std::isfinite(result[i]);
        QVERIFY2(isSame, qPrintable(QStringLiteral("%1 instead of %2 at %3")
                                        .arg(result[i], 0, 'g', 17)
                                        .arg(expected[i], 0, 'g', 17)
                                        .arg(i)));
    }
}

/// A moving average that is not corrected begins near zero.
void TestCurveSmoothing::aConstantStaysOne()
{
    for (const double value : smoothed(QList<double>(50, 0.7), 0.99))
        QVERIFY(std::abs(value - 0.7) < 1e-12);
}

void TestCurveSmoothing::whatComesLaterChangesNothing()
{
    const QList<double> all = {5, 3, 4, 1, 2};
    QCOMPARE(smoothed(all, 0.8).first(3), smoothed(all.first(3), 0.8));
}

QTEST_APPLESS_MAIN(TestCurveSmoothing)
#include "tst_curve_smoothing.moc"
