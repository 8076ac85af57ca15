#include "core/base/error.h"
#include "core/nets/initialize.h"
#include "core/nets/zoo.h"
#include "core/transfer/apply.h"
#include "core/transfer/controls.h"
#include "core/transfer/layer_detail.h"
#include "tests/support/pattern_tree.h"
#include "tests/transfer/provenance.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace tlvfc;

namespace {

constexpr std::uint64_t seed = 7;

/// Small, with kernels that grow, shrink and stay, biases and batch norms.
std::shared_ptr<const Network> smallSource()
{
    return test::pattern_tree({{"a.weight", {8, 3, 3, 3}},
                               {"a.bias", {8}},
                               {"n.weight", {8}},
                               {"n.bias", {8}},
                               {"n.running_mean", {8}},
                               {"b.weight", {16, 8, 5, 5}},
                               {"c.weight", {12, 16, 1, 1}},
                               {"fc1.weight", {20, 12}},
                               {"fc1.bias", {20}},
                               {"fc2.weight", {10, 20}},
                               {"fc2.bias", {10}}},
                              1);
}

std::shared_ptr<const Network> smallTarget()
{
    return test::pattern_tree({{"a.weight", {12, 3, 5, 5}},
                               {"a.bias", {12}},
                               {"n.weight", {12}},
                               {"n.bias", {12}},
                               {"n.running_mean", {12}},
                               {"b.weight", {12, 12, 3, 3}},
                               {"c.weight", {8, 12, 1, 1}},
                               {"d.weight", {24, 8, 1, 1}},
                               {"fc.weight", {4, 24}},
                               {"fc.bias", {4}}},
                              100);
}

/// With groups, other dimensions and transposed convolutions: what is not a plain Conv2d.
std::shared_ptr<const Network> oddNetwork(std::int64_t offset)
{
    return test::pattern_tree({{"stem.weight", {8, 3, 3, 3}},
                               {"depthwise.weight", {8, 1, 3, 3}},
                               {"point.weight", {16, 8, 1, 1}},
                               {"wide.weight", {8, 16, 1, 7}},
                               {"up.weight", {8, 4, 2, 2}},
                               {"up.bias", {4}},
                               {"sound.weight", {6, 4, 5}},
                               {"norm.weight", {6}},
                               {"head.weight", {10, 6}}},
                              offset);
}

bool unchanged(const Network &target, const Weights &weights, const std::string &name)
{
    return std::ranges::equal(target.weights.at(name).bytes(), weights.at(name).bytes());
}

double normOf(const Tensor &tensor)
{
    double sum = 0.0;
    for (const double value : tensor.values())
        sum += value * value;
    return std::sqrt(sum);
}

} // namespace

class TestTransferMethods : public QObject
{
    Q_OBJECT

private slots:
    void everyMixture_data();
    void everyMixture();
    void theCrossIsWhole();
    void oddLayersAreLeftAloneWithAReason_data();
    void oddLayersAreLeftAloneWithAReason();
    void locksHoldWhateverTheMatching_data();
    void locksHoldWhateverTheMatching();
    void aLockWithoutEffectIsSaid();
    void aLockThatCannotBeIsRefused();
    void onlyTheNormIsTakenOver();
    void shuffledAndUntrainedSources();
    void anUnknownSourceCannotBeUntrained();
};

void TestTransferMethods::everyMixture_data()
{
    QTest::addColumn<QString>("json");
    for (const auto &standardization : option_values<Standardization>()) {
        for (const auto &matching : option_values<Matching>()) {
            for (const auto &conv : option_values<ConvMethod>()) {
                for (const auto &fc : option_values<FcMethod>()) {
                    for (const auto &control : option_values<Control>()) {
                        const Json strategy{{"standardization", standardization.name},
                                            {"matching", matching.name},
                                            {"conv", conv.name},
                                            {"fc", fc.name},
                                            {"control", control.name}};
                        QTest::newRow(strategy.dump().c_str())
                            << QString::fromStdString(strategy.dump());
                    }
                }
            }
        }
    }
}

