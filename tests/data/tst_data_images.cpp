#include "core/base/error.h"
#include "core/data/exif.h"
#include "core/data/image.h"
#include "core/data/resize.h"
#include "tests/data/fixtures.h"

#include <QTest>

#include <cstdlib>

using namespace tlvfc;
using namespace tlvfc::test;

class TestDataImages : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data();
    void decodes();
    void decodesAsLargeAsNeeded_data();
    void decodesAsLargeAsNeeded();
    void refuses_data();
    void refuses();
    void noPrefixOfAFileIsAnImage_data();
    void noPrefixOfAFileIsAnImage();
    void damageIsAnErrorOrAPicture_data() { noPrefixOfAFileIsAnImage_data(); }
    void damageIsAnErrorOrAPicture();
    void turnsUpright_data();
    void turnsUpright();
    void turnsPngsToo();
    void aBrokenOrientationIsNoFault_data();
    void aBrokenOrientationIsNoFault();
};

// The digests are of the pictures that Pillow 11.3 decodes.
void TestDataImages::decodes_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<QByteArray>("digest");
    const auto add = [](const char *file, int width, int height, const char *digest) {
        QTest::newRow(file) << width << height << QByteArray(digest);
    };
    // clang-format off
    add("alpha.png", 26, 19, "cd291b1bb4957d20c001ac1b0c0cb3de5369a76d466dcbb0e69b7340d2bf7c91");
    add("cmyk.jpg", 26, 19, "2d4179dbe4a5e39eeabf2976aedff9c9882fcf1f0860333d640997566ad6d782");
    add("color.jpg", 26, 19, "933660dcaee261739e08e2cea6de27c4e379ef86d7e05760cf92125d63c46bc9");
    add("color.png", 26, 19, "cd291b1bb4957d20c001ac1b0c0cb3de5369a76d466dcbb0e69b7340d2bf7c91");
    add("full_chroma.jpg", 26, 19, "10dcf546e9315ffa0332bfec5b1d7624b56eea78f969904577071f81dec889ea");
    add("gray.jpg", 26, 19, "c3f690ea87a658bd52167a4e52e1ec6e083e7bdea4506bbb987e8479bfaa0152");
    add("gray.png", 26, 19, "1104ba11c3e054df9a6d86dd61745e16ed2d55d823a72850325f2bc5f92c705a");
    add("gray_alpha.png", 26, 19, "1104ba11c3e054df9a6d86dd61745e16ed2d55d823a72850325f2bc5f92c705a");
    add("gray_sixteen_bit.png", 26, 19, "3ce404d578090a481fde1c31c41b57d13a578c26b26951874013ae185462c1f7");
    add("interlaced.png", 26, 19, "cd291b1bb4957d20c001ac1b0c0cb3de5369a76d466dcbb0e69b7340d2bf7c91");
    add("palette.png", 26, 19, "9f64c086bd22da28870d1d59935e965910c0b4b83c3970e11fe3cfbba7670b32");
    add("progressive.jpg", 26, 19, "933660dcaee261739e08e2cea6de27c4e379ef86d7e05760cf92125d63c46bc9");
    add("sideways.jpg", 19, 26, "eac9c1f8044fc74c5d4b2519b2d37756b73d948f3cd43ab037467aa0271184b4");
    add("sideways.png", 19, 26, "81ccec9bf64f2e11a753b8ffa9ffcc1e1deba3611b002896f6c840153500fdba");
    add("sixteen_bit.png", 26, 19, "296e5693110abb1ca3bd982e95aecab27ecb128f8b5ff906e6a42ad8214ed8a0");
    add("two_values.png", 26, 19, "422b73153a68503bf06d9799aab6a63d5d4db9b93ff7065228a1fa1962419f21");
    // clang-format on
}

