#include "core/base/error.h"
#include "core/transfer/bias.h"
#include "core/transfer/matching.h"
#include "core/transfer/prepared_source.h"
#include "core/transfer/selection.h"
#include "core/transfer/variance.h"
#include "core/transfer/variance_transfer.h"
#include "tests/support/shared_material.h"

#include <QTest>

#include <set>

using namespace tlvfc;

namespace {

Tensor pattern_of(const Json &json)
{
    return test::pattern(json["shape"].get<Shape>(), json["salt"].get<std::int64_t>());
}

void compareBits(const Tensor &actual, const Json &expected)
{
    QCOMPARE(actual.shape(), expected["shape"].get<Shape>());
    const auto values = expected["values"].get<std::vector<float>>();
    for (std::size_t i = 0; i < values.size(); ++i)
        QVERIFY2(actual.values()[i] == values[i], qPrintable(QString("value %1").arg(i)));
}

void addCases(const std::string &file)
{
    const auto golden = test::golden(file);
    int number = 0;
    for (const auto &entry : golden["cases"]) {
        std::string name = std::to_string(number++);
        for (const char *key : {"type_pad", "type_pool", "keep", "remove", "rule"}) {
            if (entry.contains(key))
                name += " " + entry[key].get<std::string>();
        }
        QTest::newRow(name.c_str()) << QString::fromStdString(entry.dump());
    }
}

Shape shapeOf(const QList<int> &s) { return {s[0], s[1], s[2], s[2]}; }

/// Pairs of shapes that cover every case by fan-out, fan-in and kernel size.
void addShapePairs(const QList<QList<int>> &shapes)
{
    QTest::addColumn<QList<int>>("source"); // filters, kernels, size
    QTest::addColumn<QList<int>>("target");
    for (const auto &source : shapes) {
        for (const auto &target : shapes)
            QTest::addRow("%dx%dx%d to %dx%dx%d", source[0], source[1], source[2], target[0],
                          target[1], target[2])
                << source << target;
    }
}

} // namespace

class TestTransferCases : public QObject
{
    Q_OBJECT

private slots:
    void selection_data();
    void selection();
    void rulesOfOurOwn_data();
    void rulesOfOurOwn();
    void threadsAndNeighborsChangeNoBit_data();
    void threadsAndNeighborsChangeNoBit();
    void singleLayers_data();
    void singleLayers();
    void biases_data();
    void biases();
    void skippingDrawsTheSame_data();
    void skippingDrawsTheSame();
    void obstacles_data();
    void obstacles();
    void theSayingNothingIsSaid_data();
    void theSayingNothingIsSaid();
    void indexMatchingRoundsHalvesToEven();
};

void TestTransferCases::selection_data()
{
    TLVFC_NEEDS_SHARED();
    QTest::addColumn<QString>("json");
    addCases("choose_candidate.json");
}

void TestTransferCases::selection()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, json);
    const auto entry = Json::parse(json.toStdString());
    const auto weight = pattern_of(entry);
    const auto variances = row_variances(weight.values(), entry["rows"]);
    QCOMPARE(variances, entry["variance"].get<std::vector<float>>());
    Generator generator(entry["seed"]);
    const auto rule =
        option_from_name<SelectionRule>("rule", entry["rule"].get_ref<const std::string &>());
    const std::int64_t count = entry["choose"];
    const auto chosen = choose(variances, rule, count, generator);
    QCOMPARE(chosen, entry["chosen"].get<std::vector<std::int64_t>>());
    QCOMPARE(std::ssize(chosen), chosen_count(rule, count));
}

void TestTransferCases::rulesOfOurOwn_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QList<float>>("values");
    QTest::addColumn<QList<qint64>>("chosen");
    using V = QList<float>;
    using C = QList<qint64>;
    const V seven{5, 1, 4, 7, 2, 6, 3}; // in order: 1 4 6 2 0 5 3
    QTest::newRow("odd two-tailed") << "two-tailed-any" << seven << C{1, 4, 0, 5, 3};
    QTest::newRow("even two-tailed") << "two-tailed-any" << seven << C{1, 4, 5, 3};
    QTest::newRow("one of two tails") << "two-tailed-any" << seven << C{3};
    QTest::newRow("the same by name") << "twoTailed" << seven << C{1, 4, 5, 3};
    QTest::newRow("three norms") << "l2" << seven << C{0, 5, 3};
    QTest::newRow("uniform, one") << "uniform" << seven << C{0};
    QTest::newRow("uniform, two") << "uniform" << seven << C{0, 6};
    QTest::newRow("uniform, halves to even") << "uniform" << seven << C{0, 2, 3, 4, 6};
    QTest::newRow("uniform, four") << "uniform" << seven << C{0, 2, 4, 6};
}

void TestTransferCases::rulesOfOurOwn()
{
    QFETCH(QString, rule);
    QFETCH(QList<float>, values);
    QFETCH(QList<qint64>, chosen);
    const auto value = option_from_name<SelectionRule>("rule", rule.toStdString());
    Generator generator(1);
    const auto before = generator;
    const auto found =
        choose(std::span(values.constData(), static_cast<std::size_t>(values.size())), value,
               chosen.size(), generator);
    QCOMPARE(found, std::vector<std::int64_t>(chosen.begin(), chosen.end()));
    QCOMPARE(chosen_count(value, chosen.size()), chosen.size());
    QVERIFY(generator == before);
}

