#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/runs/execute.h"
#include "core/runs/predictions.h"
#include "core/runs/run_lock.h"
#include "core/training/device.h"
#include "core/training/evaluate.h"
#include "tests/runs/run_reading.h"

#include <QTest>

#include <functional>
#include <unistd.h>

using namespace tlvfc;
namespace fs = std::filesystem;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(ErrorKind)

class TestExecute : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void tellsWhatItDoes();
    void saysHowMuchIsMixed();
    void keepsWhatItFound();
    void sameSpecSameRun_data();
    void sameSpecSameRun();
    void continuesFromAnotherRunsWeights();
    void stopsOnRequest();
    void stopsByToken();
    void aStopFromBeforeIsObeyedOnce();
    void failures_data();
    void failures();
    void aDamagedSpecification();
    void aRunIsFinishedOnce();
    void oneProcessAtATime();
    void aFolderWithoutARun();
    void weightsThatCannotBeWritten();

private:
    RunFolder prepare(const char *name, const RunSpec &spec = test::small_run()) const
    {
        return create_run(test::path_in(*folder_, name), spec);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestExecute::tellsWhatItDoes()
{
    const auto run = prepare("run");
    execute_run(run, {});
    QCOMPARE(test::kinds_of(run),
             (QStringList{"log", "started", "prepared", "epoch", "epoch", "finished"}));
    std::int64_t number = 0;
    double elapsed_s = 0.0;
    for (const auto &event : test::events_of(run)) {
        QCOMPARE(event.number, ++number);
        QVERIFY(event.elapsed_s >= elapsed_s);
        elapsed_s = event.elapsed_s;
    }
    const auto started = test::first_of(run, "started").fields;
    QCOMPARE(test::keys_of(started),
             (QStringList{"host", "pid", "program", "torch", "device", "threads", "side_by_side",
                          "processes", "steps_per_epoch", "epochs", "train", "val", "test"}));
    QCOMPARE(started["train"].get<int>(), 90);
    QCOMPARE(started["val"].get<int>(), 18);
    QCOMPARE(started["test"].get<int>(), 18);
    QCOMPARE(started["steps_per_epoch"].get<int>(), 6);
    QCOMPARE(started["pid"].get<int>(), getpid());
    const auto prepared = test::first_of(run, "prepared").fields;
    QCOMPARE(test::keys_of(prepared), (QStringList{"parameters", "seconds", "crossover"}));
    QVERIFY(prepared["parameters"].get<std::int64_t>() > 260000);
    const auto progress = test::first_of(run, "progress").fields;
    QCOMPARE(test::keys_of(progress), (QStringList{"epoch", "epochs", "step", "steps",
                                                   "images_per_second", "loss", "losses"}));
    QCOMPARE(progress["steps"].get<int>(), 12);
    QCOMPARE(to_epoch_point(test::first_of(run, "epoch")).epoch, 1);
    QVERIFY(run_state(run) == RunState::Finished);
    QVERIFY(!fs::exists(run.lock()));
}

/// resnet18 is 512 wide, of which resnet20 reaches 64.
void TestExecute::saysHowMuchIsMixed()
{
    auto spec = test::small_run();
    spec.target.name = "resnet18";
    spec.training.epochs = 1;
    const auto run = prepare("run", spec);
    execute_run(run, {});
    const auto reach = test::first_of(run, "prepared").fields["crossover"];
    QCOMPARE(reach["columns"].get<int>(), 64);
    QCOMPARE(reach["width"].get<int>(), 512);
    bool said = false;
    for (const auto &event : test::events_of(run)) {
        const auto text = event.kind == "log" ? event.fields["text"].get<std::string>() : "";
        said |=
            text.find("64 of the target's 512 features: a rate of 0.1 replaces 1.2 % of them") !=
            std::string::npos;
    }
    QVERIFY(said);
    const auto point = to_epoch_point(test::first_of(run, "epoch"));
    QVERIFY(point.clean_accuracy >= 0.0 && point.clean_accuracy <= 1.0); // crossover is on
}

void TestExecute::keepsWhatItFound()
{
    const auto run = prepare("run");
    execute_run(run, {});
    const auto result = read_json(run.result());
    const auto finished = test::first_of(run, "finished").fields;
    for (const auto &[key, value] : finished.items())
        QCOMPARE(to_text(result.at(key)), to_text(value));
    QCOMPARE(result.at("images").get<int>(), 180);
    QCOMPARE(result.at("source_images").get<int>(), 180); // a tenth of 64 columns is never none
    EpochPoint best;
    for (const auto &event : test::events_of(run)) {
        if (event.kind == "epoch" && event.fields["is_best"])
            best = to_epoch_point(event);
    }
    QCOMPARE(result.at("best_epoch").get<int>(), best.epoch);
    QCOMPARE(result.at("best_val_accuracy").get<double>(), best.val_accuracy);
    const auto split = read_json(run.split());
    QCOMPARE(split["train"].size(), std::size_t(90));
    QCOMPARE(split["val"].size(), std::size_t(18));
    // The weights tell the same numbers again.
    const auto spec = read_run_spec(run.spec());
    const auto images = load_data(spec.data, spec.seed, 2);
    const auto architecture = build_architecture("resnet20", 3);
    const Network kept{architecture, read_weights(run.best_weights()).weights, ""};
    const auto test_result = evaluate_network(kept, images.test, spec.data, "cpu", 16);
    QCOMPARE(test_result.accuracy(), result.at("test_accuracy").get<double>());
    QCOMPARE(test_result.correct, result.at("test_correct").get<std::int64_t>());
    QCOMPARE(test_result.total, result.at("test_total").get<std::int64_t>());
    QCOMPARE(test_result.confusion, result.at("test_confusion").get<std::vector<std::int64_t>>());
    QCOMPARE(read_predictions(run.predictions()), test_result.predictions);
    QCOMPARE(result.at("classes").size(), std::size_t(3));
    const auto validation = evaluate_network(kept, images.val, spec.data, "cpu", 16);
    QCOMPARE(validation.accuracy(), best.val_accuracy);
    QCOMPARE(validation.loss, best.val_loss);
    const auto last = read_weights(run.last_weights()).weights;
    QCOMPARE(last.at("bn1.num_batches_tracked").integers()[0], std::int64_t(12));
}

void TestExecute::sameSpecSameRun_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("tlvfc", [](auto &) {});
    row("he", [](auto &spec) { spec.strategy = preset("he"); });
    row("other seed and decay", [](auto &spec) {
        spec.seed = 12345678901234567890u;
        spec.training.schedule = Schedule::Steps;
    });
}

