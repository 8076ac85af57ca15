// What a tree says of a layer in one number: its mean variance, and the share that is the source's.
#include "core/transfer/layer_detail.h"
#include "core/transfer/mean_variance.h"
#include "core/transfer/source_share.h"
#include "tests/support/pattern_network.h"

#include <QTest>

using namespace tlvfc;

namespace {

/// One convolution alone.
std::shared_ptr<const Network> convolution(Shape shape)
{
    Network network;
    network.architecture.layers.resize(2);
    auto &root = network.architecture.layers[0];
    auto &layer = network.architecture.layers[1];
    root.kind = LayerKind::Network;
    root.children = {LayerId(1)};
    layer.name = layer.path = "conv";
    layer.kind = LayerKind::Conv2d;
    layer.parent = LayerId(0);
    layer.weight_shape = shape;
    layer.geometry.kernel = static_cast<int>(shape[2]);
    network.weights.set("conv.weight", test::pattern(shape, 3));
    return std::make_shared<const Network>(std::move(network));
}

} // namespace

class TestLayerFigures : public QObject
{
    Q_OBJECT

private slots:
    void theShareIsWhatTheFinishedKernelsCount_data()
    {
        QTest::addColumn<QList<int>>("from");
        QTest::addColumn<QList<int>>("to");
        QTest::addColumn<int>("rule");
        const struct
        {
            const char *name;
            QList<int> from;
            QList<int> to;
        } cases[] = {
            {"fewer filters, as many kernels", {16, 8, 3, 3}, {10, 8, 3, 3}},
            {"fewer, fewer", {16, 8, 3, 3}, {10, 5, 3, 3}},
            {"fewer, more", {16, 8, 3, 3}, {10, 20, 3, 3}},
            {"more, as many", {16, 8, 3, 3}, {24, 8, 3, 3}},
            {"more, fewer", {16, 8, 3, 3}, {24, 5, 3, 3}},
            {"more, more", {16, 8, 3, 3}, {24, 20, 3, 3}},
            {"as many, more", {16, 8, 3, 3}, {16, 20, 3, 3}},
            {"as many, fewer", {16, 8, 3, 3}, {16, 5, 3, 3}},
            {"the same", {16, 8, 3, 3}, {16, 8, 3, 3}},
            {"small kernels, more, more", {16, 8, 1, 1}, {24, 20, 3, 3}},
            {"large kernels, more, fewer", {16, 8, 5, 5}, {24, 5, 3, 3}},
        };
        for (const auto &[name, from, to] : cases) {
            for (const auto &[rule, label] : {std::pair(SelectionRule::Random, "random"),
                                              std::pair(SelectionRule::MaxVar, "max"),
                                              std::pair(SelectionRule::TwoTailed, "two tails"),
                                              std::pair(SelectionRule::InterLeaved, "interleaved"),
                                              std::pair(SelectionRule::Uniform, "uniform")})
                QTest::addRow("%s, %s", name, label) << from << to << static_cast<int>(rule);
        }
    }

    void theShareIsWhatTheFinishedKernelsCount()
    {
        QFETCH(QList<int>, from);
        QFETCH(QList<int>, to);
        QFETCH(int, rule);
        auto strategy = preset("tlvfc-base");
        strategy.remove = static_cast<SelectionRule>(rule);
        Generator generator(7);
        const auto plan = make_plan(convolution(Shape(from.begin(), from.end())),
                                    convolution(Shape(to.begin(), to.end())), strategy, generator);
        QCOMPARE(plan.layers.front().action, LayerAction::Variance);
        const auto detail = make_detail(plan, plan.layers.front().target);
        QCOMPARE(source_share(plan, plan.layers.front()),
                 double(detail.kernels_from_source()) / double(detail.origins.size()));
    }

    void theShareNeedsNoWeights()
    {
        const auto bare = [](const char *name) {
            return std::make_shared<const Network>(Network{build_architecture(name, 10), {}, {}});
        };
        const auto full = [](const char *name, int offset) {
            return test::pattern_network(name, 10, offset);
        };
        Generator first(2);
        Generator second(2);
        const auto between = make_plan(bare("resnet20"), bare("resnet18"), preset("tlvfc"), first);
        const auto filled =
            make_plan(full("resnet20", 1), full("resnet18", 99), preset("tlvfc"), second);
        for (std::size_t i = 0; i < filled.layers.size(); ++i)
            QCOMPARE(source_share(between, between.layers[i]),
                     source_share(filled, filled.layers[i]));
    }

    void theMeanVarianceIsOfFiltersRowsOrAll()
    {
        // Two filters of 0 and 1, and of 0 and 3: variances 0.25 and 2.25.
        const std::vector<float> values{0, 1, 0, 3};
        QCOMPARE(mean_variance(Tensor({2, 2, 1, 1}, values)), 1.25);
        QCOMPARE(mean_variance(Tensor({2, 2}, values)), 1.25);
        QCOMPARE(mean_variance(Tensor({4}, values)), 1.5);
        QCOMPARE(mean_variance(Tensor(Shape{0})), 0.0);
    }

    void layersWithoutNumbersHaveNone()
    {
        const auto network = test::pattern_network("resnet20", 10, 1);
        const auto &architecture = network->architecture;
        QVERIFY(mean_variance(*network, architecture.find("layer1.0.conv1")).value_or(0) > 0);
        QVERIFY(!mean_variance(*network, architecture.find("layer1")));
        const Network bare{architecture, {}, {}};
        QVERIFY(!mean_variance(bare, architecture.find("conv1")));
    }
};

QTEST_GUILESS_MAIN(TestLayerFigures)
#include "tst_layer_figures.moc"