void TestTransferCases::threadsAndNeighborsChangeNoBit_data()
{
    // Enough kernels that a crew takes parts of them.
    addShapePairs({{96, 300, 3}, {160, 120, 3}, {300, 200, 1}, {96, 120, 5}});
}

void TestTransferCases::threadsAndNeighborsChangeNoBit()
{
    QFETCH(QList<int>, source);
    QFETCH(QList<int>, target);
    const auto from = test::pattern(shapeOf(source), 1);
    const auto to = test::pattern(shapeOf(target), 2);
    for (const auto &rule : option_values<SelectionRule>()) {
        const VarianceOptions options{
            {PadMethod::Init, PoolMethod::Average}, rule.value, rule.value};
        if (!variance_transfer_obstacle(from.shape(), to.shape(), options).empty())
            continue;
        Generator generator(3);
        const auto detail = transfer_by_variance(from, to, options, generator);

        Crew crew(3);
        Generator own(3);
        PreparedSource prepared(from, to.shape()[3], options.resize, own, crew);
        const auto after_resize = own;
        std::vector<float> out(static_cast<std::size_t>(to.size()));
        // The second time what the first has worked out of the source is used again.
        for (int time = 0; time < 2; ++time) {
            KernelCounts counts;
            own = after_resize;
            write_by_variance(prepared, to, options, own, crew, out, &counts);
            QVERIFY2(std::ranges::equal(out, detail.after.values()),
                     std::string(rule.name).c_str());
            QVERIFY(own == generator);
            QCOMPARE(counts.kernels, std::ssize(detail.origins));
            QCOMPARE(counts.from_source, detail.kernels_from_source());
            QCOMPARE(counts.distinct_source, detail.distinct_source_kernels());
            if (variance_says_nothing(from.shape(), to.shape(), options))
                QVERIFY(!counts.variance_informative);
            if (rule.value == SelectionRule::Random || rule.value == SelectionRule::Uniform ||
                target[2] > 1)
                QVERIFY(counts.variance_informative);
        }
    }
}

void TestTransferCases::singleLayers_data()
{
    TLVFC_NEEDS_SHARED();
    QTest::addColumn<QString>("json");
    addCases("small_conv_transfer.json");
}

void TestTransferCases::singleLayers()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, json);
    const auto entry = Json::parse(json.toStdString());
    const auto text = [&](const char *key) { return entry[key].get<std::string>(); };
    VarianceOptions options;
    options.resize.pad = option_from_name<PadMethod>("pad", text("type_pad"));
    options.resize.pool = option_from_name<PoolMethod>("pool", text("type_pool"));
    options.keep = option_from_name<SelectionRule>("keep", text("keep"));
    options.remove = option_from_name<SelectionRule>("remove", text("remove"));
    const auto source = pattern_of(entry["source"]);
    const auto target = pattern_of(entry["target_before"]);
    Generator generator(entry["seed"]);
    if (entry.contains("reference_error")) {
        QVERIFY_EXCEPTION_THROWN(transfer_by_variance(source, target, options, generator), Error);
        return;
    }
    const auto detail = transfer_by_variance(source, target, options, generator);
    compareBits(detail.after, entry["target_after"]);

    // The origins must say where every kernel of the finished layer really came from.
    const auto size = static_cast<std::size_t>(target.shape()[2] * target.shape()[3]);
    for (std::size_t i = 0; i < detail.origins.size(); ++i) {
        const auto &origin = detail.origins[i];
        const auto &from = origin.kind == KernelOrigin::Kind::Source ? detail.resized_source
                           : origin.kind == KernelOrigin::Kind::Kept ? target
                                                                     : detail.drawn;
        const auto index =
            static_cast<std::size_t>(origin.filter * from.shape()[1] + origin.kernel);
        QVERIFY(std::ranges::equal(detail.after.values().subspan(i * size, size),
                                   from.values().subspan(index * size, size)));
    }
}

void TestTransferCases::biases_data()
{
    TLVFC_NEEDS_SHARED();
    QTest::addColumn<QString>("json");
    addCases("small_bias_transfer.json");
}

void TestTransferCases::biases()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, json);
    const auto entry = Json::parse(json.toStdString());
    Generator generator(entry["seed"]);
    const auto shape = entry["target_before"]["shape"].get<Shape>();
    compareBits(fit_by_repeating(pattern_of(entry["source"]), shape, generator),
                entry["target_after"]);
}

void TestTransferCases::skippingDrawsTheSame_data()
{
    addShapePairs({{8, 6, 3}, {4, 3, 3}, {4, 8, 3}, {8, 4, 1}, {6, 6, 5}, {5, 7, 7}});
}

