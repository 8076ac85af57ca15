// transfer: the authors' bits, whatever the road to them.
#include "core/base/hash.h"
#include "core/checkpoint/checkpoint.h"
#include "tests/cli/program.h"
#include "tests/support/pattern_network.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliTransfer : public QObject
{
    Q_OBJECT

private slots:
    void goldens_data();
    void goldens();
    void dpiatGolden();
    void aFileAloneReceivesWeights();
    void notesAreTold();
    void authorsStreamsDrawInOrder();
    void streamsOfTheirOwnCanBePaired();
    void threadsChangeNothing();
    void optionsOverrideTheMethod();
    void locksChangeTheirLayer();
    void bothFormatsHoldTheSame();
    void jsonHoldsWhatIsPromised();
    void layersTellWhatSurvives();
    void filesTellWhereTheyComeFrom();
    void signalsOnRequest();

private:
    QString file(const QString &name) const { return folder_.filePath(name); }
    QString patternFile(const std::string &network, int classes, std::int64_t offset);

    QTemporaryDir folder_;
};

/// A pattern network's weights as a file, written once.
QString TestCliTransfer::patternFile(const std::string &network, int classes, std::int64_t offset)
{
    const auto path = file(QString::fromStdString(network) + "-" + QString::number(classes) + "-" +
                           QString::number(offset) + ".safetensors");
    if (!QFileInfo::exists(path))
        write_safetensors(path.toStdString(), pattern_network(network, classes, offset)->weights);
    return path;
}

static Json hashes_of(const Json &document)
{
    Json hashes = Json::object();
    for (const auto &[name, parameter] : document["parameters"].items())
        hashes[name] = parameter["sha256"];
    return hashes;
}

/// The document of a transfer that must end well; null where it did not.
static Json transfer(const QStringList &options)
{
    const auto outcome =
        tlvfc_program(QStringList{"transfer", "--hashes", "--json", "--quiet"} + options);
    if (outcome.code != 0 || !outcome.err.isEmpty())
        qWarning("%s", outcome.err.constData());
    return outcome.code == 0 ? outcome.json() : Json();
}

static const QStringList small_pair{"--source", "resnet20", "--target", "resnet32"};

void TestCliTransfer::goldens_data()
{
    QTest::addColumn<QString>("name");
    // The three share their source's file, which is half a gigabyte.
    for (const char *name :
         {"vgg16__resnet18__10__seed7", "vgg16__resnet18__10__seed2__zero-avg-random-interLeaved",
          "vgg16__vgg16_5x5_Sort__10__seed3__init-avg-maxVar-minVar"})
        QTest::newRow(name) << QString(name);
}

void TestCliTransfer::goldens()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, name);
    const auto golden = test::golden((name + ".json").toStdString());
    const auto text = [](const Json &json) { return QString::fromStdString(json); };
    const auto &options = golden["var_options"];
    const auto &choice = options["choice_method"];
    const auto source =
        patternFile(golden["source"], golden["source_classes"], golden["salt_source"]);
    const auto target =
        patternFile(golden["target"], golden["target_classes"], golden["salt_target"]);
    const auto document = transfer({"--source",
                                    text(golden["source"]),
                                    "--source-weights",
                                    source,
                                    "--target",
                                    text(golden["target"]),
                                    "--target-weights",
                                    target,
                                    "--target-classes",
                                    "10",
                                    "--method",
                                    "tlvfc",
                                    "--pad",
                                    text(options["type_pad"]),
                                    "--pool",
                                    text(options["type_pool"]),
                                    "--keep",
                                    text(choice["keep"]),
                                    "--remove",
                                    text(choice["remove"]),
                                    "--seed",
                                    QString::number(golden["seed"].get<int>())});
    QVERIFY(document.is_object());
    const auto hashes = hashes_of(document);
    for (const auto &[parameter, hash] : golden["parameters_after_tlvfc"].items())
        QVERIFY2(hashes[parameter] == hash, parameter.c_str());
    QCOMPARE(hashes.size(), golden["parameters_after_tlvfc"].size());
    QVERIFY(document["fc"]["mean"] == golden["fc_mean"]);
    QVERIFY(document["fc"]["std"] == golden["fc_std"]);
    for (const char *count : {"matched_from", "matched_to", "left_from", "left_to"})
        QVERIFY2(document["stats"][count] == golden["stats_tlvfc"][count], count);
    qInfo("%s", to_text(document["seconds"]).c_str());
}