/// Whatever is mixed: refused with the option's name, or every written weight is what the plan
/// says.
void TestTransferMethods::everyMixture()
{
    QFETCH(QString, json);
    const auto strategy = strategy_from_json(Json::parse(json.toStdString()), "test");
    const auto target = smallTarget();
    try {
        strategy.validate();
        const auto source = controlled_source(smallSource(), strategy.control, seed);
        Generator generator(seed);
        const auto plan = make_plan(source, target, strategy, generator);
        const auto weights = apply_plan(plan, 2);
        for (const auto &layer : plan.layers) {
            const auto &path = target->architecture.layer(layer.target).path;
            const auto name = path + ".weight";
            QVERIFY2(!layer.reason.empty() && !layer.summary.empty(), path.c_str());
            const auto detail = make_detail(plan, layer.target);
            QVERIFY(std::ranges::equal(detail.after.bytes(), weights.at(name).bytes()));
            QCOMPARE(unchanged(*target, weights, name), layer.action == LayerAction::Keep);
            if (layer.action == LayerAction::Keep)
                continue;
            QVERIFY(layer.source.is_valid() && layer.origin == PairOrigin::Matched);
            QVERIFY(layer.score && *layer.score > 0.0);
            if (!detail.origins.empty() && strategy.control != Control::NormOnly)
                QCOMPARE(test::false_origin(detail, weights.at(name)), std::string());
        }
        for (const auto &unused : plan.unused_sources)
            QVERIFY(!unused.reason.empty());
    } catch (const Error &error) {
        const QString what = QString::fromUtf8(error.what());
        const bool no_blocks = strategy.matching == Matching::DpFlat &&
                               strategy.standardization == Standardization::Blocks;
        const bool no_source = strategy.control != Control::None; // unknown, or nothing from it
        QVERIFY2((no_blocks && what.contains("option matching")) ||
                     (no_source && what.contains("option control")),
                 error.what());
        QCOMPARE(error.exit_code(), 2);
    }
}

void TestTransferMethods::theCrossIsWhole()
{
    using Combination = std::tuple<ConvMethod, FcMethod, bool>;
    std::set<Combination> found;
    for (const auto &method : methods()) {
        const auto strategy = preset(method.name);
        if (method.group != MethodInfo::Group::Control)
            found.emplace(strategy.conv, strategy.fc, strategy.crosses());
    }
    for (const auto conv : {ConvMethod::He, ConvMethod::Clip, ConvMethod::Variance}) {
        for (const auto fc : {FcMethod::Default, FcMethod::Statistics}) {
            for (const bool crosses : {false, true})
                QVERIFY(found.contains({conv, fc, crosses}));
        }
    }
}

void TestTransferMethods::oddLayersAreLeftAloneWithAReason_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("says");
    QTest::newRow("depthwise by variance") << "tlvfc-base"
                                           << "depthwise"
                                           << "stay within their group";
    QTest::newRow("not square by variance") << "tlvfc-base"
                                            << "wide"
                                            << "not square";
    QTest::newRow("transposed by variance") << "tlvfc-base"
                                            << "up"
                                            << "this is ConvTranspose2d";
    QTest::newRow("one dimension by variance") << "tlvfc-base"
                                               << "sound"
                                               << "this is Conv1d";
    QTest::newRow("a norm without statistics") << "tlvfc-base"
                                               << "norm"
                                               << "neither a convolution";
    QTest::newRow("a matrix") << "tlvfc-base"
                              << "head"
                              << "leaves fully connected layers";
    QTest::newRow("depthwise clipped") << "dpiat"
                                       << "depthwise"
                                       << "stay within their group";
    QTest::newRow("a norm clipped") << "dpiat"
                                    << "norm"
                                    << "neither a convolution";
}

void TestTransferMethods::oddLayersAreLeftAloneWithAReason()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QString, says);
    // One source that meets every layer with a plain convolution of other shape.
    const auto target = oddNetwork(100);
    const auto source = smallSource();
    auto strategy = preset(method.toStdString());
    strategy.standardization = Standardization::Flatten;
    strategy.matching = Matching::Index;
    Generator generator(seed);
    const auto plan = make_plan(source, target, strategy, generator);
    const auto weights = apply_plan(plan);
    const auto *layer = plan.find(target->architecture.find(path.toStdString()));
    QVERIFY(layer);
    QCOMPARE(layer->action, LayerAction::Keep);
    QVERIFY2(QString::fromStdString(layer->reason).contains(says), layer->reason.c_str());
    QVERIFY(unchanged(*target, weights, path.toStdString() + ".weight"));
    // The plain convolution beside it is served.
    QVERIFY(!unchanged(*target, weights, "stem.weight"));
}

void TestTransferMethods::locksHoldWhateverTheMatching_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::newRow("index") << R"({"method":"tlvfc"})"
                           << "c"
                           << "a";
    QTest::newRow("dp-flat") << R"({"method":"tlvfc","matching":"dp-flat"})"
                             << "c"
                             << "a";
    QTest::newRow("dp on lists") << R"({"method":"tlvfc-base","matching":"dp"})"
                                 << "c"
                                 << "b";
    QTest::newRow("blocks") << R"({"method":"dpiat"})"
                            << "b"
                            << "d";
    QTest::newRow("a batch norm") << R"({"method":"clip"})"
                                  << "n"
                                  << "n";
    QTest::newRow("a matrix") << R"({"method":"dpiat"})"
                              << "fc1"
                              << "fc";
}

