// A run that was stopped goes on from the state in its folder.
#include "core/checkpoint/checkpoint.h"
#include "core/runs/resume_point.h"
#include "core/runs/run_lock.h"
#include "tests/runs/run_reading.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace tlvfc;
namespace fs = std::filesystem;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)

class TestRunResume : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void goesOnAfterAStop_data();
    void goesOnAfterAStop();
    void nothingGoesOnWithOtherConditions_data();
    void nothingGoesOnWithOtherConditions();
    void aStateThatCannotBeKeptIsSaid();
    void numbersBeyondAllComeBack();

private:
    RunFolder prepare(const char *name, const Change &change = {}) const
    {
        auto spec = test::small_run();
        if (change)
            change(spec);
        return create_run(test::path_in(*folder_, name), spec);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

/// Stopped in its first epoch, with a state to go on from.
static void begin_and_stop(const RunFolder &run)
{
    std::stop_source stop;
    execute_run(run, stop.get_token(), [&](const Progress &progress) {
        if (progress.activity.starts_with("epoch"))
            stop.request_stop();
    });
    QVERIFY(run_state(run) == RunState::Stopped);
    QVERIFY(fs::exists(run.resume_point()));
}

void TestRunResume::goesOnAfterAStop_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("as published") << Change();
    QTest::newRow("averaged, measured, ready to go back") << Change([](RunSpec &spec) {
        spec.training.ema = 0.9;
        spec.training.gradient_norm = true;
        spec.training.on_bad_loss = OnBadLoss::GoBack;
    });
    QTest::newRow("SGD, half the bits") << Change([](RunSpec &spec) {
        spec.training.optimizer = OptimizerKind::Sgd;
        spec.training.precision = Precision::BFloat16;
    });
}

void TestRunResume::goesOnAfterAStop()
{
    QFETCH(Change, change);
    const auto run = prepare("run", change);
    const auto untouched = prepare("untouched", change);
    begin_and_stop(run);
    const auto before = test::events_of(run).size();
    execute_run(run, {});
    QVERIFY(run_state(run) == RunState::Finished);
    QVERIFY(!fs::exists(run.resume_point()));
    const auto events = test::events_of(run);
    QVERIFY(events.size() > before);
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].number, static_cast<std::int64_t>(i) + 1);
    QCOMPARE(test::kinds_of(run).count("started"), 1);
    QCOMPARE(test::kinds_of(run).count("resumed"), 1);
    QCOMPARE(test::kinds_of(run).count("epoch"), 2);
    const auto resumed = test::first_of(run, "resumed").fields;
    QCOMPARE(test::keys_of(resumed),
             (QStringList{"host", "pid", "program", "torch", "device", "threads", "side_by_side",
                          "processes", "epoch", "step"}));
    execute_run(untouched, {});
    QCOMPARE(to_text(read_json(run.result())), to_text(read_json(untouched.result())));
    QVERIFY(test::same_bits(read_weights(run.last_weights()).weights,
                            read_weights(untouched.last_weights()).weights));
}

void TestRunResume::nothingGoesOnWithOtherConditions_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, Change change, const char *says) {
        QTest::newRow(name) << change << says;
    };
    row(
        "specification", [](auto &spec) { spec.training.learning_rate = 1e-5; },
        "the specification is not the one");
    row(
        "title", [](auto &spec) { spec.title = "another"; }, "");
}

void TestRunResume::nothingGoesOnWithOtherConditions()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    const auto run = prepare("run");
    begin_and_stop(run);
    auto spec = read_run_spec(run.spec());
    change(spec);
    write_json(run.spec(), to_json(spec));
    const auto error = test::error_of(run);
    QCOMPARE(error.has_value(), !says.isEmpty());
    if (error)
        QVERIFY2(QString::fromUtf8(error->what()).contains(says), error->what());
}

void TestRunResume::aStateThatCannotBeKeptIsSaid()
{
    const auto run = prepare("run");
    auto spec = read_run_spec(run.spec());
    spec.training.epochs = 10; // long enough for a state
    write_json(run.spec(), to_json(spec));
    write_file(run.path / "state", "in the way");
    execute_run(run, {});
    QVERIFY(run_state(run) == RunState::Finished); // the run itself goes on
    const auto events = test::events_of(run);
    const bool is_said = std::ranges::any_of(events, [](const Event &event) {
        return event.kind == "log" && event.fields["level"] == "warning";
    });
    QVERIFY(is_said);
}

/// A gradient may be infinite where the loss is not yet.
void TestRunResume::numbersBeyondAllComeBack()
{
    const auto run = prepare("run");
    TrainingState state;
    state.epoch = 4;
    state.gradient_norm = std::numeric_limits<double>::infinity();
    state.loss = 0.1 + 0.2;
    state.target.set("fc.bias", Tensor(Shape{3}));
    state.untold_losses = {1.5, 1.0 / 3.0};
    state.mask_stream = std::string("\0\xff", 2);
    ResumeKeeper keeper(run, {"cpu", 2, "data", "spec"});
    keeper.offer([&] { return state; }, true);
    QCOMPARE(keeper.times(), 1);
    const auto back = read_resume_point(run);
    QVERIFY(back);
    QVERIFY(std::isnan(back->state.gradient_norm));
    QVERIFY(back->state.loss == state.loss && back->state.untold_losses == state.untold_losses);
    QCOMPARE(back->state.mask_stream, state.mask_stream);
    QVERIFY(back->conditions == (ResumeConditions{"cpu", 2, "data", "spec"}));
}

QTEST_GUILESS_MAIN(TestRunResume)
#include "tst_run_resume.moc"