void TestDataImages::decodes()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(QByteArray, digest);
    const auto image = decode_image(fixture(QTest::currentDataTag()));
    QCOMPARE(image.width, width);
    QCOMPARE(image.height, height);
    QCOMPARE(sha256(image.rgb), digest);
}

void TestDataImages::decodesAsLargeAsNeeded_data()
{
    QTest::addColumn<int>("enough");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const auto row = [](const char *name, const char *file, int enough, int width, int height) {
        QTest::newRow(qPrintable(QString("%1, %2").arg(file, name))) << enough << width << height;
    };
    for (const char *file : {"color.jpg", "progressive.jpg"}) {
        row("all of it", file, 0, 26, 19);
        row("too small at a half", file, 10, 26, 19);
        row("a half", file, 9, 13, 10);
        row("a quarter", file, 4, 7, 5);
        row("an eighth", file, 2, 4, 3);
    }
    row("a half, turned", "sideways.jpg", 9, 10, 13);
    row("whatever is needed", "color.png", 2, 26, 19);
}

void TestDataImages::decodesAsLargeAsNeeded()
{
    QFETCH(int, enough);
    QFETCH(int, width);
    QFETCH(int, height);
    const auto file = fixture(QByteArray(QTest::currentDataTag()).split(',').front().toStdString());
    const auto image = decode_image(file, enough);
    QCOMPARE(image.width, width);
    QCOMPARE(image.height, height);
    // It shows the same: of so small a picture only the mean of each color tells.
    const auto whole = resize(decode_image(file), width, height);
    for (std::size_t c = 0; c < 3; ++c) {
        double difference = 0.0;
        for (std::size_t i = c; i < whole.rgb.size(); i += 3)
            difference += int(whole.rgb[i]) - int(image.rgb[i]);
        difference /= double(whole.rgb.size()) / 3.0;
        QVERIFY2(std::abs(difference) < 25.0, qPrintable(QString::number(difference)));
    }
}

void TestDataImages::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray neither = "not an image (neither JPEG nor PNG)";
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("text") << QByteArray("no picture") << neither;
    QTest::newRow("another format") << QByteArray("GIF89a\1\0\1\0") << neither;
    QTest::newRow("JPEG's start only")
        << QByteArray("\xff\xd8\xff") << QByteArray("truncated or damaged");

    const auto content = [](const char *file) {
        const auto bytes = bytes_of(fixture(file));
        return QByteArray(reinterpret_cast<const char *>(bytes.data()), std::ssize(bytes));
    };
    QTest::newRow("half a JPEG") << content("color.jpg").left(700)
                                 << QByteArray("truncated or damaged");
    QTest::newRow("half a PNG") << content("color.png").left(150)
                                << QByteArray("truncated or damaged");
    QTest::newRow("a JPEG of two channels")
        << content("two_channels.jpg") << QByteArray("wrong channels (2)");
    QTest::newRow("huge PNG") << content("huge.png") << QByteArray("too large");
    auto huge = content("color.jpg");
    huge.replace(huge.indexOf("\xff\xc0") + 5, 4, "\xff\x00\xff\x00", 4);
    QTest::newRow("huge JPEG") << huge << QByteArray("too large");
}

void TestDataImages::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, reason);
    try {
        (void)decode_image(
            std::as_bytes(std::span(content.constData(), static_cast<std::size_t>(content.size()))),
            "cat/7.jpg");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QCOMPARE(QByteArray::fromStdString(error.fault()), reason);
        QCOMPARE(QByteArray::fromStdString(error.where()), QByteArray("cat/7.jpg"));
    }
    QVERIFY_EXCEPTION_THROWN((void)decode_image(fixture("absent.png")), Error);
    QVERIFY_EXCEPTION_THROWN((void)decode_image(fixture("")), Error);
}

void TestDataImages::noPrefixOfAFileIsAnImage_data()
{
    QTest::addColumn<bool>("unused");
    for (const char *file : {"color.jpg", "progressive.jpg", "cmyk.jpg", "sideways.jpg",
                             "color.png", "palette.png", "interlaced.png"})
        QTest::newRow(file) << true;
}