void TestCliTransfer::dpiatGolden()
{
    TLVFC_NEEDS_SHARED();
    const auto golden = test::golden("vgg16__resnet18__10__seed7.json");
    const auto document =
        transfer({"--source", patternFile("vgg16", 1000, 1), "--target",
                  patternFile("resnet18", 10, 1000), "--method", "dpiat", "--seed", "7"});
    QVERIFY(document.is_object());
    const auto hashes = hashes_of(document);
    for (const auto &[parameter, hash] : golden["parameters_after_dpiat"].items())
        QVERIFY2(hashes[parameter] == hash, parameter.c_str());
    QVERIFY(document["fc"].is_null());
}

void TestCliTransfer::aFileAloneReceivesWeights()
{
    // No network of the zoo: names and shapes are all there is, and every tensor comes out again.
    Weights weights;
    weights.set("body.0.weight", pattern({16, 3, 3, 3}, 1));
    weights.set("body.1.weight", pattern({32, 16, 3, 3}, 2));
    weights.set("token", pattern({1, 7}, 3));
    weights.set("head.weight", pattern({5, 32}, 4));
    write_safetensors(file("unknown.safetensors").toStdString(), weights);
    const auto document = transfer({"--source", "resnet20", "--target", file("unknown.safetensors"),
                                    "--out", file("received.pth")});
    QVERIFY(document.is_object());
    const auto received = read_weights(file("received.pth").toStdString()).weights;
    QCOMPARE(received.size(), weights.size());
    for (const auto &[name, tensor] : weights)
        QCOMPARE(std::ranges::equal(tensor.bytes(), received.at(name).bytes()), name == "token");
}

void TestCliTransfer::notesAreTold()
{
    const auto outcome =
        tlvfc_program(QStringList{"transfer", "--quiet", "--lock", "bn1=bn1"} + small_pair);
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.err.contains("the lock bn1=bn1 has no effect"), outcome.err.constData());
}

// manual_seed right before a network is built: with one generator and no source, the target's first
// weights are those of the goldens.
void TestCliTransfer::authorsStreamsDrawInOrder()
{
    TLVFC_NEEDS_SHARED();
    const auto golden = test::golden("initial_weights.json")["resnet18/10/seed2"];
    const QStringList target{"--target", "resnet18", "--target-classes", "10", "--seed", "2"};
    const auto alone = transfer(target + QStringList{"--method", "he", "--streams", "authors"});
    QVERIFY(alone.is_object());
    const auto hashes = hashes_of(alone);
    for (const auto &[parameter, hash] : golden.items()) {
        if (hashes.contains(parameter))
            QVERIFY2(hashes[parameter] == hash, parameter.c_str());
    }
    // A source that draws comes first, one from a file draws nothing.
    const QStringList he{"--method", "he", "--streams", "authors"};
    const auto behind = transfer(target + he + QStringList{"--source", "resnet20"});
    QVERIFY(hashes_of(behind)["conv1.weight"] != hashes["conv1.weight"]);
    const auto file = patternFile("resnet20", 10, 1);
    const auto beside = transfer(target + he + QStringList{"--source", file});
    QVERIFY(hashes_of(beside) == hashes);

    // The transfer goes on where the initialization ended.
    const auto own = transfer(target + QStringList{"--source", file});
    const auto authors = transfer(target + QStringList{"--source", file, "--streams", "authors"});
    QVERIFY(hashes_of(own)["conv1.weight"] != hashes_of(authors)["conv1.weight"]);
}

