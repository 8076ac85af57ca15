// A disk that fails and a process that is killed, at every kind of operation that a run carries
// out on its folder: the run ends with a sentence and goes on from there to the same bits.
#include "core/checkpoint/checkpoint.h"
#include "core/runs/run_lock.h"
#include "tests/cli/program.h"
#include "tests/training/tiny_training.h"

#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aRunGoesOnAfterAnything_data();
    void aRunGoesOnAfterAnything();

private:
    RunFolder prepare(const QString &name);
    QProcessEnvironment environmentFor(const RunFolder &run) const;
    void compareToUntouched(const RunFolder &run) const;

    QTemporaryDir folder_;
    RunFolder untouched_;
    QMap<QString, int> operations_; ///< and how many of each a run has
};

static QString path_of(const RunFolder &run) { return QString::fromStdString(run.path.string()); }

RunFolder TestCliFaults::prepare(const QString &name)
{
    RunSpec spec;
    spec.source = {"resnet20", "", 10};
    spec.target = {"resnet20", "", 0};
    spec.data = tiny_data();
    spec.training = tiny_options(4);
    spec.device = "cpu";
    spec.threads = 1;
    return create_run(folder_.filePath(name).toStdString(), spec);
}

QProcessEnvironment TestCliFaults::environmentFor(const RunFolder &run) const
{
    auto environment = program_environment();
    environment.insert("LD_PRELOAD", TLVFC_FAILING_DISK);
    environment.insert("ASAN_OPTIONS", "verify_asan_link_order=0");
    environment.insert("TLVFC_FAULT_FOLDER", path_of(run));
    return environment;
}

static Outcome carry_out(const RunFolder &run, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(TLVFC_PROGRAM), {"run", path_of(run), "--quiet"});
    auto outcome = outcome_of(process);
    if (process.exitStatus() == QProcess::CrashExit)
        outcome.code = -process.exitCode(); // the signal
    return outcome;
}

void TestCliFaults::initTestCase()
{
    untouched_ = prepare("untouched");
    const auto trace = folder_.filePath("trace");
    auto environment = environmentFor(untouched_);
    environment.insert("TLVFC_FAULT_TRACE", trace);
    VERIFY_SUCCESS(carry_out(untouched_, environment));
    QFile file(trace);
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd())
        ++operations_[QString::fromUtf8(file.readLine().trimmed())];
    for (const auto *known : {"write events.jsonl started", "write events.jsonl epoch",
                              "write events.jsonl finished", "fsync best.safetensors.part",
                              "rename result.json", "read spec.json", "create lock.json"})
        QVERIFY2(operations_.contains(known), known);
}

void TestCliFaults::compareToUntouched(const RunFolder &run) const
{
    QCOMPARE(int(run_state(run)), int(RunState::Finished));
    QCOMPARE(to_text(read_json(run.result())), to_text(read_json(untouched_.result())));
    for (const auto file : {&RunFolder::best_weights, &RunFolder::last_weights})
        QVERIFY(same_bits(read_weights((run.*file)()).weights,
                          read_weights((untouched_.*file)()).weights));
    for (const auto &entry : std::filesystem::recursive_directory_iterator(run.path))
        QVERIFY2(entry.path().filename().string().find(".part.") == std::string::npos,
                 entry.path().c_str());
}

void TestCliFaults::aRunGoesOnAfterAnything_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("deed");
    for (auto it = operations_.constKeyValueBegin(); it != operations_.constKeyValueEnd(); ++it) {
        const auto &[operation, count] = *it;
        const auto add = [operation = operation](int number, const char *deed) {
            QTest::addRow("%s at %s %d", deed, qPrintable(operation), number)
                << operation << number << QString(deed);
        };
        add(1, "EIO");
        static const QStringList leavesTheFolderAsItWas{"open", "read", "create", "fsync"};
        if (!leavesTheFolderAsItWas.contains(operation.section(' ', 0, 0)))
            add(1, "kill");
        if (count > 1 && operation.startsWith("write"))
            add(count, "dead");
    }
}

void TestCliFaults::aRunGoesOnAfterAnything()
{
    QFETCH(QString, operation);
    QFETCH(int, number);
    QFETCH(QString, deed);
    const auto run = prepare(QString::fromUtf8(QTest::currentDataTag()).replace(' ', '_'));
    auto environment = environmentFor(run);
    environment.insert("TLVFC_FAULT",
                       QStringLiteral("%1|%2|%3").arg(operation).arg(number).arg(deed));
    const auto outcome = carry_out(run, environment);
    // A run that is over within ResumeKeeper's first interval keeps no state.
    const bool mayNotCome = operation.contains("resume") || operation.contains("state");
    if (deed == QLatin1String("kill") && !(mayNotCome && outcome.code == 0))
        QCOMPARE(outcome.code, -SIGKILL);
    else
        QVERIFY2(outcome.code >= 0, "crashed");
    if (outcome.code > 0) {
        QVERIFY2(outcome.err.startsWith("error: ") && outcome.err.count('\n') == 1,
                 outcome.err.constData());
        QVERIFY2(outcome.err.contains(path_of(run).toUtf8()), outcome.err.constData());
    }
    if (run_state(run) != RunState::Finished)
        VERIFY_SUCCESS(tlvfc_program({"run", path_of(run), "--quiet"}));
    compareToUntouched(run);
    std::filesystem::remove_all(run.path);
}

QTEST_GUILESS_MAIN(TestCliFaults)
#include "tst_cli_faults.moc"
