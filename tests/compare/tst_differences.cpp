#include "core/compare/differences.h"
#include "tests/compare/made_runs.h"

#include <QTest>

using namespace tlvfc;

class TestDifferences : public QObject
{
    Q_OBJECT

private slots:
    void valuesWithTheirRuns();
    void nothingDiffers_data();
    void nothingDiffers();
};

void TestDifferences::valuesWithTheirRuns()
{
    QTemporaryDir folder;
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        test::make_run(folder, {"he", seed, 0.5});
    const auto other = test::make_run(folder, {"he", 1, 0.5, {0.1}});
    const auto collection = collect_runs({folder.path().toStdString()});
    const auto json = differences_json(collection);
    QCOMPARE(json.size(), std::size_t(2));
    QCOMPARE(json[0]["field"].get<std::string>(), std::string("training.epochs"));
    QCOMPARE(json[0]["values"].size(), std::size_t(2));
    QVERIFY(json[0]["values"][0]["value"] == 3);
    QCOMPARE(json[0]["values"][0]["runs"].size(), std::size_t(5));
    QVERIFY(json[0]["values"][1]["runs"] == Json({other.path.string()}));
    QCOMPARE(json[1]["field"].get<std::string>(), std::string("seed"));
    QCOMPARE(json[1]["values"].size(), std::size_t(5));
    const auto text = differences_text(collection);
    QVERIFY2(text.starts_with("training.epochs\n  3: 5 runs\n  1: " +
                              other.path.filename().string() + "\nseed\n  1: run"),
             text.c_str());
}

void TestDifferences::nothingDiffers_data()
{
    QTest::addColumn<int>("runs");
    QTest::newRow("one run") << 1;
    QTest::newRow("two of the same") << 2;
}

void TestDifferences::nothingDiffers()
{
    QFETCH(int, runs);
    QTemporaryDir folder;
    for (int i = 0; i < runs; ++i)
        test::make_run(folder, {"he", 1, 0.5});
    const auto collection = collect_runs({folder.path().toStdString()});
    QVERIFY(differences_json(collection).empty());
    QCOMPARE(differences_text(collection), std::string("the specifications are the same\n"));
}

QTEST_GUILESS_MAIN(TestDifferences)
#include "tst_differences.moc"
