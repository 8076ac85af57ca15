// Methods ranked over data sets; the expected values are scipy's.
#include "core/compare/report.h"
#include "core/compare/tables.h"
#include "tests/compare/made_runs.h"

#include <QTest>
#include <QXmlStreamReader>

#include <array>
#include <cmath>

using namespace tlvfc;
using namespace tlvfc::test;

class TestRanking : public QObject
{
    Q_OBJECT

private slots:
    void isScipys();
    void severalTargetsAreOneDataSet();
    void isLeftOutWithAReason_data();
    void isLeftOutWithAReason();
    void theDiagramHoldsEveryMethod();
};

namespace {

constexpr double friedman = 0.0005958438541570376;
constexpr std::array he{.50, .61, .42, .70, .55, .48, .66, .59, .73, .52, .44, .68};
constexpr std::array dpiat{.52, .60, .45, .70, .57, .50, .65, .60, .75, .54, .43, .69};
constexpr std::array tlvfc_method{.55, .63, .47, .72, .56, .53, .69, .62, .74, .57, .47, .71};

/// The three methods on `count` data sets.
void make_runs(const QTemporaryDir &folder, std::size_t count, const char *target = "resnet18")
{
    for (std::size_t i = 0; i < count; ++i) {
        const auto data = "set" + std::to_string(i);
        make_run(folder, {"he", 2, he[i], {0.3}, true, target, data});
        make_run(folder, {"dpiat", 2, dpiat[i], {0.3}, true, target, data});
        make_run(folder, {"tlvfc", 2, tlvfc_method[i], {0.3}, true, target, data});
    }
}

} // namespace

/// scipy.stats.friedmanchisquare(he, dpiat, tlvfc) of scipy 1.15 gives that p; the critical
/// difference is studentized_range.ppf(.95, 3, 1e6) / 2**.5 * (3 * 4 / (6 * 12))**.5.
void TestRanking::isScipys()
{
    QTemporaryDir folder;
    make_runs(folder, 12);
    const auto comparison = compared(folder);
    QVERIFY(comparison.ranking);
    const auto &ranking = *comparison.ranking;
    QCOMPARE(ranking.data_sets, 12);
    QStringList order;
    for (const auto method : ranking.methods)
        order.append(QString::fromStdString(comparison.methods[method]));
    QCOMPARE(order, (QStringList{"tlvfc", "dpiat", "he"}));
    const std::array expected{14.0 / 12.0, 25.5 / 12.0, 32.5 / 12.0};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs(ranking.mean_ranks[i] - expected[i]) < 1e-12);
    QVERIFY2(std::abs(ranking.p / friedman - 1.0) < 1e-9,
             qPrintable(QString::number(ranking.p, 'g', 12)));
    QVERIFY(std::abs(ranking.critical_difference - 0.95681) < 5e-4);
}

void TestRanking::severalTargetsAreOneDataSet()
{
    QTemporaryDir folder;
    make_runs(folder, 12);
    make_runs(folder, 12, "resnet34");
    const auto comparison = compared(folder);
    QCOMPARE(comparison.settings.size(), std::size_t(24));
    QVERIFY(comparison.ranking);
    QCOMPARE(comparison.ranking->data_sets, 12);
    QVERIFY(std::abs(comparison.ranking->p / friedman - 1.0) < 1e-9);
}

void TestRanking::isLeftOutWithAReason_data()
{
    QTest::addColumn<int>("sets");
    QTest::addColumn<bool>("only_he");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nine data sets")
        << 9 << false << "nothing before there are 10 of them (here: 9)";
    QTest::newRow("one method in common")
        << 12 << true << "2 to 20 methods that all of them have (here: 1)";
}

void TestRanking::isLeftOutWithAReason()
{
    QFETCH(int, sets);
    QFETCH(bool, only_he);
    QFETCH(QString, reason);
    QTemporaryDir folder;
    make_runs(folder, std::size_t(sets));
    if (only_he)
        make_run(folder, {"he", 2, 0.5, {0.3}, true, "resnet18", "another"});
    const auto comparison = compared(folder);
    QVERIFY(!comparison.ranking);
    const auto says = std::ranges::any_of(comparison.notes, [&](const std::string &note) {
        return QString::fromStdString(note).contains(reason);
    });
    QVERIFY(says);
    QVERIFY(!to_json(comparison).contains("ranking"));
    QVERIFY(to_html(comparison).find("critical difference") == std::string::npos);
}

void TestRanking::theDiagramHoldsEveryMethod()
{
    QTemporaryDir folder;
    make_runs(folder, 12);
    auto comparison = compared(folder);
    comparison.methods[0] = "he < \"all\" & others";
    const auto svg = ranking_svg(*comparison.ranking, comparison.methods);
    QXmlStreamReader reader(QString::fromStdString(svg));
    QStringList texts;
    int bars = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        bars += reader.name() == u"line" && reader.attributes().value("stroke-width") == u"4.0";
        if (reader.name() == u"text")
            texts.append(reader.readElementText());
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    for (const auto &method : comparison.methods)
        QVERIFY(texts.contains(QString::fromStdString(method)));
    QCOMPARE(bars, 1); // dpiat and he are .5 apart
    QVERIFY(to_html(comparison).find(svg) != std::string::npos);
    QVERIFY(to_text(comparison).find("mean ranks over 12 data sets: tlvfc ") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"
