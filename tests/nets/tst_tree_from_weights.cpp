#include "core/nets/network.h"

#include <QTest>

using namespace tlvfc;

namespace {

struct Given
{
    const char *name;
    Shape shape;
};

using List = std::vector<Given>;

} // namespace

Q_DECLARE_METATYPE(List)

class TestTreeFromWeights : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void everyElementIsCounted();
    void namesMakeTheTree();
};

void TestTreeFromWeights::kinds_data()
{
    QTest::addColumn<List>("tensors");
    QTest::addColumn<QStringList>("kinds"); // of the layers with weights; "/32" for groups
    using Q = QStringList;
    QTest::newRow("plain") << List{{"a.weight", {16, 3, 3, 3}}, {"b.weight", {32, 16, 3, 3}}}
                           << Q{"Conv2d", "Conv2d"};
    QTest::newRow("one gray channel") << List{{"a.weight", {16, 1, 3, 3}}} << Q{"Conv2d"};
    QTest::newRow("depthwise") << List{{"a.weight", {32, 3, 3, 3}},
                                       {"b.weight", {32, 1, 3, 3}},
                                       {"c.weight", {64, 32, 1, 1}}}
                               << Q{"Conv2d", "Conv2d/32", "Conv2d"};
    QTest::newRow("ResNeXt's block") << List{{"conv1.weight", {64, 3, 7, 7}},
                                             {"b.conv1.weight", {128, 64, 1, 1}},
                                             {"b.conv2.weight", {128, 4, 3, 3}},
                                             {"b.conv3.weight", {256, 128, 1, 1}},
                                             {"b.downsample.weight", {256, 64, 1, 1}}}
                                     << Q{"Conv2d", "Conv2d", "Conv2d/32", "Conv2d", "Conv2d"};
    QTest::newRow("squeeze and excitation") << List{{"a.weight", {64, 3, 3, 3}},
                                                    {"se1.weight", {4, 64, 1, 1}},
                                                    {"se2.weight", {64, 4, 1, 1}},
                                                    {"b.weight", {32, 64, 1, 1}}}
                                            << Q{"Conv2d", "Conv2d", "Conv2d", "Conv2d"};
    QTest::newRow("concatenated inputs") << List{{"a.weight", {64, 3, 3, 3}},
                                                 {"b.weight", {32, 64, 3, 3}},
                                                 {"c.weight", {32, 96, 3, 3}},
                                                 {"d.weight", {32, 128, 3, 3}}}
                                         << Q{"Conv2d", "Conv2d", "Conv2d", "Conv2d"};
    QTest::newRow("transposed, by its bias") << List{{"a.weight", {64, 3, 3, 3}},
                                                     {"up.weight", {64, 32, 2, 2}},
                                                     {"up.bias", {32}},
                                                     {"b.weight", {32, 32, 3, 3}}}
                                             << Q{"Conv2d", "ConvTranspose2d", "Conv2d"};
    QTest::newRow("transposed, by its batch norm") << List{{"a.weight", {64, 3, 3, 3}},
                                                           {"up.weight", {64, 32, 4, 4}},
                                                           {"bn.weight", {32}},
                                                           {"bn.running_mean", {32}}}
                                                   << Q{"Conv2d", "ConvTranspose2d", "BatchNorm2d"};
    QTest::newRow("transposed and square, by its name")
        << List{{"a.weight", {64, 3, 3, 3}}, {"deconv.weight", {64, 64, 2, 2}}}
        << Q{"Conv2d", "ConvTranspose2d"};
    QTest::newRow("one dimension") << List{{"a.weight", {16, 8, 5}},
                                           {"bn.weight", {16}},
                                           {"bn.running_mean", {16}},
                                           {"up.weight", {16, 4, 2}},
                                           {"up.bias", {4}}}
                                   << Q{"Conv1d", "BatchNorm1d", "ConvTranspose1d"};
    QTest::newRow("three dimensions")
        << List{{"a.weight", {16, 3, 3, 3, 3}}, {"bn.weight", {16}}, {"bn.running_mean", {16}}}
        << Q{"Conv3d", "BatchNorm3d"};
    QTest::newRow("batch norm after a matrix")
        << List{{"a.weight", {16, 8}}, {"bn.weight", {16}}, {"bn.running_mean", {16}}}
        << Q{"Linear", "BatchNorm1d"};
    QTest::newRow("a transformer") << List{{"embed.weight", {1000, 64}},
                                           {"norm.weight", {64}},
                                           {"norm.bias", {64}},
                                           {"fc.weight", {128, 64}},
                                           {"fc.bias", {128}}}
                                   << Q{"Other", "Other", "Linear"};
}

void TestTreeFromWeights::kinds()
{
    QFETCH(List, tensors);
    QFETCH(QStringList, kinds);
    NamedShapes shapes;
    for (const auto &[name, shape] : tensors)
        shapes.add(name, shape);
    const auto tree = tree_from_weights(shapes, "file");
    QStringList found;
    for (const auto &layer : tree.layers) {
        if (!layer.weight_shape)
            continue;
        const auto kind = to_string(layer.kind);
        found << QString::fromUtf8(kind.data(), std::ssize(kind));
        if (layer.geometry.groups != 1)
            found.back() += QStringLiteral("/%1").arg(layer.geometry.groups);
    }
    QCOMPARE(found, kinds);
}

void TestTreeFromWeights::everyElementIsCounted()
{
    NamedShapes shapes;
    shapes.add("class_token", {1, 1, 8});
    shapes.add("attention.in_proj_weight", {24, 8});
    shapes.add("attention.out.weight", {8, 8});
    shapes.add("attention.out.bias", {8});
    shapes.add("bn.weight", {8});
    shapes.add("bn.running_mean", {8});
    shapes.add("bn.running_var", {8});
    shapes.add("bn.num_batches_tracked", {});
    QCOMPARE(tree_from_weights(shapes, "file").parameter_count(), 8 + 24 * 8 + 64 + 8 + 8);
}

void TestTreeFromWeights::namesMakeTheTree()
{
    NamedShapes shapes;
    shapes.add("stage.0.conv.weight", {8, 3, 3, 3});
    shapes.add("stage.1.conv.weight", {8, 8, 3, 3});
    shapes.add("head.weight", {10, 8});
    const auto tree = tree_from_weights(shapes, "file");
    QCOMPARE(tree.classes, 10);
    QVERIFY(!tree.can_run());
    const auto stage = tree.find("stage");
    QCOMPARE(tree.layer(stage).kind, LayerKind::Group);
    QCOMPARE(tree.layer(stage).children.size(), std::size_t(2));
    QCOMPARE(tree.layer(tree.find("stage.1.conv")).parent, tree.find("stage.1"));
}

QTEST_GUILESS_MAIN(TestTreeFromWeights)
#include "tst_tree_from_weights.moc"
