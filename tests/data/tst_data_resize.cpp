#include "core/base/error.h"
#include "core/data/resize.h"
#include "tests/data/fixtures.h"

#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestDataResize : public QObject
{
    Q_OBJECT

private slots:
    void resizes_data();
    void resizes();
    void resizingKeepsOneColor();
};

// The digests are of Pillow 11.3's resize(…, BILINEAR) of color.png, 26×19.
void TestDataResize::resizes_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<QByteArray>("digest");
    const auto add = [](int width, int height, const char *digest) {
        QTest::addRow("%dx%d", width, height) << width << height << QByteArray(digest);
    };
    // clang-format off
    add(32, 32, "955dc800cc38163927b2926c9abe5b571b8a7bd4f038f6d33c500c0e85e58a8f");
    add(28, 21, "edaccdb3ab083c618c59ee3a337915dfb923e1dad205cbc8b9597a2ea257f924");
    add(13, 9, "b35c9543e9770d38bdc83e3d90d93aa06130ca38664bd8ffedbf8130ca32885d");
    add(26, 40, "c77a8a0bcf635712cece1f3a588e4123dc05e60f1e61c36070ed1925365ae8ce");
    add(9, 19, "158a5f4ac7e3e48b115ba4a6e46013c4ad949aab9c054b6baaa0ff7143210f75");
    add(1, 1, "fc676817cd33badd4eb475b21382f7f16ca8dd296d2466d89e9726d18ad93fc8");
    add(3, 64, "ee9a2064fc69b20120f053c47f078f2611577effbe1a3e6f52942117a5964836");
    // clang-format on
}

void TestDataResize::resizes()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(QByteArray, digest);
    const auto image = resize(decode_image(fixture("color.png")), width, height);
    QCOMPARE(image.width, width);
    QCOMPARE(image.height, height);
    QCOMPARE(sha256(image.rgb), digest);
}

void TestDataResize::resizingKeepsOneColor()
{
    const Image image{37, 11, std::vector<std::uint8_t>(37 * 11 * 3, 201)};
    for (const int side : {1, 2, 10, 11, 37, 64, 255})
        QVERIFY(std::ranges::all_of(resize(image, side, side).rgb, [](int v) { return v == 201; }));
    QVERIFY_EXCEPTION_THROWN((void)resize(image, 0, 5), Error);
    QVERIFY_EXCEPTION_THROWN((void)resize(Image{}, 5, 5), Error);
}

QTEST_GUILESS_MAIN(TestDataResize)
#include "tst_data_resize.moc"
