// A run of two processes that goes wrong ends at once, and leaves alone what is others'.
#include "core/runs/run_lock.h"
#include "core/training/process_group.h"
#include "tests/cli/tiny_sweep.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdlib>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliProcesses : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aTakenRunIsLeftAlone();
    void anInterruptEndsOneThatWaits();
    void oneThatFailsBeforeTheyMeetEndsTheRun();
    void oneThatIsKilledBeforeTheyMeetEndsTheRun();
    void aStopEndsTheirWait();

private:
    bool waitsAlone(QProcess &first, pid_t &other) const;
    QString path() const { return QString::fromStdString(run_.path.string()); }

    std::unique_ptr<QTemporaryDir> folder_;
    RunFolder run_;
};

/// They look for each other for two minutes.
constexpr int soon_ms = 60'000;

void TestCliProcesses::initTestCase()
{
    if (!ProcessGroup::is_built_in())
        QSKIP("the program is built without Gloo");
}

void TestCliProcesses::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    RunSpec spec;
    spec.strategy = preset("he");
    spec.target = {"resnet20", "", 0};
    spec.data = tiny_data();
    spec.training = tiny_options(1);
    spec.device = "cpu";
    spec.threads = 1;
    spec.processes = 2;
    run_ = create_run(folder_->filePath("run").toStdString(), spec);
}

void TestCliProcesses::aTakenRunIsLeftAlone()
{
    const RunLock lock(run_);
    const auto before = entries_of(path());
    QElapsedTimer timer;
    timer.start();
    const auto outcome = tlvfc_program({"run", path(), "--quiet"});
    QVERIFY(timer.elapsed() < soon_ms);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("another process writes this run (process " +
                                  QByteArray::number(QCoreApplication::applicationPid())),
             outcome.err.constData());
    QCOMPARE(entries_of(path()), before);
}

void TestCliProcesses::anInterruptEndsOneThatWaits()
{
    QProcess process;
    begin(process,
          {"run", path(), "--quiet", "--process", "1", "--meeting", folder_->filePath("meeting"),
           "--first", QString::number(QCoreApplication::applicationPid())});
    QVERIFY(comes_true(process, [&] {
        const auto events = EventReader(run_.process_events(1)).poll();
        return std::ranges::count(events, "prepared", &Event::kind) > 0;
    }));
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(soon_ms));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QCOMPARE(process.exitCode(), SIGINT);
}

void TestCliProcesses::oneThatFailsBeforeTheyMeetEndsTheRun()
{
    std::filesystem::create_directory(run_.process_events(1)); // where it would write
    QElapsedTimer timer;
    timer.start();
    const auto outcome = tlvfc_program({"run", path(), "--quiet"});
    QVERIFY(timer.elapsed() < soon_ms);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.startsWith("error: process 1 of the run has ended before all had met"),
             outcome.err.constData());
    QVERIFY2(outcome.err.contains("process-1.txt"), outcome.err.constData());
    QVERIFY(text_of(run_.path / "process-1.txt").find("process-1.jsonl") != std::string::npos);
    QCOMPARE(last_event(run_.events())->kind, std::string("failed"));
    QVERIFY(run_state(run_) == RunState::Failed);
}

/// Halts the first as soon as it has started the other, which goes on to where they meet.
bool TestCliProcesses::waitsAlone(QProcess &first, pid_t &other) const
{
    begin(first, {"run", path(), "--quiet"});
    const auto meets = [&] {
        const auto found = QDir(path()).entryInfoList({"meeting-*"}, QDir::Files);
        return !found.isEmpty() && found.first().size() > 0;
    };
    const auto pid = std::to_string(first.processId());
    const auto is_started = [&] { return std::filesystem::exists(run_.path / "process-1.txt"); };
    if (!comes_true(first, is_started) || ::kill(pid_t(first.processId()), SIGSTOP) != 0)
        return false;
    const auto children = text_of("/proc/" + pid + "/task/" + pid + "/children");
    other = pid_t(std::strtol(children.c_str(), nullptr, 10));
    return other > 0 && comes_true(first, meets);
}

void TestCliProcesses::oneThatIsKilledBeforeTheyMeetEndsTheRun()
{
    QProcess first;
    pid_t other = 0;
    QVERIFY(waitsAlone(first, other));
    ::kill(other, SIGKILL);
    ::kill(pid_t(first.processId()), SIGCONT);
    QVERIFY(first.waitForFinished(soon_ms));
    QCOMPARE(first.exitCode(), 1);
    const auto said = first.readAllStandardError();
    QVERIFY2(said.contains("process 1 of the run has ended before all had met (exit status 137)"),
             said.constData());
}

/// SIGTERM to all, as a machine that shuts down sends it.
void TestCliProcesses::aStopEndsTheirWait()
{
    QProcess first;
    pid_t other = 0;
    QVERIFY(waitsAlone(first, other));
    ::kill(other, SIGTERM);
    ::kill(pid_t(first.processId()), SIGTERM);
    ::kill(pid_t(first.processId()), SIGCONT);
    QVERIFY(first.waitForFinished(soon_ms));
    QCOMPARE(first.exitCode(), 130);
    QVERIFY(run_state(run_) == RunState::Stopped);
}

QTEST_GUILESS_MAIN(TestCliProcesses)
#include "tst_cli_processes.moc"