void TestExecute::sameSpecSameRun()
{
    QFETCH(Change, change);
    auto spec = test::small_run();
    change(spec);
    const auto numbers = [&](const RunFolder &run) {
        execute_run(run, {});
        Json all = read_json(run.result());
        for (const auto &event : test::events_of(run)) {
            if (event.kind != "epoch")
                continue;
            auto fields = event.fields;
            fields.erase("images_per_second");
            fields.erase("elapsed_s");
            fields.erase("memory_mb");
            all["points"].push_back(fields);
        }
        return QString::fromStdString(to_text(all));
    };
    const auto first = prepare("first", spec);
    const auto second = prepare("second", spec);
    QCOMPARE(numbers(second), numbers(first));
    QVERIFY(test::same_bits(read_weights(first.last_weights()).weights,
                            read_weights(second.last_weights()).weights));
}

void TestExecute::continuesFromAnotherRunsWeights()
{
    auto spec = test::small_run();
    spec.source = {};
    spec.strategy = preset("he");
    spec.training.epochs = 1;
    const auto source = prepare("source", spec);
    execute_run(source, {});
    auto next = test::small_run();
    next.source = {"", source.best_weights().string(), 0};
    next.target.name = "resnet32";
    next.training.epochs = 1;
    const auto run = prepare("run", next);
    execute_run(run, {});
    QVERIFY(run_state(run) == RunState::Finished);
    QCOMPARE(read_weights(run.last_weights()).weights.at("linear.weight").shape(), (Shape{3, 64}));
}

void TestExecute::stopsOnRequest()
{
    auto spec = test::small_run();
    spec.training.epochs = 100000;
    const auto run = prepare("run", spec);
    execute_run(run, {}, [&](const Progress &progress) {
        if (progress.activity.starts_with("epoch"))
            request_stop(run);
    });
    QVERIFY(run_state(run) == RunState::Stopped);
    const auto event = test::events_of(run).back();
    QCOMPARE(event.kind, std::string("stopped"));
    QVERIFY(!fs::exists(run.result()));
    QVERIFY(!fs::exists(run.lock()));
    const auto steps =
        read_weights(run.last_weights()).weights.at("bn1.num_batches_tracked").integers()[0];
    const auto epochs = test::kinds_of(run).count("epoch");
    QCOMPARE(event.fields["epoch"].get<qsizetype>(), epochs);
    QVERIFY(steps >= 6 * epochs && steps <= 6 * (epochs + 1));
}