void TestTransferCases::skippingDrawsTheSame()
{
    QFETCH(QList<int>, source);
    QFETCH(QList<int>, target);
    for (const auto &rule : option_values<SelectionRule>()) {
        for (const auto &pad : option_values<PadMethod>()) {
            const VarianceOptions options{{pad.value, PoolMethod::Max}, rule.value, rule.value};
            if (!variance_transfer_obstacle(shapeOf(source), shapeOf(target), options).empty())
                continue;
            Generator really(3);
            Generator skipped(3);
            transfer_by_variance(test::pattern(shapeOf(source), 1),
                                 test::pattern(shapeOf(target), 2), options, really);
            skip_variance_transfer(shapeOf(source), shapeOf(target), options, skipped);
            QVERIFY2(really.state() == skipped.state(), std::string(rule.name).c_str());
        }
    }
}

void TestTransferCases::obstacles_data()
{
    QTest::addColumn<QList<int>>("source");
    QTest::addColumn<QList<int>>("target");
    QTest::addColumn<QString>("says");
    using L = QList<int>;
    QTest::newRow("odd filters") << L{6, 4, 3, 3} << L{3, 4, 3, 3} << "odd number of filters (3)";
    QTest::newRow("odd kernels") << L{6, 6, 3, 3} << L{6, 3, 3, 3} << "odd number of kernels (3)";
    QTest::newRow("one filter is fine") << L{6, 6, 3, 3} << L{1, 6, 3, 3} << "";
    QTest::newRow("odd removal is fine") << L{3, 4, 3, 3} << L{6, 4, 3, 3} << "";
    QTest::newRow("not square") << L{4, 4, 1, 7} << L{4, 4, 3, 3} << "not square";
    QTest::newRow("not square, equal") << L{4, 4, 1, 7} << L{4, 4, 1, 7} << "";
    QTest::newRow("no kernels") << L{1, 4, 3, 3} << L{0, 4, 3, 3} << "no kernel";
    QTest::newRow("one dimension") << L{4, 4, 3} << L{4, 4, 3, 3} << "two-dimensional";
}

void TestTransferCases::obstacles()
{
    QFETCH(QList<int>, source);
    QFETCH(QList<int>, target);
    QFETCH(QString, says);
    VarianceOptions options;
    options.keep = options.remove = SelectionRule::TwoTailed;
    const auto obstacle = QString::fromStdString(variance_transfer_obstacle(
        Shape(source.begin(), source.end()), Shape(target.begin(), target.end()), options));
    QVERIFY2(says.isEmpty() ? obstacle.isEmpty() : obstacle.contains(says), qPrintable(obstacle));
}

void TestTransferCases::theSayingNothingIsSaid_data()
{
    QTest::addColumn<QList<int>>("source");
    QTest::addColumn<QList<int>>("target");
    QTest::addColumn<QString>("keep");
    QTest::addColumn<QString>("remove");
    QTest::addColumn<bool>("nothing");
    using L = QList<int>;
    const auto add = [](const char *name, const L &source, const L &target, const char *keep,
                        const char *remove, bool nothing) {
        QTest::newRow(name) << source << target << keep << remove << nothing;
    };
    add("fewer 1x1 kernels", {8, 8, 3}, {8, 4, 1}, "interLeaved", "random", true);
    add("more 1x1 kernels, at random", {8, 4, 3}, {8, 8, 1}, "interLeaved", "random", false);
    add("more 1x1 kernels, by variance", {8, 4, 3}, {8, 8, 1}, "random", "minVar", true);
    add("as many 1x1 kernels", {8, 4, 1}, {4, 4, 1}, "maxVar", "maxVar", false);
    add("fewer 3x3 kernels", {8, 8, 3}, {8, 4, 3}, "interLeaved", "random", false);
    add("by norm", {8, 8, 3}, {8, 4, 1}, "l2", "random", false);
    add("evenly spaced", {8, 8, 3}, {8, 4, 1}, "uniform", "random", false);
}

void TestTransferCases::theSayingNothingIsSaid()
{
    QFETCH(QList<int>, source);
    QFETCH(QList<int>, target);
    QFETCH(QString, keep);
    QFETCH(QString, remove);
    QFETCH(bool, nothing);
    VarianceOptions options;
    options.keep = option_from_name<SelectionRule>("keep", keep.toStdString());
    options.remove = option_from_name<SelectionRule>("remove", remove.toStdString());
    QCOMPARE(variance_says_nothing(shapeOf(source), shapeOf(target), options), nothing);
    const auto words = QString::fromStdString(
        describe_variance_transfer(shapeOf(source), shapeOf(target), options));
    QVERIFY2(words.contains("the sort's accident") == nothing, qPrintable(words));
}

void TestTransferCases::indexMatchingRoundsHalvesToEven()
{
    QCOMPARE(match_by_index(13, 2), (std::vector<std::size_t>{0, 6})); // 6.5 → 6
    QCOMPARE(match_by_index(3, 6), (std::vector<std::size_t>{0, 0, 1, 2, 2, 2}));
    QCOMPARE(match_by_index(0, 6), std::vector<std::size_t>{});
    QCOMPARE(match_by_index(4, 0), std::vector<std::size_t>{});
}

QTEST_GUILESS_MAIN(TestTransferCases)
#include "tst_transfer_cases.moc"
