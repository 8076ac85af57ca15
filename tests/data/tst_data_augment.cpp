#include "core/data/augment.h"
#include "core/data/counter_random.h"
#include "tests/data/numbered_split.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace tlvfc;
using namespace tlvfc::test;

using Block = PhiloxBlock;
using Key = std::array<std::uint32_t, 2>;
Q_DECLARE_METATYPE(Block)
Q_DECLARE_METATYPE(Key)

class TestDataAugment : public QObject
{
    Q_OBJECT

private slots:
    void philoxKnowsItsAnswers_data();
    void philoxKnowsItsAnswers();
    void placesImages_data();
    void placesImages();
    void placementsReachEverywhere();
};

// From Random123's kat_vectors.
void TestDataAugment::philoxKnowsItsAnswers_data()
{
    QTest::addColumn<Block>("counter");
    QTest::addColumn<Key>("key");
    QTest::addColumn<Block>("expected");
    QTest::newRow("zeros") << Block{} << Key{}
                           << Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    const auto f = 0xffffffff;
    QTest::newRow("ones") << Block{f, f, f, f} << Key{f, f}
                          << Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    QTest::newRow("pi") << Block{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}
                        << Key{0xa4093822, 0x299f31d0}
                        << Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
}

void TestDataAugment::philoxKnowsItsAnswers()
{
    QFETCH(Block, counter);
    QFETCH(Key, key);
    QFETCH(Block, expected);
    QCOMPARE(philox(counter, key), expected);
}

void TestDataAugment::placesImages_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("top");
    QTest::addColumn<bool>("flipped");
    for (const int left : {-9, -4, 0, 1, 2, 6, 9}) {
        for (const int top : {-4, 0, 2, 6}) {
            for (const bool flipped : {false, true})
                QTest::addRow("%d %d %d", left, top, flipped) << left << top << flipped;
        }
    }
}

void TestDataAugment::placesImages()
{
    QFETCH(int, left);
    QFETCH(int, top);
    QFETCH(bool, flipped);
    const auto split = numbered(1);
    const auto spec = small_spec();
    std::vector<float> out(3 * 6 * 6, -99.0f);
    place_image(split.image(0), split.size, {left, top, flipped}, 6, normalize_tables(spec), out);
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < 6; ++y) {
            for (int x = 0; x < 6; ++x) {
                const int column = left + (flipped ? 5 - x : x);
                const int row = top + y;
                const bool inside = column >= 0 && column < 8 && row >= 0 && row < 8;
                const int value =
                    inside ? split.pixels[static_cast<std::size_t>((row * 8 + column) * 3 + c)] : 0;
                const auto channel = static_cast<std::size_t>(c);
                const float expected =
                    (static_cast<float>(value) / 255.0f - static_cast<float>(spec.mean[channel])) /
                    static_cast<float>(spec.deviation[channel]);
                QCOMPARE(out[static_cast<std::size_t>((c * 6 + y) * 6 + x)], expected);
            }
        }
    }
}

void TestDataAugment::placementsReachEverywhere()
{
    const auto spec = small_spec(); // crops of 6 from 8 + 2×4: 11 places each way
    std::map<int, int> lefts, tops;
    int flips = 0;
    for (std::size_t i = 0; i < 11000; ++i) {
        const auto placement = random_placement(spec, 8, 3, 1, i);
        ++lefts[placement.left];
        ++tops[placement.top];
        flips += placement.flipped;
    }
    for (const auto &places : {lefts, tops}) {
        QCOMPARE(places.size(), std::size_t(11));
        QCOMPARE(places.begin()->first, -4);
        QVERIFY(
            std::ranges::all_of(places, [](auto p) { return p.second > 850 && p.second < 1150; }));
    }
    QVERIFY(flips > 5200 && flips < 5800);
    auto still = spec;
    still.random_crop = still.horizontal_flip = false;
    const auto placement = random_placement(still, 8, 3, 1, 5);
    QVERIFY(placement.left == 1 && placement.top == 1 && !placement.flipped);
}

QTEST_GUILESS_MAIN(TestDataAugment)
#include "tst_data_augment.moc"
