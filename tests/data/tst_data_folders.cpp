#include "core/base/error.h"
#include "core/data/packed.h"
#include "core/data/stored_split.h"
#include "tests/data/fixtures.h"
#include "tests/support/shared_material.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataFolders : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void knowsLayouts_data();
    void knowsLayouts();
    void refusesWhatIsNoDataSet();
    void picksClasses_data();
    void picksClasses();
    void limitsTrainingImagesPerClass();
    void carvesValidationBySeed();
    void stratifiesOnRequest();
    void storesTrainingWithItsMargin();
    void loadsOneSplitAlike();
    void readsRealPhotographs();

private:
    DataSpec spec() const;
    fs::path root() const { return fs::path(folder_->path().toStdString()) / "data"; }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestDataFolders::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    fs::create_directories(root());
}

DataSpec TestDataFolders::spec() const
{
    DataSpec spec;
    spec.source = root().string();
    spec.image_size = 12;
    return spec;
}

static QByteArray joined(const std::vector<std::string> &names)
{
    QByteArray text;
    for (const auto &name : names)
        text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(name);
    return text;
}

void TestDataFolders::knowsLayouts_data()
{
    QTest::addColumn<QByteArrayList>("folders"); // with three images each
    QTest::addColumn<QByteArray>("classes");
    QTest::addColumn<QByteArray>("counts"); // train, val, test
    using List = QByteArrayList;
    QTest::newRow("flat") << List{"dog", "cat"} << QByteArray("cat dog") << QByteArray("5 1 0");
    QTest::newRow("train and test") << List{"train/a", "train/b", "test/a", "test/b"}
                                    << QByteArray("a b") << QByteArray("5 1 6");
    QTest::newRow("train, valid, test") << List{"train/a", "train/b", "valid/a", "test/b"}
                                        << QByteArray("a b") << QByteArray("6 3 3");
    QTest::newRow("train and val")
        << List{"Training/a", "validation/a"} << QByteArray("a") << QByteArray("3 3 0");
    QTest::newRow("test only") << List{"test/a", "test/b"} << QByteArray("a b")
                               << QByteArray("0 0 6");
    QTest::newRow("a class called test")
        << List{"control", "test"} << QByteArray("control test") << QByteArray("5 1 0");
    QTest::newRow("hidden folders")
        << List{"a", "b", ".thumbnails"} << QByteArray("a b") << QByteArray("5 1 0");
    QTest::newRow("beside the splits")
        << List{"train/a", "val/a", "docs"} << QByteArray("a") << QByteArray("3 3 0");
}

void TestDataFolders::knowsLayouts()
{
    QFETCH(QByteArrayList, folders);
    QFETCH(QByteArray, classes);
    QFETCH(QByteArray, counts);
    for (const auto &folder : folders)
        put_images(root(), folder.toStdString(), 3);
    write(root(), "readme.txt", "notes");
    write(root(), "empty/notes.txt", "notes");
    const auto summary = summarize_data(spec());
    QCOMPARE(QByteArray::fromStdString(summary.kind), QByteArray("folder"));
    QCOMPARE(joined(summary.classes), classes);
    const auto triple = [](auto a, auto b, auto c) {
        return QByteArray::number(qulonglong(a)) + ' ' + QByteArray::number(qulonglong(b)) + ' ' +
               QByteArray::number(qulonglong(c));
    };
    QCOMPARE(triple(summary.train, summary.val, summary.test), counts);
    if (summary.train == 0) {
        QVERIFY_EXCEPTION_THROWN((void)load_data(spec(), 1, 2), Error);
        return;
    }
    const auto data = load_data(spec(), 1, 2);
    QCOMPARE(triple(data.train.count(), data.val.count(), data.test.count()), counts);
    QCOMPARE(joined(data.classes), classes);
}

void TestDataFolders::refusesWhatIsNoDataSet()
{
    const auto fault = [](const DataSpec &spec) {
        try {
            (void)summarize_data(spec);
        } catch (const Error &error) {
            return QByteArray::fromStdString(error.fault());
        }
        return QByteArray();
    };
    QCOMPARE(fault(spec()), QByteArray("the folder holds no class folders with images"));
    auto absent = spec();
    absent.source += "/absent";
    QCOMPARE(fault(absent), QByteArray("no such folder"));
    absent.source.clear();
    QCOMPARE(fault(absent), QByteArray("no data given"));
    put_images(root(), "a", 2);
    QVERIFY_EXCEPTION_THROWN((void)load_split(spec(), "tests", 1, 1, {}, {}, nullptr), Error);
}

void TestDataFolders::picksClasses_data()
{
    QTest::addColumn<QByteArrayList>("wanted");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("classes");
    QTest::newRow("all") << QByteArrayList{} << 0 << QByteArray("a b c d");
    QTest::newRow("first two") << QByteArrayList{} << 2 << QByteArray("a b");
    QTest::newRow("limit beyond") << QByteArrayList{} << 9 << QByteArray("a b c d");
    QTest::newRow("some, sorted") << QByteArrayList{"d", "b", "d"} << 0 << QByteArray("b d");
    QTest::newRow("some, limited") << QByteArrayList{"d", "b", "c"} << 2 << QByteArray("b c");
    QTest::newRow("unknown") << QByteArrayList{"a", "e"} << 0 << QByteArray();
}