void TestCliTransfer::streamsOfTheirOwnCanBePaired()
{
    const auto base = transfer(small_pair + QStringList{"--method", "tlvfc-base"});
    const auto he = transfer(small_pair + QStringList{"--method", "he"});
    const auto full = transfer(small_pair + QStringList{"--method", "tlvfc"});
    // The same first weights below all methods: here the classifier that only TLVFC writes.
    QVERIFY(hashes_of(base)["linear.weight"] == hashes_of(he)["linear.weight"]);
    QVERIFY(hashes_of(full)["linear.weight"] != hashes_of(he)["linear.weight"]);
    QVERIFY(hashes_of(full)["conv1.weight"] == hashes_of(base)["conv1.weight"]);
    QVERIFY(hashes_of(base)["conv1.weight"] != hashes_of(he)["conv1.weight"]);
    const auto other = transfer(small_pair + QStringList{"--method", "tlvfc", "--seed", "3"});
    QVERIFY(hashes_of(other)["conv1.weight"] != hashes_of(full)["conv1.weight"]);
}

void TestCliTransfer::threadsChangeNothing()
{
    const QStringList pair{"--source", "resnet56", "--target", "resnet18"};
    const auto one = transfer(pair + QStringList{"--threads", "1"});
    const auto three = transfer(pair + QStringList{"--threads", "3"});
    QVERIFY(one.is_object());
    QVERIFY(one["parameters"] == three["parameters"]);
    QVERIFY(one["fc"] == three["fc"]);
}

void TestCliTransfer::optionsOverrideTheMethod()
{
    const auto base = transfer(small_pair + QStringList{"--method", "tlvfc-base"});
    const auto made = transfer(small_pair + QStringList{"--method", "tlvfc", "--fc", "default"});
    QVERIFY(base.is_object());
    QVERIFY(base["parameters"] == made["parameters"]);
    QVERIFY(made["fc"].is_null());
    const auto glorot = transfer(small_pair + QStringList{"--method", "glorot"});
    const auto conv = transfer(small_pair + QStringList{"--method", "he", "--conv", "glorot"});
    QVERIFY(glorot["parameters"] == conv["parameters"]);
}

void TestCliTransfer::locksChangeTheirLayer()
{
    const auto free = transfer(small_pair);
    const auto locked = transfer(small_pair + QStringList{"--lock", "layer3.2.conv2=conv1"});
    QVERIFY(locked.is_object());
    QVERIFY(hashes_of(free)["conv1.weight"] != hashes_of(locked)["conv1.weight"]);
}

void TestCliTransfer::bothFormatsHoldTheSame()
{
    for (const auto &name : {"w.safetensors", "w.pth"}) {
        const auto document = transfer(small_pair + QStringList{"--out", file(name)});
        QVERIFY(document.is_object());
        const auto checkpoint = read_weights(file(name).toStdString());
        const auto hashes = hashes_of(document);
        for (const auto &[parameter, hash] : hashes.items())
            QVERIFY2(sha256_hex(checkpoint.weights.at(parameter).bytes()) ==
                         hash.get<std::string>(),
                     parameter.c_str());
        // What it wrote, it takes as a network.
        const auto inspect = tlvfc_program({"inspect", file(name), "--json"});
        VERIFY_SUCCESS(inspect);
        QVERIFY(inspect.json()["name"] == "resnet32");
    }
}

