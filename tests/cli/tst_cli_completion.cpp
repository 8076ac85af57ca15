// The completion script, asked as bash asks it.
#include "tests/cli/program.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc::test;

class TestCliCompletion : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void completes_data();
    void completes();
    void anotherShellIsRefused();

private:
    QTemporaryDir folder_; ///< bash completes its files
    QString script_;
};

void TestCliCompletion::initTestCase()
{
    if (QStandardPaths::findExecutable("bash").isEmpty())
        QSKIP("there is no bash here");
    const auto outcome = tlvfc_program({"completion", "bash"});
    VERIFY_SUCCESS(outcome);
    script_ = QString::fromUtf8(outcome.out);
    QFile weights(folder_.filePath("mine.pth"));
    QVERIFY(weights.open(QIODevice::WriteOnly));
    QVERIFY(QDir(folder_.path()).mkdir("runs"));
}

void TestCliCompletion::completes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("replies");
    const auto row = [](const QStringList &words, const QStringList &replies) {
        QTest::newRow(qPrintable(words.join(' '))) << words << replies;
    };
    row({"sw"}, {"sweep"});
    row({"--v"}, {"--version"});
    row({"transfer", "--keep", "two"}, {"twoTailed", "two-tailed-any"});
    row({"train", "--on-bad-loss", ""}, {"stop", "go-back"});
    row({"transfer", "--source", "resnet1"}, {"resnet18", "resnet101", "resnet152", "resnet110"});
    row({"transfer", "--source-weights", "m"}, {"mine.pth"});
    row({"sweep", "--runs", ""}, {"runs"});
    row({"train", "--label"}, {"--label-smoothing"});
    row({"train", "--no-"}, {"--no-crop", "--no-flip"});
    row({"inspect", "vgg19"}, {"vgg19", "vgg19_bn"});
    row({"data", "fe"}, {"fetch"});
    row({"nonsense", "--"}, {});
}

void TestCliCompletion::completes()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, replies);
    QProcess bash;
    bash.setWorkingDirectory(folder_.path());
    bash.start("bash", QStringList{"--norc", "-c",
                                   script_ + "COMP_WORDS=(tlvfc \"$@\"); COMP_CWORD=$#; _tlvfc;"
                                             "printf '%s\\n' \"${COMPREPLY[@]}\"",
                                   "bash"} +
                           words);
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.readAllStandardError(), QByteArray());
    auto told = QString::fromUtf8(bash.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
    told.sort();
    replies.sort();
    QCOMPARE(told, replies);
}

void TestCliCompletion::anotherShellIsRefused()
{
    const auto outcome = tlvfc_program({"completion", "fish"});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("fish"), outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestCliCompletion)
#include "tst_cli_completion.moc"
