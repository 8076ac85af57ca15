#include "core/base/error.h"
#include "core/base/host_name.h"
#include "core/runs/run_lock.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace tlvfc;
namespace fs = std::filesystem;

namespace {

/// A child process that takes the lock and holds it until it is killed.
class Holder
{
public:
    explicit Holder(const RunFolder &run)
    {
        int ready[2];
        if (pipe(ready) != 0)
            return;
        pid_ = fork();
        if (pid_ == 0) {
            const RunLock lock(run);
            [[maybe_unused]] const auto told = write(ready[1], "x", 1);
            for (;;)
                pause();
        }
        char byte = 0;
        has_it_ = read(ready[0], &byte, 1) == 1;
        close(ready[0]);
        close(ready[1]);
    }
    ~Holder() { kill(); }
    Holder(const Holder &) = delete;
    Holder &operator=(const Holder &) = delete;

    void kill()
    {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
        pid_ = -1;
    }

    bool has_it() const { return has_it_; }
    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
    bool has_it_ = false;
};

} // namespace

class TestRunLock : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsOthersOut();
    void goesWithItsHolder();
    void anotherProcess();
    void aDeadProcess();
    void aHangingProcessIsKilled();
    void nobodyElseIsKilled();
    void anotherMachine_data();
    void anotherMachine();
    void damagedLocksLockNobodyOut_data();
    void damagedLocksLockNobodyOut();
    void oneOfManyGetsIt();
    void aFolderThatIsNotThere();

private:
    QString refusal() const
    {
        try {
            const RunLock lock(run_);
        } catch (const Error &error) {
            return (error.kind() == ErrorKind::Failure ? "" : "kind: ") + QString(error.what());
        }
        return "taken";
    }

    std::unique_ptr<QTemporaryDir> folder_;
    RunFolder run_;
};

void TestRunLock::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    run_ = create_run(test::path_in(*folder_, "run"), test::small_run());
}

void TestRunLock::keepsOthersOut()
{
    const RunLock lock(run_);
    QVERIFY(run_state(run_) == RunState::Running);
    const auto told = refusal();
    QVERIFY2(told.startsWith("another process writes this run (process " +
                             QString::number(getpid()) + " on "),
             qPrintable(told));
    QVERIFY(run_state(run_) == RunState::Running); // the attempt took nothing away
    QVERIFY(fs::exists(run_.lock()));
}

void TestRunLock::goesWithItsHolder()
{
    {
        const RunLock lock(run_);
        QCOMPARE(read_json(run_.lock()).at("pid").get<int>(), getpid());
    }
    QVERIFY(!fs::exists(run_.lock()));
    QVERIFY(run_state(run_) == RunState::Prepared);
    QCOMPARE(refusal(), QString("taken"));
}

void TestRunLock::anotherProcess()
{
    const Holder holder(run_);
    QVERIFY(holder.has_it());
    QVERIFY(run_state(run_) == RunState::Running);
    QVERIFY2(refusal().contains("process " + QString::number(holder.pid()) + " on "),
             qPrintable(refusal()));
}

void TestRunLock::aDeadProcess()
{
    Holder holder(run_);
    QVERIFY(holder.has_it());
    EventWriter(run_.events()).write("started", {});
    holder.kill();
    QVERIFY(fs::exists(run_.lock())); // what it left behind
    QVERIFY(run_state(run_) == RunState::Broken);
    const RunLock lock(run_);
    QCOMPARE(read_json(run_.lock()).at("pid").get<int>(), getpid());
}

void TestRunLock::aHangingProcessIsKilled()
{
    kill_writer(run_); // nobody writes it
    const Holder holder(run_);
    QVERIFY(holder.has_it());
    EventWriter(run_.events()).write("started", {});
    kill_writer(run_);
    siginfo_t end = {};
    QCOMPARE(waitid(P_PID, static_cast<id_t>(holder.pid()), &end, WEXITED | WNOWAIT), 0);
    QCOMPARE(end.si_status, SIGKILL);
    QVERIFY(run_state(run_) == RunState::Broken);
    kill_writer(run_); // nobody is left
    QCOMPARE(refusal(), QString("taken"));
}

