// A run that is killed again and again ends as if nothing had happened.
#include "core/checkpoint/checkpoint.h"
#include "core/runs/events.h"
#include "core/runs/run_lock.h"
#include "core/training/process_group.h"
#include "tests/cli/program.h"
#include "tests/training/tiny_training.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliResume : public QObject
{
    Q_OBJECT

private slots:
    void killedAtRandomMoments_data();
    void killedAtRandomMoments();
    void watchTellsTheWholeRun();

private:
    RunFolder prepare(const QString &name, int epochs, int processes = 1);

    QTemporaryDir folder_;
};

RunFolder TestCliResume::prepare(const QString &name, int epochs, int processes)
{
    RunSpec spec;
    spec.source = {"resnet20", "", 10};
    spec.target = {"resnet20", "", 0};
    spec.data = tiny_data();
    spec.training = tiny_options(epochs);
    spec.device = "cpu";
    spec.threads = 1;
    spec.processes = processes;
    return create_run(folder_.filePath(name).toStdString(), spec);
}

static QString path_of(const RunFolder &run) { return QString::fromStdString(run.path.string()); }

/// Every epoch's numbers but those of time, each epoch once.
static std::map<int, std::string> epochs_of(const RunFolder &run)
{
    std::map<int, std::string> epochs;
    for (const auto &event : EventReader(run.events()).poll()) {
        if (event.kind == "started")
            epochs.clear(); // killed before it had kept anything
        if (event.kind != "epoch")
            continue;
        auto fields = event.fields;
        fields.erase("images_per_second");
        fields.erase("elapsed_s");
        fields.erase("memory_mb");
        const auto [place, is_new] = epochs.try_emplace(fields["epoch"], to_text(fields));
        if (!is_new)
            place->second = "told twice";
    }
    return epochs;
}

/// Every step's loss; one that was told again counts as it was told last.
static std::map<std::int64_t, double> losses_of(const RunFolder &run)
{
    std::map<std::int64_t, double> losses;
    for (const auto &event : EventReader(run.events()).poll()) {
        if (event.kind != "progress")
            continue;
        const auto told = event.fields["losses"].get<std::vector<double>>();
        auto step = event.fields["step"].get<std::int64_t>() - std::ssize(told);
        for (const double loss : told)
            losses[++step] = loss;
    }
    return losses;
}

static int last_epoch_of(const RunFolder &run)
{
    const auto epochs = epochs_of(run);
    return epochs.empty() ? 0 : epochs.rbegin()->first;
}

/// Whether a process's command line names the run.
static bool isWorkedOn(const RunFolder &run)
{
    const auto path = QByteArray::fromStdString(run.path.string());
    const auto processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    return std::ranges::any_of(processes, [&](const QString &process) {
        QFile command(QStringLiteral("/proc/%1/cmdline").arg(process));
        return command.open(QIODevice::ReadOnly) && command.readAll().contains(path);
    });
}

void TestCliResume::killedAtRandomMoments_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("most_kills");
    QTest::newRow("one process") << 1 << 60 << 20;
    if (ProcessGroup::is_built_in())
        QTest::newRow("two processes") << 2 << 20 << 6;
}

void TestCliResume::killedAtRandomMoments()
{
    QFETCH(int, processes);
    QFETCH(int, epochs);
    QFETCH(int, most_kills);
    const auto untouched = prepare(QString("untouched-%1").arg(processes), epochs, processes);
    VERIFY_SUCCESS(tlvfc_program({"run", path_of(untouched), "--quiet"}));

    const auto run = prepare(QString("killed-%1").arg(processes), epochs, processes);
    QRandomGenerator random(7);
    int kills = 0;
    while (run_state(run) != RunState::Finished) {
        QProcess process;
        process.setProcessEnvironment(program_environment());
        process.start(QStringLiteral(TLVFC_PROGRAM), {"run", path_of(run), "--quiet"});
        QVERIFY(process.waitForStarted());
        if (kills < most_kills) {
            // At any moment: while it loads, or some way on, within a step or while it writes.
            const int goal = kills % 2 == 0 ? 0 : epochs * kills / (most_kills + 4);
            while (process.state() != QProcess::NotRunning && last_epoch_of(run) < goal)
                process.waitForFinished(20);
            process.waitForFinished(random.bounded(1, goal == 0 ? 400 : 100));
            if (process.state() != QProcess::NotRunning)
                ++kills;
            process.kill();
        }
        QVERIFY(process.state() == QProcess::NotRunning ||
                process.waitForFinished(program_timeout_ms));
        if (process.exitStatus() == QProcess::NormalExit) // else it was killed in time
            QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    QCOMPARE(kills, most_kills);
    QTRY_VERIFY(!isWorkedOn(run)); // no process outlives the one that was killed
    QVERIFY(epochs_of(run) == epochs_of(untouched));
    QCOMPARE(epochs_of(run).size(), std::size_t(epochs));
    QCOMPARE(losses_of(untouched).size(), std::size_t(epochs * 6));
    QVERIFY(losses_of(run) == losses_of(untouched));
    QCOMPARE(to_text(read_json(run.result())), to_text(read_json(untouched.result())));
    QVERIFY(same_bits(read_weights(run.last_weights()).weights,
                      read_weights(untouched.last_weights()).weights));
    QVERIFY(same_bits(read_weights(run.best_weights()).weights,
                      read_weights(untouched.best_weights()).weights));
    QVERIFY(!std::filesystem::exists(run.resume_point()));
}

void TestCliResume::watchTellsTheWholeRun()
{
    const auto run = prepare("watched", 2);
    QProcess watch;
    watch.setProcessEnvironment(program_environment());
    watch.start(QStringLiteral(TLVFC_PROGRAM), {"watch", path_of(run)});
    QVERIFY(watch.waitForStarted());
    VERIFY_SUCCESS(tlvfc_program({"run", path_of(run), "--quiet"}));
    const auto outcome = outcome_of(watch);
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.out.contains("epoch   1") && outcome.out.contains("epoch   2"),
             outcome.out.constData());
    const auto document = tlvfc_program({"watch", path_of(run), "--json"}).json();
    QCOMPARE(document["epochs"].size(), std::size_t(2));
    QVERIFY(document["result"]["test_accuracy"].is_number());
    QCOMPARE(tlvfc_program({"watch", folder_.filePath("none")}).code, 2);
}

QTEST_GUILESS_MAIN(TestCliResume)
#include "tst_cli_resume.moc"
