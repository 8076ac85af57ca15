#include "core/compare/statistics.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;

using Values = std::vector<double>;

class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void summaries_data();
    void summaries();
    void tooFewForASpread();
    void signFlips_data();
    void signFlips();
    void manySignFlips();
    void theSmallestThatNCanGive();
    void holmCorrects_data();
    void holmCorrects();
};

static bool is_near(double a, double b)
{
    return std::abs(a - b) <= 1e-13 * std::max(1.0, std::abs(b));
}

/// scipy 1.17.1: numpy's mean and std(ddof=1), stats.t.interval(.95, n - 1, mean, stats.sem(x)).
void TestStatistics::summaries_data()
{
    QTest::addColumn<Values>("values");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("deviation");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("eight seeds") << Values{.7635, .7712, .7589, .7701, .7655, .7620, .7688, .7643}
                                 << 0.7655375 << 0.004238914112970784 << 0.7619936791165649
                                 << 0.7690813208834351;
    QTest::newRow("eight others") << Values{.7724, .7730, .7655, .7699, .7741, .7702, .7690, .7718}
                                  << 0.7707375 << 0.0027192107573443466 << 0.7684641829165395
                                  << 0.7730108170834604;
    QTest::newRow("two") << Values{.5, .7} << 0.6 << 0.14142135623730948 << -0.6706204736174691
                         << 1.870620473617469;
    QTest::newRow("uneven") << Values{1, 2, 4, 8, 16} << 6.2 << 6.099180272790763
                            << -1.3731325632789027 << 13.773132563278903;
}

void TestStatistics::summaries()
{
    QFETCH(Values, values);
    QFETCH(double, mean);
    QFETCH(double, deviation);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto summary = summarize(values);
    QCOMPARE(summary.n, static_cast<int>(values.size()));
    QVERIFY(is_near(summary.mean, mean));
    QVERIFY(is_near(summary.deviation, deviation));
    QVERIFY(is_near(summary.low, low));
    QVERIFY(is_near(summary.high, high));
}

void TestStatistics::tooFewForASpread()
{
    const auto one = summarize(Values{0.7});
    QCOMPARE(one.mean, 0.7);
    QVERIFY(std::isnan(one.deviation) && std::isnan(one.low));
    const auto none = summarize(Values{});
    QCOMPARE(none.n, 0);
    QVERIFY(std::isnan(none.mean));
}

/// scipy 1.17.1: stats.permutation_test((d, zeros), mean of x - y, permutation_type='samples',
/// n_resamples=inf).pvalue
void TestStatistics::signFlips_data()
{
    QTest::addColumn<Values>("differences");
    QTest::addColumn<double>("p");
    QTest::newRow("eight") << Values{.0089, .0018, .0066, -.0002, .0086, .0082, .0002, .0075}
                           << 0.0234375;
    QTest::newRow("five of one sign") << Values{1, 2, 3, 4, 5} << 0.0625;
    QTest::newRow("with a zero") << Values{.3, -.1, .2, 0., .4, -.2} << 0.4375;
    QTest::newRow("that cancel") << Values{1, -1} << 1.0;
    QTest::newRow("one") << Values{0.3} << 1.0;
    QTest::newRow("none") << Values{} << 1.0;
}

void TestStatistics::signFlips()
{
    QFETCH(Values, differences);
    QFETCH(double, p);
    QCOMPARE(sign_flip_p(differences), p);
}

/// Beyond twenty the draws are fixed, and near what all of them would give.
void TestStatistics::manySignFlips()
{
    Values differences;
    for (int i = 0; i < 24; ++i)
        differences.push_back(std::sin(i) + 0.25);
    const double p = sign_flip_p(differences);
    QCOMPARE(sign_flip_p(differences), p);
    // The normal approximation, which at 24 is good to a hundredth.
    double sum = 0.0;
    double squares = 0.0;
    for (const double d : differences) {
        sum += d;
        squares += d * d;
    }
    QVERIFY(std::abs(p - std::erfc(std::abs(sum) / std::sqrt(2.0 * squares))) < 0.01);
    QVERIFY(sign_flip_p(Values(30, 1.0)) > 0.0);
}

void TestStatistics::theSmallestThatNCanGive()
{
    for (int n = 1; n <= 12; ++n)
        QCOMPARE(smallest_sign_flip_p(n), sign_flip_p(Values(static_cast<std::size_t>(n), 1.0)));
    QCOMPARE(smallest_sign_flip_p(0), 1.0);
    QVERIFY(smallest_sign_flip_p(5) > 0.05); // five seeds can never reach it
}

void TestStatistics::holmCorrects_data()
{
    QTest::addColumn<Values>("p");
    QTest::addColumn<Values>("corrected");
    // By hand, as in Holm 1979.
    QTest::newRow("four") << Values{.01, .04, .03, .005} << Values{.03, .06, .06, .02};
    QTest::newRow("never above one") << Values{.6, .7} << Values{1., 1.};
    QTest::newRow("one") << Values{.03} << Values{.03};
    QTest::newRow("ties") << Values{.02, .02} << Values{.04, .04};
    QTest::newRow("none") << Values{} << Values{};
}

void TestStatistics::holmCorrects()
{
    QFETCH(Values, p);
    QFETCH(Values, corrected);
    const auto actual = holm(p);
    QCOMPARE(actual.size(), corrected.size());
    for (std::size_t i = 0; i < actual.size(); ++i)
        QVERIFY(is_near(actual[i], corrected[i]));
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
