#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace tlvfc;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(ErrorKind)

class TestRunSpec : public QObject
{
    Q_OBJECT

private slots:
    void comesBackFromItsFile_data();
    void comesBackFromItsFile();
    void everyDefaultIsWrittenOut();
    void absentKeysTakeTheirDefaults();
    void wrongDocuments_data();
    void wrongDocuments();
    void wrongFiles_data();
    void wrongFiles();
    void impossibleRuns_data();
    void impossibleRuns();
    void aSourceIsNeededForWhatItGives_data();
    void aSourceIsNeededForWhatItGives();
};

void TestRunSpec::comesBackFromItsFile_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("as it is", [](auto &) {});
    row("the default", [](auto &spec) { spec = RunSpec(); });
    row("a title in many letters", [](auto &spec) { spec.title = "\"Größe\"\n\\ 標準"; });
    row("the largest seed",
        [](auto &spec) { spec.seed = std::numeric_limits<std::uint64_t>::max(); });
    row("weights", [](auto &spec) { spec.source = {"", "/a folder/b.pth", 0}; });
    row("another method", [](auto &spec) { spec.strategy = preset("he"); });
    row("locks", [](auto &spec) {
        spec.strategy.locks = {{"conv1", "layer1.0.conv1"}, {"linear", "linear"}};
    });
    row("numbers of many digits", [](auto &spec) {
        spec.training.learning_rate = 1.0 / 3.0;
        spec.strategy.crossover_rate = 0.1 + 0.2;
        spec.data.mean = {1e-17, -0.1, 2.0 / 3.0};
    });
    row("device and threads", [](auto &spec) {
        spec.device = "cuda:3";
        spec.threads = 7;
    });
}

void TestRunSpec::comesBackFromItsFile()
{
    QFETCH(Change, change);
    auto spec = test::small_run();
    change(spec);
    const QTemporaryDir folder;
    const auto file = test::path_in(folder, "spec.json");
    write_json(file, to_json(spec));
    const auto back = read_run_spec(file);
    QCOMPARE(to_text(to_json(back)), to_text(to_json(spec)));
    QVERIFY(back.strategy == spec.strategy && back.data == spec.data &&
            back.training == spec.training && back.source == spec.source &&
            back.target == spec.target);
    QCOMPARE(back.seed, spec.seed);
    QCOMPARE(back.title, spec.title);
}

void TestRunSpec::everyDefaultIsWrittenOut()
{
    const auto json = to_json(RunSpec());
    QCOMPARE(json.at("schema").get<int>(), 1);
    QCOMPARE(json.at("training").at("epochs").get<int>(), 200);
    QCOMPARE(json.at("strategy").at("method").get<std::string>(), std::string("tlvfc"));
    QCOMPARE(json.at("strategy").at("crossover_rate").get<double>(), 0.1);
    QCOMPARE(json.at("data").at("image_size").get<int>(), 32);
    QCOMPARE(json.at("seed").get<int>(), 2);
    QCOMPARE(json.at("device").get<std::string>(), std::string("auto"));
}

void TestRunSpec::absentKeysTakeTheirDefaults()
{
    const auto spec = run_spec_from_json(
        Json::parse(R"({"target": {"name": "resnet18"}, "strategy": {"method": "he"}})"), "x");
    QCOMPARE(spec.target.name, std::string("resnet18"));
    QCOMPARE(spec.target.classes, 0);
    QVERIFY(spec.source.is_absent());
    QVERIFY(spec.strategy == preset("he"));
    QVERIFY(spec.training == TrainingOptions());
    QVERIFY(spec.data == DataSpec());
}

