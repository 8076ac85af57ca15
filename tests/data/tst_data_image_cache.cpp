// Decoded once: the same pictures with and without a cache, and only then.
#include "core/base/error.h"
#include "core/data/image_cache.h"
#include "core/data/packed.h"
#include "tests/data/fixtures.h"
#include "tests/data/small_disk.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <sys/stat.h>
#include <thread>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataImageCache : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void changesNoPixel();
    void decodesOnce();
    void aChangedImageIsDecodedAgain_data();
    void aChangedImageIsDecodedAgain();
    void badFilesStayBad();
    void damageIsRebuilt_data();
    void damageIsRebuilt();
    void twoAtATimeAgree();
    void waitsNoLongerThanAStop();
    void aFullDiskIsNoFault();
    void anUnwritableFolderIsNoFault();
    void theLeastRecentlyUsedGoFirst();
    void whatIsTooLargeIsNotKept();

private:
    fs::path root() const { return fs::path(folder_->path().toStdString()); }
    DataSpec spec(const std::string &data = "data") const
    {
        DataSpec spec;
        spec.source = (root() / data).string();
        spec.image_size = 12;
        return spec;
    }
    PackedData load(std::uint64_t seed = 1, const std::string &data = "data") const
    {
        return load_data(spec(data), seed, 3, {}, {}, &options_);
    }
    std::vector<fs::path> cached() const
    {
        std::vector<fs::path> files;
        std::error_code none;
        for (const auto &entry : fs::directory_iterator(options_.folder, none))
            files.push_back(entry.path());
        std::ranges::sort(files);
        return files;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    ImageCacheOptions options_;
};

/// 40 pictures that differ, and two bad files.
static void put_data(const fs::path &folder)
{
    for (int i = 0; i < 40; ++i)
        put(folder, std::string("train/") + (i % 2 ? "a/" : "b/") + std::to_string(i) + ".jpg",
            i % 3 == 0   ? "color.jpg"
            : i % 3 == 1 ? "gray.png"
                         : "palette.png");
    put(folder, "test/a/1.png", "sideways.jpg");
    put(folder, "test/b/1.png", "cmyk.jpg");
    write(folder, "train/a/bad.jpg", "no picture");
    write(folder, "test/a/zero.jpg", "");
}

static void compare(const PackedData &one, const PackedData &other)
{
    for (const auto split : {&PackedData::train, &PackedData::val, &PackedData::test}) {
        QCOMPARE((one.*split).names, (other.*split).names);
        QCOMPARE((one.*split).labels, (other.*split).labels);
        QVERIFY((one.*split).pixels == (other.*split).pixels);
    }
    QCOMPARE(one.bad.size(), other.bad.size());
    for (std::size_t i = 0; i < one.bad.size(); ++i)
        QCOMPARE(one.bad[i].path, other.bad[i].path);
}

/// Other content under the same name, size and time: what a cache cannot see.
static void replace_unseen(const fs::path &file)
{
    const auto time = fs::last_write_time(file);
    const auto size = fs::file_size(file);
    write(file.parent_path(), file.filename(), std::string(size, 'x'));
    fs::last_write_time(file, time);
}

void TestDataImageCache::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    options_ = {root() / "cache"};
    put_data(root() / "data");
}

void TestDataImageCache::changesNoPixel()
{
    for (const std::uint64_t seed : {1u, 2u, 1u}) {
        const auto without = load_data(spec(), seed, 2);
        compare(load(seed), without);
    }
    QCOMPARE(cached().size(), std::size_t(2)); // training's size and evaluation's
}

void TestDataImageCache::decodesOnce()
{
    const auto first = load(1);
    for (const auto &entry : fs::recursive_directory_iterator(root() / "data")) {
        if (entry.is_regular_file())
            replace_unseen(entry.path());
    }
    compare(load(1), first);
    // Without the cache, nothing is left to be read.
    QVERIFY_EXCEPTION_THROWN(load_data(spec(), 1, 2), Error);
}

void TestDataImageCache::aChangedImageIsDecodedAgain_data()
{
    QTest::addColumn<QByteArray>("change");
    for (const char *change : {"content", "time", "name", "one more"})
        QTest::newRow(change) << QByteArray(change);
}

