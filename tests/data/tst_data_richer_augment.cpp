// Augmentation on request: the same pictures whoever makes them, and the recipe left alone.
#include "core/data/color_changes.h"
#include "core/data/loader.h"
#include "core/data/made_up_drawing.h"
#include "core/data/resize.h"
#include "core/data/richer_augment.h"
#include "tests/data/fixtures.h"
#include "tests/data/numbered_split.h"

#include <QTest>

#include <set>

using namespace tlvfc;
using namespace tlvfc::test;

class TestDataRicherAugment : public QObject
{
    Q_OBJECT

private slots:
    void changesColors_data();
    void changesColors();
    void agreesWithPillow_data();
    void agreesWithPillow();
    void dependsOnSeedEpochAndImageAlone();
    void usesEveryOperation();
    void strengthZeroMovesNothing();
    void jitterStaysInItsRange();
    void isTheSameEverywhere();
    void theRecipeIsLeftAlone();
    void evaluationSeesNoneOfIt();
};

using Pixels = QList<int>;
using Change = std::function<void(std::span<std::uint8_t>)>;
Q_DECLARE_METATYPE(Change)

void TestDataRicherAugment::changesColors_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Pixels>("before");
    QTest::addColumn<Pixels>("after");
    const auto row = [](const char *name, Change change, Pixels before, Pixels after) {
        QTest::newRow(name) << std::move(change) << std::move(before) << std::move(after);
    };
    const Pixels colors{10, 100, 250, 0, 255, 40};
    row(
        "brightness 1", [](auto rgb) { change_brightness(rgb, 256); }, colors, colors);
    row("brightness 1/2", [](auto rgb) { change_brightness(rgb, 128); }, colors,
        {5, 50, 125, 0, 128, 20});
    row("brightness 2", [](auto rgb) { change_brightness(rgb, 512); }, colors,
        {20, 200, 255, 0, 255, 80});
    row("brightness 0", [](auto rgb) { change_brightness(rgb, 0); }, colors, {0, 0, 0, 0, 0, 0});
    // The grays are 90 and 154, their mean 122.
    row(
        "contrast 1", [](auto rgb) { change_contrast(rgb, 256); }, colors, colors);
    row("contrast 0", [](auto rgb) { change_contrast(rgb, 0); }, colors,
        {122, 122, 122, 122, 122, 122});
    row("contrast 2", [](auto rgb) { change_contrast(rgb, 512); }, colors, {0, 78, 255, 0, 255, 0});
    row(
        "saturation 1", [](auto rgb) { change_saturation(rgb, 256); }, colors, colors);
    row("saturation 0", [](auto rgb) { change_saturation(rgb, 0); }, colors,
        {90, 90, 90, 154, 154, 154});
    row("saturation of gray", [](auto rgb) { change_saturation(rgb, 400); }, {7, 7, 7}, {7, 7, 7});
    row(
        "8 bits", [](auto rgb) { posterize(rgb, 8); }, colors, colors);
    row("4 bits", [](auto rgb) { posterize(rgb, 4); }, colors, {0, 96, 240, 0, 240, 32});
    row(
        "solarize none", [](auto rgb) { solarize(rgb, 256); }, colors, colors);
    row("solarize from 100", [](auto rgb) { solarize(rgb, 100); }, colors, {10, 155, 5, 0, 0, 40});
    row("stretch", [](auto rgb) { stretch_contrast(rgb); }, {10, 5, 7, 20, 5, 8, 30, 5, 9},
        {0, 5, 0, 127, 5, 127, 255, 5, 255});
    row("equalize one value", [](auto rgb) { equalize(rgb); }, {9, 9, 9, 9, 9, 9},
        {9, 9, 9, 9, 9, 9});
}

void TestDataRicherAugment::changesColors()
{
    QFETCH(Change, change);
    QFETCH(Pixels, before);
    QFETCH(Pixels, after);
    std::vector<std::uint8_t> rgb(before.begin(), before.end());
    change(rgb);
    QCOMPARE(Pixels(rgb.begin(), rgb.end()), after);
}

// The digests are of what Pillow 11.3's ImageOps make of the picture.
void TestDataRicherAugment::agreesWithPillow_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("digest");
    const auto row = [](const char *name, Change change, const char *digest) {
        QTest::newRow(name) << std::move(change) << QByteArray(digest);
    };
    row(
        "equalize", [](auto rgb) { equalize(rgb); },
        "aaccaa009eb41be8e1ac186be0a268ab55eac60084995525507f3a03b61c5c3d");
    row(
        "posterize", [](auto rgb) { posterize(rgb, 4); },
        "f97588f5c81eb794221add98e987934d3a7e737ec9a0c9cf90ad09fb7f8cdeb4");
    row(
        "solarize", [](auto rgb) { solarize(rgb, 100); },
        "72a6980fa98dd0c231cf0adba8401316df5b02fb4a14e5b2d705add463c75bbc");
}

void TestDataRicherAugment::agreesWithPillow()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, digest);
    auto image = resize(decode_image(fixture("color.png")), 260, 190);
    change(image.rgb);
    QCOMPARE(sha256(image.rgb), digest);
}

