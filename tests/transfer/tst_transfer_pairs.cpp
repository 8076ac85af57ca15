#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/transfer/apply.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/standardization.h"
#include "tests/support/pattern_network.h"

#include <QElapsedTimer>
#include <QTest>

#include <filesystem>

using namespace tlvfc;

namespace {

Strategy strategyOf(const Json &options)
{
    auto strategy = preset("tlvfc");
    const auto text = [](const Json &json, const char *key) {
        return json[key].get<std::string>();
    };
    strategy.pad = option_from_name<PadMethod>("pad", text(options, "type_pad"));
    strategy.pool = option_from_name<PoolMethod>("pool", text(options, "type_pool"));
    const auto &choice = options["choice_method"];
    strategy.keep = option_from_name<SelectionRule>("keep", text(choice, "keep"));
    strategy.remove = option_from_name<SelectionRule>("remove", text(choice, "remove"));
    return strategy;
}

Json pathsOf(const Architecture &architecture, const std::vector<LayerId> &layers)
{
    Json paths = Json::array();
    for (const auto id : layers)
        paths.push_back(architecture.layer(id).path);
    return paths;
}

/// The golden file's source and target.
struct GoldenPair
{
    explicit GoldenPair(const QString &file)
        : golden(test::golden(file.toStdString()))
        , source(test::pattern_network(golden["source"], golden["source_classes"],
                                       golden["salt_source"]))
        , target(test::pattern_network(golden["target"], golden["target_classes"],
                                       golden["salt_target"]))
    {
    }

    Json golden;
    std::shared_ptr<const Network> source;
    std::shared_ptr<const Network> target;
};

void addGoldenPairs()
{
    QTest::addColumn<QString>("file");
    for (const auto &entry :
         std::filesystem::directory_iterator(*test::shared_folder() / "goldens")) {
        const auto name = entry.path().filename().string();
        if (name.find("__") != std::string::npos)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

/// The first parameter whose hash is another than the golden's; empty where all agree.
std::string firstDifference(const Weights &weights, const Json &hashes)
{
    for (const auto &[name, hash] : hashes.items()) {
        if (sha256_hex(weights.at(name).bytes()) != hash.get<std::string>())
            return name;
    }
    return {};
}

} // namespace

class TestTransferPairs : public QObject
{
    Q_OBJECT

private slots:
    void goldens_data();
    void goldens();
    void dpiatGoldens_data();
    void dpiatGoldens();
    void anUntouchedTensorIsShared();
    void threadsChangeNoBit();
    void locksHold();
    void impossibleLocksAreNamed_data();
    void impossibleLocksAreNamed();
    void anOddTwoTailedNamesTheLayer();
    void heTakesNothing();
    void planningIsQuick();
    void stopEndsTheWork();
};

void TestTransferPairs::goldens_data()
{
    TLVFC_NEEDS_SHARED();
    addGoldenPairs();
}

void TestTransferPairs::goldens()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, file);
    const GoldenPair pair(file);
    const auto &[golden, source, target] = pair;
    QVERIFY(pathsOf(source->architecture, flatten(source->architecture)) ==
            golden["flatten_source"]);
    QVERIFY(pathsOf(target->architecture, flatten(target->architecture)) ==
            golden["flatten_target"]);
    QCOMPARE(firstDifference(target->weights, golden["parameters_before"]), std::string());

    Generator generator(golden["seed"]);
    QElapsedTimer timer;
    timer.start();
    const auto plan = make_plan(source, target, strategyOf(golden["var_options"]), generator);
    const auto planned_ms = timer.restart();
    const auto weights = apply_plan(plan, 2);
    qInfo("plan %lld ms, apply %lld ms, reference %.0f ms", static_cast<long long>(planned_ms),
          static_cast<long long>(timer.elapsed()),
          1000 * golden["reference_seconds_tlvfc"].get<double>());

    Json pairs = Json::array();
    for (const auto &layer : plan.layers) {
        if (target->architecture.layer(layer.target).kind == LayerKind::Conv2d)
            pairs.push_back({source->architecture.layer(layer.source).path,
                             target->architecture.layer(layer.target).path});
    }
    QVERIFY(pairs == golden["index_match_conv"]);
    const auto &stats = golden["stats_tlvfc"];
    QCOMPARE(plan.counts.matched_from, stats["matched_from"].get<std::size_t>());
    QCOMPARE(plan.counts.matched_to, stats["matched_to"].get<std::size_t>());
    QCOMPARE(plan.counts.left_from(), stats["left_from"].get<std::size_t>());
    QCOMPARE(plan.counts.left_to(), stats["left_to"].get<std::size_t>());
    // Bit for bit, no tolerance: QCOMPARE of doubles would allow one.
    QVERIFY(plan.fc_statistics().mean == golden["fc_mean"].get<double>());
    QVERIFY(plan.fc_statistics().deviation == golden["fc_std"].get<double>());
    QCOMPARE(firstDifference(weights, golden["parameters_after_tlvfc"]), std::string());
}

void TestTransferPairs::dpiatGoldens_data()
{
    TLVFC_NEEDS_SHARED();
    addGoldenPairs();
}

void TestTransferPairs::dpiatGoldens()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, file);
    const GoldenPair pair(file);
    Generator generator(pair.golden["seed"]);
    const auto state = generator.state();
    const auto plan = make_plan(pair.source, pair.target, preset("dpiat"), generator);
    QVERIFY(generator.state() == state); // clipping draws nothing
    QCOMPARE(firstDifference(apply_plan(plan, 2), pair.golden["parameters_after_dpiat"]),
             std::string());
}

