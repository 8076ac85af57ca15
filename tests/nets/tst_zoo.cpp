#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/nets/initialize.h"
#include "core/nets/network.h"
#include "core/nets/zoo.h"
#include "tests/support/shared_material.h"

#include <QElapsedTimer>
#include <QTest>

using namespace tlvfc;

class TestZoo : public QObject
{
    Q_OBJECT

private slots:
    void parameterCounts_data();
    void parameterCounts();
    void initialWeights_data();
    void initialWeights();
    void wrongRequests_data();
    void wrongRequests();
    void weightsFindTheirNetwork();
    void misfitsAreNamed();
    void weightsAloneMakeATree();
    void aDeepTreeIsBuiltAtOnce();
};

void TestZoo::parameterCounts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("classes");
    QTest::addColumn<qint64>("count");

    // torchvision's published counts; the CIFAR ResNets' from He et al. 2016, table 6.
    QTest::newRow("vgg11") << "vgg11" << 1000 << qint64(132863336);
    QTest::newRow("vgg13") << "vgg13" << 1000 << qint64(133047848);
    QTest::newRow("vgg16") << "vgg16" << 1000 << qint64(138357544);
    QTest::newRow("vgg16_bn") << "vgg16_bn" << 1000 << qint64(138365992);
    QTest::newRow("vgg19") << "vgg19" << 1000 << qint64(143667240);
    QTest::newRow("resnet18") << "resnet18" << 1000 << qint64(11689512);
    QTest::newRow("resnet34") << "resnet34" << 1000 << qint64(21797672);
    QTest::newRow("resnet50") << "resnet50" << 1000 << qint64(25557032);
    QTest::newRow("resnet101") << "resnet101" << 1000 << qint64(44549160);
    QTest::newRow("resnet152") << "resnet152" << 1000 << qint64(60192808);
    QTest::newRow("resnet20") << "resnet20" << 10 << qint64(269722);
    QTest::newRow("resnet32") << "resnet32" << 10 << qint64(464154);
    QTest::newRow("resnet110") << "resnet110" << 10 << qint64(1727962);
}

void TestZoo::parameterCounts()
{
    QFETCH(QString, name);
    QFETCH(int, classes);
    QFETCH(qint64, count);
    const auto net = build_architecture(name.toStdString(), classes);
    QCOMPARE(qint64(net.parameter_count()), count);
    QCOMPARE(net.classes, classes);
    for (std::size_t i = 1; i < net.layers.size(); ++i)
        QVERIFY2(net.layers[i].parent.index() < i, net.layers[i].path.c_str());
}

void TestZoo::initialWeights_data()
{
    TLVFC_NEEDS_SHARED();
    QTest::addColumn<QString>("key");
    const auto goldens = test::golden("initial_weights.json");
    for (const auto &[key, hashes] : goldens.items())
        QTest::newRow(key.c_str()) << QString::fromStdString(key);
}

void TestZoo::initialWeights()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, key);
    static const auto goldens = test::golden("initial_weights.json");
    const auto parts = key.split('/'); // resnet18/10/seed2
    const auto net = build_architecture(parts[0].toStdString(), parts[1].toInt());
    Generator generator(parts[2].mid(4).toULongLong());
    const auto weights = initial_weights(net, generator);
    const auto &hashes = goldens[key.toStdString()];
    QCOMPARE(net.parameters().size(), hashes.size());
    for (const auto &[name, hash] : hashes.items())
        QVERIFY2(sha256_hex(weights.at(name).bytes()) == hash.get<std::string>(), name.c_str());
}

void TestZoo::wrongRequests_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("classes");
    QTest::addColumn<QString>("says");
    QTest::newRow("unknown") << "resnet19" << 10 << "unknown network 'resnet19'";
    QTest::newRow("empty") << "" << 10 << "unknown network ''";
    QTest::newRow("negative") << "resnet18" << -3 << "cannot have -3 classes";
}

void TestZoo::wrongRequests()
{
    QFETCH(QString, name);
    QFETCH(int, classes);
    QFETCH(QString, says);
    try {
        build_architecture(name.toStdString(), classes);
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
        QCOMPARE(error.exit_code(), 2);
    }
}

void TestZoo::weightsFindTheirNetwork()
{
    for (const char *name : {"resnet20", "resnet18", "vgg16_5x5_Sort"}) {
        Generator generator(1);
        const auto weights = initial_weights(build_architecture(name, 7), generator);
        const auto network = network_from_weights(weights, "a file");
        QCOMPARE(QByteArray::fromStdString(network.architecture.name), QByteArray(name));
        QCOMPARE(network.architecture.classes, 7);
    }
}

void TestZoo::misfitsAreNamed()
{
    Generator generator(1);
    const auto weights = initial_weights(build_architecture("resnet20", 10), generator);
    const auto message = [&](const Weights &given, int classes) {
        try {
            attach_weights(build_architecture("resnet20", classes), given, "x.pth");
        } catch (const Error &error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };
    QVERIFY(message(weights, 5).find("'linear.weight' has shape 10×64 where 5×64 is needed") !=
            std::string::npos);
    QVERIFY(message(weights, 5).find("and 1 more") != std::string::npos);
    auto surplus = weights;
    surplus.set("extra.weight", Tensor(Shape{1}));
    QVERIFY(message(surplus, 10).find("'extra.weight' is surplus") != std::string::npos);
    QVERIFY(message(Weights(), 10).find("'conv1.weight' is missing") != std::string::npos);
    QCOMPARE(QByteArray::fromStdString(message(weights, 10)), QByteArray("no error"));
}

void TestZoo::weightsAloneMakeATree()
{
    Weights weights;
    weights.set("stem.conv.weight", Tensor(Shape{8, 3, 5, 5}));
    weights.set("stem.bn.weight", Tensor(Shape{8}));
    weights.set("stem.bn.bias", Tensor(Shape{8}));
    weights.set("stem.bn.running_mean", Tensor(Shape{8}));
    weights.set("head.weight", Tensor(Shape{4, 8}));
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += "a.";
    weights.set(deep + "weight", Tensor(Shape{1}));
    const auto tree = network_from_weights(weights, "mine").architecture;
    QVERIFY(!tree.can_run());
    QCOMPARE(tree.layer(tree.find("stem.conv")).kind, LayerKind::Conv2d);
    QCOMPARE(tree.layer(tree.find("stem.bn")).kind, LayerKind::BatchNorm2d);
    QCOMPARE(tree.layer(tree.find("stem")).kind, LayerKind::Group);
    QCOMPARE(tree.layer(tree.find("head")).kind, LayerKind::Linear);
    QCOMPARE(tree.classes, 4);
}

void TestZoo::aDeepTreeIsBuiltAtOnce()
{
    QElapsedTimer timer;
    timer.start();
    const auto net = build_architecture("resnet152");
    qInfo("resnet152: %zu layers in %.2f ms", net.layers.size(), timer.nsecsElapsed() / 1e6);
    QCOMPARE(net.parameters().size(), std::size_t(467));
}

QTEST_GUILESS_MAIN(TestZoo)
#include "tst_zoo.moc"