static DataSpec rich_spec()
{
    DataSpec spec;
    spec.source = "made-up";
    spec.color_jitter = 0.4;
    spec.rand_augment = 2;
    return spec;
}

/// A drawn picture, changed.
static std::vector<std::uint8_t> changed(const DataSpec &spec, std::uint64_t seed, int epoch,
                                         std::size_t image)
{
    static const auto drawn = draw_made_up(0, 0, 24, 3);
    auto rgb = drawn.rgb;
    augment_richer(rgb, 24, spec, seed, epoch, image);
    return rgb;
}

void TestDataRicherAugment::dependsOnSeedEpochAndImageAlone()
{
    const auto spec = rich_spec();
    QVERIFY(wants_richer_augment(spec));
    const auto one = changed(spec, 5, 7, 11);
    (void)changed(spec, 6, 1, 2);
    QCOMPARE(changed(spec, 5, 7, 11), one);
    QVERIFY(changed(spec, 6, 7, 11) != one);
    QVERIFY(changed(spec, 5, 8, 11) != one);
    QVERIFY(changed(spec, 5, 7, 12) != one);
}

void TestDataRicherAugment::usesEveryOperation()
{
    auto spec = rich_spec();
    spec.color_jitter = 0;
    spec.rand_augment = 1;
    spec.rand_augment_strength = 30;
    QSet<QByteArray> outcomes;
    for (std::size_t image = 0; image < 400; ++image)
        outcomes.insert(sha256(changed(spec, 1, 1, image)));
    // Nothing, 8 operations in two directions, 4 in one.
    QCOMPARE(outcomes.size(), 1 + 8 * 2 + 4);
}

void TestDataRicherAugment::strengthZeroMovesNothing()
{
    auto spec = rich_spec();
    spec.color_jitter = 0;
    spec.rand_augment = 1;
    spec.rand_augment_strength = 0;
    QSet<QByteArray> outcomes;
    for (std::size_t image = 0; image < 200; ++image)
        outcomes.insert(sha256(changed(spec, 1, 1, image)));
    QCOMPARE(outcomes.size(), 3); // as it was, stretched, equalized
}

void TestDataRicherAugment::jitterStaysInItsRange()
{
    DataSpec spec;
    spec.color_jitter = 0.25;
    std::set<int> seen;
    for (std::size_t image = 0; image < 2000; ++image) {
        std::vector<std::uint8_t> gray(3, 128); // contrast and saturation leave it alone
        augment_richer(gray, 1, spec, 9, 1, image);
        seen.insert(gray[0]);
        QCOMPARE(gray[1], gray[0]);
    }
    QCOMPARE(*seen.begin(), 96);
    QCOMPARE(*seen.rbegin(), 160);
    QCOMPARE(seen.size(), std::size_t(65));
}

// Frozen: whole numbers give these on any machine.
void TestDataRicherAugment::isTheSameEverywhere()
{
    auto spec = rich_spec();
    spec.rand_augment = 3;
    spec.rand_augment_strength = 17;
    std::vector<std::uint8_t> all;
    for (std::size_t image = 0; image < 100; ++image) {
        const auto one = changed(spec, 42, 3, image);
        all.insert(all.end(), one.begin(), one.end());
    }
    QCOMPARE(sha256(all),
             QByteArray("b896471c5c6b22f26d2c390c570b68ebd376b79bcd808116403b67bec655069f"));
}

static std::vector<float> first_batch(const DataSpec &spec, bool augment)
{
    static const auto split = numbered(20);
    LoaderOptions options;
    options.batch = 20;
    options.augment = augment;
    Loader loader(split, spec, options, 4);
    loader.start_epoch(2);
    Batch batch;
    return loader.next(batch)
               ? std::vector<float>(batch.images.values().begin(), batch.images.values().end())
               : std::vector<float>();
}

// Beside a jitter, every image is cropped and flipped as without one.
void TestDataRicherAugment::theRecipeIsLeftAlone()
{
    auto spec = small_spec();
    QVERIFY(!wants_richer_augment(spec));
    const auto plain = first_batch(spec, true);
    QVERIFY(!plain.empty());
    auto jittered = spec;
    jittered.color_jitter = 0.3;
    const auto changed_batch = first_batch(jittered, true);
    QCOMPARE(changed_batch.size(), plain.size());
    QVERIFY(changed_batch != plain);
    // The padding is 0 before normalizing, whatever the colors do, and tells the crop and the flip.
    int padded = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const auto channel = (i / 36) % 3;
        const auto padding = static_cast<float>(-spec.mean[channel] / spec.deviation[channel]);
        if (std::abs(plain[i] - padding) > 1e-4F)
            continue;
        ++padded;
        QVERIFY(std::abs(changed_batch[i] - padding) < 1e-4F);
    }
    QVERIFY(padded > 100);
}

void TestDataRicherAugment::evaluationSeesNoneOfIt()
{
    auto rich = small_spec();
    rich.color_jitter = 0.3;
    rich.rand_augment = 2;
    QCOMPARE(first_batch(rich, false), first_batch(small_spec(), false));
}

QTEST_GUILESS_MAIN(TestDataRicherAugment)
#include "tst_data_richer_augment.moc"