void TestTransferMethods::locksHoldWhateverTheMatching()
{
    QFETCH(QString, options);
    QFETCH(QString, source);
    QFETCH(QString, target);
    auto strategy = strategy_from_json(Json::parse(options.toStdString()), "test");
    strategy.locks = {{source.toStdString(), target.toStdString()}};
    const auto from = smallSource();
    const auto to = smallTarget();
    Generator generator(seed);
    const auto plan = make_plan(from, to, strategy, generator);
    QVERIFY(plan.notes.empty());
    const auto *layer = plan.find(to->architecture.find(target.toStdString()));
    QCOMPARE(layer->origin, PairOrigin::Locked);
    QCOMPARE(layer->source, from->architecture.find(source.toStdString()));
    QVERIFY(layer->action != LayerAction::Keep);
    QVERIFY(!unchanged(*to, apply_plan(plan), target.toStdString() + ".weight"));
    const auto pairs = QString::fromStdString(pairs_to_json(plan).dump());
    QVERIFY2(pairs.contains("locked by hand"), qPrintable(pairs));
}

void TestTransferMethods::aLockWithoutEffectIsSaid()
{
    auto strategy = preset("tlvfc");
    strategy.locks = {{"n", "n"}, {"fc1", "fc"}};
    Generator generator(seed);
    const auto plan = make_plan(smallSource(), smallTarget(), strategy, generator);
    QCOMPARE(plan.notes.size(), std::size_t(2));
    QVERIFY(QString::fromStdString(plan.notes[0]).contains("n=n has no effect"));
    for (const auto &layer : plan.layers)
        QVERIFY(layer.origin != PairOrigin::Locked);
}

void TestTransferMethods::aLockThatCannotBeIsRefused()
{
    auto strategy = preset("tlvfc-base");
    strategy.locks = {{"depthwise", "stem"}};
    Generator generator(seed);
    try {
        make_plan(oddNetwork(1), oddNetwork(100), strategy, generator);
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains("lock depthwise=stem"), error.what());
        QCOMPARE(error.exit_code(), 2);
    }
}

void TestTransferMethods::onlyTheNormIsTakenOver()
{
    const auto source = smallSource();
    const auto target = smallTarget();
    auto strategy = preset("tlvfc");
    Generator generator(seed);
    const auto transferred = apply_plan(make_plan(source, target, strategy, generator));
    strategy.control = Control::NormOnly;
    Generator again(seed);
    const auto weights = apply_plan(make_plan(source, target, strategy, again));
    for (const std::string name : {"a.weight", "b.weight", "c.weight", "d.weight", "fc.weight"}) {
        const auto &own = target->weights.at(name);
        const auto &scaled = weights.at(name);
        const double wanted = normOf(transferred.at(name));
        QVERIFY2(std::abs(normOf(scaled) / wanted - 1.0) < 1e-6, name.c_str());
        const double scale = wanted / normOf(own);
        for (std::size_t i = 0; i < own.values().size(); ++i)
            QCOMPARE(scaled.values()[i], static_cast<float>(own.values()[i] * scale));
    }
    QVERIFY(unchanged(*target, weights, "a.bias"));
}

void TestTransferMethods::shuffledAndUntrainedSources()
{
    const auto source =
        std::make_shared<Network>(Network{build_architecture("resnet20", 10), {}, "trained"});
    Generator first(1);
    source->weights = initial_weights(source->architecture, first);
    const auto before = source->weights;
    const auto shuffled = controlled_source(source, Control::ShuffledSource, seed);
    const auto untrained = controlled_source(source, Control::UntrainedSource, seed);
    QCOMPARE(controlled_source(source, Control::None, seed), source);
    int other_order = 0;
    for (const auto &parameter : source->architecture.parameters()) {
        const auto &name = parameter.name;
        const auto sorted = [&](const Network &network) {
            const auto values = network.weights.at(name).values();
            std::vector<float> copy(values.begin(), values.end());
            std::ranges::sort(copy);
            return copy;
        };
        QVERIFY2(sorted(*shuffled) == sorted(*source), name.c_str());
        other_order += !std::ranges::equal(shuffled->weights.at(name).bytes(),
                                           source->weights.at(name).bytes());
        QVERIFY(std::ranges::equal(before.at(name).bytes(), source->weights.at(name).bytes()));
        if (name.ends_with("conv1.weight"))
            QVERIFY(sorted(*untrained) != sorted(*source));
    }
    QVERIFY(other_order > 10); // a batch norm's ones look alike in any order
    // The same seed gives the same control, another seed another.
    const auto bytes = [](const std::shared_ptr<const Network> &network) {
        return network->weights.at("conv1.weight").bytes();
    };
    for (const auto control : {Control::ShuffledSource, Control::UntrainedSource}) {
        QVERIFY(std::ranges::equal(bytes(controlled_source(source, control, seed)),
                                   bytes(controlled_source(source, control, seed))));
        QVERIFY(!std::ranges::equal(bytes(controlled_source(source, control, seed)),
                                    bytes(controlled_source(source, control, seed + 1))));
    }
}

void TestTransferMethods::anUnknownSourceCannotBeUntrained()
{
    try {
        controlled_source(smallSource(), Control::UntrainedSource, seed);
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains("option control"), error.what());
    }
}

QTEST_GUILESS_MAIN(TestTransferMethods)
#include "tst_transfer_methods.moc"
