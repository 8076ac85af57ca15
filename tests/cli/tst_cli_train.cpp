// train and run: a folder from its specification to its result.
#include "core/runs/events.h"
#include "core/runs/run_lock.h"
#include "tests/cli/program.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliTrain : public QObject
{
    Q_OBJECT

private slots:
    void dryRunPrintsTheWholeSpecification();
    void whatIsNotGivenIsTheRecipe();
    void settingsReachTheSpecification();
    void aSpecificationStandsForOptions();
    void trainingTwiceGivesTheSameNumbers();
    void optionsReachTheSpecification_data();
    void optionsReachTheSpecification();
    void runCarriesAPreparedFolderOut();
    void runsSideBySideComeToTheSame();
    void aRunIsASource();
    void interruptionKeepsTheState();

private:
    QString path(const QString &name) const { return folder_.filePath(name); }
    QString specFile(const QString &name, const QStringList &more);

    QTemporaryDir folder_;
};

/// Small enough to train in a second or two.
static const QStringList tiny{"--source", "resnet20",
                              "--target", "resnet20",
                              "--data",   "made-up",
                              "--epochs", "2",
                              "--batch",  "20",
                              "--size",   "16",
                              "--set",    "data.made_up_classes=3",
                              "--set",    "data.made_up_per_class=20"};

static Json dry_run(const QStringList &options)
{
    const auto outcome = tlvfc_program(QStringList{"train", "--dry-run"} + options);
    if (outcome.code != 0)
        qWarning("%s", outcome.err.constData());
    return outcome.json();
}

static std::string last_event(const QString &run)
{
    const auto events = EventReader(RunFolder{run.toStdString()}.events()).poll();
    return events.empty() ? "none" : events.back().kind;
}

/// The specification of these options as a file.
QString TestCliTrain::specFile(const QString &name, const QStringList &more)
{
    const auto file = path(name);
    write_json(file.toStdString(), dry_run(tiny + more));
    return file;
}

void TestCliTrain::dryRunPrintsTheWholeSpecification()
{
    const auto spec = dry_run(tiny + QStringList{"--run", path("never"), "--seed", "5"});
    QVERIFY(!QFileInfo::exists(path("never")));
    QVERIFY(spec["seed"] == 5);
    QVERIFY(spec["strategy"]["method"] == "tlvfc");
    QVERIFY(spec["strategy"]["conv"] == "variance");
    QVERIFY(spec["training"]["epochs"] == 2);
    QVERIFY(spec["training"]["lr"] == 1e-4);
    QVERIFY(spec["data"]["made_up_classes"] == 3);
    // Nothing is left to a default: the document makes the same document again.
    write_json(path("whole.json").toStdString(), spec);
    QVERIFY(dry_run({"--spec", path("whole.json")}) == spec);
}

void TestCliTrain::whatIsNotGivenIsTheRecipe()
{
    const auto recipe = to_json(RunSpec{});
    const auto spec = dry_run({"--target", "resnet20", "--method", "he", "--data", "made-up"});
    QCOMPARE(to_text(spec["training"]), to_text(recipe["training"]));
    auto data = spec["data"];
    data["source"] = recipe["data"]["source"];
    QCOMPARE(to_text(data), to_text(recipe["data"]));
    QVERIFY(data["random_crop"] == true);
    QVERIFY(data["horizontal_flip"] == true);
}

void TestCliTrain::settingsReachTheSpecification()
{
    const auto spec =
        dry_run(tiny + QStringList{"--set", "training.lr=0.01", "--set", "strategy.keep=maxVar",
                                   "--set", "strategy.method=tlvfc-base", "--set", "title=a test"});
    QVERIFY(spec["training"]["lr"] == 0.01);
    QVERIFY(spec["strategy"]["method"] == "tlvfc-base");
    QVERIFY(spec["strategy"]["fc"] == "default"); // the new method's own
    QVERIFY(spec["strategy"]["keep"] == "maxVar");
    QVERIFY(spec["title"] == "a test");
}

void TestCliTrain::aSpecificationStandsForOptions()
{
    const auto file = specFile("seed5.json", {"--seed", "5"});
    QVERIFY(dry_run({"--spec", file})["seed"] == 5);
    const auto changed = dry_run({"--spec", file, "--seed", "6", "--set", "training.epochs=7"});
    QVERIFY(changed["seed"] == 6);
    QVERIFY(changed["training"]["epochs"] == 7);
}

