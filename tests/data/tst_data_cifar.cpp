#include "core/base/error.h"
#include "core/data/packed.h"
#include "tests/data/fixtures.h"
#include "tests/data/made_archives.h"
#include "tests/data/made_cifar.h"
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
    void readsEveryForm_data();
    void readsEveryForm();
    void takesSomeClasses();
    void readsLongLists();
    void refusesDamage_data();
    void refusesDamage();
    void runsNothing_data();
    void runsNothing();
    void noPrefixOfAPickleIsData();
    void refusesWhatIsNoArchive_data();
    void refusesWhatIsNoArchive();
    void readsRealImages();
};

static std::string folder_of(const std::string &kind)
{
    static const std::map<std::string, std::string> folders{
        {"CIFAR-10 binary", "cifar-10-batches-bin"},
        {"CIFAR-10 Python", "cifar-10-batches-py"},
        {"CIFAR-100 binary", "cifar-100-binary"},
        {"CIFAR-100 Python", "cifar-100-python"}};
    return folders.at(kind);
}

static void put_cifar(const fs::path &folder, const std::string &kind)
{
    for (const auto &[name, content] : made_cifar(kind))
        write(folder, name, content);
}

static fs::path pack_cifar(const fs::path &folder, const std::string &kind)
{
    std::vector<MadeMember> members{{folder_of(kind) + "/", ""}};
    for (const auto &[name, content] : made_cifar(kind))
        members.push_back({folder_of(kind) + "/" + name, content});
    make_archive(folder / "cifar.tar.gz", members);
    return folder / "cifar.tar.gz";
}

void TestDataCifar::readsEveryForm_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("place");
    for (const char *kind :
         {"CIFAR-10 binary", "CIFAR-10 Python", "CIFAR-100 binary", "CIFAR-100 Python"}) {
        for (const char *place : {"in its folder", "in the folder above", "packed"})
            QTest::addRow("%s %s", kind, place) << QByteArray(kind) << QByteArray(place);
    }
}

void TestDataCifar::readsEveryForm()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, place);
    const QTemporaryDir folder;
    const fs::path root(folder.path().toStdString());
    DataSpec spec;
    spec.source = root.string();
    if (place == "packed") {
        spec.source = pack_cifar(root, kind.toStdString()).string();
    } else if (place == "in its folder") {
        put_cifar(root, kind.toStdString());
    } else {
        put_cifar(root / folder_of(kind.toStdString()), kind.toStdString());
    }
    const auto summary = summarize_data(spec);
    QCOMPARE(QByteArray::fromStdString(summary.kind), kind);
    QCOMPARE(summary.classes, cifar_classes());
    QCOMPARE(summary.train, std::size_t(40));
    QCOMPARE(summary.val, std::size_t(10));
    const auto data = load_data(spec, 1, 2);
    QCOMPARE(data.test.count(), std::size_t(20));
    for (std::size_t i = 0; i < data.test.count(); ++i)
        QCOMPARE(data.test.labels[i], std::int32_t(i % 10));
    const auto image = data.test.image(13);
    const std::size_t at = (5 * 32 + 9) * 3; // row 5, column 9
    QCOMPARE(int(image[at]), 13);
    QCOMPARE(int(image[at + 1]), 9);
    QCOMPARE(int(image[at + 2]), 5);
    QCOMPARE(data.train.size, 34);
    QVERIFY(data.bad.empty());
}

void TestDataCifar::takesSomeClasses()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_cifar(spec.source, "CIFAR-10 Python");
    spec.classes = {"ship", "cat"};
    const auto data = load_data(spec, 1, 1);
    QCOMPARE(data.classes, (std::vector<std::string>{"cat", "ship"}));
    QCOMPARE(data.train.count() + data.val.count(), std::size_t(10));
    QCOMPARE(data.test.labels, (std::vector<std::int32_t>{0, 1, 0, 1}));
}

// cPickle writes a list in parts of a thousand.
void TestDataCifar::readsLongLists()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_cifar(spec.source, "CIFAR-100 Python");
    write(spec.source, "test", cifar_pickle(1500, 3, "fine_labels"));
    const auto test = load_split(spec, "test", 0, 2, {}, {}, nullptr);
    QCOMPARE(test.count(), std::size_t(1500));
    QCOMPARE(test.labels[1499], 2);
    QCOMPARE(int(test.image(1499)[0]), 1499 % 256);
}

