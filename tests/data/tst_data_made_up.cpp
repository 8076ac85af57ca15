#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/made_up.h"
#include "core/data/made_up_drawing.h"
#include "core/data/packed.h"
#include "tests/data/fixtures.h"

#include <QSet>
#include <QTest>

#include <set>

using namespace tlvfc;
using namespace tlvfc::test;

class TestDataMadeUp : public QObject
{
    Q_OBJECT

private slots:
    void namesTellClassesApart();
    void drawsTheSameAnywhere();
    void colorTellsNothing();
    void isADataSet();
    void splitsDiffer();
};

void TestDataMadeUp::namesTellClassesApart()
{
    for (int classes = min_made_up_classes; classes <= max_made_up_classes; ++classes) {
        const auto names = made_up_class_names(classes);
        QCOMPARE(names.size(), static_cast<std::size_t>(classes));
        QCOMPARE(std::set(names.begin(), names.end()).size(), names.size());
    }
    QCOMPARE(QByteArray::fromStdString(made_up_class_names(10)[3]), QByteArray("checkered ring"));
    QVERIFY_EXCEPTION_THROWN((void)made_up_class_names(1), Error);
    QVERIFY_EXCEPTION_THROWN((void)made_up_class_names(21), Error);
}

void TestDataMadeUp::drawsTheSameAnywhere()
{
    std::vector<std::uint8_t> pixels;
    for (int kind = 0; kind < max_made_up_classes; ++kind) {
        for (std::uint64_t i = 0; i < 3; ++i) {
            const auto image = draw_made_up(kind, i, 32, 1);
            pixels.insert(pixels.end(), image.rgb.begin(), image.rgb.end());
        }
    }
    QCOMPARE(pixels.size(), std::size_t(60 * 32 * 32 * 3));
    QCOMPARE(sha256(pixels),
             QByteArray("e3cfe8092373abcc9cbbe742432b165d1d4e1f1b39e5257dc1829eb82c89e7ff"));
    QVERIFY(draw_made_up(3, 0, 32, 2).rgb != draw_made_up(3, 0, 32, 1).rgb);
    QCOMPARE(draw_made_up(3, 0, 57, 1).width, 57);
}

void TestDataMadeUp::colorTellsNothing()
{
    constexpr std::uint64_t pictures = 150;
    for (int kind = 0; kind < 10; ++kind) {
        std::array<double, 3> mean{};
        for (std::uint64_t picture = 0; picture < pictures; ++picture) {
            const auto rgb = draw_made_up(kind, picture, 16, 4).rgb;
            for (std::size_t i = 0; i < rgb.size(); ++i)
                mean[i % 3] += rgb[i] * 3.0 / static_cast<double>(pictures * rgb.size());
        }
        // A picture's mean deviates by about 65, so a class's by 5.
        for (const double value : mean)
            QVERIFY2(value > 107 && value < 148, qPrintable(QString::number(value)));
    }
}

void TestDataMadeUp::isADataSet()
{
    DataSpec spec;
    spec.source = "made-up";
    spec.image_size = 16;
    spec.made_up_classes = 4;
    spec.made_up_per_class = 10;
    const auto summary = summarize_data(spec);
    QCOMPARE(QByteArray::fromStdString(summary.kind), QByteArray("made-up"));
    QCOMPARE(summary.classes, made_up_class_names(4));
    QCOMPARE(summary.train, std::size_t(40));
    QCOMPARE(summary.val, std::size_t(8));
    QCOMPARE(summary.test, std::size_t(8));
    const auto data = load_data(spec, 1, 2);
    QCOMPARE(data.train.count(), std::size_t(40));
    QCOMPARE(data.train.size, 18);
    QCOMPARE(data.test.size, 16);
    // A data set stays what it is, whatever a run's seed.
    QCOMPARE(load_data(spec, 2, 1).train.pixels, data.train.pixels);

    auto some = spec;
    some.classes = {made_up_class_names(4)[2]};
    some.per_class_limit = 3;
    const auto part = load_data(some, 1, 2);
    QCOMPARE(part.train.labels, (std::vector<std::int32_t>{0, 0, 0}));
    QVERIFY(std::ranges::equal(part.train.image(0), data.train.image(20)));
}

void TestDataMadeUp::splitsDiffer()
{
    DataSpec spec;
    spec.source = "made-up";
    spec.random_crop = false;
    spec.made_up_classes = 2;
    const auto data = load_data(spec, 1, 2);
    QSet<QByteArray> pictures;
    std::size_t count = 0;
    for (const auto *split : {&data.train, &data.val, &data.test}) {
        for (std::size_t i = 0; i < split->count(); ++i, ++count) {
            const auto image = split->image(i);
            pictures.insert(QByteArray(reinterpret_cast<const char *>(image.data()),
                                       static_cast<qsizetype>(image.size())));
        }
    }
    QCOMPARE(pictures.size(), static_cast<qsizetype>(count));
}

QTEST_GUILESS_MAIN(TestDataMadeUp)
#include "tst_data_made_up.moc"
