#include "core/base/error.h"
#include "core/data/packed.h"
#include "tests/data/fixtures.h"
#include "tests/support/shared_material.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataCifar : public QObject
{
    Q_OBJECT

private slots:
    void readsTheBinaryForm();
    void takesSomeClasses();
    void refusesDamage_data();
    void refusesDamage();
    void readsRealImages();
};

/// Image i of a file has label (i + shift) mod 10, and red = i, green = column, blue = row.
static std::string records(int count, int shift)
{
    std::string bytes;
    for (int i = 0; i < count; ++i) {
        bytes += static_cast<char>((i + shift) % 10);
        bytes.append(1024, static_cast<char>(i));
        for (int p = 0; p < 1024; ++p)
            bytes += static_cast<char>(p % 32);
        for (int p = 0; p < 1024; ++p)
            bytes += static_cast<char>(p / 32);
    }
    return bytes;
}

static void put_binary(const fs::path &folder)
{
    write(folder, "batches.meta.txt",
          "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
    for (int i = 1; i <= 5; ++i)
        write(folder, "data_batch_" + std::to_string(i) + ".bin", records(10, i));
    write(folder, "test_batch.bin", records(20, 0));
}

void TestDataCifar::readsTheBinaryForm()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_binary(fs::path(spec.source) / "cifar-10-batches-bin");
    const auto summary = summarize_data(spec);
    QCOMPARE(QByteArray::fromStdString(summary.kind), QByteArray("CIFAR-10 binary"));
    QCOMPARE(summary.classes.size(), std::size_t(10));
    QCOMPARE(summary.train, std::size_t(40));
    QCOMPARE(summary.val, std::size_t(10));
    const auto data = load_data(spec, 1, 2);
    QCOMPARE(data.test.count(), std::size_t(20));
    QCOMPARE(data.test.labels[13], 3);
    const auto image = data.test.image(13);
    const std::size_t at = (5 * 32 + 9) * 3; // row 5, column 9
    QCOMPARE(int(image[at]), 13);
    QCOMPARE(int(image[at + 1]), 9);
    QCOMPARE(int(image[at + 2]), 5);
    QCOMPARE(data.train.size, 34);
}

void TestDataCifar::takesSomeClasses()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_binary(spec.source);
    spec.classes = {"ship", "cat"};
    const auto data = load_data(spec, 1, 1);
    QCOMPARE(data.classes, (std::vector<std::string>{"cat", "ship"}));
    QCOMPARE(data.train.count() + data.val.count(), std::size_t(10));
    QCOMPARE(data.test.labels, (std::vector<std::int32_t>{0, 1, 0, 1}));
}

void TestDataCifar::refusesDamage_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    const auto whole = QByteArray::fromStdString(records(3, 0));
    QTest::newRow("truncated") << QByteArray("data_batch_2.bin") << whole.chopped(1);
    QTest::newRow("empty") << QByteArray("test_batch.bin") << QByteArray();
    QTest::newRow("label 11") << QByteArray("data_batch_1.bin")
                              << QByteArray(whole).replace(0, 1, "\x0b");
    QTest::newRow("missing") << QByteArray("data_batch_4.bin") << QByteArray("-");
}

void TestDataCifar::refusesDamage()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_binary(spec.source);
    fs::remove(fs::path(spec.source) / file.toStdString());
    if (content != "-")
        write(spec.source, file.toStdString(), content.toStdString());
    try {
        (void)summarize_data(spec);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY(error.where().ends_with(file.toStdString()));
    }
}

// The digest is of the top left 4×4 pixels of every hundredth picture, by Pillow 11.3.
void TestDataCifar::readsRealImages()
{
    TLVFC_NEEDS_SHARED();
    const auto folder = real_images("cifar10");
    QVERIFY(folder);
    DataSpec spec;
    spec.source = folder->string();
    const auto summary = summarize_data(spec);
    QCOMPARE(summary.classes.size(), std::size_t(10));
    QCOMPARE(summary.train, std::size_t(40000));
    QCOMPARE(summary.val, std::size_t(10000));
    const auto test = load_split(spec, "test", 0, 2, {}, {}, nullptr);
    QCOMPARE(test.count(), std::size_t(10000));
    std::vector<std::uint8_t> corners;
    for (std::size_t i = 0; i < test.count(); i += 100) {
        for (std::size_t row = 0; row < 4; ++row) {
            const auto line = test.image(i).subspan(row * 32 * 3, 4 * 3);
            corners.insert(corners.end(), line.begin(), line.end());
        }
    }
    QCOMPARE(sha256(corners),
             QByteArray("743755d98f108d2d5d3ea7cbc745f8fbacf2614ca3ac67483453cb24f0b2e88b"));
}

QTEST_GUILESS_MAIN(TestDataCifar)
#include "tst_data_cifar.moc"
