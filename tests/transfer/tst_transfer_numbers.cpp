// Sorting, measuring and summing: the same bits as torch or the plain way, only faster.
#include "core/base/hash.h"
#include "core/transfer/argsort.h"
#include "core/transfer/crew.h"
#include "core/transfer/fc_statistics.h"
#include "core/transfer/normal_fill.h"
#include "core/transfer/sum_of_squares.h"
#include "core/transfer/variance.h"
#include "tests/support/shared_material.h"

#include <ATen/Parallel.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/std.h>
#include <ATen/ops/var.h>

#include <QTest>

#include <limits>

using namespace tlvfc;

namespace {

at::Tensor wrap(const std::vector<float> &values)
{
    return at::from_blob(const_cast<float *>(values.data()), {std::ssize(values)}, at::kFloat);
}

/// `count` numbers out of `kinds` different ones.
std::vector<float> fewValued(std::int64_t count, std::int64_t kinds)
{
    std::vector<float> values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back(
            static_cast<float>((static_cast<std::uint64_t>(i) * 2654435761u % (1ull << 32) >> 8) %
                               static_cast<std::uint64_t>(kinds)));
    return values;
}

std::vector<std::int64_t> sortedByTorch(const std::vector<float> &values)
{
    const auto order = at::argsort(wrap(values));
    return {order.const_data_ptr<std::int64_t>(),
            order.const_data_ptr<std::int64_t>() + order.numel()};
}

float sizedLikeWeights(std::int64_t i) { return static_cast<float>(i % 7 - 3) * 0.001f; }

} // namespace

class TestTransferNumbers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { at::set_num_threads(1); }
    void tiesFallAsInTorch_data();
    void tiesFallAsInTorch();
    void orderIsTorchs_data();
    void orderIsTorchs();
    void oneSorterServesManyCalls();
    void variancesAreTorchs_data();
    void variancesAreTorchs();
    void normsOfRows();
    void squaresAddUpAsOneByOne_data();
    void squaresAddUpAsOneByOne();
    void statisticsAreTorchs_data();
    void statisticsAreTorchs();
    void aCrewDoesEveryPartOnce_data();
    void aCrewDoesEveryPartOnce();
    void aCrewPassesExceptionsOn();
    void aJobAsideGoesOnBeside();
    void normalValuesAreTheSameForEveryCrew();
};

void TestTransferNumbers::tiesFallAsInTorch_data()
{
    // torch.argsort in PyTorch 2.11 on a CPU: the order's first and last entries, and the first
    // 16 digits of the SHA-256 of its little-endian int64 bytes.
    QTest::addColumn<qint64>("kinds");
    QTest::addColumn<QList<qint64>>("first");
    QTest::addColumn<QList<qint64>>("last");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QByteArray>("sha256");
    using L = QList<qint64>;
    const auto add = [](qint64 count, qint64 kinds, const L &first, const L &last,
                        const char *sha256) {
        QTest::addRow("%lld of %lld kinds", count, kinds)
            << kinds << first << last << count << QByteArray(sha256);
    };
    add(17, 1, {8, 16, 15, 14}, {2, 1}, "8c5e2fd03fd34471");
    add(64, 1, {48, 33, 34, 35}, {30, 31}, "356488811cd8a2d0");
    add(512, 1, {336, 351, 350, 349}, {162, 161}, "d4cdd7a4729674d2");
    add(2048, 1, {1360, 1375, 1374, 1373}, {674, 673}, "c5f8ec1cb3d2c4a2");
    add(17, 2, {4, 5, 6, 0}, {2, 1}, "af206c44dcbc0d7a");
    add(64, 3, {17, 34, 55, 56}, {5, 2}, "b687fc070472776d");
    add(512, 5, {464, 87, 243, 91}, {400, 228}, "a1c427b3035b36b1");
    add(2048, 7, {567, 627, 1677, 619}, {711, 1626}, "19a2d5699375466f");
    add(512, 300, {0, 431, 372, 15}, {416, 357}, "259dedfa008c8596");
}

void TestTransferNumbers::tiesFallAsInTorch()
{
    QFETCH(qint64, count);
    QFETCH(qint64, kinds);
    QFETCH(QList<qint64>, first);
    QFETCH(QList<qint64>, last);
    QFETCH(QByteArray, sha256);
    const auto order = argsort(fewValued(count, kinds));
    QVERIFY(std::ranges::equal(std::span(order).first(4), first));
    QVERIFY(std::ranges::equal(std::span(order).last(2), last));
    QCOMPARE(QByteArray::fromStdString(sha256_hex(std::as_bytes(std::span(order)))).left(16),
             sha256);
}