void TestCliTrain::trainingTwiceGivesTheSameNumbers()
{
    std::vector<Json> results;
    for (const char *name : {"first", "second"}) {
        const auto outcome = tlvfc_program(
            QStringList{"train", "--json", "--threads", "2", "--run", path(name)} + tiny);
        VERIFY_SUCCESS(outcome);
        auto document = outcome.json();
        QCOMPARE(document["epochs"].size(), std::size_t(2));
        for (auto &epoch : document["epochs"]) {
            QVERIFY(epoch["train_loss"].get<double>() > 0.0);
            epoch.erase("elapsed_s");
            epoch.erase("images_per_second");
            epoch.erase("memory_mb");
        }
        document.erase("run");
        results.push_back(document);
        const RunFolder run{path(name).toStdString()};
        QVERIFY(std::filesystem::exists(run.best_weights()));
        QVERIFY(std::filesystem::exists(run.last_weights()));
        QVERIFY(run_state(run) == RunState::Finished);
    }
    QVERIFY(results[0]["result"]["test_total"] == 12);
    QVERIFY(results[0] == results[1]);

    const auto again = tlvfc_program(QStringList{"train", "--run", path("first")} + tiny);
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("already holds a run"), again.err.constData());
}

void TestCliTrain::optionsReachTheSpecification_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto row = [](const QStringList &options, const char *section, const char *key,
                        const char *value) {
        QTest::newRow(qPrintable(options.join(' '))) << options << section << key << value;
    };
    row({"--trains", "classifier"}, "training", "trains", "\"classifier\"");
    row({"--optimizer", "sgd"}, "training", "optimizer", "\"sgd\"");
    row({"--momentum", "0.8"}, "training", "momentum", "0.8");
    row({"--schedule", "cosine"}, "training", "schedule", "\"cosine\"");
    row({"--decay-lr"}, "training", "schedule", "\"steps\"");
    row({"--warmup", "0.5"}, "training", "warmup_epochs", "0.5");
    row({"--label-smoothing", "0.1"}, "training", "label_smoothing", "0.1");
    row({"--clip-norm", "2"}, "training", "clip_norm", "2.0");
    row({"--ema", "0.99"}, "training", "ema", "0.99");
    row({"--precision", "bfloat16"}, "training", "precision", "\"bfloat16\"");
    row({"--patience", "3"}, "training", "patience", "3");
    row({"--gradient-norm"}, "training", "gradient_norm", "true");
    row({"--clean-images", "0"}, "training", "clean_images", "0");
    row({"--on-bad-loss", "go-back"}, "training", "on_bad_loss", "\"go-back\"");
    row({"--on-out-of-memory", "split"}, "training", "on_out_of_memory", "\"split\"");
    row({"--stratified"}, "data", "stratified", "true");
    row({"--validation-share", "0.1"}, "data", "validation_share", "0.1");
    row({"--scaled-decode"}, "data", "scaled_decode", "true");
    row({"--no-crop"}, "data", "random_crop", "false");
    row({"--no-flip"}, "data", "horizontal_flip", "false");
    row({"--color-jitter", "0.2"}, "data", "color_jitter", "0.2");
    row({"--rand-augment", "2"}, "data", "rand_augment", "2");
    row({"--rand-augment-strength", "5"}, "data", "rand_augment_strength", "5");
    row({"--mixup", "0.2"}, "data", "mixup", "0.2");
}

void TestCliTrain::optionsReachTheSpecification()
{
    QFETCH(QStringList, options);
    QFETCH(QString, section);
    QFETCH(QString, key);
    QFETCH(QString, value);
    auto changed = dry_run(tiny + options);
    auto &place = changed[section.toStdString()][key.toStdString()];
    QCOMPARE(QString::fromStdString(to_text(place)), value);
    // And nothing else changes.
    const auto plain = dry_run(tiny);
    place = plain[section.toStdString()][key.toStdString()];
    QVERIFY(changed == plain);
}