void TestDataImages::noPrefixOfAFileIsAnImage()
{
    const auto bytes = bytes_of(fixture(QTest::currentDataTag()));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY_EXCEPTION_THROWN((void)decode_image(std::span(bytes).first(length), "x"), Error);
}

void TestDataImages::damageIsAnErrorOrAPicture()
{
    auto bytes = bytes_of(fixture(QTest::currentDataTag()));
    int refused = 0;
    for (auto &byte : bytes) {
        const auto whole = byte;
        for (const auto mask : {std::byte{0x01}, std::byte{0x80}, std::byte{0xff}}) {
            byte = whole ^ mask;
            try {
                const auto image = decode_image(bytes, "x");
                QCOMPARE(image.rgb.size(),
                         static_cast<std::size_t>(image.width * image.height * 3));
            } catch (const Error &) {
                ++refused;
            }
        }
        byte = whole;
    }
    QVERIFY(refused > 0);
}

/// One byte per pixel, as rows of letters.
static QByteArray letters(const Image &image)
{
    QByteArray text;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x)
            text +=
                static_cast<char>(image.rgb[static_cast<std::size_t>((y * image.width + x) * 3)]);
        text += ' ';
    }
    return text.trimmed();
}

void TestDataImages::turnsUpright_data()
{
    QTest::addColumn<QByteArray>("expected");
    const char *expected[] = {"abc def",  "cba fed",  "fed cba",  "def abc",
                              "ad be cf", "da eb fc", "fc eb da", "cf be ad"};
    for (int i = 0; i < 8; ++i)
        QTest::addRow("%d", i + 1) << QByteArray(expected[i]);
    QTest::addRow("0") << QByteArray(expected[0]);
    QTest::addRow("9") << QByteArray(expected[0]);
}

void TestDataImages::turnsUpright()
{
    QFETCH(QByteArray, expected);
    Image image{3, 2, {}};
    for (const char letter : {'a', 'b', 'c', 'd', 'e', 'f'})
        image.rgb.insert(image.rgb.end(), 3, static_cast<std::uint8_t>(letter));
    QCOMPARE(letters(upright(image, QByteArray(QTest::currentDataTag()).toInt())), expected);
}

void TestDataImages::turnsPngsToo()
{
    const auto turned = decode_image(fixture("sideways.png"));
    QCOMPARE(turned.width, 19);
    QCOMPARE(turned.height, 26);
    QCOMPARE(turned.rgb, upright(decode_image(fixture("color.png")), 6).rgb);
}

void TestDataImages::aBrokenOrientationIsNoFault_data()
{
    QTest::addColumn<QByteArray>("marker");
    QTest::addColumn<int>("orientation");
    const QByteArray little("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 28);
    const QByteArray big("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0", 28);
    auto nonsense = little;
    nonsense[24] = 77;
    auto far = little;
    far.replace(10, 4, "\xff\xff\xff\xff", 4);
    QTest::newRow("little-endian") << little << 6;
    QTest::newRow("big-endian") << big << 8;
    QTest::newRow("no orientation") << nonsense << 1;
    QTest::newRow("cut") << little.left(20) << 1;
    QTest::newRow("far away") << far << 1;
    QTest::newRow("XMP") << QByteArray("http://ns.adobe.com/xap/1.0/") << 0;
    QTest::newRow("empty") << QByteArray() << 0;
}

void TestDataImages::aBrokenOrientationIsNoFault()
{
    QFETCH(QByteArray, marker);
    QFETCH(int, orientation);
    const std::vector<std::uint8_t> bytes(marker.begin(), marker.end());
    QCOMPARE(exif_orientation(bytes).value_or(0), orientation); // 0: not EXIF's
}

QTEST_GUILESS_MAIN(TestDataImages)
#include "tst_data_images.moc"