void TestTransferNumbers::orderIsTorchs_data()
{
    QTest::addColumn<qint64>("count");
    for (const qint64 count : {0, 1, 2, 15, 16, 17, 47, 48, 49, 64, 100, 512, 1000, 2048})
        QTest::addRow("%lld values", count) << count;
}

void TestTransferNumbers::orderIsTorchs()
{
    QFETCH(qint64, count);
    // All different, nearly all, and few.
    for (const qint64 kinds :
         {qint64(1) << 24, count * count / 2 + 1, count, qint64(4), qint64(1)}) {
        auto values = fewValued(count, std::max<qint64>(kinds, 1));
        QCOMPARE(argsort(values), sortedByTorch(values));
        for (auto &value : values)
            value = 0.01f - value * 1e-9f; // of either sign, close together
        QCOMPARE(argsort(values), sortedByTorch(values));
        if (count >= 15) {
            values[3] = values[11] = std::numeric_limits<float>::quiet_NaN();
            values[5] = std::numeric_limits<float>::infinity();
            values[6] = -std::numeric_limits<float>::infinity();
            values[9] = -0.0f;
            values[10] = 0.0f;
            QCOMPARE(argsort(values), sortedByTorch(values));
        }
    }
}

void TestTransferNumbers::oneSorterServesManyCalls()
{
    Argsort sort;
    const auto check = [&](const std::vector<float> &values, bool all_equal) {
        const auto order = sort(values);
        QVERIFY(std::ranges::equal(order, sortedByTorch(values)));
        QCOMPARE(sort.all_equal(), all_equal);
    };
    check(fewValued(512, 1), true);
    check(fewValued(512, 1 << 20), false);
    check(std::vector<float>(512, 2.5f), true);
    check(fewValued(40, 1), true);
    check(fewValued(512, 3), false);
    check({1.0f}, false);
    check({0.0f, -0.0f}, true);
}

void TestTransferNumbers::variancesAreTorchs_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("size");
    for (const qint64 rows : {1, 7, 8, 9, 64}) {
        for (const qint64 size : {1, 2, 9, 25, 576, 4608})
            QTest::addRow("%lld rows of %lld", rows, size) << rows << size;
    }
}

void TestTransferNumbers::variancesAreTorchs()
{
    QFETCH(qint64, rows);
    QFETCH(qint64, size);
    const auto weight = test::pattern({rows, size}, 12);
    const auto variances = row_variances(weight.values(), rows);
    for (qint64 row = 0; row < rows; ++row) {
        const auto values = weight.values().subspan(static_cast<std::size_t>(row * size),
                                                    static_cast<std::size_t>(size));
        const std::vector<float> own(values.begin(), values.end());
        const auto variance = variances[static_cast<std::size_t>(row)];
        QVERIFY(variance == at::var(wrap(own), /*unbiased=*/false).item<float>());
        QVERIFY(variance == population_variance(values));
    }
    auto broken = std::vector<float>(weight.values().begin(), weight.values().end());
    broken.front() = std::numeric_limits<float>::infinity();
    QVERIFY(std::isnan(row_variances(broken, rows).front()));
}

void TestTransferNumbers::normsOfRows()
{
    const std::vector<float> values{3, 4, 0, 0, -1, 1};
    std::vector<float> norms(3);
    row_norms_into(norms, values);
    QCOMPARE(norms, (std::vector<float>{5.0f, 0.0f, std::sqrt(2.0f)}));
}

void TestTransferNumbers::squaresAddUpAsOneByOne_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<int>("kind");
    for (const qint64 count : {0, 1, 16383, 16384, 16385, 100003, 3000000}) {
        for (int kind = 0; kind < 6; ++kind)
            QTest::addRow("%lld values of kind %d", count, kind) << count << kind;
    }
}

void TestTransferNumbers::squaresAddUpAsOneByOne()
{
    QFETCH(qint64, count);
    QFETCH(int, kind);
    auto values = Generator(9).randn(count);
    double center = 1.25e-5;
    for (qint64 i = 0; i < count; ++i) {
        auto &value = values[static_cast<std::size_t>(i)];
        if (kind == 1)
            value =
                sizedLikeWeights(i); // exact squares: the middle of the grid is met again and again
        if (kind == 2)
            value = static_cast<float>(i % 5) * 0.25f;
        if (kind == 3)
            value *= i % 50000 == 0 ? 1e6f : 1e-3f; // the sum leaps over powers of two
        if (kind == 4)
            value *= 1e-30f;
        if (kind == 5 && i == 90000)
            value = std::numeric_limits<float>::infinity();
    }
    if (kind == 2)
        center = 0.0;
    double sum = 0.0;
    for (const float value : values) {
        const double distance = static_cast<double>(value) - center;
        sum += distance * distance;
    }
    const double found = sum_of_squares(values, center);
    QVERIFY2(found == sum || (std::isnan(found) && std::isnan(sum)),
             qPrintable(QString("%1 for %2").arg(found, 0, 'g', 17).arg(sum, 0, 'g', 17)));
}

