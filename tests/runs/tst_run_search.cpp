#include "core/runs/run_search.h"
#include "tests/runs/small_run.h"

#include <QTest>

using namespace tlvfc;

class TestRunSearch : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
};

void TestRunSearch::finds_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("finds");
    const auto row = [](const char *words, bool finds) {
        QTest::newRow(words) << QString::fromUtf8(words) << finds;
    };
    row("", true);
    row("   ", true);
    row("good", true);
    row("GOOD", true);
    row("übung", true); // the note has it in capitals
    row("good übung", true);
    row("good missing", false);
    row("\"good one\"", true);
    row("\"one good\"", false);
    row("tag:paper", true);
    row("TAG:Paper", true);
    row("tag:pap", false);
    row("pap", true);
    row("tag:good", false);
    row("name:good", true);
    row("note:good", false);
    row("note:second", true);
    row("method:tlvfc", true);
    row("method:he", false);
    row("network:resnet20", true);
    row("network:made", false);
    row("data:made-up", true);
    row("seed:2", true);
    row("seed:20", false);
    row("state:finished", true);
    row("\"state:finished\"", false);
    row("-good", false);
    row("-missing", true);
    row("-tag:paper", false);
    row("-tag:small resnet20", true);
    row("2026-a", true); // of the folder's name
    row("http://x", false);
    row("-", false); // a word like others
    row("\xff", false);
}

void TestRunSearch::finds()
{
    QFETCH(QString, words);
    QFETCH(bool, finds);
    const auto spec = test::small_run();
    const RunNotes notes{"The good one", "ÜBUNG\nsecond line", {"Paper", "fast"}, false};
    const SearchedRun run{spec, notes, "2026 a 2026-a", "finished"};
    if (words == "-")
        QVERIFY(RunSearch("-").finds(run)); // in "made-up"
    else
        QCOMPARE(RunSearch(words.toStdString()).finds(run), finds);
}

QTEST_GUILESS_MAIN(TestRunSearch)
#include "tst_run_search.moc"
