// The catalog: what it says, and bringing here what it names.
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/data/fetch.h"
#include "core/data/packed.h"
#include "tests/data/bad_server.h"
#include "tests/data/fixtures.h"
#include "tests/data/made_archives.h"
#include "tests/data/made_cifar.h"
#include "tests/data/own_folders.h"
#include "tests/data/small_disk.h"

#include <QTest>

#include <set>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataCatalog : public QObject
{
    Q_OBJECT

private slots:
    void init() { folders_ = std::make_unique<OwnFolders>(); }
    void theBuiltInOneIsSound();
    void refusesABrokenOne_data();
    void refusesABrokenOne();
    void theUsersOwnGoesFirst();
    void aNameIsData();
    void splitsComeFromListsAndFolders();
    void fetchesFromTheWeb();
    void fetchesFromAFileThatIsHere();
    void refusesAnotherFile_data();
    void refusesAnotherFile();
    void aFullDiskKeepsTheDownload();
    void fetchesWeights();
    void mendsDamagedWeights();

private:
    std::vector<std::string> left(const fs::path &folder) const
    {
        std::vector<std::string> names;
        std::error_code none;
        for (const auto &entry : fs::recursive_directory_iterator(folder, none))
            names.push_back(entry.path().lexically_relative(folder).string());
        std::ranges::sort(names);
        return names;
    }

    std::unique_ptr<OwnFolders> folders_;
};

static ExpectedContent content_of(const fs::path &file)
{
    return {fs::file_size(file), {}, sha256_of_file(file)};
}

static CatalogEntry small_cifar(const fs::path &folder)
{
    std::vector<MadeMember> members;
    for (const auto &[name, content] : made_cifar("CIFAR-10 Python"))
        members.push_back({"cifar-10-batches-py/" + name, content});
    make_archive(folder / "small.tar.gz", members);
    CatalogEntry entry;
    entry.name = "small";
    entry.classes = 10;
    entry.archive = content_of(folder / "small.tar.gz");
    return entry;
}

static QByteArray text_of(const fs::path &path)
{
    const auto bytes = bytes_of(path);
    return {reinterpret_cast<const char *>(bytes.data()), std::ssize(bytes)};
}

void TestDataCatalog::theBuiltInOneIsSound()
{
    const auto catalog = read_catalog();
    std::set<std::string> names;
    for (const auto &entry : catalog.data) {
        QVERIFY2(names.insert(entry.name).second, entry.name.c_str());
        QVERIFY(!entry.title.empty() && !entry.license.empty() && !entry.checksum_source.empty());
        QVERIFY(entry.homepage.starts_with("https://"));
        QVERIFY(entry.url.empty() || entry.archive.has_checksum());
        QVERIFY(entry.url.empty() == (entry.archive.bytes == 0));
        for (const auto &[digest, length] :
             {std::pair(entry.archive.md5, 32), std::pair(entry.archive.sha256, 64)})
            QVERIFY(digest.empty() || int(digest.size()) == length);
        DataSpec spec;
        spec.source = entry.name;
        spec.image_size = entry.image_size;
        spec.mean = entry.mean;
        spec.deviation = entry.deviation;
        spec.validate();
    }
    for (const char *name : {"cifar10", "cifar10-python", "cifar100", "cifar100-python", "food101",
                             "petimages", "intel"})
        QVERIFY2(names.contains(name), name);
    const auto cifar = catalog_entry("cifar10");
    QCOMPARE(cifar.mean, DataSpec().mean);
    QCOMPARE(cifar.deviation, DataSpec().deviation);
    QCOMPARE(cifar.image_size, DataSpec().image_size);
    QCOMPARE(catalog.weights.size(), std::size_t(16));
    QCOMPARE(catalog_weights("resnet50-v2").url,
             std::string("https://download.pytorch.org/models/resnet50-11ad3fa6.pth"));
    QCOMPARE(catalog_weights("vgg16_bn").content().sha256, std::string("6c64b313"));
    QVERIFY_EXCEPTION_THROWN(catalog_entry("cifar11"), Error);
}

void TestDataCatalog::refusesABrokenOne_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *json, const char *named) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(named);
    };
    row("[]", "version");
    row(R"({"schema": 2})", "version");
    row(R"({"schema": 1, "data": {}})", "data");
    row(R"({"schema": 1, "data": [3]})", "data");
    row(R"({"schema": 1, "data": [{"name": "../up"}]})", "../up");
    row(R"({"schema": 1, "data": [{"name": ""}]})", "no name");
    row(R"({"schema": 1, "data": [{"name": ".."}]})", "no name");
    row(R"({"schema": 1, "data": [{"name": "a", "bytes": "x"}]})", "bytes");
    row(R"({"schema": 1, "data": [{"name": "a", "splits": {"trial": {}}}]})", "splits");
    row(R"({"schema": 1, "weights": [{"name": "a", "file": "a.pth"}]})", "a.pth");
    row(R"({"schema": 1, "weights": [{"name": "a", "file": "../a-12345678.pth"}]})", "no name");
}

