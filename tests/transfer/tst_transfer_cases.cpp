#include "core/base/error.h"
#include "core/transfer/bias.h"
#include "core/transfer/matching.h"
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

} // namespace

class TestTransferCases : public QObject
{
    Q_OBJECT

private slots:
    void selection_data();
    void selection();
    void tiesFallAsInTheReference();
    void singleLayers_data();
    void singleLayers();
    void biases_data();
    void biases();
    void skippingDrawsTheSame_data();
    void skippingDrawsTheSame();
    void obstacles_data();
    void obstacles();
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

void TestTransferCases::tiesFallAsInTheReference()
{
    // torch.argsort of twenty zeros, PyTorch 2.11 on a CPU: beyond 16 elements std::sort moves
    // equal values about.
    const std::vector<std::int64_t> expected{10, 19, 18, 17, 16, 15, 14, 13, 12, 11,
                                             0,  9,  8,  7,  6,  5,  4,  3,  2,  1};
    const std::vector<float> sixteen(16, 0.0f);
    std::vector<std::int64_t> in_order(16);
    for (std::size_t i = 0; i < in_order.size(); ++i)
        in_order[i] = static_cast<std::int64_t>(i);
    QCOMPARE(argsort(sixteen), in_order);
    const auto twenty = argsort(std::vector<float>(20, 0.0f));
    QCOMPARE(twenty, expected);
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
    QTest::addColumn<QList<int>>("source"); // filters, kernels, size
    QTest::addColumn<QList<int>>("target");
    const QList<QList<int>> shapes{{8, 6, 3}, {4, 3, 3}, {4, 8, 3},
                                   {8, 4, 1}, {6, 6, 5}, {5, 7, 7}};
    for (const auto &source : shapes) {
        for (const auto &target : shapes)
            QTest::addRow("%dx%dx%d to %dx%dx%d", source[0], source[1], source[2], target[0],
                          target[1], target[2])
                << source << target;
    }
}

void TestTransferCases::skippingDrawsTheSame()
{
    QFETCH(QList<int>, source);
    QFETCH(QList<int>, target);
    const auto shape = [](const QList<int> &s) { return Shape{s[0], s[1], s[2], s[2]}; };
    for (const auto &rule : option_values<SelectionRule>()) {
        for (const auto &pad : option_values<PadMethod>()) {
            const VarianceOptions options{{pad.value, PoolMethod::Max}, rule.value, rule.value};
            if (!variance_transfer_obstacle(shape(source), shape(target), options).empty())
                continue;
            Generator really(3);
            Generator skipped(3);
            transfer_by_variance(test::pattern(shape(source), 1), test::pattern(shape(target), 2),
                                 options, really);
            skip_variance_transfer(shape(source), shape(target), options, skipped);
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

void TestTransferCases::indexMatchingRoundsHalvesToEven()
{
    QCOMPARE(match_by_index(13, 2), (std::vector<std::size_t>{0, 6})); // 6.5 → 6
    QCOMPARE(match_by_index(3, 6), (std::vector<std::size_t>{0, 0, 1, 2, 2, 2}));
    QCOMPARE(match_by_index(0, 6), std::vector<std::size_t>{});
    QCOMPARE(match_by_index(4, 0), std::vector<std::size_t>{});
}

QTEST_GUILESS_MAIN(TestTransferCases)
#include "tst_transfer_cases.moc"