void TestTransferNumbers::statisticsAreTorchs_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("columns");
    for (const auto &[rows, columns] : {std::pair{1, 2}, {10, 64}, {10, 512}, {1000, 4096}})
        QTest::addRow("%dx%d", rows, columns) << qint64(rows) << qint64(columns);
}

void TestTransferNumbers::statisticsAreTorchs()
{
    QFETCH(qint64, rows);
    QFETCH(qint64, columns);
    const Shape shape{rows, columns};
    const auto drawn = Generator(4).randn(rows * columns);
    for (const auto &weight : {test::pattern(shape, 3), Tensor(shape, drawn), Tensor(shape)}) {
        const auto torch = at::from_blob(const_cast<float *>(weight.values().data()), shape);
        const auto found = mean_and_deviation(weight);
        QVERIFY(found.mean == at::mean(torch).item<float>());
        const auto deviation = at::std(torch, true).item<float>();
        QVERIFY(found.deviation == deviation ||
                (std::isnan(found.deviation) && std::isnan(deviation)));
    }
}

void TestTransferNumbers::aCrewDoesEveryPartOnce_data()
{
    QTest::addColumn<unsigned>("threads");
    for (const unsigned threads : {1u, 2u, 5u})
        QTest::addRow("%u threads", threads) << threads;
}

void TestTransferNumbers::aCrewDoesEveryPartOnce()
{
    QFETCH(unsigned, threads);
    Crew crew(threads);
    QCOMPARE(crew.size(), threads);
    for (const std::int64_t count : {0, 1, 3, 1000}) {
        for (const std::int64_t grain : {0, 1, 100}) {
            std::vector<int> done(static_cast<std::size_t>(count));
            crew.run_ranges(count, grain, [&](std::int64_t first, std::int64_t last) {
                for (auto i = first; i < last; ++i)
                    ++done[static_cast<std::size_t>(i)];
            });
            QCOMPARE(std::ranges::count(done, 1), count);
        }
    }
}

void TestTransferNumbers::aCrewPassesExceptionsOn()
{
    Crew crew(3);
    for (int round = 0; round < 20; ++round) {
        QVERIFY_EXCEPTION_THROWN(crew.run(8,
                                          [](std::int64_t part) {
                                              if (part % 2 != 0)
                                                  throw std::runtime_error("odd");
                                          }),
                                 std::runtime_error);
    }
    std::atomic<int> done = 0;
    crew.run(8, [&](std::int64_t) { ++done; });
    QCOMPARE(done.load(), 8);
}

void TestTransferNumbers::aJobAsideGoesOnBeside()
{
    QVERIFY(!Crew(1).do_aside([] {}));
    for (const unsigned threads : {2u, 3u}) {
        std::atomic<int> done = 0;
        std::atomic<bool> aside = false;
        std::atomic<bool> may_end = false;
        {
            Crew crew(threads);
            QVERIFY(crew.do_aside([&] {
                may_end.wait(false);
                aside = true;
            }));
            for (int i = 0; i < 100; ++i)
                crew.run(8, [&](std::int64_t) { ++done; }); // does not wait for it
            QVERIFY(!aside);
            may_end = true;
            may_end.notify_all();
            for (int i = 0; i < 100; ++i)
                crew.run(8, [&](std::int64_t) { ++done; });
        }
        QVERIFY(aside);
        QCOMPARE(done.load(), 1600);
    }
}

void TestTransferNumbers::normalValuesAreTheSameForEveryCrew()
{
    for (const std::size_t count : {5u, 16u, 100000u, 100003u, 200016u}) {
        std::vector<float> expected(count);
        Generator generator(6);
        generator.normal(expected, 0.1, 0.7);
        for (const unsigned threads : {1u, 2u, 4u}) {
            Crew crew(threads);
            std::vector<float> values(count);
            Generator own(6);
            fill_normal(crew, own, values, 0.1, 0.7);
            QVERIFY(values == expected);
            QVERIFY(own == generator);
        }
    }
}

QTEST_GUILESS_MAIN(TestTransferNumbers)
#include "tst_transfer_numbers.moc"