void TestDataCifar::refusesDamage_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char *name, const char *kind, const char *file,
                        const std::string &content) {
        QTest::newRow(name) << QByteArray(kind) << QByteArray(file)
                            << QByteArray::fromStdString(content);
    };
    const char *binary = "CIFAR-10 binary";
    const auto records = cifar_records(3, 0);
    row("truncated", binary, "data_batch_2.bin", records.substr(0, records.size() - 1));
    row("empty", binary, "test_batch.bin", "");
    row("label 11", binary, "data_batch_1.bin", "\x0b" + records.substr(1));
    row("missing", binary, "data_batch_4.bin", "-");
    row("fine label 11", "CIFAR-100 binary", "train.bin", "\x01\x0b" + records.substr(1));
    const char *python = "CIFAR-10 Python";
    const auto batch = [](int rows, const std::string &planes, const std::vector<int> &labels,
                          const std::string &type = "u1") {
        return MadePickle()
            .numbers("labels", labels)
            .array("data", rows, 3072, planes, type)
            .done();
    };
    row("pickle missing", python, "data_batch_3", "-");
    row("a label less", python, "test_batch", batch(2, cifar_planes(0) + cifar_planes(1), {1}));
    row("pickled label 11", python, "test_batch", batch(1, cifar_planes(0), {11}));
    row("fewer bytes than rows", python, "test_batch", batch(2, cifar_planes(0), {1, 1}));
    row("no rows", python, "test_batch", batch(0, "", {}));
    row("floats", python, "test_batch", batch(1, cifar_planes(0), {1}, "f4"));
    auto quoted = batch(1, std::string(3072, 'x'), {1});
    quoted.replace(quoted.find(std::string("T\0\x0c\0\0", 5)), 5 + 3072,
                   "S'" + std::string(3072, 'x') + "'\n");
    row("bytes in quotes, which are not as they stand", python, "test_batch", quoted);
    row("no array", python, "test_batch", MadePickle().numbers("labels", {1}).done());
    row("no names", python, "batches.meta", MadePickle().numbers("label_names", {1}).done());
}

void TestDataCifar::refusesDamage()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_cifar(spec.source, kind.toStdString());
    fs::remove(fs::path(spec.source) / file.toStdString());
    if (content != "-")
        write(spec.source, file.toStdString(), content.toStdString());
    try {
        (void)summarize_data(spec);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(error.where().ends_with(file.toStdString()), error.what());
    }
}

void TestDataCifar::runsNothing_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *name, const std::string &pickle, const char *named) {
        QTest::newRow(name) << QByteArray::fromStdString(pickle) << QByteArray(named);
    };
    row("a call",
        "\x80\x02"
        "cposix\nsystem\nU\x04true\x85R.",
        "posix.system");
    row("another of NumPy's",
        "\x80\x02"
        "cnumpy\nload\nU\x04true\x85R.",
        "numpy.load");
    row("an instance", "\x80\x02(iposix\nsystem\n.", "plain data");
    row("a later protocol", "\x80\x04}.", "protocol");
    row("a persistent id", "\x80\x02U\x01xQ.", "plain data");
    row("a call of a call",
        "\x80\x02"
        "cnumpy\ndtype\ncnumpy\ndtype\n\x85R.",
        "calls");
    row("an unknown memo", "\x80\x02h\x05.", "not there");
    row("nothing", "\x80\x02.", "not there");
    row("a list in itself",
        "\x80\x02]q\x01h\x01"
        "a.",
        "no dict");
    row("too much", "\x80\x02" + std::string(2'000'001, ']') + ".",
        "more values than any file of CIFAR's");
}

void TestDataCifar::runsNothing()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QByteArray, named);
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_cifar(spec.source, "CIFAR-10 Python");
    write(spec.source, "data_batch_1", pickle.toStdString());
    try {
        (void)summarize_data(spec);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
    }
}

void TestDataCifar::noPrefixOfAPickleIsData()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_cifar(spec.source, "CIFAR-100 Python");
    const auto whole = cifar_pickle(2, 0, "fine_labels");
    for (std::size_t length = 1; length < whole.size(); length += length < 400 ? 1 : 97) {
        write(spec.source, "test", whole.substr(0, length));
        QVERIFY_EXCEPTION_THROWN((void)summarize_data(spec), Error);
    }
}

void TestDataCifar::refusesWhatIsNoArchive_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("no archive");
    QTest::newRow("empty") << QByteArray();
    const QTemporaryDir folder;
    const fs::path root(folder.path().toStdString());
    make_archive(root / "other.tar.gz", {{"a/b.txt", "nothing of CIFAR"}});
    const auto content = [](const fs::path &file) {
        const auto bytes = bytes_of(file);
        return QByteArray(reinterpret_cast<const char *>(bytes.data()), std::ssize(bytes));
    };
    QTest::newRow("another archive") << content(root / "other.tar.gz");
    const auto whole = content(pack_cifar(root, "CIFAR-10 binary"));
    QTest::newRow("half an archive") << whole.left(whole.size() / 2);
}

void TestDataCifar::refusesWhatIsNoArchive()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.filePath("cifar-10-binary.tar.gz").toStdString();
    write(folder.path().toStdString(), "cifar-10-binary.tar.gz", content.toStdString());
    try {
        (void)summarize_data(spec);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QByteArray(error.what()).contains("cifar-10-binary.tar.gz"), error.what());
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