void TestDataFolders::picksClasses()
{
    QFETCH(QByteArrayList, wanted);
    QFETCH(int, limit);
    QFETCH(QByteArray, classes);
    for (const char *folder : {"a", "b", "c", "d"})
        put_images(root(), folder, 2);
    auto some = spec();
    for (const auto &name : wanted)
        some.classes.push_back(name.toStdString());
    some.class_limit = limit;
    some.validation_share = 0;
    if (classes.isEmpty()) {
        QVERIFY_EXCEPTION_THROWN((void)load_data(some, 1, 1), Error);
        return;
    }
    const auto data = load_data(some, 1, 1);
    QCOMPARE(joined(data.classes), classes);
    for (std::size_t i = 0; i < data.train.count(); ++i) {
        const auto &name = data.classes[static_cast<std::size_t>(data.train.labels[i])];
        QVERIFY(data.train.names[i].starts_with(name + "/"));
    }
}

void TestDataFolders::limitsTrainingImagesPerClass()
{
    put_images(root(), "train/a", 9);
    put_images(root(), "train/b", 3);
    put_images(root(), "test/a", 7);
    auto limited = spec();
    limited.per_class_limit = 5;
    limited.validation_share = 0.25;
    const auto summary = summarize_data(limited);
    QCOMPARE(summary.train, std::size_t(6));
    QCOMPARE(summary.val, std::size_t(2));
    QCOMPARE(summary.test, std::size_t(7));
}

void TestDataFolders::carvesValidationBySeed()
{
    put_images(root(), "a", 20);
    put_images(root(), "b", 20);
    const auto data = load_data(spec(), 5, 1);
    QCOMPARE(data.val.count(), std::size_t(8));
    std::set<std::string> names(data.train.names.begin(), data.train.names.end());
    names.insert(data.val.names.begin(), data.val.names.end());
    QCOMPARE(names.size(), std::size_t(40));
    QCOMPARE(load_data(spec(), 5, 1).val.names, data.val.names);
    QVERIFY(load_data(spec(), 6, 1).val.names != data.val.names);
}

void TestDataFolders::stratifiesOnRequest()
{
    put_images(root(), "few", 5);
    put_images(root(), "many", 40);
    put_images(root(), "some", 12);
    auto stratified = spec();
    stratified.stratified = true;
    std::set<std::vector<std::string>> splits;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto data = load_data(stratified, seed, 2);
        // A fifth of each, to the nearest image.
        QCOMPARE(std::ranges::count(data.val.labels, 0), 1);
        QCOMPARE(std::ranges::count(data.val.labels, 1), 8);
        QCOMPARE(std::ranges::count(data.val.labels, 2), 2);
        QCOMPARE(data.train.count(), std::size_t(57 - 11));
        QCOMPARE(load_data(stratified, seed, 1).val.names, data.val.names);
        splits.insert(data.val.names);
    }
    QCOMPARE(splits.size(), std::size_t(5));
    const auto data = load_data(stratified, 3, 2);
    const auto stored = Json::parse(to_text(stored_split(data)));
    QVERIFY(stored["val"].get<std::vector<std::string>>() == data.val.names);
    QCOMPARE(stored["train"].size(), data.train.count());
    QVERIFY(stored["test"].empty());
}

void TestDataFolders::storesTrainingWithItsMargin()
{
    put_images(root(), "a", 10);
    auto cropped = spec();
    QCOMPARE(load_data(cropped, 1, 1).train.size, 14);
    QCOMPARE(load_data(cropped, 1, 1).val.size, 12);
    cropped.random_crop = false;
    const auto data = load_data(cropped, 1, 1);
    QCOMPARE(data.train.size, 12);
    QCOMPARE(data.train.pixels.size(), data.train.count() * 12 * 12 * 3);
    QCOMPARE(data.train.image(7).size(), std::size_t(12 * 12 * 3));
}

void TestDataFolders::loadsOneSplitAlike()
{
    put_images(root(), "train/a", 10);
    put(root(), "train/b/1.png", "gray.png");
    put_images(root(), "test/a", 3);
    const auto data = load_data(spec(), 3, 2);
    const auto val = load_split(spec(), "val", 3, 2, {}, {}, nullptr);
    QCOMPARE(val.names, data.val.names);
    QCOMPARE(val.pixels, data.val.pixels);
    QCOMPARE(load_split(spec(), "test", 3, 2, {}, {}, nullptr).pixels, data.test.pixels);
    const auto train = load_split(spec(), "train", 3, 2, {}, {}, nullptr);
    QCOMPARE(train.names, data.train.names);
    QCOMPARE(train.size, 12);
}

// The digest is of the pictures that Pillow 11.3 decodes and resizes.
void TestDataFolders::readsRealPhotographs()
{
    TLVFC_NEEDS_SHARED();
    const auto folder = real_images("catdog");
    QVERIFY(folder);
    DataSpec photographs;
    photographs.source = folder->string();
    const auto summary = summarize_data(photographs);
    QCOMPARE(joined(summary.classes), QByteArray("cat dog"));
    QCOMPARE(summary.train + summary.val + summary.test, std::size_t(700));
    std::vector<BadFile> bad;
    const auto test = load_split(photographs, "test", 0, 2, {}, {}, &bad);
    QVERIFY(bad.empty());
    QCOMPARE(sha256(test.pixels),
             QByteArray("87f06c2f42711754babe77c8f9a2bcffda9503345a33e73be30941570b096de6"));
}

QTEST_GUILESS_MAIN(TestDataFolders)
#include "tst_data_folders.moc"
