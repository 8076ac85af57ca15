// A run of two processes that goes wrong ends at once, and leaves alone what is others'.
#include "core/training/process_group.h"
#include "tests/cli/tiny_sweep.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

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

private:
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

QTEST_GUILESS_MAIN(TestCliProcesses)
#include "tst_cli_processes.moc"
