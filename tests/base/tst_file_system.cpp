// Where the file system cannot tell, an Error says why.
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>
#include <string>

using namespace tlvfc;
namespace fs = std::filesystem;

class TestFileSystem : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tellsWhatIsThere_data();
    void tellsWhatIsThere();
    void saysWhyNothingIsKnown_data();
    void saysWhyNothingIsKnown();
    void noPathIsWholeInAFolderThatIsGone();
    void listsWhatItCan();

private:
    std::unique_ptr<QTemporaryDir> folder_;
    fs::path path_;
};

void TestFileSystem::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    path_ = folder_->path().toStdString();
    fs::create_directory(path_ / "folder");
    std::ofstream(path_ / "file") << "four";
    fs::create_symlink("folder", path_ / "link");
    fs::create_symlink("absent", path_ / "dangling");
    fs::create_symlink("circle", path_ / "circle");
}

void TestFileSystem::tellsWhatIsThere_data()
{
    QTest::addColumn<bool>("there");
    QTest::addColumn<bool>("folder");
    QTest::newRow("folder") << true << true;
    QTest::newRow("link") << true << true;
    QTest::newRow("file") << true << false;
    QTest::newRow("absent") << false << false;
    QTest::newRow("dangling") << false << false;
    QTest::newRow("file/below") << false << false;
}

void TestFileSystem::tellsWhatIsThere()
{
    QFETCH(bool, there);
    QFETCH(bool, folder);
    const auto path = path_ / QTest::currentDataTag();
    QCOMPARE(is_there(path), there);
    QCOMPARE(is_folder(path), folder);
}

void TestFileSystem::saysWhyNothingIsKnown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    QTest::newRow("links in a circle") << "circle"
                                       << "Too many levels of symbolic links";
    QTest::newRow("below such links") << "circle/run"
                                      << "Too many levels of symbolic links";
    QTest::newRow("too long a name") << QString(300, 'n') << "File name too long";
}

void TestFileSystem::saysWhyNothingIsKnown()
{
    QFETCH(QString, name);
    QFETCH(QString, why);
    const auto path = path_ / name.toStdString();
    const std::vector<std::function<void()>> questions{[&] { (void)is_there(path); },
                                                       [&] { (void)is_folder(path); },
                                                       [&] { (void)file_bytes(path); }};
    for (const auto &ask : questions) {
        try {
            ask();
            QFAIL("nobody can know");
        } catch (const Error &error) {
            QVERIFY(error.kind() == ErrorKind::UnreadableInput);
            QVERIFY2(QString::fromStdString(error.fault()).endsWith(why), error.what());
            QCOMPARE(error.where(), path.string());
        }
    }
}

void TestFileSystem::noPathIsWholeInAFolderThatIsGone()
{
    const auto before = fs::current_path();
    fs::current_path(path_ / "folder");
    const auto whole = whole_path("run");
    fs::remove(path_ / "folder");
    bool is_refused = false;
    try {
        (void)whole_path("run");
    } catch (const Error &) {
        is_refused = true;
    }
    fs::current_path(before);
    QCOMPARE(whole, fs::canonical(path_) / "folder" / "run");
    QVERIFY(is_refused);
}

void TestFileSystem::listsWhatItCan()
{
    QCOMPARE(entries_of(path_).size(), std::size_t(5));
    for (const auto *name : {"folder", "file", "absent", "circle"})
        QVERIFY2(entries_of(path_ / name).empty(), name);
}

QTEST_GUILESS_MAIN(TestFileSystem)
#include "tst_file_system.moc"
