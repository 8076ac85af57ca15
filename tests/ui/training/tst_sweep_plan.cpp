#include "core/runs/sweep_folders.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/jobs/run_cost.h"
#include "ui/training/sweep_dialog.h"
#include "ui/training/sweep_making.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

Q_DECLARE_METATYPE(std::optional<QList<quint64>>)
Q_DECLARE_METATYPE(std::optional<QList<double>>)

class TestSweepPlan : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        root_ = std::filesystem::path(folder_->path().toStdString()) / "runs";
        base_ = smallSpec();
        base_.source.classes = 10;
        choice_ = {{"tlvfc", "he"}, {base_.target}, {"made-up"}, {1, 2}, {}};
    }

    void seeds_data();
    void seeds();
    void rates_data();
    void rates();
    void theBasesOwnMethodKeepsItsOptions();
    void whatIsThereIsReused();
    void faultsAreSaid_data();
    void faultsAreSaid();
    void severalAtATimeDivideTheCores();
    void aTrialIsOneShortEpoch();
    void costsFollowFromTheLog();
    void theDialogPlansAndStarts();

private:
    SweepPlan plan() const { return planSweep(root_, base_, choice_); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path root_;
    RunSpec base_;
    SweepChoice choice_;
};

void TestSweepPlan::seeds_data()
{
    using Seeds = std::optional<QList<quint64>>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Seeds>("seeds");
    QTest::newRow("one") << "7" << Seeds(QList<quint64>{7});
    QTest::newRow("a range and more") << "1-3, 8 ,2" << Seeds(QList<quint64>{1, 2, 3, 8});
    QTest::newRow("the largest") << "18446744073709551615"
                                 << Seeds(QList<quint64>{18446744073709551615ULL});
    QTest::newRow("the largest range")
        << "18446744073709551614-18446744073709551615"
        << Seeds(QList<quint64>{18446744073709551614ULL, 18446744073709551615ULL});
    for (const auto *wrong : {"", "a", "1,", "3-1", "1-2-3", "-1", "1.5", "1-99999999"})
        QTest::addRow("wrong: %s", wrong) << wrong << Seeds();
}

void TestSweepPlan::seeds()
{
    QFETCH(QString, text);
    QFETCH(std::optional<QList<quint64>>, seeds);
    QVERIFY(readSeeds(text) == seeds);
}

void TestSweepPlan::rates_data()
{
    using Rates = std::optional<QList<double>>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Rates>("rates");
    QTest::newRow("none") << " " << Rates(QList<double>());
    QTest::newRow("two") << "1e-3, 0.0005,0.001" << Rates(QList<double>{1e-3, 5e-4});
    for (const auto *wrong : {"x", "0", "-1", "1e-3;2", "inf", "nan"})
        QTest::addRow("wrong: %s", wrong) << wrong << Rates();
}

void TestSweepPlan::rates()
{
    QFETCH(QString, text);
    QFETCH(std::optional<QList<double>>, rates);
    QVERIFY(readRates(text) == rates);
}

void TestSweepPlan::theBasesOwnMethodKeepsItsOptions()
{
    base_.strategy.crossover_rate = 0.25;
    choice_.rates = {1e-3, 3e-3};
    const auto sweep = sweepOf(base_, choice_);
    QCOMPARE(sweep.methods[0].crossover_rate, 0.25);
    QVERIFY(sweep.methods[1] == preset("he"));
    QCOMPARE(plan().runs.size(), 8u);
}

void TestSweepPlan::whatIsThereIsReused()
{
    auto first = plan();
    QVERIFY2(first.fault.isEmpty(), qPrintable(first.fault));
    QCOMPARE(first.countNew(), 4);
    const auto finishedRun = ensure_sweep_run(root_, first.runs[0]);
    append(finishedRun, started(1) + epoch(2, 1, 0.3) + finished(3, 1, 0.3));
    ensure_sweep_run(root_, first.runs[1]);
    const auto next = plan();
    QCOMPARE(next.countFinished(), 1);
    QCOMPARE(next.countGoneOn(), 1);
    QCOMPARE(next.countNew(), 2);
}

void TestSweepPlan::faultsAreSaid_data()
{
    using Change = std::function<void(SweepChoice &, RunSpec &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const Change &change, const char *fault) {
        QTest::newRow(name) << change << QString(fault);
    };
    row(
        "no method", [](auto &choice, auto &) { choice.methods.clear(); }, "Tick a method");
    row(
        "no target", [](auto &choice, auto &) { choice.targets.clear(); }, "Tick a target");
    row(
        "no data", [](auto &choice, auto &) { choice.data.clear(); }, "Tick data");
    row(
        "no seed", [](auto &choice, auto &) { choice.seeds.clear(); }, "Give a seed");
    row(
        "no source", [](auto &, auto &base) { base.source = {}; }, "needs a source network");
    row(
        "a wrong recipe", [](auto &, auto &base) { base.training.batch = 0; }, "batch");
}

