#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/runs/open_network.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <algorithm>

using namespace tlvfc;

Q_DECLARE_METATYPE(NetworkSpec)
Q_DECLARE_METATYPE(ErrorKind)

class TestOpenNetwork : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void newWeights();
    void fromAFile_data();
    void fromAFile();
    void aNewClassifier();
    void architectureAlone_data();
    void architectureAlone();
    void refused_data();
    void refused();

private:
    QTemporaryDir folder_;
    std::string file_;
    Network stored_;
};

void TestOpenNetwork::initTestCase()
{
    stored_ = test::new_network("resnet20", 7, 4);
    file_ = test::path_in(folder_, "mine.safetensors").string();
    write_weights(file_, stored_.weights);
}

void TestOpenNetwork::newWeights()
{
    const NetworkSpec spec{"resnet20", "", 5};
    const auto first = open_network(spec, 3);
    QCOMPARE(first.architecture.classes, 5);
    QVERIFY(test::same_bits(first.weights, open_network(spec, 3).weights));
    QVERIFY(!test::same_bits(first.weights, open_network(spec, 4).weights));
    QVERIFY(!test::same_bits(first.weights, open_network(spec, 3, ConvMethod::Glorot).weights));
    // What a transfer overwrites begins as He.
    QVERIFY(test::same_bits(first.weights, open_network(spec, 3, ConvMethod::Variance).weights));
    QCOMPARE(first.origin, std::string("new weights, seed 3"));
}

void TestOpenNetwork::fromAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("classes");
    QTest::newRow("the file alone") << "" << 0;
    QTest::newRow("its name") << "resnet20" << 0;
    QTest::newRow("its name and classes") << "resnet20" << 7;
}

void TestOpenNetwork::fromAFile()
{
    QFETCH(QString, name);
    QFETCH(int, classes);
    const auto network = open_network({name.toStdString(), file_, classes}, 1);
    QCOMPARE(network.architecture.name, std::string("resnet20"));
    QCOMPARE(network.architecture.classes, 7);
    QVERIFY(test::same_bits(network.weights, stored_.weights));
}

void TestOpenNetwork::aNewClassifier()
{
    const NetworkSpec spec{"resnet20", file_, 4, true};
    QCOMPARE(open_architecture(spec).classes, 4);
    const auto network = open_network(spec, 9);
    const auto drawn = open_network({"resnet20", "", 4}, 9);
    QCOMPARE(network.weights.size(), drawn.weights.size());
    for (const auto &[name, tensor] : network.weights) {
        const auto &from = name.starts_with("linear.") ? drawn.weights : stored_.weights;
        QVERIFY2(std::ranges::equal(tensor.bytes(), from.at(name).bytes()), name.c_str());
    }
}

void TestOpenNetwork::architectureAlone_data()
{
    QTest::addColumn<NetworkSpec>("spec");
    QTest::addColumn<int>("classes");
    QTest::newRow("the default classes") << NetworkSpec{"resnet20", "", 0} << 10;
    QTest::newRow("given classes") << NetworkSpec{"resnet20", "", 3} << 3;
    QTest::newRow("a new classifier") << NetworkSpec{"", file_, 3, true} << 3;
    QTest::newRow("a file's classes") << NetworkSpec{"resnet20", file_, 0} << 7;
}

void TestOpenNetwork::architectureAlone()
{
    QFETCH(NetworkSpec, spec);
    QFETCH(int, classes);
    QCOMPARE(open_architecture(spec).classes, classes);
}

void TestOpenNetwork::refused_data()
{
    QTest::addColumn<NetworkSpec>("spec");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    const auto absent = test::path_in(folder_, "absent.pth").string();
    QTest::newRow("nothing") << NetworkSpec{} << ErrorKind::InvalidRequest << "no network given";
    QTest::newRow("an unknown name") << NetworkSpec{"resnet19", "", 0} << ErrorKind::InvalidRequest
                                     << "unknown network 'resnet19'";
    QTest::newRow("no file") << NetworkSpec{"", absent, 0} << ErrorKind::UnreadableInput
                             << "absent.pth";
    QTest::newRow("another's weights")
        << NetworkSpec{"resnet32", file_, 0} << ErrorKind::InvalidRequest << "mine.safetensors";
    QTest::newRow("other classes") << NetworkSpec{"resnet20", file_, 9} << ErrorKind::InvalidRequest
                                   << "'linear.weight' has shape 7×64 where 9×64 is needed";
}

void TestOpenNetwork::refused()
{
    QFETCH(NetworkSpec, spec);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    const auto check = [&](auto open) {
        try {
            open();
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.kind(), kind);
            QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
        }
    };
    check([&] { open_network(spec, 1); });
    check([&] { open_architecture(spec); });
}

QTEST_GUILESS_MAIN(TestOpenNetwork)
#include "tst_open_network.moc"
