// Applying a plan: in place or not, by any number of threads, and what it counts on the way.
#include "core/base/error.h"
#include "core/transfer/apply.h"
#include "core/transfer/layer_detail.h"
#include "tests/support/pattern_network.h"

#include <QTest>

#include <map>

using namespace tlvfc;

namespace {

TransferPlan planOf(const char *source, const char *target, const Strategy &strategy)
{
    Generator generator(5);
    return make_plan(test::pattern_network(source, 10, 1), test::pattern_network(target, 10, 1000),
                     strategy, generator);
}

/// Every tensor in memory of its own.
Weights ownCopy(const Weights &weights)
{
    auto copy = weights;
    for (const auto &[name, tensor] : weights) {
        if (tensor.dtype() == DType::Float32)
            (void)copy.find(name)->edit();
    }
    return copy;
}

std::string firstDifference(const Weights &a, const Weights &b)
{
    for (const auto &[name, tensor] : a) {
        if (!std::ranges::equal(tensor.bytes(), b.at(name).bytes()))
            return name;
    }
    return {};
}

} // namespace

class TestApply : public QObject
{
    Q_OBJECT

private slots:
    void inPlaceGivesTheSame_data();
    void inPlaceGivesTheSame();
    void inPlaceKeepsTheMemory();
    void reportsCountWhatTheDetailsHold_data();
    void reportsCountWhatTheDetailsHold();
    void variancesThatSayNothingAreReported();
    void stoppedBetweenLayers();
    void aStoppedDetailIsNotWorkedOut_data();
    void aStoppedDetailIsNotWorkedOut();
};

void TestApply::inPlaceGivesTheSame_data()
{
    QTest::addColumn<QString>("method");
    for (const auto &method : methods())
        QTest::newRow(method.name.c_str()) << QString::fromStdString(method.name);
}

void TestApply::inPlaceGivesTheSame()
{
    QFETCH(QString, method);
    auto plan = planOf("resnet18", "resnet32", preset(method.toStdString()));
    const auto expected = apply_plan(plan);
    QCOMPARE(firstDifference(apply_plan(plan, 3), expected), std::string());
    for (const auto &layer : plan.layers) {
        const auto detail = make_detail(plan, layer.target);
        const auto &path = plan.target->architecture.layer(layer.target).path;
        QVERIFY2(std::ranges::equal(detail.after.bytes(), expected.at(path + ".weight").bytes()),
                 path.c_str());
    }

    // The plan does with a target that has given its weights away.
    auto weights = plan.target->weights;
    plan.target = std::make_shared<Network>(Network{plan.target->architecture, {}, "given away"});
    apply_plan_to(weights, plan, 3);
    QCOMPARE(firstDifference(weights, expected), std::string());
}

void TestApply::inPlaceKeepsTheMemory()
{
    const auto plan = planOf("vgg11_bn", "resnet18", preset("tlvfc"));
    auto weights = ownCopy(plan.target->weights);
    std::map<std::string, const void *> memory;
    for (const auto &[name, tensor] : weights)
        memory[name] = tensor.bytes().data();
    apply_plan_to(weights, plan, 2);
    for (const auto &[name, tensor] : weights) {
        if (name.ends_with("weight"))
            QVERIFY2(tensor.bytes().data() == memory[name], name.c_str());
    }
    QCOMPARE(firstDifference(weights, apply_plan(plan)), std::string());
}

void TestApply::reportsCountWhatTheDetailsHold_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("remove");
    QTest::newRow("random") << "tlvfc"
                            << "random";
    QTest::newRow("the smallest") << "tlvfc"
                                  << "minVar";
    QTest::newRow("norms") << "tlvfc-base"
                           << "l2";
}

void TestApply::reportsCountWhatTheDetailsHold()
{
    QFETCH(QString, method);
    QFETCH(QString, remove);
    auto strategy = preset(method.toStdString());
    strategy.remove = option_from_name<SelectionRule>("remove", remove.toStdString());
    const auto plan = planOf("resnet32", "resnet50", strategy);
    std::vector<LayerReport> reports;
    apply_plan(plan, 2, {}, {}, [&](const LayerReport &report) { reports.push_back(report); });

    std::size_t i = 0;
    std::int64_t repeats = 0;
    for (const auto &layer : plan.layers) {
        if (layer.action != LayerAction::Variance)
            continue;
        QVERIFY(i < reports.size());
        const auto &report = reports[i++];
        const auto detail = make_detail(plan, layer.target);
        QCOMPARE(report.target, layer.target);
        QCOMPARE(report.kernels, std::ssize(detail.origins));
        QCOMPARE(report.from_source, detail.kernels_from_source());
        QCOMPARE(report.distinct_source, detail.distinct_source_kernels());
        repeats += report.kernels - report.distinct_source;
    }
    QCOMPARE(i, reports.size());
    QVERIFY(repeats > 0);
}

void TestApply::variancesThatSayNothingAreReported()
{
    // ResNet-32's 16 to 64 filters of 3x3 kernels in ResNet-50, where every other layer has 1x1.
    auto strategy = preset("tlvfc-base");
    strategy.remove = SelectionRule::MinVar;
    const auto plan = planOf("resnet32", "resnet50", strategy);
    int informative = 0;
    int silent = 0;
    apply_plan(plan, 1, {}, {}, [&](const LayerReport &report) {
        const auto &shape = *plan.target->architecture.layer(report.target).weight_shape;
        const auto chosen_from =
            plan.source->architecture.layer(plan.find(report.target)->source).weight_shape->at(1);
        if (shape[2] == 1 && chosen_from != shape[1]) {
            QVERIFY(!report.variance_informative);
            ++silent;
        } else if (shape[2] > 1) {
            QVERIFY(report.variance_informative);
            ++informative;
        }
    });
    QVERIFY(informative > 10);
    QVERIFY(silent > 10);
}

void TestApply::stoppedBetweenLayers()
{
    const auto plan = planOf("resnet20", "resnet32", preset("tlvfc"));
    std::stop_source stop;
    int reports = 0;
    QVERIFY_EXCEPTION_THROWN(apply_plan(plan, 2, stop.get_token(), {},
                                        [&](const LayerReport &) {
                                            if (++reports == 3)
                                                stop.request_stop();
                                        }),
                             Error);
    QCOMPARE(reports, 3);
}

void TestApply::aStoppedDetailIsNotWorkedOut_data()
{
    QTest::addColumn<QString>("method");
    for (const auto *method : {"tlvfc", "clip", "he"})
        QTest::newRow(method) << QString::fromLatin1(method);
}

void TestApply::aStoppedDetailIsNotWorkedOut()
{
    QFETCH(QString, method);
    const auto plan = planOf("resnet20", "resnet32", preset(method.toStdString()));
    std::stop_source stop;
    for (const auto &layer : plan.layers)
        QVERIFY(make_detail(plan, layer.target, stop.get_token()).target == layer.target);
    stop.request_stop();
    for (const auto &layer : plan.layers) {
        try {
            make_detail(plan, layer.target, stop.get_token());
            QFAIL("worked out all the same");
        } catch (const Error &error) {
            QVERIFY(error.kind() == ErrorKind::Interrupted);
        }
    }
}

QTEST_GUILESS_MAIN(TestApply)
#include "tst_apply.moc"