void TestSweepPlan::faultsAreSaid()
{
    using Change = std::function<void(SweepChoice &, RunSpec &)>;
    QFETCH(Change, change);
    QFETCH(QString, fault);
    change(choice_, base_);
    QVERIFY2(plan().fault.contains(fault), qPrintable(plan().fault));
}

void TestSweepPlan::severalAtATimeDivideTheCores()
{
    const auto runs = plan().runs;
    const auto names = makeSweepFolders(root_, runs, 1000);
    QCOMPARE(names.size(), 4);
    QCOMPARE(read_run_spec(RunFolder{root_ / names[0].toStdString()}.spec()).threads, 1);
    QVERIFY(plan().fault.isEmpty()); // they are the sweep's all the same
    QCOMPARE(plan().countGoneOn(), 4);
}

void TestSweepPlan::aTrialIsOneShortEpoch()
{
    base_.training.batch = 32;
    DatasetSummary summary;
    summary.classes.resize(10);
    const auto trial = trialOf(base_, summary);
    QCOMPARE(trial.training.epochs, 1);
    QCOMPARE(trial.training.batch, 32);
    QCOMPARE(trial.data.per_class_limit, 32); // 320 images of ten classes
    base_.data.per_class_limit = 5;
    QCOMPARE(trialOf(base_, summary).data.per_class_limit, 5);

    auto other = base_;
    other.seed = 99;
    other.training.learning_rate = 1;
    QCOMPARE(costKey(other), costKey(base_));
    other.strategy = preset("he");
    QVERIFY(costKey(other) != costKey(base_)); // no crossover: no pass through the source
    other.target.name = "resnet20";
    QVERIFY(costKey(other) != costKey(base_));
}

void TestSweepPlan::costsFollowFromTheLog()
{
    const auto run = create_run(root_ / "trial", base_);
    append(run, test::event(1, "started", "\"train\":800,\"val\":200"));
    append(run, test::event(4, "prepared", {})); // after 6 s
    QVERIFY(!costFrom(EventReader(run.events()).poll()));
    // 400 images a second: 2 s for training, and 1 s of 9 - 6 - 2 for validation.
    append(run, test::event(6, "epoch",
                            "\"epoch\":1,\"train_loss\":1,\"train_accuracy\":0.1,\"val_loss\":1,"
                            "\"val_accuracy\":0.1,\"learning_rate\":1,\"images_per_second\":400,"
                            "\"elapsed_s\":9.0,\"is_best\":true,\"memory_mb\":512"));
    const auto cost = costFrom(EventReader(run.events()).poll());
    QVERIFY(cost.has_value());
    QCOMPARE(cost->validatePerS, 200.0);
    QCOMPARE(cost->memoryMb, 512.0);
    DatasetSummary summary;
    summary.train = 5000;
    const auto images = imagesOf(base_, summary);
    QCOMPARE(images.train, 4000.0);
    QCOMPARE(images.validate, 1000.0);
    base_.training.epochs = 3;
    QCOMPARE(secondsOf(*cost, base_, images), 6 + 3 * (10.0 + 5.0));
}

void TestSweepPlan::theDialogPlansAndStarts()
{
    SweepDialog dialog(root_, base_, {"cifar10"});
    dialog.show();
    QSignalSpy started(&dialog, &SweepDialog::startRequested);
    QTRY_VERIFY(!dialog.isPlanning());
    QCOMPARE(dialog.plan().runs.size(), 1u);
    auto *start = dialog.findChild<QPushButton *>("startSweep");
    QCOMPARE(start->text(), QStringLiteral("Start 1 run"));
    auto *methods = dialog.findChild<QListWidget *>("sweepMethods");
    for (int row = 0; row < methods->count(); ++row) {
        if (methods->item(row)->data(Qt::UserRole).toString() == "he")
            methods->item(row)->setCheckState(Qt::Checked);
    }
    dialog.findChild<QLineEdit *>("sweepSeeds")->setText("1-3");
    dialog.findChild<QLineEdit *>("sweepRates")->setText("0.001, 0.01");
    QTRY_COMPARE(dialog.plan().runs.size(), 12u);
    QCOMPARE(start->text(), QStringLiteral("Start 12 runs"));
    QVERIFY(start->isEnabled());
    dialog.findChild<QLineEdit *>("sweepSeeds")->setText("1-");
    QVERIFY(!start->isEnabled());
    QVERIFY(dialog.findChild<QLabel *>("sweepFault")->text().contains("1-5, 8"));
    dialog.findChild<QLineEdit *>("sweepSeeds")->setText("4");
    QTRY_COMPARE(dialog.plan().runs.size(), 4u);
    start->click();
    QCOMPARE(started.size(), 1);
    QCOMPARE(started[0][0].value<std::vector<SweepRun>>().size(), 4u);
}

QTEST_MAIN(TestSweepPlan)
#include "tst_sweep_plan.moc"
