// models, inspect, match and rank: what needs no weights, or only looks at them.
#include <memory> // moc cannot read what the next line brings otherwise

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
    void inspectTellsTheBlocks();
    void matchPairsEveryTarget();
    void matchAlignsBlocks_data();
    void matchAlignsBlocks();
    void matchAlignsFlatLists();
    void rankOrdersBySimilarity();
    void matchFollowsLocks();
    void peopleSeeText_data();
    void peopleSeeText();
};

void TestCliNetworks::helpShowsAnExample_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("tlvfc") << QStringList{"--help"};
    for (const char *command : {"models", "inspect", "match", "rank", "transfer", "train", "run",
                                "resume", "watch", "eval", "demo"})
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

void TestCliNetworks::inspectTellsTheBlocks()
{
    TLVFC_NEEDS_SHARED();
    const auto golden = test::golden("vgg16__resnet18__10__seed7.json");
    const auto inspect = tlvfc_program({"inspect", "resnet18", "--classes", "10", "--json"});
    VERIFY_SUCCESS(inspect);
    QVERIFY(inspect.json()["blocks"] == golden["blocks_target"]);
}

/// Pairs as the goldens have them: two paths each.
static Json bare_pairs(const Json &pairs)
{
    Json bare = Json::array();
    for (const auto &pair : pairs) {
        if (pair.is_array())
            bare.push_back(bare_pairs(pair));
        else
            bare.push_back({pair["source"], pair["target"]});
    }
    return bare;
}

void TestCliNetworks::matchAlignsBlocks_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"vgg16__resnet18__10__seed7", "resnet18__vgg16__10__seed2",
                             "vgg16__resnet50__10__seed2", "vgg19__resnet34__10__seed2"})
        QTest::newRow(name) << name;
}

void TestCliNetworks::matchAlignsBlocks()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, name);
    const auto golden = test::golden((name + ".json").toStdString());
    const auto text = [&](const char *key) {
        return QString::fromStdString(golden[key].get<std::string>());
    };
    const auto match = tlvfc_program({"match", "--source", text("source"), "--target",
                                      text("target"), "--target-classes", "10", "--standardization",
                                      "blocks", "--matching", "dp", "--json"});
    VERIFY_SUCCESS(match);
    const auto document = match.json();
    QVERIFY(bare_pairs(document["pairs"]) == golden["dp_match"]);
    const double alike = document["similarity"];
    QVERIFY(std::abs(alike - golden["dp_sim"].get<double>()) < 1e-9);
}

void TestCliNetworks::matchAlignsFlatLists()
{
    TLVFC_NEEDS_SHARED();
    const auto golden = test::golden("vgg16__resnet18__10__seed7.json");
    const auto match = tlvfc_program({"match", "--source", "vgg16", "--target", "resnet18",
                                      "--target-classes", "10", "--matching", "dp-flat", "--json"});
    VERIFY_SUCCESS(match);
    const auto pairs = bare_pairs(match.json()["pairs"]);
    for (const auto &pair : golden["dp_flat_match_conv"])
        QVERIFY2(std::ranges::find(pairs, pair) != pairs.end(), pair.dump().c_str());
}

void TestCliNetworks::rankOrdersBySimilarity()
{
    TLVFC_NEEDS_SHARED();
    const auto file = *shared_folder() / "checkpoints" / "resnet32-d509ac18.th";
    const auto path = QString::fromStdString(file.string());
    const auto rank = tlvfc_program({"rank", "--target", "resnet18", "--target-classes", "10",
                                     "--sources", "vgg16", path, "resnet18", "resnet34", "--json"});
    VERIFY_SUCCESS(rank);
    const auto document = rank.json();
    QVERIFY(document["target"] == "resnet18");
    const auto &ranking = document["ranking"];
    QCOMPARE(ranking.size(), std::size_t(4));
    double before = 1.0 + 1e-9;
    for (const auto &entry : ranking) {
        const double alike = entry["similarity"];
        QVERIFY(alike > 0.0 && alike <= before);
        before = alike;
        if (entry["source"] == "vgg16") {
            const auto golden = test::golden("vgg16__resnet18__10__seed7.json");
            QVERIFY(std::abs(alike - golden["dp_sim"].get<double>()) < 1e-9);
        }
    }
    QVERIFY(ranking.back()["source"] == "vgg16");
    QCOMPARE(tlvfc_program({"rank", "--target", "resnet18", "--sources", "no-such"}).code, 2);
}

void TestCliNetworks::matchPairsEveryTarget()
{
    const auto match = tlvfc_program(
        {"match", "--source", "vgg16", "--target", "resnet18", "--target-classes", "10", "--json"});
    VERIFY_SUCCESS(match);
    const auto document = match.json();
    QVERIFY(document["similarity"].get<double>() > 0.0);
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
    QTest::newRow("blocks") << QStringList{"match",    "--source",   "vgg16",
                                           "--target", "resnet18",   "--standardization",
                                           "blocks",   "--matching", "dp"}
                            << QByteArray("similarity");
    QTest::newRow("rank") << QStringList{"rank", "--target", "resnet20", "--sources", "resnet32"}
                          << QByteArray("resnet32");
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
