#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/loader.h"
#include "tests/data/numbered_split.h"

#include <QTest>

#include <map>

using namespace tlvfc;
using namespace tlvfc::test;

Q_DECLARE_METATYPE(LoaderOptions)

class TestDataLoader : public QObject
{
    Q_OBJECT

private slots:
    void handsOutWhatIsAsked_data();
    void handsOutWhatIsAsked();
    void normalizes();
    void shufflesAsTorchDoes();
    void augmentationDependsOnSeedEpochAndImageAlone();
    void startsAnewAnywhere();
    void passesFaultsOn();
    void refusesImpossibleOptions();
};

/// The labels of an epoch, batch sizes as negative numbers between them.
static std::vector<std::int64_t> epoch_labels(Loader &loader, int epoch)
{
    loader.start_epoch(epoch);
    std::vector<std::int64_t> labels;
    for (Batch batch; loader.next(batch);) {
        labels.insert(labels.end(), batch.labels.begin(), batch.labels.end());
        labels.push_back(-std::ssize(batch.labels));
    }
    return labels;
}

void TestDataLoader::handsOutWhatIsAsked_data()
{
    QTest::addColumn<int>("images");
    QTest::addColumn<LoaderOptions>("options");
    QTest::addColumn<std::vector<std::int64_t>>("labels");
    using List = std::vector<std::int64_t>;
    QTest::newRow("a rest") << 5 << LoaderOptions{2} << List{0, 1, -2, 2, 3, -2, 4, -1};
    QTest::newRow("no rest") << 4 << LoaderOptions{2} << List{0, 1, -2, 2, 3, -2};
    QTest::newRow("rest dropped") << 5 << LoaderOptions{2, false, false, true}
                                  << List{0, 1, -2, 2, 3, -2};
    QTest::newRow("all at once") << 3 << LoaderOptions{128} << List{0, 1, 2, -3};
    QTest::newRow("too few to keep") << 3 << LoaderOptions{4, false, false, true} << List{};
    QTest::newRow("nothing") << 0 << LoaderOptions{4} << List{};
}

void TestDataLoader::handsOutWhatIsAsked()
{
    QFETCH(int, images);
    QFETCH(LoaderOptions, options);
    QFETCH(std::vector<std::int64_t>, labels);
    const auto split = numbered(images);
    Loader loader(split, small_spec(), options, 1);
    Batch batch;
    QVERIFY(!loader.next(batch));
    QCOMPARE(epoch_labels(loader, 0), labels);
    QVERIFY(!loader.next(batch));
    QCOMPARE(loader.batches_per_epoch(),
             static_cast<std::size_t>(std::ranges::count_if(labels, [](auto l) { return l < 0; })));
}

void TestDataLoader::normalizes()
{
    const auto split = numbered(3);
    auto spec = small_spec();
    spec.image_size = 8;
    Loader loader(split, spec, {2}, 1);
    loader.start_epoch(0);
    Batch batch;
    QVERIFY(loader.next(batch));
    QCOMPARE(batch.images.shape(), (Shape{2, 3, 8, 8}));
    // Image 1, channel 2, row 3, column 4.
    const float pixel = split.image(1)[(3 * 8 + 4) * 3 + 2];
    QCOMPARE(batch.images.values()[((1 * 3 + 2) * 8 + 3) * 8 + 4],
             (pixel / 255.0f - 0.4461f) / 0.2617f);
}

void TestDataLoader::shufflesAsTorchDoes()
{
    const auto split = numbered(50);
    Loader loader(split, small_spec(), {50, true}, 9);
    for (const int epoch : {0, 7}) {
        auto expected =
            Generator(stream_seed(9, "order") + static_cast<std::uint64_t>(epoch)).randperm(50);
        expected.push_back(-50);
        QCOMPARE(epoch_labels(loader, epoch), expected);
    }
}

/// The images of an epoch by label.
static std::map<std::int64_t, std::vector<float>> epoch_images(Loader &loader, int epoch)
{
    std::map<std::int64_t, std::vector<float>> images;
    loader.start_epoch(epoch);
    for (Batch batch; loader.next(batch);) {
        const auto values = batch.images.values();
        const auto per_image = values.size() / batch.labels.size();
        for (std::size_t i = 0; i < batch.labels.size(); ++i) {
            const auto part = values.subspan(i * per_image, per_image);
            images[batch.labels[i]].assign(part.begin(), part.end());
        }
    }
    return images;
}

void TestDataLoader::augmentationDependsOnSeedEpochAndImageAlone()
{
    const auto split = numbered(40);
    Loader shuffled(split, small_spec(), {7, true, true}, 9);
    Loader sorted(split, small_spec(), {16, false, true}, 9);
    Loader other(split, small_spec(), {16, false, true}, 10);
    const auto images = epoch_images(sorted, 3);
    QCOMPARE(images.size(), std::size_t(40));
    QVERIFY(epoch_images(shuffled, 3) == images);
    QVERIFY(epoch_images(sorted, 4) != images);
    QVERIFY(epoch_images(other, 3) != images);
    QVERIFY(epoch_images(sorted, 3) == images);
}

void TestDataLoader::startsAnewAnywhere()
{
    const auto split = numbered(64);
    Loader loader(split, small_spec(), {1, true}, 2);
    const auto whole = epoch_labels(loader, 5);
    Batch batch;
    for (int taken = 0; taken < 8; ++taken) {
        loader.start_epoch(taken);
        for (int i = 0; i < taken; ++i)
            QVERIFY(loader.next(batch));
    }
    QCOMPARE(epoch_labels(loader, 5), whole);
    loader.start_epoch(6); // and is destroyed while it works
    QVERIFY(loader.next(batch));
}

void TestDataLoader::passesFaultsOn()
{
    auto split = numbered(4);
    split.pixels.resize(7);
    Loader loader(split, small_spec(), {2}, 2);
    loader.start_epoch(0);
    Batch batch;
    QVERIFY_EXCEPTION_THROWN((void)loader.next(batch), Error);
    split = numbered(4);
    QCOMPARE(epoch_labels(loader, 0).size(), std::size_t(6));
}

void TestDataLoader::refusesImpossibleOptions()
{
    const auto split = numbered(4);
    QVERIFY_EXCEPTION_THROWN(Loader(split, small_spec(), {0}, 2), Error);
    QVERIFY_EXCEPTION_THROWN(Loader(split, small_spec(), {-3}, 2), Error);
}

QTEST_GUILESS_MAIN(TestDataLoader)
#include "tst_data_loader.moc"
