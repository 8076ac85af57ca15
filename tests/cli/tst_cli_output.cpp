// Standard output that takes nothing is an error, not a success in silence.
#include "tests/cli/program.h"
#include "tests/compare/made_runs.h"

#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliOutput : public QObject
{
    Q_OBJECT

private slots:
    void aFullDiskIsTold_data();
    void aFullDiskIsTold();
};

void TestCliOutput::aFullDiskIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const char *line :
         {"models", "models --json", "models --help", "--help", "--version", "runs RUNS",
          "runs RUNS --json", "compare RUNS", "compare RUNS --csv", "compare RUNS --points",
          "compare RUNS --html", "compare RUNS --json", "completion bash"})
        QTest::newRow(line) << QString(line).split(' ');
}

void TestCliOutput::aFullDiskIsTold()
{
    QFETCH(QStringList, arguments);
    if (!QFile::exists("/dev/full"))
        QSKIP("this machine has no /dev/full");
    const QTemporaryDir runs;
    make_run(runs, {"he", 1});
    arguments.replaceInStrings("RUNS", runs.path());
    QProcess process;
    process.setProcessEnvironment(program_environment());
    process.setStandardOutputFile("/dev/full");
    process.start(QStringLiteral(TLVFC_PROGRAM), arguments);
    const auto outcome = outcome_of(process);
    QCOMPARE(outcome.err,
             QByteArray("error: cannot write to standard output, check where it leads\n"));
    QCOMPARE(outcome.code, 1);
}

QTEST_GUILESS_MAIN(TestCliOutput)
#include "tst_cli_output.moc"