void TestDataImageCache::aChangedImageIsDecodedAgain()
{
    QFETCH(QByteArray, change);
    (void)load();
    const auto file = root() / "data/train/a/1.jpg";
    if (change == "content") {
        fs::remove(file);
        put(root(), "data/train/a/1.jpg", "two_values.png");
    } else if (change == "time") {
        replace_unseen(file);
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    } else if (change == "name") {
        fs::rename(file, root() / "data/train/a/2.jpg");
    } else {
        put(root(), "data/train/a/0.jpg", "two_values.png");
    }
    compare(load(), load_data(spec(), 1, 2));
}

void TestDataImageCache::badFilesStayBad()
{
    const auto first = load();
    QCOMPARE(first.bad.size(), std::size_t(2));
    const auto second = load();
    compare(second, first);
    QCOMPARE(second.bad[0].reason, first.bad[0].reason);
}

void TestDataImageCache::damageIsRebuilt_data()
{
    QTest::addColumn<QByteArray>("damage");
    for (const char *damage : {"empty", "short", "another header", "text"})
        QTest::newRow(damage) << QByteArray(damage);
}

void TestDataImageCache::damageIsRebuilt()
{
    QFETCH(QByteArray, damage);
    const auto first = load();
    for (const auto &file : cached()) {
        if (damage == "empty")
            fs::resize_file(file, 0);
        else if (damage == "short")
            fs::resize_file(file, 30);
        else if (damage == "text")
            write(file.parent_path(), file.filename(), std::string(100000, 'x'));
        else
            std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).put('X');
    }
    compare(load(), first);
    compare(load(), first);
}

void TestDataImageCache::twoAtATimeAgree()
{
    const auto without = load_data(spec(), 1, 1);
    std::vector<std::future<PackedData>> loads;
    for (int i = 0; i < 4; ++i)
        loads.push_back(std::async(std::launch::async, [this] { return load(); }));
    for (auto &one : loads)
        compare(one.get(), without);
}

void TestDataImageCache::waitsNoLongerThanAStop()
{
    std::stop_source stop;
    bool stopped = false;
    // While the first holds the file, the second waits for it, until it is stopped.
    const auto second = [&](const Progress &) {
        stop.request_stop();
        try {
            (void)load_data(spec(), 1, 1, stop.get_token(), {}, &options_);
        } catch (const Error &error) {
            stopped = error.kind() == ErrorKind::Interrupted;
        }
    };
    (void)load_data(spec(), 1, 1, {}, second, &options_);
    QVERIFY(stopped);
}

void TestDataImageCache::aFullDiskIsNoFault()
{
    const auto without = load_data(spec(), 1, 2);
    for (const rlim_t room : {0u, 100u, 5000u, 9000u}) {
        const SmallDisk disk(room);
        compare(load(), without);
        QCOMPARE(cached(), std::vector<fs::path>());
    }
    compare(load(), without);
}

void TestDataImageCache::anUnwritableFolderIsNoFault()
{
    write(root(), "cache", "a file where the folder should be");
    compare(load(), load_data(spec(), 1, 2));
}

void TestDataImageCache::theLeastRecentlyUsedGoFirst()
{
    put_data(root() / "other");
    put_data(root() / "third");
    (void)load(1, "data");
    const auto of_data = cached();
    (void)load(1, "other");
    std::uint64_t bytes = 0;
    for (const auto &file : cached()) {
        struct stat status = {};
        QCOMPARE(stat(file.c_str(), &status), 0);
        bytes += static_cast<std::uint64_t>(status.st_blocks) * 512;
        // The first one's are the older, though not by the clock's luck.
        const bool first = std::ranges::find(of_data, file) != of_data.end();
        fs::last_write_time(file,
                            fs::file_time_type::clock::now() - std::chrono::hours(first ? 2 : 1));
    }
    (void)load(1, "data"); // used again: the other one's are the oldest now
    options_.most_bytes = bytes;
    (void)load(1, "third");
    const auto left = cached();
    for (const auto &file : of_data)
        QVERIFY2(std::ranges::find(left, file) != left.end(), file.c_str());
    QCOMPARE(left.size(), std::size_t(4));
}

void TestDataImageCache::whatIsTooLargeIsNotKept()
{
    options_.most_bytes = 10000;
    compare(load(), load_data(spec(), 1, 2));
    QCOMPARE(cached(), std::vector<fs::path>());
    auto made_up = spec();
    made_up.source = "made-up";
    made_up.made_up_per_class = 5;
    options_ = {root() / "cache"};
    (void)load_data(made_up, 1, 2, {}, {}, &options_);
    QCOMPARE(cached(), std::vector<fs::path>());
}

QTEST_GUILESS_MAIN(TestDataImageCache)
#include "tst_data_image_cache.moc"