void TestDataCatalog::refusesABrokenOne()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, named);
    write(folders_->data(), "catalog.json", json.toStdString());
    try {
        (void)read_catalog();
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
        QVERIFY2(QByteArray(error.what()).contains("catalog"), error.what());
    }
}

void TestDataCatalog::theUsersOwnGoesFirst()
{
    write(
        folders_->data(), "catalog.json",
        R"({"schema": 1, "data": [{"name": "own", "classes": 3}, {"name": "cifar10", "classes": 4}]})");
    QCOMPARE(catalog_entry("own").classes, 3);
    QCOMPARE(catalog_entry("cifar10").classes, 4);
    QCOMPARE(catalog_entry("cifar100").classes, 100);
    QVERIFY(catalog_weights("resnet18").file.starts_with("resnet18-"));
}

void TestDataCatalog::aNameIsData()
{
    DataSpec spec;
    spec.source = "cifar10";
    try {
        (void)summarize_data(spec);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(error.remedy().find("tlvfc data fetch cifar10") != std::string::npos,
                 error.what());
    }
    const auto folder = dataset_folder(catalog_entry("cifar10"));
    QCOMPARE(folder, folders_->data() / "data" / "cifar10");
    for (const auto &[name, content] : made_cifar("CIFAR-10 binary"))
        write(folder / "cifar-10-batches-bin", name, content);
    QCOMPARE(summarize_data(spec).train, std::size_t(40));
}

void TestDataCatalog::splitsComeFromListsAndFolders()
{
    const auto food = dataset_folder(catalog_entry("food101"));
    for (const char *label : {"apple_pie", "waffles"})
        put_images(food / "food-101/images", label, 0);
    for (const char *image : {"apple_pie/1", "apple_pie/2", "waffles/3", "waffles/4", "waffles/5"})
        put(food / "food-101/images", std::string(image) + ".jpg", "color.jpg");
    write(food, "food-101/meta/train.txt", "apple_pie/1\r\nwaffles/3\nwaffles/4\n");
    write(food, "food-101/meta/test.txt", "waffles/5\n\napple_pie/2\napple_pie/absent\n");
    DataSpec spec;
    spec.source = "food101";
    spec.validation_share = 0;
    const auto data = load_data(spec, 1, 1);
    QCOMPARE(data.classes, (std::vector<std::string>{"apple_pie", "waffles"}));
    QCOMPARE(data.train.names,
             (std::vector<std::string>{"apple_pie/1.jpg", "waffles/3.jpg", "waffles/4.jpg"}));
    QCOMPARE(data.test.labels, (std::vector<std::int32_t>{1, 0}));
    QCOMPARE(data.bad.size(), std::size_t(1));
    QCOMPARE(data.bad[0].reason, std::string("cannot be read"));
    write(food, "food-101/meta/test.txt", "../../secret\n");
    QVERIFY_EXCEPTION_THROWN((void)summarize_data(spec), Error);

    const auto intel = dataset_folder(catalog_entry("intel"));
    put_images(intel, "seg_train/seg_train/sea", 4);
    put_images(intel, "seg_test/seg_test/sea", 2);
    put_images(intel, "seg_pred/seg_pred", 3);
    spec.source = "intel";
    const auto summary = summarize_data(spec);
    QCOMPARE(summary.classes, std::vector<std::string>{"sea"});
    QCOMPARE(summary.train, std::size_t(4));
    QCOMPARE(summary.test, std::size_t(2));
}

void TestDataCatalog::fetchesFromTheWeb()
{
    auto entry = small_cifar(folders_->root());
    BadServer server(text_of(folders_->root() / "small.tar.gz"));
    server.answers = {{.cut_after = 1000}, {}};
    entry.url = server.url("/small.tar.gz?key=1");
    DownloadOptions quick;
    quick.pause_ms = 1;
    const auto folder = fetch_dataset(entry, {}, quick);
    QCOMPARE(folder, dataset_folder(entry));
    DataSpec spec;
    spec.source = folder.string();
    QCOMPARE(summarize_data(spec).test, std::size_t(20));
    QCOMPARE(left(folders_->cache()), (std::vector<std::string>{"downloads"}));
    // It is here now: nothing is asked of anybody.
    server.asked.clear();
    (void)fetch_dataset(entry, {}, quick);
    QVERIFY(server.asked.isEmpty());
}

