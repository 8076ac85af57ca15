#include "core/compare/image_bootstrap.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;

class TestImageBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithScipy_data();
    void agreesWithScipy();
    void isTheSameEveryTime();
    void nothingWhereImagesDiffer_data();
    void nothingWhereImagesDiffer();
};

namespace {

/// Right where `of(image)`.
template <typename Of>
TestImages images_where(int count, Of &&of)
{
    TestImages images;
    images.labels_digest = 1;
    for (int i = 0; i < count; ++i)
        images.is_correct.push_back(of(i));
    return images;
}

} // namespace

/// scipy 1.17.1: d holds the mean over the pairs of (method right) - (baseline right) by image,
/// bootstrap((d,), np.mean, n_resamples=200000, method="percentile", rng=1).confidence_interval
void TestImageBootstrap::agreesWithScipy_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("pairs");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("one pair") << 300 << 1 << 0.07666666666666666 << 0.23;
    QTest::newRow("three pairs") << 1000 << 3 << 0.12033333333333335 << 0.18766666666666665;
}

void TestImageBootstrap::agreesWithScipy()
{
    QFETCH(int, count);
    QFETCH(int, pairs);
    QFETCH(double, low);
    QFETCH(double, high);
    std::vector<TestImages> runs;
    for (int pair = 0; pair < pairs; ++pair) {
        runs.push_back(images_where(count, [pair](int i) { return (i * 7 + pair) % 10 < 7; }));
        runs.push_back(images_where(count, [pair](int i) { return (i * 3 + pair) % 11 < 6; }));
    }
    std::vector<TestPair> tests;
    for (std::size_t i = 0; i < runs.size(); i += 2)
        tests.push_back({&runs[i], &runs[i + 1]});
    const auto interval = image_interval(tests);
    QVERIFY(interval);
    const double width = high - low;
    QVERIFY2(std::abs(interval->low - low) < 0.03 * width,
             qPrintable(QString::number(interval->low)));
    QVERIFY2(std::abs(interval->high - high) < 0.03 * width,
             qPrintable(QString::number(interval->high)));
}

void TestImageBootstrap::isTheSameEveryTime()
{
    const auto method = images_where(50, [](int i) { return i % 3 == 0; });
    const auto baseline = images_where(50, [](int i) { return i % 4 == 0; });
    const std::vector<TestPair> tests{{&method, &baseline}};
    const auto first = image_interval(tests);
    const auto second = image_interval(tests);
    QVERIFY(first->low == second->low && first->high == second->high);
    const std::vector<TestPair> same{{&method, &method}};
    QCOMPARE(image_interval(same)->low, 0.0);
    QCOMPARE(image_interval(same)->high, 0.0);
}

void TestImageBootstrap::nothingWhereImagesDiffer_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<quint64>("digest");
    QTest::newRow("fewer") << 49 << quint64{1};
    QTest::newRow("others") << 50 << quint64{2};
    QTest::newRow("unknown") << 0 << quint64{1};
}

void TestImageBootstrap::nothingWhereImagesDiffer()
{
    QFETCH(int, count);
    QFETCH(quint64, digest);
    const auto method = images_where(50, [](int i) { return i % 3 == 0; });
    auto baseline = images_where(count, [](int i) { return i % 4 == 0; });
    baseline.labels_digest = digest;
    QVERIFY(!image_interval(std::vector<TestPair>{{&method, &baseline}}));
    QVERIFY(!image_interval(std::vector<TestPair>{{&baseline, &method}}));
    QVERIFY(!image_interval({}));
}

QTEST_GUILESS_MAIN(TestImageBootstrap)
#include "tst_image_bootstrap.moc"
