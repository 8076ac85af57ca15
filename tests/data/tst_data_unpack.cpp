// Archives that mean well, and archives that do not.
#include "core/base/error.h"
#include "core/data/unpack.h"
#include "tests/data/fixtures.h"
#include "tests/data/made_archives.h"
#include "tests/data/small_disk.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataUnpack : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void unpacks_data();
    void unpacks();
    void refusesHostility_data();
    void refusesHostility();
    void refusesDamage();
    void refusesAnExistingFolder();
    void refusesABomb();
    void aFullDiskLeavesNothing();
    void stopsAndLeavesNothing();
    void anUnacceptedFolderIsGone();
    void clearsAwayWhatAKilledProcessLeft();

private:
    fs::path root() const { return fs::path(folder_->path().toStdString()); }
    std::vector<std::string> left() const
    {
        std::vector<std::string> names;
        std::error_code none;
        for (const auto &entry : fs::recursive_directory_iterator(root() / "data", none))
            names.push_back(entry.path().lexically_relative(root() / "data").string());
        std::ranges::sort(names);
        return names;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

using Members = std::vector<MadeMember>;
using Names = std::vector<std::string>;

void TestDataUnpack::init() { folder_ = std::make_unique<QTemporaryDir>(); }

void TestDataUnpack::unpacks_data()
{
    QTest::addColumn<bool>("zip");
    QTest::newRow("tar.gz") << false;
    QTest::newRow("zip") << true;
}

void TestDataUnpack::unpacks()
{
    QFETCH(bool, zip);
    const std::string large(300000, 'x');
    make_archive(root() / "a", {{"top/", ""}, {"top/π/one.txt", large}, {"./top/two.txt", ""}},
                 zip ? ArchiveKind::Zip : ArchiveKind::TarGz);
    double last = 0.0;
    unpack(root() / "a", root() / "data" / "set", {}, {}, [&](const Progress &p) {
        QVERIFY(p.fraction >= last);
        last = p.fraction;
    });
    QVERIFY(last > 0.0);
    QCOMPARE(left(),
             (Names{"set", "set/top", "set/top/two.txt", "set/top/π", "set/top/π/one.txt"}));
    QCOMPARE(fs::file_size(root() / "data/set/top/π/one.txt"), std::uintmax_t(large.size()));
}

void TestDataUnpack::refusesHostility_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("link");
    QTest::addColumn<bool>("hard");
    QTest::addColumn<bool>("zip");
    const auto row = [](const char *name, const char *path, const char *link = "",
                        bool hard = false, bool zip = false) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(link) << hard << zip;
    };
    row("upward", "../evil");
    row("upward in zip", "../evil", "", false, true);
    row("upward inside", "a/../../evil");
    row("upward that stays", "a/../evil");
    row("absolute", "/tmp/tlvfc-evil");
    row("absolute in zip", "/tmp/tlvfc-evil", "", false, true);
    row("a link out", "a/link", "/etc");
    row("a link upward", "a/link", "../..");
    row("a link within", "a/link", "good");
    row("a hard link", "a/link", "/etc/passwd", true);
    row("a file twice", "a/good");
    row("a folder as a file", "a");
}

void TestDataUnpack::refusesHostility()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, link);
    QFETCH(bool, hard);
    QFETCH(bool, zip);
    make_archive(root() / "archive",
                 {{"a/good", "1"}, {path.toStdString(), "", link.toStdString(), hard}},
                 zip ? ArchiveKind::Zip : ArchiveKind::TarGz);
    try {
        unpack(root() / "archive", root() / "data" / "set");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QByteArray(error.what()).contains(fs::path(path.toStdString()).filename().c_str()),
                 error.what());
    }
    QCOMPARE(left(), Names());
    QVERIFY(!fs::exists(root() / "evil"));
    QVERIFY(!fs::exists("/tmp/tlvfc-evil"));
}

void TestDataUnpack::refusesDamage()
{
    std::string noise;
    for (unsigned i = 0; i < 60000; ++i)
        noise += static_cast<char>(i * i >> 7);
    make_archive(root() / "archive", {{"a/good", noise}, {"a/better", noise}});
    const auto size = fs::file_size(root() / "archive");
    for (const auto part : {1u, 2u, 3u, 5u, 9u}) {
        fs::copy_file(root() / "archive", root() / "cut", fs::copy_options::overwrite_existing);
        fs::resize_file(root() / "cut", size * part / 10);
        QVERIFY_EXCEPTION_THROWN(unpack(root() / "cut", root() / "data" / "set"), Error);
        QCOMPARE(left(), Names());
    }
    QVERIFY_EXCEPTION_THROWN(unpack(root() / "none", root() / "data" / "set"), Error);
    QCOMPARE(left(), Names());
}

void TestDataUnpack::refusesAnExistingFolder()
{
    make_archive(root() / "archive", {{"a", "1"}});
    write(root(), "data/set/mine", "2");
    QVERIFY_EXCEPTION_THROWN(unpack(root() / "archive", root() / "data" / "set"), Error);
    QCOMPARE(left(), (Names{"set", "set/mine"}));
}

// A hundred megabytes of zeros pack to a tenth of one.
void TestDataUnpack::refusesABomb()
{
    const std::string zeros(std::size_t{1} << 24, '\0');
    Members members;
    for (int i = 0; i < 6; ++i)
        members.push_back({"zeros" + std::to_string(i), zeros});
    make_archive(root() / "bomb", members);
    QVERIFY(fs::file_size(root() / "bomb") < 200'000);
    try {
        unpack(root() / "bomb", root() / "data" / "set");
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QByteArray(error.what()).contains("swells"), error.what());
    }
    QCOMPARE(left(), Names());
}

void TestDataUnpack::aFullDiskLeavesNothing()
{
    make_archive(root() / "archive", {{"a", std::string(200000, 'x')}});
    try {
        const SmallDisk disk(100000);
        unpack(root() / "archive", root() / "data" / "set");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Failure);
        QVERIFY2(QByteArray(error.what()).contains("free space"), error.what());
    }
    QCOMPARE(left(), Names());
}

void TestDataUnpack::stopsAndLeavesNothing()
{
    make_archive(root() / "archive", {{"a", "1"}, {"b", "2"}});
    std::stop_source stop;
    try {
        unpack(root() / "archive", root() / "data" / "set", {}, stop.get_token(),
               [&](const Progress &) { stop.request_stop(); });
        QFAIL("not stopped");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
    QCOMPARE(left(), Names());
}

void TestDataUnpack::anUnacceptedFolderIsGone()
{
    make_archive(root() / "archive", {{"a", "1"}});
    const auto refuse = [](const fs::path &folder) {
        QVERIFY(fs::exists(folder / "a"));
        throw unreadable_input("not this one");
    };
    QVERIFY_EXCEPTION_THROWN(unpack(root() / "archive", root() / "data" / "set", refuse), Error);
    QCOMPARE(left(), Names());
}

void TestDataUnpack::clearsAwayWhatAKilledProcessLeft()
{
    make_archive(root() / "archive", {{"a", "1"}});
    write(root(), "data/.set.part/half/made", "2");
    unpack(root() / "archive", root() / "data" / "set");
    QCOMPARE(left(), (Names{"set", "set/a"}));
}

QTEST_GUILESS_MAIN(TestDataUnpack)
#include "tst_data_unpack.moc"
