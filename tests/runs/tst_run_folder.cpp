#include "core/base/error.h"
#include "core/runs/run_lock.h"
#include "tests/runs/small_run.h"

#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <csignal>
#include <set>
#include <sys/resource.h>

using namespace tlvfc;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(RunState)

class TestRunFolder : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void isMade();
    void refusesAFolderThatHoldsARun();
    void refusesAnImpossibleRun();
    void leavesNothingHalf_data();
    void leavesNothingHalf();
    void states_data();
    void states();
    void listsTheNewestFirst();
    void listsNothingWhereNothingIs();
    void newPathsAreNew();
    void newPathsTellWhatTheyAre_data();
    void newPathsTellWhatTheyAre();
    void stopRequests();

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

void TestRunFolder::isMade()
{
    const auto path = test::path_in(*folder_, "deep/in/run");
    const auto run = create_run(path, test::small_run());
    QVERIFY(run.path == path);
    QCOMPARE(to_text(to_json(read_run_spec(run.spec()))), to_text(to_json(test::small_run())));
    QCOMPARE(std::distance(fs::directory_iterator(path), {}), 1);
    QVERIFY(run_state(run) == RunState::Prepared);
}

void TestRunFolder::refusesAFolderThatHoldsARun()
{
    const auto path = test::path_in(*folder_, "run");
    create_run(path, test::small_run());
    auto other = test::small_run();
    other.seed = 99;
    try {
        create_run(path, other);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString(error.what()).contains("already holds a run"), error.what());
    }
    QCOMPARE(read_run_spec(RunFolder{path}.spec()).seed, std::uint64_t(2));
}

void TestRunFolder::refusesAnImpossibleRun()
{
    const auto path = test::path_in(*folder_, "run");
    auto spec = test::small_run();
    spec.training.epochs = 0;
    QVERIFY_THROWS_EXCEPTION(Error, create_run(path, spec));
    QVERIFY(!fs::exists(path));
}

void TestRunFolder::leavesNothingHalf_data()
{
    QTest::addColumn<bool>("full");
    QTest::newRow("a file stands in the way") << false;
    QTest::newRow("the disk is full") << true;
}

void TestRunFolder::leavesNothingHalf()
{
    QFETCH(bool, full);
    const auto path = test::path_in(*folder_, full ? "run" : "file/run");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    if (full) {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit = before;
        limit.rlim_cur = 10;
        setrlimit(RLIMIT_FSIZE, &limit);
    } else {
        write_file(test::path_in(*folder_, "file"), "in the way");
    }
    std::optional<ErrorKind> kind;
    try {
        create_run(path, test::small_run());
    } catch (const Error &error) {
        kind = error.kind();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(kind == ErrorKind::Failure);
    QVERIFY(!fs::exists(path));
}

void TestRunFolder::states_data()
{
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<RunState>("state");
    QTest::newRow("nothing") << QStringList{} << RunState::Prepared;
    QTest::newRow("finished") << QStringList{"started", "epoch", "finished"} << RunState::Finished;
    QTest::newRow("stopped") << QStringList{"started", "stopped"} << RunState::Stopped;
    QTest::newRow("failed at once") << QStringList{"failed"} << RunState::Failed;
    QTest::newRow("gone without a word") << QStringList{"started", "epoch"} << RunState::Broken;
    QTest::newRow("began anew and gone") << QStringList{"stopped", "started"} << RunState::Broken;
    QTest::newRow("failed, then finished")
        << QStringList{"failed", "finished"} << RunState::Finished;
}

void TestRunFolder::states()
{
    QFETCH(QStringList, events);
    QFETCH(RunState, state);
    const auto run = create_run(test::path_in(*folder_, "run"), test::small_run());
    {
        EventWriter writer(run.events());
        for (const auto &kind : events)
            writer.write(kind.toStdString(), {});
    }
    QVERIFY(run_state(run) == state);
    const RunLock lock(run);
    QVERIFY(run_state(run) == RunState::Running);
}

void TestRunFolder::listsTheNewestFirst()
{
    const fs::path root = folder_->path().toStdString();
    const auto now = fs::file_time_type::clock::now();
    int age = 3;
    for (const char *name : {"b", "c", "a"}) {
        const auto run = create_run(root / name, test::small_run());
        fs::last_write_time(run.spec(), now - std::chrono::hours(age--));
    }
    fs::create_directories(root / "no run");
    write_file(root / "a file", "x");
    QStringList names;
    for (const auto &run : list_runs(root))
        names.append(QString::fromStdString(run.path.filename().string()));
    QCOMPARE(names, (QStringList{"a", "c", "b"}));
    // Of the same age: by name, which begins with the time.
    for (const char *name : {"a", "b", "c"})
        fs::last_write_time(root / name / "spec.json", now);
    QCOMPARE(list_runs(root).front().path.filename().string(), std::string("c"));
}

void TestRunFolder::listsNothingWhereNothingIs()
{
    QVERIFY(list_runs(test::path_in(*folder_, "absent")).empty());
    QVERIFY(list_runs(folder_->path().toStdString()).empty());
}

void TestRunFolder::newPathsAreNew()
{
    const fs::path root = folder_->path().toStdString();
    std::set<fs::path> paths;
    for (int i = 0; i < 4; ++i) {
        const auto path = new_run_path(root, test::small_run());
        QVERIFY(!fs::exists(path));
        QVERIFY(path.parent_path() == root);
        create_run(path, test::small_run());
        paths.insert(path);
    }
    QCOMPARE(paths.size(), std::size_t(4));
}

void TestRunFolder::newPathsTellWhatTheyAre_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("weights");
    QTest::addColumn<QString>("label");
    QTest::newRow("a zoo name") << "vgg16_5x5_Sort"
                                << ""
                                << "vgg16_5x5_Sort";
    QTest::newRow("a file") << ""
                            << "/x/my net.pth"
                            << "my-net";
    QTest::newRow("a path in a name") << "../../etc"
                                      << ""
                                      << "------etc";
}

void TestRunFolder::newPathsTellWhatTheyAre()
{
    QFETCH(QString, name);
    QFETCH(QString, weights);
    QFETCH(QString, label);
    auto spec = test::small_run();
    spec.target = {name.toStdString(), weights.toStdString(), 0};
    spec.seed = 7;
    const auto path = new_run_path("/root of runs", spec);
    QVERIFY(path.parent_path() == "/root of runs");
    const auto file = QString::fromStdString(path.filename().string());
    QVERIFY2(file.endsWith("-" + label + "-tlvfc-seed7"), qPrintable(file));
    QVERIFY(QRegularExpression("^\\d{8}-\\d{6}-").match(file).hasMatch());
}

void TestRunFolder::stopRequests()
{
    const auto run = create_run(test::path_in(*folder_, "run"), test::small_run());
    QVERIFY(!fs::exists(run.stop_request()));
    request_stop(run);
    QVERIFY(fs::exists(run.stop_request()));
    request_stop(run); // as often as one likes
    QVERIFY(run_state(run) == RunState::Prepared);
}

QTEST_GUILESS_MAIN(TestRunFolder)
#include "tst_run_folder.moc"
