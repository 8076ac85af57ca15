#include "core/data/loader.h"
#include "core/data/mixup.h"
#include "tests/data/numbered_split.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;

class TestDataMixup : public QObject
{
    Q_OBJECT

private slots:
    void sharesAreBetaDistributed_data();
    void sharesAreBetaDistributed();
    void partnersAreUniform();
    void dependsOnSeedEpochAndImageAlone();
    void imagesAreMixedAsTheyWouldBeSeen();
    void theBatchSizeChangesNothing();
    void evaluationMixesNothing();
};

void TestDataMixup::sharesAreBetaDistributed_data()
{
    QTest::addColumn<double>("alpha");
    for (const double alpha : {0.1, 0.2, 1.0, 4.0})
        QTest::newRow(qPrintable(QString::number(alpha))) << alpha;
}

/// Mean 1/2 and variance 1 / (4 (2α + 1)).
void TestDataMixup::sharesAreBetaDistributed()
{
    QFETCH(double, alpha);
    constexpr int count = 20000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < count; ++i) {
        const auto share = random_mix(alpha, 7, 1, static_cast<std::size_t>(i), 10).share;
        QVERIFY(share >= 0.0 && share <= 1.0);
        sum += share;
        squares += share * share;
    }
    const double mean = sum / count;
    const double variance = squares / count - mean * mean;
    QVERIFY2(std::abs(mean - 0.5) < 0.015, qPrintable(QString::number(mean)));
    const double expected = 1.0 / (4.0 * (2.0 * alpha + 1.0));
    QVERIFY2(std::abs(variance - expected) < 0.03 * expected + 0.001,
             qPrintable(QString("%1 for %2").arg(variance).arg(expected)));
}

void TestDataMixup::partnersAreUniform()
{
    std::vector<int> counts(10);
    for (std::size_t i = 0; i < 10000; ++i)
        ++counts[random_mix(0.4, 7, 3, i, 10).partner];
    for (const int count : counts)
        QVERIFY2(std::abs(count - 1000) < 150, qPrintable(QString::number(count)));
}

void TestDataMixup::dependsOnSeedEpochAndImageAlone()
{
    const auto same = [](const Mix &a, const Mix &b) {
        return a.partner == b.partner && a.share == b.share;
    };
    const auto mix = random_mix(0.4, 7, 3, 5, 1000);
    QVERIFY(same(mix, random_mix(0.4, 7, 3, 5, 1000)));
    QVERIFY(!same(mix, random_mix(0.4, 8, 3, 5, 1000)));
    QVERIFY(!same(mix, random_mix(0.4, 7, 4, 5, 1000)));
    QVERIFY(!same(mix, random_mix(0.4, 7, 3, 6, 1000)));
}

namespace {

std::vector<Batch> batches_of(const PackedSplit &split, DataSpec spec, double mixup, int batch,
                              bool augment = true)
{
    spec.mixup = mixup;
    LoaderOptions options;
    options.batch = batch;
    options.augment = augment;
    Loader loader(split, spec, options, 3);
    loader.start_epoch(2);
    std::vector<Batch> batches;
    for (Batch next; loader.next(next);)
        batches.push_back(next);
    return batches;
}

template <typename Number>
std::vector<Number> joined(const std::vector<Batch> &batches, std::vector<Number> Batch::*member)
{
    std::vector<Number> all;
    for (const auto &batch : batches)
        all.insert(all.end(), (batch.*member).begin(), (batch.*member).end());
    return all;
}

std::vector<float> pixels_of(const std::vector<Batch> &batches)
{
    std::vector<float> all;
    for (const auto &batch : batches)
        all.insert(all.end(), batch.images.values().begin(), batch.images.values().end());
    return all;
}

} // namespace

/// Both as this epoch crops and flips them; the labels with them.
void TestDataMixup::imagesAreMixedAsTheyWouldBeSeen()
{
    const auto spec = test::small_spec();
    const auto split = test::numbered(40);
    const auto plain = pixels_of(batches_of(split, spec, 0.0, 40));
    const auto mixed = batches_of(split, spec, 0.5, 40);
    const auto values = pixels_of(mixed);
    const auto &batch = mixed.front();
    const auto per_image = plain.size() / 40;
    int really_mixed = 0;
    for (std::size_t i = 0; i < 40; ++i) {
        const float share = batch.shares[i];
        // The numbered images have each a label of its own.
        const auto partner = static_cast<std::size_t>(batch.partner_labels[i]);
        QCOMPARE(batch.labels[i], static_cast<std::int64_t>(i));
        really_mixed += partner != i && share > 0.05f && share < 0.95f;
        for (std::size_t p = 0; p < per_image; ++p) {
            const float expected =
                share * plain[i * per_image + p] + (1.0f - share) * plain[partner * per_image + p];
            QVERIFY(std::abs(values[i * per_image + p] - expected) < 1e-6f);
        }
    }
    QVERIFY(really_mixed > 10);
}

void TestDataMixup::theBatchSizeChangesNothing()
{
    const auto spec = test::small_spec();
    const auto split = test::numbered(40);
    const auto whole = batches_of(split, spec, 0.5, 40);
    const auto small = batches_of(split, spec, 0.5, 7);
    QVERIFY(pixels_of(small) == pixels_of(whole));
    QVERIFY(joined(small, &Batch::shares) == joined(whole, &Batch::shares));
    QVERIFY(joined(small, &Batch::partner_labels) == joined(whole, &Batch::partner_labels));
    QVERIFY(joined(small, &Batch::indices) == joined(whole, &Batch::indices));
}

void TestDataMixup::evaluationMixesNothing()
{
    const auto spec = test::small_spec();
    const auto split = test::numbered(40);
    const auto batches = batches_of(split, spec, 0.5, 40, false);
    QVERIFY(batches.front().shares.empty() && batches.front().partner_labels.empty());
    QVERIFY(pixels_of(batches) == pixels_of(batches_of(split, spec, 0.0, 40, false)));
}

QTEST_GUILESS_MAIN(TestDataMixup)
#include "tst_data_mixup.moc"