/// The lock names a process that does not hold it, as after its number was given to another.
void TestRunLock::nobodyElseIsKilled()
{
    const RunFolder other = create_run(test::path_in(*folder_, "other"), test::small_run());
    const Holder innocent(other);
    write_file(run_.lock(),
               to_text({{"host", host_name()}, {"pid", innocent.pid()}})); // and nobody locks it
    kill_writer(run_);
    QVERIFY(run_state(other) == RunState::Running);

    write_file(run_.lock(), "{\"host\":\"elsewhere\",\"pid\":77}\n");
    EventWriter(run_.events()).write("started", {});
    try {
        kill_writer(run_);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(int(error.kind()), int(ErrorKind::InvalidRequest));
        QVERIFY2(QString(error.what()).contains("process 77 is on elsewhere"), error.what());
    }
}

void TestRunLock::anotherMachine_data()
{
    QTest::addColumn<int>("lock_age_min");
    QTest::addColumn<int>("log_age_min"); // negative: there is none
    QTest::addColumn<bool>("lives");
    QTest::newRow("just begun") << 0 << -1 << true;
    QTest::newRow("its log grows") << 300 << 1 << true;
    QTest::newRow("silent for long") << 300 << 60 << false;
    QTest::newRow("silent from the start") << 300 << -1 << false;
}

void TestRunLock::anotherMachine()
{
    QFETCH(int, lock_age_min);
    QFETCH(int, log_age_min);
    QFETCH(bool, lives);
    const auto now = fs::file_time_type::clock::now();
    write_file(run_.lock(), "{\"host\":\"elsewhere\",\"pid\":77}\n");
    fs::last_write_time(run_.lock(), now - std::chrono::minutes(lock_age_min));
    if (log_age_min >= 0) {
        EventWriter(run_.events()).write("started", {});
        fs::last_write_time(run_.events(), now - std::chrono::minutes(log_age_min));
    }
    const auto left = log_age_min < 0 ? RunState::Prepared : RunState::Broken;
    QVERIFY(run_state(run_) == (lives ? RunState::Running : left));
    const auto told = refusal();
    if (lives)
        QVERIFY2(told.contains("process 77 on elsewhere"), qPrintable(told));
    else
        QCOMPARE(told, QString("taken"));
}

void TestRunLock::damagedLocksLockNobodyOut_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("torn") << QByteArray("{\"host\":\"els");
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("no host") << QByteArray("{\"pid\":3}");
    QTest::newRow("a number for a host") << QByteArray("{\"host\":3}");
    QTest::newRow("garbage") << QByteArray("\x00\xff\x01", 3);
}

void TestRunLock::damagedLocksLockNobodyOut()
{
    QFETCH(QByteArray, content);
    write_file(run_.lock(), content.toStdString());
    QVERIFY(run_state(run_) == RunState::Prepared);
    {
        const RunLock lock(run_);
        write_file(test::path_in(*folder_, "other"), ""); // any work
        // A reader that comes while the holder writes its name.
        fs::resize_file(run_.lock(), 0);
        QVERIFY(run_state(run_) == RunState::Running);
        QVERIFY2(refusal().startsWith("another process writes this run, "), qPrintable(refusal()));
    }
    QCOMPARE(refusal(), QString("taken"));
}

void TestRunLock::oneOfManyGetsIt()
{
    std::atomic<int> holders = 0;
    std::atomic<int> most = 0;
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int attempt = 0; attempt < 200; ++attempt) {
                    try {
                        const RunLock lock(run_);
                        const int now = ++holders;
                        ++taken;
                        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);)
                            ;
                        --holders;
                    } catch (const Error &) {
                        // another has it
                    }
                }
            });
        }
    }
    QCOMPARE(most.load(), 1);
    QVERIFY(taken > 0);
    QVERIFY(!fs::exists(run_.lock()));
}

void TestRunLock::aFolderThatIsNotThere()
{
    run_.path = test::path_in(*folder_, "absent");
    QVERIFY2(refusal().contains("cannot lock the run"), qPrintable(refusal()));
    QVERIFY(run_state(run_) == RunState::Prepared);
}

QTEST_GUILESS_MAIN(TestRunLock)
#include "tst_run_lock.moc"