void TestExecute::stopsByToken()
{
    std::stop_source stop;
    stop.request_stop();
    const auto run = prepare("run");
    execute_run(run, stop.get_token());
    QVERIFY(run_state(run) == RunState::Stopped);
    QCOMPARE(test::kinds_of(run), (QStringList{"log", "stopped"}));
    QCOMPARE(test::events_of(run).back().fields["epoch"].get<int>(), 0);
}

void TestExecute::aStopFromBeforeIsObeyedOnce()
{
    const auto run = prepare("run");
    request_stop(run);
    execute_run(run, {});
    QVERIFY(run_state(run) == RunState::Stopped);
    QVERIFY(!fs::exists(run.stop_request()));
    execute_run(run, {});
    QVERIFY(run_state(run) == RunState::Finished);
}

void TestExecute::failures_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, ErrorKind kind, const char *says, Change change) {
        QTest::newRow(name) << change << kind << QString(says);
    };
    row("no data", ErrorKind::UnreadableInput, "/absent/pictures",
        [](auto &spec) { spec.data.source = "/absent/pictures"; });
    row("no weights", ErrorKind::UnreadableInput, "/absent/a.pth", [](auto &spec) {
        spec.source = {"", "/absent/a.pth", 0};
    });
    row("other classes", ErrorKind::InvalidRequest, "resnet20 has 7 outputs",
        [](auto &spec) { spec.target.classes = 7; });
    row("locks that name nothing", ErrorKind::InvalidRequest, "nowhere", [](auto &spec) {
        spec.strategy.locks = {{"nowhere", "conv1"}};
    });
    if (available_devices().size() == 1) {
        row("no such device", ErrorKind::InvalidRequest, "the device 'cuda' is not here",
            [](auto &spec) { spec.device = "cuda"; });
    }
    row("pictures too small for the network", ErrorKind::Failure, "too small", [](auto &spec) {
        spec.strategy = preset("he");
        spec.target.name = "vgg16_5x5_Sort";
    });
}

void TestExecute::failures()
{
    QFETCH(Change, change);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    auto spec = test::small_run();
    change(spec);
    const auto run = prepare("run", spec);
    const auto error = test::error_of(run);
    QVERIFY(error);
    QCOMPARE(error->kind(), kind);
    QVERIFY2(QString::fromUtf8(error->what()).contains(says), error->what());
    const auto last = test::events_of(run).back();
    QCOMPARE(last.kind, std::string("failed"));
    QCOMPARE(last.fields["error"].get<std::string>(), std::string(error->what()));
    QVERIFY(run_state(run) == RunState::Failed);
    QVERIFY(!fs::exists(run.result()) && !fs::exists(run.lock()));
}

void TestExecute::aDamagedSpecification()
{
    const auto run = prepare("run");
    write_file(run.spec(), "{\"target\": {\"nam");
    const auto error = test::error_of(run);
    QVERIFY(error && error->kind() == ErrorKind::UnreadableInput);
    QVERIFY(run_state(run) == RunState::Failed);
    QCOMPARE(test::kinds_of(run), QStringList{"failed"});
}

void TestExecute::aRunIsFinishedOnce()
{
    auto spec = test::small_run();
    spec.training.epochs = 1;
    const auto run = prepare("run", spec);
    execute_run(run, {});
    const auto events = test::events_of(run).size();
    const auto error = test::error_of(run);
    QVERIFY(error && error->kind() == ErrorKind::InvalidRequest);
    QVERIFY2(QString(error->what()).contains("the run is finished"), error->what());
    QCOMPARE(test::events_of(run).size(), events);
}

void TestExecute::oneProcessAtATime()
{
    const auto run = prepare("run");
    const RunLock lock(run);
    const auto error = test::error_of(run);
    QVERIFY(error && error->kind() == ErrorKind::Failure);
    QVERIFY2(QString(error->what()).contains("another process writes this run"), error->what());
    QVERIFY(!fs::exists(run.events()));
}

void TestExecute::aFolderWithoutARun()
{
    const RunFolder run{test::path_in(*folder_, "absent")};
    const auto error = test::error_of(run);
    QVERIFY(error && error->kind() == ErrorKind::InvalidRequest);
    QVERIFY(!fs::exists(run.path));
}

/// The weights' place is taken by a folder, which no file can replace.
void TestExecute::weightsThatCannotBeWritten()
{
    const auto run = prepare("run");
    fs::create_directories(run.best_weights() / "in the way");
    const auto error = test::error_of(run);
    QVERIFY(error && error->kind() == ErrorKind::Failure);
    QVERIFY2(QString(error->what()).contains("best.safetensors"), error->what());
    QVERIFY(run_state(run) == RunState::Failed);
}

QTEST_GUILESS_MAIN(TestExecute)
#include "tst_execute.moc"