void TestCliTransfer::jsonHoldsWhatIsPromised()
{
    const auto outcome = tlvfc_program(QStringList{"transfer", "--json"} + small_pair);
    VERIFY_SUCCESS(outcome);
    const auto document = outcome.json();
    for (const char *lap : {"load", "plan", "apply", "save"})
        QVERIFY2(document["seconds"][lap].get<double>() >= 0.0, lap);
    const auto &stats = document["stats"];
    QVERIFY(stats["all_from"].get<int>() ==
            stats["matched_from"].get<int>() + stats["left_from"].get<int>());
    QVERIFY(stats["all_to"].get<int>() ==
            stats["matched_to"].get<int>() + stats["left_to"].get<int>());
    QVERIFY(document["fc"]["std"].get<double>() > 0.0);
    const auto &parameter = document["parameters"]["conv1.weight"];
    QVERIFY(parameter["shape"] == Json({16, 3, 3, 3}));
    QVERIFY(parameter["sum"].is_number());
    QVERIFY(!parameter.contains("sha256")); // only with --hashes
}

void TestCliTransfer::layersTellWhatSurvives()
{
    // Among a ResNet-50's 1x1 kernels, which all have variance 0, a rule has nothing to go by.
    const auto document =
        transfer({"--source", "resnet50", "--target", "resnet34", "--method", "tlvfc-base"});
    QVERIFY(document.is_object());
    int blind = 0;
    for (const auto &layer : document["layers"]) {
        const auto kernels = layer["kernels"].get<std::int64_t>();
        const auto from_source = layer["from_source"].get<std::int64_t>();
        const auto distinct = layer["distinct_source"].get<std::int64_t>();
        QVERIFY(distinct > 0 && distinct <= from_source && from_source <= kernels);
        QVERIFY(layer["score"].get<double>() > 0.0 && !layer["locked"].get<bool>());
        QVERIFY(!layer["does"].get<std::string>().empty());
        blind += layer["variance_informative"] == false;
    }
    QVERIFY(blind > 0 && blind < static_cast<int>(document["layers"].size()));
}

void TestCliTransfer::filesTellWhereTheyComeFrom()
{
    const auto made = transfer(small_pair + QStringList{"--out", file("half.safetensors"),
                                                        "--precision", "float16", "--seed", "9"});
    QVERIFY(made.is_object());
    const auto outline = read_outline(file("half.safetensors").toStdString());
    QCOMPARE(outline.metadata.at("seed"), std::string("9"));
    QCOMPARE(outline.metadata.at("target"), std::string("resnet32"));
    QVERIFY(Json::parse(outline.metadata.at("strategy"))["method"] == "tlvfc");
    QVERIFY(outline.metadata.at("made_by").starts_with("TLVFC Studio"));
    for (const auto &tensor : outline.tensors) {
        if (tensor.dtype == DType::Float32)
            QCOMPARE(tensor.stored_as, std::string("float16"));
    }
}

void TestCliTransfer::signalsOnRequest()
{
    QVERIFY(!transfer(small_pair + QStringList{"--method", "he"}).contains("signal"));
    const auto on_numbers =
        transfer(small_pair + QStringList{"--method", "tlvfc", "--signal", "--signal-size", "16"});
    const auto &signal = on_numbers["signal"];
    QCOMPARE(signal["images"].get<int>(), 64);
    QCOMPARE(signal["size"].get<int>(), 16);
    QVERIFY(signal["data"].is_null() && signal["loss"].get<double>() > 0);
    QCOMPARE(signal["layers"].size(), std::size_t(31 + 31 + 1)); // and the last, a Linear
    for (const auto &layer : signal["layers"]) {
        for (const auto *key : {"output_std", "output_gradient_std", "weight_gradient_norm"})
            QVERIFY(layer[key].get<double>() > 0);
    }
    QVERIFY(signal["layers"].back()["activated_std"].is_null());
    const auto on_data = transfer(
        small_pair + QStringList{"--method", "tlvfc", "--signal", "--signal-data", "made-up"});
    QCOMPARE(on_data["signal"]["data"].get<std::string>(), std::string("made-up"));
    QVERIFY(on_data["signal"]["loss"] != signal["loss"]);
    QCOMPARE(tlvfc_program(QStringList{"transfer", "--signal-size", "16"} + small_pair).code, 2);
}

QTEST_GUILESS_MAIN(TestCliTransfer)
#include "tst_cli_transfer.moc"
