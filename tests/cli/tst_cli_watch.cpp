// watch: runs whose folders go away while they are watched.
#include "core/runs/run_lock.h"
#include "tests/cli/tiny_sweep.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestCliWatch : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void aRunThatGoesAwayIsNoLongerWatched();
    void ofSeveralTheOthersAreWatchedOn();

private:
    RunFolder make(const char *name)
    {
        RunSpec spec;
        spec.strategy = preset("he");
        spec.target = {"resnet20", "", 0};
        spec.data = tiny_data();
        return create_run(root() / name, spec);
    }
    fs::path root() const { return folder_->filePath("runs").toStdString(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

/// Starts watching and returns when the line has come.
static void watch(QProcess &process, const fs::path &folder, const QByteArray &line)
{
    begin(process, {"watch", QString::fromStdString(folder.string())});
    process.setReadChannel(QProcess::StandardOutput);
    QByteArray seen;
    while (!seen.contains(line) && process.waitForReadyRead(program_timeout_ms))
        seen += process.readAllStandardOutput();
    QVERIFY2(seen.contains(line), seen.constData());
}

void TestCliWatch::aRunThatGoesAwayIsNoLongerWatched()
{
    const auto run = make("a");
    const RunLock lock(run);
    EventWriter(run.events()).write("log", {{"text", "here it is"}});
    QProcess process;
    watch(process, run.path, "here it is");
    fs::rename(run.path, folder_->filePath("elsewhere").toStdString());
    const auto outcome = outcome_of(process);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.startsWith("error: the run is gone"), outcome.err.constData());
}

void TestCliWatch::ofSeveralTheOthersAreWatchedOn()
{
    const auto gone = make("gone");
    const auto stays = make("stays");
    const RunLock lock(gone);
    auto other = std::make_unique<RunLock>(stays);
    EventWriter(gone.events()).write("log", {{"text", "here it is"}});
    QProcess process;
    watch(process, root(), "gone: here it is");
    fs::rename(gone.path, folder_->filePath("elsewhere").toStdString());
    EventWriter(stays.events()).write("finished", Json::object());
    other.reset();
    const auto outcome = outcome_of(process);
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.out.contains("gone: its folder is gone"), outcome.out.constData());
}

QTEST_GUILESS_MAIN(TestCliWatch)
#include "tst_cli_watch.moc"