void TestDataCatalog::fetchesFromAFileThatIsHere()
{
    auto entry = small_cifar(folders_->root());
    QVERIFY_EXCEPTION_THROWN(fetch_dataset(entry), Error); // it has no address
    const auto file = folders_->root() / "small.tar.gz";
    (void)fetch_dataset(entry, file.string());
    QVERIFY(fs::exists(dataset_folder(entry) / "cifar-10-batches-py" / "test_batch"));
    QVERIFY(fs::exists(file));
}

void TestDataCatalog::refusesAnotherFile_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("size") << QByteArray("bytes in place of");
    QTest::newRow("checksum") << QByteArray("SHA-256");
    QTest::newRow("md5") << QByteArray("MD5");
    QTest::newRow("content") << QByteArray("does not hold");
    QTest::newRow("classes") << QByteArray("10 classes in place of 11");
    QTest::newRow("no archive") << QByteArray("neither a tar nor a zip");
    QTest::newRow("absent") << QByteArray("cannot read");
}

void TestDataCatalog::refusesAnotherFile()
{
    QFETCH(QByteArray, fault);
    const QByteArray row = QTest::currentDataTag();
    auto entry = small_cifar(folders_->root());
    auto file = folders_->root() / "small.tar.gz";
    if (row == "size")
        entry.archive.bytes += 1;
    if (row == "checksum")
        entry.archive.sha256 = std::string(64, '0');
    if (row == "md5")
        entry.archive.md5 = std::string(32, '0');
    if (row == "classes")
        entry.classes = 11;
    if (row == "absent")
        file = folders_->root() / "absent";
    if (row == "content" || row == "no archive") {
        entry.archive = {};
        if (row == "content")
            make_archive(file, {{"other/thing.txt", "1"}});
        else
            write(folders_->root(), "small.tar.gz", std::string(2000, 'x'));
    }
    try {
        (void)fetch_dataset(entry, file.string());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QByteArray(error.what()).contains(fault), error.what());
    }
    QCOMPARE(left(folders_->data() / "data"), std::vector<std::string>());
}

// The archive came; only unpacking it did not go well. It need not come again.
void TestDataCatalog::aFullDiskKeepsTheDownload()
{
    auto entry = small_cifar(folders_->root());
    const auto packed = fs::file_size(folders_->root() / "small.tar.gz");
    BadServer server(text_of(folders_->root() / "small.tar.gz"));
    entry.url = server.url("/small.tar.gz");
    try {
        const SmallDisk disk(packed + 100); // less than a batch unpacked
        (void)fetch_dataset(entry);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Failure);
        QVERIFY2(QByteArray(error.what()).contains("free space"), error.what());
    }
    QCOMPARE(left(folders_->data() / "data"), std::vector<std::string>());
    (void)fetch_dataset(entry);
    QCOMPARE(server.asked.size(), 1);
    QVERIFY(fs::is_directory(dataset_folder(entry)));
}

static CatalogWeights weights_of(const QByteArray &bytes)
{
    const auto digest =
        sha256_hex(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))));
    return {"net", "resnet18", "net-" + digest.substr(0, 8) + ".pth", "", ""};
}

void TestDataCatalog::fetchesWeights()
{
    const QByteArray bytes(5000, 'w');
    auto weights = weights_of(bytes);
    BadServer server(bytes);
    weights.url = server.url();
    const auto file = fetch_weights(weights);
    QCOMPARE(file, folders_->cache() / "weights" / weights.file);
    QCOMPARE(text_of(file), bytes);
    (void)fetch_weights(weights);
    QCOMPARE(server.asked.size(), 1);
    fs::remove(file);
    write(folders_->root(), "mine.bin", bytes.toStdString());
    (void)fetch_weights(weights, (folders_->root() / "mine.bin").string());
    QCOMPARE(text_of(file), bytes);
    QCOMPARE(server.asked.size(), 1);
    fs::remove(file);
    write(folders_->root(), "mine.bin", "others");
    QVERIFY_EXCEPTION_THROWN(fetch_weights(weights, (folders_->root() / "mine.bin").string()),
                             Error);
    QVERIFY(!fs::exists(file));
}

void TestDataCatalog::mendsDamagedWeights()
{
    const QByteArray bytes(5000, 'w');
    auto weights = weights_of(bytes);
    BadServer server(bytes);
    weights.url = server.url();
    write(folders_->cache(), "weights/" + weights.file, "damaged");
    QCOMPARE(text_of(fetch_weights(weights)), bytes);
}

QTEST_GUILESS_MAIN(TestDataCatalog)
#include "tst_data_catalog.moc"