void TestCliTrain::runsSideBySideComeToTheSame()
{
    const auto prepare = [this](const char *name, const QStringList &more) {
        const auto run = path(name);
        QDir().mkpath(run);
        QFile::copy(specFile(QString(name) + ".json", more + QStringList{"--threads", "1"}),
                    run + "/spec.json");
        return run;
    };
    const auto he = prepare("he", {"--method", "he"});
    const auto tlvfc = prepare("tlvfc", {});
    const auto alone = prepare("alone", {});
    const auto outcome = tlvfc_program({"run", he, tlvfc, "--json", "--quiet"});
    VERIFY_SUCCESS(outcome);
    VERIFY_SUCCESS(tlvfc_program({"run", alone, "--json", "--quiet"}));
    const auto runs = outcome.json()["runs"];
    QCOMPARE(runs.size(), std::size_t(2));
    QCOMPARE(to_text(runs[1]["result"]),
             to_text(read_json(RunFolder{alone.toStdString()}.result())));
    QVERIFY(to_text(runs[0]["result"]) != to_text(runs[1]["result"]));

    const auto other = prepare("other", {"--set", "training.batch=10"});
    const auto refused = tlvfc_program({"run", prepare("another", {}), other});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("need the same batch"), refused.err.constData());
    QVERIFY(run_state({other.toStdString()}) == RunState::Prepared);
}

void TestCliTrain::aRunIsASource()
{
    const auto run = path("pretrained");
    VERIFY_SUCCESS(tlvfc_program(
        QStringList{"train", "--run", run, "--method", "he", "--json", "--quiet"} + tiny));
    const auto best = RunFolder{run.toStdString()}.best_weights().string();
    const auto without_source = tiny.mid(2);
    for (const auto &source : {QStringList{"--source", run},
                               QStringList{"--source", "resnet20", "--source-weights", run}}) {
        const auto spec = dry_run(without_source + source);
        QVERIFY(spec["source"]["name"] == "resnet20");
        QVERIFY(spec["source"]["weights"] == best);
    }
    const auto inspected = tlvfc_program({"inspect", run, "--json"});
    VERIFY_SUCCESS(inspected);
    const auto published = tlvfc_program({"inspect", "resnet18", "--weights", "resnet18"});
    QCOMPARE(published.code, 2);
    QVERIFY2(published.err.contains("tlvfc weights fetch resnet18"), published.err.constData());
}

void TestCliTrain::runCarriesAPreparedFolderOut()
{
    const auto run = path("prepared");
    QVERIFY(QDir().mkpath(run));
    QVERIFY(QFile::copy(specFile("prepared.json", {"--method", "he"}), run + "/spec.json"));
    const auto outcome =
        tlvfc_program({"run", run, "--threads", "1", "--seed", "9", "--json", "--quiet"});
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
    QVERIFY(outcome.json()["result"]["test_accuracy"].is_number());
    const auto spec = read_json((run + "/spec.json").toStdString());
    QVERIFY(spec["threads"] == 1); // what decided the result stands in the folder
    QVERIFY(spec["seed"] == 9);

    const auto again = tlvfc_program({"run", run});
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("finished"), again.err.constData());
    const auto changed = tlvfc_program({"run", run, "--seed", "3"});
    QCOMPARE(changed.code, 2);
    QVERIFY2(changed.err.contains("has begun"), changed.err.constData());
}

void TestCliTrain::interruptionKeepsTheState()
{
    const auto run = path("stopped");
    QProcess process;
    process.setProcessEnvironment(program_environment());
    process.start(QStringLiteral(TLVFC_PROGRAM),
                  QStringList{"train", "--json", "--run", run} + tiny +
                      QStringList{"--set", "training.epochs=100000"});
    process.setReadChannel(QProcess::StandardError);
    QByteArray seen; // progress tells when training has begun
    while (!seen.contains("epoch 1") && process.waitForReadyRead(program_timeout_ms))
        seen += process.readAllStandardError();
    QVERIFY2(seen.contains("epoch 1"), seen.constData());
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const auto outcome = outcome_of(process);
    QCOMPARE(outcome.code, 130);
    QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
    QVERIFY2(outcome.err.contains("stopped on request"), outcome.err.constData());
    QCOMPARE(last_event(run), std::string("stopped"));
    const RunFolder folder{run.toStdString()};
    QVERIFY(run_state(folder) == RunState::Stopped);
    QVERIFY(std::filesystem::exists(folder.last_weights()));
    QVERIFY(!std::filesystem::exists(folder.result()));
}

QTEST_GUILESS_MAIN(TestCliTrain)
#include "tst_cli_train.moc"