void TestTransferPairs::anUntouchedTensorIsShared()
{
    const auto source = test::pattern_network("resnet20", 10, 1);
    const auto target = test::pattern_network("resnet32", 10, 1000);
    Generator generator(2);
    const auto plan = make_plan(source, target, preset("tlvfc"), generator);
    const auto weights = apply_plan(plan);
    QCOMPARE(weights.at("bn1.weight").values().data(),
             target->weights.at("bn1.weight").values().data());
    QVERIFY(weights.at("conv1.weight").values().data() !=
            target->weights.at("conv1.weight").values().data());
}

void TestTransferPairs::threadsChangeNoBit()
{
    const auto source = test::pattern_network("resnet32", 10, 1);
    const auto target = test::pattern_network("resnet18", 10, 1000);
    Generator generator(5);
    const auto plan = make_plan(source, target, preset("tlvfc"), generator);
    const auto one = apply_plan(plan, 1);
    const auto three = apply_plan(plan, 3);
    for (const auto &[name, tensor] : one)
        QVERIFY2(std::ranges::equal(tensor.bytes(), three.at(name).bytes()), name.c_str());
    for (const auto &layer : plan.layers) {
        const auto detail = make_detail(plan, layer.target);
        const auto &path = target->architecture.layer(layer.target).path;
        QVERIFY2(std::ranges::equal(detail.after.bytes(), one.at(path + ".weight").bytes()),
                 path.c_str());
    }
}

void TestTransferPairs::locksHold()
{
    const auto source = test::pattern_network("resnet20", 10, 1);
    const auto target = test::pattern_network("resnet32", 10, 1000);
    auto strategy = preset("tlvfc");
    strategy.locks = {{"layer3.2.conv2", "conv1"}};
    Generator generator(2);
    const auto plan = make_plan(source, target, strategy, generator);
    const auto *layer = plan.find(target->architecture.find("conv1"));
    QCOMPARE(layer->origin, PairOrigin::Locked);
    QCOMPARE(layer->source, source->architecture.find("layer3.2.conv2"));
    QCOMPARE(plan.find(target->architecture.find("layer1.0.conv1"))->origin, PairOrigin::Matched);
}

void TestTransferPairs::impossibleLocksAreNamed_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("says");
    QTest::newRow("no source") << "conv9"
                               << "conv1"
                               << "no layer 'conv9' in the source";
    QTest::newRow("no target") << "conv1"
                               << "conv9"
                               << "no layer 'conv9' in the target";
    QTest::newRow("kinds") << "conv1"
                           << "linear"
                           << "of one kind";
}

void TestTransferPairs::impossibleLocksAreNamed()
{
    QFETCH(QString, source);
    QFETCH(QString, target);
    QFETCH(QString, says);
    const auto network = test::pattern_network("resnet20", 10, 1);
    auto strategy = preset("tlvfc");
    strategy.locks = {{source.toStdString(), target.toStdString()}};
    Generator generator(2);
    try {
        make_plan(network, network, strategy, generator);
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
        QCOMPARE(error.exit_code(), 2);
    }
}

void TestTransferPairs::anOddTwoTailedNamesTheLayer()
{
    const auto source = test::pattern_network("resnet18", 10, 1);
    const auto target = test::pattern_network("resnet20", 10, 1000);
    auto strategy = preset("tlvfc-base");
    strategy.keep = SelectionRule::TwoTailed;
    strategy.locks = {{"layer1.0.conv1", "conv1"}}; // 64 kernels to conv1's 3
    Generator generator(2);
    try {
        make_plan(source, target, strategy, generator);
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains("layer conv1"), error.what());
        QVERIFY2(QString::fromUtf8(error.what()).contains("option keep"), error.what());
    }
}

void TestTransferPairs::heTakesNothing()
{
    const auto target = test::pattern_network("resnet20", 10, 1000);
    Generator generator(2);
    const auto plan = make_plan(nullptr, target, preset("he"), generator);
    for (const auto &[name, tensor] : apply_plan(plan))
        QCOMPARE(tensor.bytes().data(), target->weights.at(name).bytes().data());
    QVERIFY_EXCEPTION_THROWN(make_plan(nullptr, target, preset("tlvfc"), generator), Error);
}

void TestTransferPairs::planningIsQuick()
{
    const auto network = [](const char *name) {
        auto architecture = build_architecture(name, 10);
        Weights weights; // planning looks at shapes only
        return std::make_shared<Network>(Network{std::move(architecture), weights, "empty"});
    };
    for (const auto &[from, to] : {std::pair{"vgg16", "resnet18"}, {"vgg16", "resnet152"}}) {
        Generator generator(2);
        QElapsedTimer timer;
        timer.start();
        const auto plan = make_plan(network(from), network(to), preset("tlvfc"), generator);
        qInfo("%s to %s: %.1f ms", from, to, timer.nsecsElapsed() / 1e6);
        QVERIFY(plan.counts.matched_to > 0);
    }
}

void TestTransferPairs::stopEndsTheWork()
{
    const auto network = test::pattern_network("resnet20", 10, 1);
    Generator generator(2);
    const auto plan = make_plan(network, network, preset("tlvfc"), generator);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(apply_plan(plan, 2, stop.get_token()), Error);
    QVERIFY_EXCEPTION_THROWN(
        make_plan(network, network, preset("tlvfc"), generator, stop.get_token()), Error);
}

QTEST_GUILESS_MAIN(TestTransferPairs)
#include "tst_transfer_pairs.moc"
