#include "core/compare/curves_svg.h"
#include "core/compare/report.h"
#include "core/compare/tables.h"
#include "tests/compare/made_runs.h"
#include "tests/support/comma_locale.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <set>

using namespace tlvfc;
using namespace tlvfc::test;

class TestComparisonTables : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void numbersAgree();
    void csvHoldsEverything();
    void everyPointIsThere();
    void textIsQuoted();
    void anEmptyFieldIsAField();
    void numbersAreTheSameInEveryLocale();
    void theReportNeedsNothingElse();
    void curvesAreWhatWasMeasured();
    void methodsKeepTheirLook();

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

void TestComparisonTables::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        make_run(*folder_, {"he", seed, 0.5 + 0.01 * double(seed), {0.3, 0.4}});
        make_run(*folder_, {"tlvfc", seed, 0.6 + 0.02 * double(seed), {0.35, 0.5, 0.55}});
    }
}

static QString qstring(const std::string &text) { return QString::fromStdString(text); }

void TestComparisonTables::numbersAgree()
{
    const auto comparison = compared(*folder_);
    const auto &cell = comparison.settings[0].cells[1];
    QCOMPARE(accuracy_text(cell.accuracy), std::string("64.00 ± 2.00"));
    const auto difference = difference_text(cell.against_baseline->difference);
    for (const auto &form : {to_text(comparison), to_html(comparison)}) {
        QVERIFY(form.find("64.00 ± 2.00") != std::string::npos);
        QVERIFY(form.find(difference) != std::string::npos);
        QVERIFY(form.find("0.25 (≥ 0.25)") != std::string::npos);
    }
    QVERIFY(to_latex(comparison).find("$64.00 \\pm 2.00$ (3)") != std::string::npos);
    const auto json = to_json(comparison);
    QCOMPARE(json["settings"][0]["methods"][1]["accuracy"]["mean"].get<double>(),
             cell.accuracy.mean);
}

void TestComparisonTables::csvHoldsEverything()
{
    const auto comparison = compared(*folder_);
    const auto lines = qstring(to_csv(comparison)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    const auto head = lines[0].split(',');
    const auto tlvfc = lines[2].split(',');
    QCOMPARE(tlvfc.size(), head.size());
    const auto field = [&](const char *name) { return tlvfc[head.indexOf(name)]; };
    const auto &cell = comparison.settings[0].cells[1];
    QVERIFY(field("mean").toDouble() == cell.accuracy.mean); // to the last bit
    QVERIFY(field("std").toDouble() == cell.accuracy.deviation);
    QVERIFY(field("p").toDouble() == cell.against_baseline->p);
    QCOMPARE(field("pairs"), QString("3"));
    QCOMPARE(field("published"), QString());
    QCOMPARE(field("source_images").toDouble(), 1000.0);
    QVERIFY(field("target_multiply_adds").toDouble() == cell.cost.target);
    QVERIFY(field("source_multiply_adds").toDouble() == cell.cost.source);
    QCOMPARE(field("seconds").toDouble(), 30.0);
}

void TestComparisonTables::everyPointIsThere()
{
    const auto lines = qstring(points_csv(compared(*folder_))).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 3 * 2 + 3 * 3);
    const auto columns = lines[0].count(',');
    for (const auto &line : lines)
        QCOMPARE(line.count(','), columns);
}

void TestComparisonTables::textIsQuoted()
{
    auto spec = spec_of({"he", 1});
    spec.data.source = "/data/a,\"b\" & <c>_%";
    QTemporaryDir other;
    make_run(other, {"he", 1}, spec);
    const auto comparison = compared(other);
    QVERIFY(to_csv(comparison).find("\"resnet18 on a,\"\"b\"\" & <c>_%\"") != std::string::npos);
    QVERIFY(to_html(comparison).find("a,&quot;b&quot; &amp; &lt;c&gt;_%</h2>") !=
            std::string::npos);
    QVERIFY(to_latex(comparison).find("\\& <c>\\_\\%") != std::string::npos);
    auto renamed = comparison;
    renamed.methods[0] = "a < b & \"c\"";
    QXmlStreamReader svg(qstring(curves_svg(renamed, renamed.settings[0])));
    while (!svg.atEnd() && svg.name() != u"title")
        svg.readNext();
    QCOMPARE(svg.readElementText(), qstring(renamed.methods[0]));
}

