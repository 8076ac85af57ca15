// Wrong requests: exit 2, one line that says what, where and what to do, and nothing written.
#include "tests/cli/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliRequests : public QObject
{
    Q_OBJECT

private slots:
    void areRefused_data();
    void areRefused();
    void optionsOutsideTheirRange_data();
    void optionsOutsideTheirRange();
    void pathsThatCannotBeLookedAt_data();
    void pathsThatCannotBeLookedAt();
};

/// Arguments as one line; a word in the row's line never holds a space.
static void row(const char *line, const char *says)
{
    QTest::newRow(line) << QString(line).split(' ', Qt::SkipEmptyParts) << QByteArray(says);
}

static void verify_refused(const QStringList &arguments, const QByteArray &says)
{
    const QTemporaryDir folder;
    QFile junk(folder.filePath("junk.pth"));
    QVERIFY(junk.open(QIODevice::WriteOnly) && junk.write("no weights at all\n") > 0);
    junk.close();
    QVERIFY(QFile::link("circle", folder.filePath("circle"))); // links that end nowhere
    const auto outcome = tlvfc_program(arguments, folder.path());
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
    QVERIFY2(outcome.err.startsWith("error: "), outcome.err.constData());
    QVERIFY2(outcome.err.endsWith('\n') && outcome.err.count('\n') == 1, outcome.err.constData());
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    const auto left = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QCOMPARE(left, QStringList{"junk.pth"});
}

void TestCliRequests::areRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    row("", "no command given");
    row("paint", "unknown command 'paint'");
    row("--loud", "--loud");
    row("models surplus", "surplus");
    row("models --loud", "--loud");
    row("inspect", "required");
    row("inspect resnet19", "'resnet19' is neither a network of the zoo nor a file");
    row("inspect junk.pth", "junk.pth");
    row("inspect .", "folder");
    row("inspect resnet20 --weights nosuch.pth", "nosuch.pth");
    row("inspect junk.pth --weights junk.pth", "two weights files");
    row("match --target resnet18", "--source is required");
    row("match --source resnet20 --target resnet32 --lock conv1", "option --lock");
    row("match --source resnet20 --target resnet32 --lock conv9=conv1", "no layer 'conv9'");
    row("transfer --source resnet20", "--target is required");
    row("transfer --target resnet32 --method tlvfc", "needs a source");
    row("transfer --target resnet32 --source-weights junk.pth", "option --source");
    row("transfer --source resnet20 --target resnet32 --method best", "unknown value 'best'");
    row("transfer --source resnet20 --target resnet32 --keep all", "unknown value 'all'");
    row("transfer --source resnet20 --target resnet32 --streams both", "--streams");
    row("transfer --source resnet20 --target resnet32 --out w.bin", "'.bin'");
    row("transfer --source resnet20 --target resnet32 --out no/w.pth", "option --out");
    row("transfer --source resnet20 --source-weights junk.pth --target resnet32 --out w.pth",
        "junk.pth");
    row("eval resnet20 --data made-up", "option --weights");
    row("eval resnet20 --weights junk.pth", "--data is required");
    row("eval resnet20 --weights junk.pth --data made-up --predictions no/p.csv",
        "option --predictions");
    row("compare . --out no/report.html", "option --out");
    row("train --method he --target resnet20 --run r", "target and data");
    row("train --method he --target resnet20 --data made-up", "option --run");
    row("train --method he --target resnet20 --data nowhere --run r", "nowhere");
    row("train --target resnet20 --data made-up --run r", "needs a source");
    row("train --method he --target resnet20 --target-classes 3 --data made-up --run r",
        "3 outputs where the data has 10");
    row("train --method he --target resnet20 --data made-up --run r --set epochs", "option --set");
    row("train --method he --target resnet20 --data made-up --run r --set training.epoch=3",
        "unknown key 'training.epoch'");
    row("train --method he --target resnet20 --data made-up --run r --set drill.epochs=3",
        "unknown key 'drill.epochs'");
    row("train --spec nosuch.json --run r", "nosuch.json");
    row("train --spec junk.pth --run r", "not valid JSON");
    row("train --spec junk.pth --epochs 3 --run r", "options --spec and --epochs");
    row("run nowhere", "holds no run");
    row("demo --out .", "not empty");
}

void TestCliRequests::areRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    verify_refused(arguments, says);
}

void TestCliRequests::optionsOutsideTheirRange_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    row("models --seed -1", "--seed");
    row("models --seed 1.5", "--seed");
    row("models --seed 18446744073709551616", "--seed");
    row("models --seed", "--seed");
    row("models --seed=", "--seed");
    row("models --threads 0x2", "not a whole number");
    row("models --threads -1", "--threads");
    row("models --threads many", "--threads");
    row("models --device tpu", "--device");
    row("models --device cuda:x", "--device");
    row("inspect resnet20 --classes -1", "-1 classes");
    row("inspect resnet20 --classes ten", "--classes");
    row("eval resnet20 --weights junk.pth --data made-up --batch 0", "--batch");
    row("eval resnet20 --weights junk.pth --data made-up --size big", "--size");
    row("train --method he --target resnet20 --data made-up --run r --epochs 0", "option epochs");
    row("train --method he --target resnet20 --data made-up --run r --epochs few", "--epochs");
    row("train --method he --target resnet20 --data made-up --run r --batch 1", "option batch");
    row("train --method he --target resnet20 --data made-up --run r --processes 0", "--processes");
    row("train --method he --target resnet20 --data made-up --run r --processes 2 --device cuda",
        "option processes");
    row("train --method he --target resnet20 --data made-up --run r --processes 4 --batch 7",
        "option processes");
    row("train --method he --target resnet20 --data made-up --run r --processes 2 "
        "--on-out-of-memory split",
        "on-out-of-memory");
    row("train --method he --target resnet20 --data made-up --run r --lr 0", "option lr");
    row("train --method he --target resnet20 --data made-up --run r --lr nan",
        "--lr: 'nan' is not a finite number");
    row("train --method he --target resnet20 --data made-up --run r --size 2", "option size");
    row("train --method he --target resnet20 --data made-up --run r --mean 1,2", "option --mean");
    row("train --method he --target resnet20 --data made-up --run r --std 1,0,1", "option std");
    row("train --method he --target resnet20 --data made-up --run r --crossover-rate 2",
        "option crossover-rate");
}

void TestCliRequests::optionsOutsideTheirRange()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    verify_refused(arguments, says);
}

void TestCliRequests::pathsThatCannotBeLookedAt_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    const char *says = "cannot look at this path: Too many levels of symbolic links, ";
    row("inspect circle", says);
    row("transfer --target resnet20 --method he --out circle/w.pth", says);
    row("run circle", says);
    row("resume circle", says);
    row("watch circle", says);
    row("runs circle", says);
    row("note circle --name good", says);
    row("trash circle", says);
    row("trash circle --list", says);
    row("compare circle", says);
    row("queue --runs . --add circle", says);
    row("weights check circle", says);
    row("demo --out circle/demo", says);
}

void TestCliRequests::pathsThatCannotBeLookedAt()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    verify_refused(arguments, says);
}

QTEST_GUILESS_MAIN(TestCliRequests)
#include "tst_cli_requests.moc"
