// sweep --slurm as far as it goes without a cluster: the script that a submitter is given.
#include "core/base/json.h"
#include "tests/cli/tiny_sweep.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliSbatch : public QObject
{
    Q_OBJECT

private slots:
    void theJobIsCalledLikeTheFolder_data();
    void theJobIsCalledLikeTheFolder();
};

void TestCliSbatch::theJobIsCalledLikeTheFolder_data()
{
    QTest::addColumn<QString>("runs");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("folder"); ///< as a shell reads it, %1 being the one above
    QTest::newRow("plain") << "first" << QByteArray("tlvfc-first")
                           << QByteArray("%1/first/he-resnet20-made-up-seed1");
    QTest::newRow("as a shell completes it") << "first/" << QByteArray("tlvfc-first")
                                             << QByteArray("%1/first/he-resnet20-made-up-seed1");
    QTest::newRow("with blanks") << "it's mine" << QByteArray("tlvfc-it-s-mine")
                                 << QByteArray("'%1/it'\\''s mine/he-resnet20-made-up-seed1'");
}

void TestCliSbatch::theJobIsCalledLikeTheFolder()
{
    QFETCH(QString, runs);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, folder);
    const QTemporaryDir place;
    write_json(place.filePath("sweep.json").toStdString(), tiny_sweep());
    QFile sbatch(place.filePath("sbatch"));
    QVERIFY(sbatch.open(QIODevice::WriteOnly) && sbatch.write("#!/bin/sh\necho 17\n") > 0);
    sbatch.close();
    QVERIFY(sbatch.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    QProcess process;
    auto environment = program_environment();
    environment.insert("PATH", place.path() + ":" + environment.value("PATH"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(TLVFC_PROGRAM), {"sweep", "--spec", place.filePath("sweep.json"),
                                                  "--runs", place.filePath(runs), "--slurm"});
    const auto outcome = outcome_of(process);
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.out.startsWith("job 17 with 4 tasks"), outcome.out.constData());
    QVERIFY2(!outcome.out.contains("/`"), outcome.out.constData());
    QFile file(place.filePath(runs) + "/sweep.sbatch");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto script = file.readAll();
    QVERIFY2(script.contains("#SBATCH --job-name=" + name + "\n"), script.constData());
    const auto first = "0) runs=(" + folder.replace("%1", place.path().toUtf8()) + ") ;;\n";
    QVERIFY2(script.contains(first), script.constData());
}

QTEST_GUILESS_MAIN(TestCliSbatch)
#include "tst_cli_sbatch.moc"