void TestComparisonTables::anEmptyFieldIsAField()
{
    RunRecord run;
    run.state = RunState::Broken;
    run.points.resize(1);
    Comparison comparison;
    comparison.runs = std::make_shared<const std::vector<RunRecord>>(std::vector{run});
    const auto lines = qstring(points_csv(comparison)).split('\n');
    QCOMPARE(lines[1].count(','), lines[0].count(','));
    QVERIFY2(lines[1].startsWith(",broken off,"), qPrintable(lines[1]));
}

/// The window's program sets the person's.
void TestComparisonTables::numbersAreTheSameInEveryLocale()
{
    const auto comparison = compared(*folder_, {Measure::Test, "", 0.35});
    const auto forms = [&] {
        return std::vector{to_text(comparison), to_csv(comparison), points_csv(comparison),
                           to_latex(comparison), to_html(comparison)};
    };
    const auto plain = forms();
    const CommaLocale locale;
    if (!locale.isThere())
        QSKIP("this machine has no locale with a comma and cannot make one");
    const auto now = forms();
    for (std::size_t i = 0; i < plain.size(); ++i)
        QCOMPARE(qstring(now[i]), qstring(plain[i]));
}

/// No script, no address, nothing to fetch.
void TestComparisonTables::theReportNeedsNothingElse()
{
    auto html = qstring(to_html(compared(*folder_)));
    html.remove("http://www.w3.org/2000/svg"); // a name, not a place
    QVERIFY(!html.contains(QRegularExpression("<script|<link|<img|https?:|url\\(")));
    QCOMPARE(html.count("<details>"), 1 + 6); // the costs, and each run's specification
    QVERIFY(html.contains("\"learning") || html.contains("&quot;lr&quot;"));
}

void TestComparisonTables::curvesAreWhatWasMeasured()
{
    const auto comparison = compared(*folder_);
    QXmlStreamReader svg(qstring(curves_svg(comparison, comparison.settings[0])));
    QStringList titles;
    QList<qsizetype> points;
    int bands = 0;
    while (!svg.atEnd()) {
        svg.readNext();
        if (!svg.isStartElement())
            continue;
        if (svg.name() == u"title")
            titles.append(svg.readElementText());
        else if (svg.name() == u"polyline")
            points.append(svg.attributes().value("points").toString().trimmed().count(' ') + 1);
        else if (svg.name() == u"polygon")
            ++bands;
    }
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QCOMPARE(titles, (QStringList{"he", "tlvfc"}));
    QCOMPARE(points, (QList<qsizetype>{2, 3}));
    QCOMPARE(bands, 2);
}

/// In the report as in the window: the preset's color is its own whatever stands beside it.
void TestComparisonTables::methodsKeepTheirLook()
{
    Comparison all;
    for (const auto &method : methods())
        all.methods.push_back(method.name);
    for (int i = 1; i < 8; ++i)
        all.methods.push_back("tlvfc (keep rule " + std::to_string(i) + ")");
    std::set<std::pair<std::string, std::string>> looks;
    for (std::size_t i = 0; i < all.methods.size(); ++i) {
        const auto look = method_look(all, i);
        looks.emplace(svg_color(look), svg_dashes(look));
        Comparison alone;
        alone.methods = {all.methods[i]};
        QCOMPARE(method_look(alone, 0).tone, look.tone);
    }
    QCOMPARE(looks.size(), all.methods.size());

    const std::pair<const char *, const char *> published[]{
        {"he", "#868c95"}, {"dpiat", "#d17f00"}, {"tlvfc", "#0072b2"}};
    for (const auto &[name, color] : published) {
        Comparison alone;
        alone.methods = {name};
        QCOMPARE(svg_color(method_look(alone, 0)), std::string(color));
        QCOMPARE(svg_dashes(method_look(alone, 0)), std::string());
    }
}

QTEST_GUILESS_MAIN(TestComparisonTables)
#include "tst_comparison_tables.moc"
