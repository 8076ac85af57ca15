// compare: finished runs in every form.
#include "tests/cli/program.h"
#include "tests/compare/made_runs.h"

#include <QFile>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliCompare : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyForm_data();
    void everyForm();
    void aRunCountsOnce();
    void theFolderWorkedInHasAName();
    void writesAFile();
    void wrongRequests_data();
    void wrongRequests();

private:
    QStringList command(const QStringList &options) const
    {
        return QStringList{"compare", folder_.path()} + options;
    }

    QTemporaryDir folder_;
};

void TestCliCompare::initTestCase()
{
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        make_run(folder_, {"he", seed, 0.5});
        make_run(folder_, {"tlvfc", seed, 0.6});
    }
}

void TestCliCompare::everyForm_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("holds");
    const auto row = [](const char *option, const char *holds) {
        QTest::newRow(*option ? option : "text") << QString(option) << QByteArray(holds);
    };
    row("", "+10.00 [+10.00, +10.00]");
    row("--csv", "resnet18 on made-up,tlvfc,test,3,0.6");
    row("--differences", "strategy.method\n  he: run");
    row("--points", "tlvfc,resnet18,made-up,1,1,");
    row("--latex", "\\begin{tabular}");
    row("--html", "<!doctype html>");
    row("--json", "\"p_smallest\": 0.25");
}

void TestCliCompare::everyForm()
{
    QFETCH(QString, option);
    QFETCH(QByteArray, holds);
    const auto outcome =
        tlvfc_program(command(option.isEmpty() ? QStringList() : QStringList{option}));
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.out.contains(holds), outcome.out.constData());
}

/// Also where a shell completes its name with a slash.
void TestCliCompare::aRunCountsOnce()
{
    const auto run = QDir(folder_.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first();
    const auto all = tlvfc_program(command({"--points"}));
    VERIFY_SUCCESS(all);
    QCOMPARE(tlvfc_program(command({folder_.filePath(run) + "/", "--points"})).out, all.out);
}

void TestCliCompare::theFolderWorkedInHasAName()
{
    const auto run = QDir(folder_.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first();
    const auto outcome = tlvfc_program({"compare", ".", "--html"}, folder_.filePath(run));
    VERIFY_SUCCESS(outcome);
    QVERIFY(outcome.out.contains("<summary>" + run.toUtf8() + "</summary>"));
}

void TestCliCompare::writesAFile()
{
    const auto file = folder_.filePath("report.html");
    const auto outcome = tlvfc_program(command({"--html", "--out", file}));
    VERIFY_SUCCESS(outcome);
    QVERIFY(outcome.out.isEmpty());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().endsWith("</html>\n"));
}

void TestCliCompare::wrongRequests_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const QStringList &options, const char *says) {
        QTest::newRow(qPrintable(options.join(' '))) << options << QByteArray(says);
    };
    row({"--csv", "--html"}, "two forms at once");
    row({"--csv", "--differences"}, "two forms at once");
    row({"--measure", "luck"}, "choose one of test, best, last, mean");
    row({"--baseline", "glorot"}, "choose one of he, tlvfc");
    row({"/nowhere"}, "neither is a run nor holds one");
}

void TestCliCompare::wrongRequests()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, says);
    const auto outcome = tlvfc_program(command(options));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_cli_compare.moc"
