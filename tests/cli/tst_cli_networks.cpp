// models, inspect and match: what needs no weights, or only looks at them.
#include "core/nets/zoo.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliNetworks : public QObject
{
    Q_OBJECT

private slots:
    void helpShowsAnExample_data();
    void helpShowsAnExample();
    void modelsListsTheZoo();
    void inspectTellsEveryLayer();
    void inspectOfAFileTellsItsNumbers();
    void matchPairsEveryTarget();
    void matchFollowsLocks();
    void peopleSeeText_data();
    void peopleSeeText();
};

void TestCliNetworks::helpShowsAnExample_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("tlvfc") << QStringList{"--help"};
    for (const char *command :
         {"models", "inspect", "match", "transfer", "train", "run", "eval", "demo"})
        QTest::newRow(command) << QStringList{command, "--help"};
}

void TestCliNetworks::helpShowsAnExample()
{
    QFETCH(QStringList, arguments);
    const auto help = tlvfc_program(arguments);
    VERIFY_SUCCESS(help);
    QVERIFY(help.err.isEmpty());
    QVERIFY2(help.out.contains("Example: tlvfc"), help.out.constData());
}

void TestCliNetworks::modelsListsTheZoo()
{
    const auto models = tlvfc_program({"models", "--json"});
    VERIFY_SUCCESS(models);
    const auto list = models.json()["models"];
    QCOMPARE(list.size(), zoo().size());
    for (const auto &entry : list) {
        const auto name = entry["name"].get<std::string>();
        QVERIFY2(entry["parameters"] == build_architecture(name).parameter_count(), name.c_str());
        QVERIFY(!entry["family"].get<std::string>().empty());
    }
}

void TestCliNetworks::inspectTellsEveryLayer()
{
    const auto inspect = tlvfc_program({"inspect", "resnet18", "--classes", "10", "--json"});
    VERIFY_SUCCESS(inspect);
    const auto document = inspect.json();
    QVERIFY(document["name"] == "resnet18");
    QVERIFY(document["parameters"] == 11181642);
    QVERIFY(!document.contains("blocks")); // this version does not standardize to blocks
    std::int64_t sum = 0;
    for (const auto &layer : document["layers"]) {
        sum += layer["parameters"].get<std::int64_t>();
        QVERIFY(layer["mean"].is_null()); // no weights were given
    }
    QCOMPARE(sum, std::int64_t(11181642));
    const auto &first = document["layers"][0];
    QVERIFY(first["path"] == "conv1");
    QVERIFY(first["kind"] == "Conv2d");
    QVERIFY(first["weight_shape"] == Json({64, 3, 7, 7}));
    QVERIFY(first["bias_shape"].is_null());
}

void TestCliNetworks::inspectOfAFileTellsItsNumbers()
{
    TLVFC_NEEDS_SHARED();
    const auto file = *shared_folder() / "checkpoints" / "resnet20-12fca82f.th";
    const auto path = QString::fromStdString(file.string());
    const auto by_name = tlvfc_program({"inspect", "resnet20", "--weights", path, "--json"});
    VERIFY_SUCCESS(by_name);
    const auto by_file = tlvfc_program({"inspect", path, "--json"});
    VERIFY_SUCCESS(by_file);
    QCOMPARE(by_file.out, by_name.out);
    const auto document = by_file.json();
    QVERIFY(document["classes"] == 10);
    const auto &first = document["layers"][0];
    const auto deviation = first["std"].get<double>();
    QVERIFY(std::abs(first["variance"].get<double>() - deviation * deviation) < 1e-6);
    QVERIFY(deviation > 0.0);
}

void TestCliNetworks::matchPairsEveryTarget()
{
    const auto match = tlvfc_program(
        {"match", "--source", "vgg16", "--target", "resnet18", "--target-classes", "10", "--json"});
    VERIFY_SUCCESS(match);
    const auto document = match.json();
    QVERIFY(document["similarity"].is_null()); // matching by index measures none
    std::size_t convolutions = 0;
    for (const auto &pair : document["pairs"]) {
        QVERIFY(pair.contains("source") && pair.contains("target") && pair.contains("score"));
        QVERIFY(!pair["reason"].get<std::string>().empty());
        QVERIFY(!pair["source"].is_null() || !pair["target"].is_null());
        if (pair["target"].is_string() && pair["source"].is_string() &&
            pair["source"].get<std::string>().starts_with("features"))
            ++convolutions;
    }
    QCOMPARE(convolutions, std::size_t(20));
}

void TestCliNetworks::matchFollowsLocks()
{
    const auto match =
        tlvfc_program({"match", "--source", "resnet20", "--target", "resnet32", "--lock",
                       "layer3.2.conv2=conv1", "--lock", "conv1=layer1.0.conv1", "--json"});
    VERIFY_SUCCESS(match);
    std::string of_first;
    std::string of_second;
    const auto pairs = match.json()["pairs"];
    for (const auto &pair : pairs) {
        if (pair["target"] == "conv1")
            of_first = pair["source"];
        if (pair["target"] == "layer1.0.conv1")
            of_second = pair["source"];
    }
    QCOMPARE(of_first, std::string("layer3.2.conv2"));
    QCOMPARE(of_second, std::string("conv1"));
}

void TestCliNetworks::peopleSeeText_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("models") << QStringList{"models"} << QByteArray("vgg16_5x5_DownUp");
    QTest::newRow("inspect") << QStringList{"inspect", "resnet20"} << QByteArray("layer3.2.conv2");
    QTest::newRow("match") << QStringList{"match", "--source", "resnet20", "--target", "resnet32"}
                           << QByteArray("conv1");
    QTest::newRow("version") << QStringList{"--version"} << QByteArray(".");
}

void TestCliNetworks::peopleSeeText()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, shown);
    const auto outcome = tlvfc_program(arguments);
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.out.contains(shown), outcome.out.constData());
    QVERIFY(outcome.json().is_discarded());
}

QTEST_GUILESS_MAIN(TestCliNetworks)
#include "tst_cli_networks.moc"
