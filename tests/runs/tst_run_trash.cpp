#include "core/base/error.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_notes.h"
#include "core/runs/run_queue.h"
#include "core/runs/run_trash.h"
#include "core/runs/sweep_folders.h"
#include "tests/runs/small_run.h"

#include <QTest>

using namespace tlvfc;
namespace fs = std::filesystem;

class TestRunTrash : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        root_ = test::path_in(*folder_, "runs");
    }
    void goesAndComesBackWhole();
    void noReaderLooksIntoIt();
    void runsOfOneNameLieBesideEachOther();
    void aTakenPlaceStaysAsItIs();
    void whatIsRefused_data();
    void whatIsRefused();
    void aPathWithASlashAtItsEnd();
    void aLinkGoesWithoutWhatItLeadsTo();
    void emptyingSaysWhatIsGone();
    void emptyingSparesARunThatIsWritten();

private:
    RunFolder make(const char *name) { return create_run(root_ / name, test::small_run()); }

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
};

void TestRunTrash::goesAndComesBackWhole()
{
    const auto run = make("a");
    EventWriter(run.events()).write("finished", {});
    change_run_notes(run, [](RunNotes &notes) { notes.name = "mine"; });
    const auto trashed = move_to_trash(run);
    QVERIFY(!fs::exists(run.path));
    QCOMPARE(trashed.name(), std::string("a"));
    QVERIFY(!fs::exists(trashed.run.lock()));
    QCOMPARE(list_trash(root_).size(), std::size_t(1));
    QVERIFY(list_trash(root_).front().run.path == trashed.run.path);
    const auto back = restore_from_trash(trashed.run);
    QVERIFY(back.path == run.path);
    QVERIFY(run_state(back) == RunState::Finished);
    QCOMPARE(read_run_notes(back).name, std::string("mine"));
    QVERIFY(!fs::exists(trash_folder(root_)));
}

void TestRunTrash::noReaderLooksIntoIt()
{
    const auto run = make("a");
    make("b");
    add_to_queue(root_, {"a"});
    move_to_trash(run);
    QCOMPARE(list_runs(root_).size(), std::size_t(1));
    QVERIFY(queue_turn(root_, read_queue(root_).runs.front()) == QueueTurn::Gone);
    // A sweep whose run was thrown away makes it again.
    const SweepRun wanted{"a", test::small_run()};
    check_sweep_folders(root_, {wanted});
    ensure_sweep_run(root_, wanted);
    QCOMPARE(list_runs(root_).size(), std::size_t(2));
    QVERIFY(queue_turn(root_, read_queue(root_).runs.front()) == QueueTurn::Ready);
}

void TestRunTrash::runsOfOneNameLieBesideEachOther()
{
    const auto first = move_to_trash(make("a"));
    const auto second = move_to_trash(make("a"));
    QVERIFY(first.run.path != second.run.path);
    QCOMPARE(second.name(), std::string("a"));
    QCOMPARE(list_trash(root_).size(), std::size_t(2));
}

void TestRunTrash::aTakenPlaceStaysAsItIs()
{
    const auto trashed = move_to_trash(make("a"));
    const auto other = make("a");
    fs::create_directories(root_ / "a-2");
    const auto inode = fs::last_write_time(other.spec());
    const auto back = restore_from_trash(trashed.run);
    QCOMPARE(back.path.filename().string(), std::string("a-3"));
    QVERIFY(fs::last_write_time(other.spec()) == inode);
    QCOMPARE(list_runs(root_).size(), std::size_t(2));
    QVERIFY_THROWS_EXCEPTION(Error, restore_from_trash(trashed.run)); // it is there no longer
}

void TestRunTrash::whatIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("a run that is written")
        << "lock" << ErrorKind::Failure << "another process writes this run";
    QTest::newRow("no run") << "plain" << ErrorKind::InvalidRequest << "holds no run";
    QTest::newRow("nothing") << "absent" << ErrorKind::InvalidRequest << "holds no run";
    QTest::newRow("the folder of runs") << "root" << ErrorKind::InvalidRequest << "holds no run";
    QTest::newRow("a file where the trash should be")
        << "file" << ErrorKind::Failure << "cannot make the trash";
}

void TestRunTrash::whatIsRefused()
{
    QFETCH(QString, what);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    auto run = make("a");
    std::optional<RunLock> lock;
    if (what == "lock")
        lock.emplace(run);
    else if (what == "plain")
        fs::remove(run.spec());
    else if (what == "absent")
        run.path = root_ / "b";
    else if (what == "root")
        run.path = root_;
    else
        write_file(trash_folder(root_), "in the way");
    try {
        move_to_trash(run);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), kind);
        QVERIFY2(QString(error.what()).contains(says), error.what());
    }
    QVERIFY(fs::exists(root_ / "a"));
    QVERIFY(list_trash(root_).empty());
}

void TestRunTrash::aPathWithASlashAtItsEnd()
{
    auto run = make("a");
    run.path += "/";
    const auto trashed = move_to_trash(run);
    QVERIFY(restore_from_trash(trashed.run).path == root_ / "a");
}

void TestRunTrash::aLinkGoesWithoutWhatItLeadsTo()
{
    const auto elsewhere = create_run(test::path_in(*folder_, "elsewhere"), test::small_run());
    fs::create_directories(root_);
    fs::create_symlink("../elsewhere", root_ / "link");
    move_to_trash({root_ / "link"});
    QCOMPARE(empty_trash(root_).runs, std::size_t(1));
    QVERIFY(fs::exists(elsewhere.spec()));
}

void TestRunTrash::emptyingSaysWhatIsGone()
{
    QCOMPARE(empty_trash(root_).runs, std::size_t(0));
    const auto run = make("a");
    write_file(run.best_weights(), std::string(5000, 'w'));
    const auto spec = fs::file_size(run.spec());
    move_to_trash(run);
    move_to_trash(make("b"));
    make("kept");
    const auto size = trash_size(root_);
    QCOMPARE(size.runs, std::size_t(2));
    QCOMPARE(size.bytes, std::uint64_t(5000 + 2 * spec));
    const auto gone = empty_trash(root_);
    QCOMPARE(gone.runs, size.runs);
    QCOMPARE(gone.bytes, size.bytes);
    QVERIFY(!fs::exists(trash_folder(root_)));
    QCOMPARE(list_runs(root_).size(), std::size_t(1));
}

void TestRunTrash::emptyingSparesARunThatIsWritten()
{
    const auto trashed = move_to_trash(make("a"));
    const RunLock lock(trashed.run);
    QVERIFY_THROWS_EXCEPTION(Error, empty_trash(root_));
    QVERIFY(fs::exists(trashed.run.spec()));
}

QTEST_GUILESS_MAIN(TestRunTrash)
#include "tst_run_trash.moc"