void TestRunSpec::wrongDocuments_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *json, const char *says) {
        QTest::newRow(json) << QString(json) << QString(says);
    };
    row("[]", "not a JSON object");
    row("3", "not a JSON object");
    row("null", "not a JSON object");
    // keys
    row(R"({"sed": 3})", "unknown key 'sed'");
    row(R"({"target": {"nam": "resnet18"}})", "unknown key 'nam'");
    row(R"({"training": {"epoch": 3}})", "unknown key 'training.epoch'");
    row(R"({"strategy": {"cross": true}})", "unknown key 'strategy.cross'");
    row(R"({"data": {"size": 3}})", "unknown key 'data.size'");
    // versions
    row(R"({"schema": 2, "anything": {}})", "use a newer TLVFC Studio");
    row(R"({"schema": 0})", "mend 'schema'");
    row(R"({"schema": "1"})", "'schema' has the wrong type");
    // sections
    row(R"({"training": []})", "'training' has the wrong type");
    row(R"({"strategy": "tlvfc"})", "'strategy' has the wrong type");
    row(R"({"data": null})", "'data' has the wrong type");
    row(R"({"source": "resnet20"})", "not a JSON object");
    // values
    row(R"({"title": 3})", "'title' has the wrong type");
    row(R"({"seed": "two"})", "'seed' has the wrong type");
    row(R"({"seed": 2.5})", "'seed' has the wrong type");
    row(R"({"seed": -1})", "'seed' has the wrong type");
    row(R"({"threads": true})", "'threads' has the wrong type");
    row(R"({"target": {"classes": "10"}})", "'classes' has the wrong type");
    row(R"({"target": {"classes": 2.5}})", "'target.classes' has the wrong type");
    row(R"({"training": {"epochs": 2.7}})", "'training.epochs' has the wrong type");
    row(R"({"training": {"batch": 5000000000}})", "'training.batch' has the wrong type");
    row(R"({"training": {"lr": "small"}})", "'lr' has the wrong type");
    row(R"({"training": {"decay_lr": 1}})", "unknown key 'training.decay_lr'");
    row(R"({"data": {"mean": [0.1, 0.2]}})", "'mean' has the wrong type");
    row(R"({"data": {"mean": [0.1, 0.2, 0.3, 0.4]}})", "'data.mean' has the wrong type");
    row(R"({"strategy": {"locks": "conv1"}})", "'strategy.locks' has the wrong type");
    row(R"({"strategy": {"locks": [{"from": "a"}]}})", "'strategy.locks' has the wrong type");
}

void TestRunSpec::wrongDocuments()
{
    QFETCH(QString, json);
    QFETCH(QString, says);
    try {
        run_spec_from_json(Json::parse(json.toStdString()), "a/spec.json");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QString(error.what()).contains(says), error.what());
        QCOMPARE(QString::fromStdString(error.where()), QString("a/spec.json"));
    }
}

void TestRunSpec::wrongFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"target": {"na)");
    QTest::newRow("garbage") << QByteArray("\x00\xff\xfe\x7f{}", 6);
    QTest::newRow("no UTF-8") << QByteArray("{\"title\": \"\xff\"}");
}

void TestRunSpec::wrongFiles()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const auto file = test::path_in(folder, "spec.json");
    write_file(file, content.toStdString());
    try {
        read_run_spec(file);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QCOMPARE(error.where(), file.string());
    }
    QVERIFY_THROWS_EXCEPTION(Error, read_run_spec(test::path_in(folder, "absent.json")));
}

void TestRunSpec::impossibleRuns_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *says, Change change) {
        QTest::newRow(name) << change << QString(says);
    };
    row("no target", "no target network", [](auto &spec) { spec.target = {}; });
    row("no source", "needs a source network", [](auto &spec) { spec.source = {}; });
    row("an unknown target", "unknown network 'resnet19'",
        [](auto &spec) { spec.target.name = "resnet19"; });
    row("an unknown source", "unknown network 'vgg'", [](auto &spec) { spec.source.name = "vgg"; });
    row("negative classes", "-3 classes", [](auto &spec) { spec.target.classes = -3; });
    row("negative classes of a file", "-3 classes", [](auto &spec) {
        spec.source = {"", "a.pth", -3};
    });
    row("an unknown device", "unknown device 'tpu'", [](auto &spec) { spec.device = "tpu"; });
    row("negative threads", "-1 threads", [](auto &spec) { spec.threads = -1; });
    row("no data", "no data given", [](auto &spec) { spec.data.source.clear(); });
    row("no epochs", "option epochs", [](auto &spec) { spec.training.epochs = 0; });
    row("no probability", "option crossover-rate",
        [](auto &spec) { spec.strategy.crossover_rate = 1.5; });
}

void TestRunSpec::impossibleRuns()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    auto spec = test::small_run();
    spec.validate();
    change(spec);
    try {
        spec.validate();
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString(error.what()).contains(says), error.what());
    }
}

void TestRunSpec::aSourceIsNeededForWhatItGives_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("needed");
    const auto row = [](const char *name, bool needed, Change change) {
        QTest::newRow(name) << change << needed;
    };
    row("he", false, [](auto &spec) { spec.strategy = preset("he"); });
    row("tlvfc", true, [](auto &spec) { spec.strategy = preset("tlvfc"); });
    row("tlvfc-base", true, [](auto &spec) { spec.strategy = preset("tlvfc-base"); });
    row("he with crossover", true, [](auto &spec) {
        spec.strategy = preset("he");
        spec.strategy.crossover = CrossoverKind::Mask;
    });
    row("he with statistics", true, [](auto &spec) {
        spec.strategy = preset("he");
        spec.strategy.fc = FcMethod::Statistics;
    });
}

void TestRunSpec::aSourceIsNeededForWhatItGives()
{
    QFETCH(Change, change);
    QFETCH(bool, needed);
    RunSpec spec;
    change(spec);
    QCOMPARE(spec.strategy.needs_source(), needed);
}

QTEST_GUILESS_MAIN(TestRunSpec)
#include "tst_run_spec.moc"
