// queue: one process carries out what the queue says, as it is changed.
#include "core/base/atomic_file.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_queue.h"
#include "core/runs/sweep_folders.h"
#include "tests/cli/tiny_sweep.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliQueue : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void carriesOutInOrder();
    void aFailedRunWaitsUntilItIsForgiven();
    void holdingStopsAndReleasingGoesOn();
    void pausingKeepsTheState();
    void anInterruptedQueueGoesOn();
    void onlyOneCarriesIt();
    void aDamagedFileChangesNothing();
    void aRunThatDoesNotStartIsLeftOut();
    void wrongRequests();

private:
    void make(int epochs);
    std::filesystem::path root() const { return folder_->filePath("runs").toStdString(); }
    RunFolder run(int number) const { return {root() / names_[std::size_t(number)]}; }
    RunState state(int number) const { return run_state(run(number)); }
    QStringList arguments() const { return {"queue", "--runs", folder_->filePath("runs")}; }
    Outcome queue(const QStringList &more = {}) const { return tlvfc_program(arguments() + more); }
    void change(const std::function<void(RunQueue &)> &how) { change_queue(root(), how); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::vector<std::string> names_;
};

void TestCliQueue::init() { folder_ = std::make_unique<QTemporaryDir>(); }

void TestCliQueue::make(int epochs)
{
    names_.clear();
    auto sweep = tiny_sweep(epochs);
    sweep["methods"] = {"he"};
    for (const auto &one : cross(sweep_spec_from_json(sweep, "sweep"))) {
        ensure_sweep_run(root(), one);
        names_.push_back(one.name);
    }
}

void TestCliQueue::carriesOutInOrder()
{
    make(1);
    VERIFY_SUCCESS(queue({"--add", QString::fromStdString(names_[1])}));
    VERIFY_SUCCESS(
        queue({"--add", QString::fromStdString(names_[0]) + "/"})); // completed by a shell
    const auto outcome = queue({"--json"});
    VERIFY_SUCCESS(outcome);
    QVERIFY(states_of(outcome.json()) == Json({"finished", "finished"}));
    QVERIFY(outcome.err.indexOf((names_[1] + ": started").c_str()) <
            outcome.err.indexOf((names_[0] + ": started").c_str()));
    // Nothing is left to do.
    QVERIFY(!queue().err.contains("started"));
}

void TestCliQueue::aFailedRunWaitsUntilItIsForgiven()
{
    make(1);
    auto spec = read_json(run(0).spec());
    spec["data"]["source"] = folder_->filePath("absent").toStdString();
    write_json(run(0).spec(), spec);
    add_to_queue(root(), names_);
    auto outcome = queue({"--json"});
    VERIFY_SUCCESS(outcome);
    QVERIFY(states_of(outcome.json()) == Json({"failed", "finished"}));
    QCOMPARE(count(run(0), "failed"), 1);
    QVERIFY(!queue().err.contains("started"));
    spec["data"]["source"] = "made-up";
    write_json(run(0).spec(), spec);
    add_to_queue(root(), {names_[0]});
    outcome = queue({"--json"});
    QVERIFY(states_of(outcome.json()) == Json({"finished", "finished"}));
}

void TestCliQueue::holdingStopsAndReleasingGoesOn()
{
    make(500);
    add_to_queue(root(), {names_[0]});
    QProcess process;
    begin(process, arguments());
    QVERIFY(comes_true(process, [&] { return count(run(0), "epoch") > 0; }));
    change([](RunQueue &queue) { queue.runs[0].held = true; });
    QCOMPARE(outcome_of(process).code, 0); // nothing is left to do
    QCOMPARE(state(0), RunState::Stopped);
    change([](RunQueue &queue) { queue.runs[0].held = false; });
    QProcess again;
    begin(again, arguments());
    QVERIFY(comes_true(again, [&] { return count(run(0), "resumed") > 0; }));
    ::kill(pid_t(again.processId()), SIGTERM);
    QCOMPARE(outcome_of(again).code, 130);
}

void TestCliQueue::pausingKeepsTheState()
{
    make(500);
    add_to_queue(root(), names_);
    change([](RunQueue &queue) { queue.at_a_time = 2; });
    QProcess process;
    begin(process, arguments());
    QVERIFY(comes_true(process,
                       [&] { return count(run(0), "epoch") > 0 && count(run(1), "epoch") > 0; }));
    change([](RunQueue &queue) { queue.paused = true; });
    QCOMPARE(outcome_of(process).code, 0);
    QCOMPARE(state(0), RunState::Stopped);
    QCOMPARE(state(1), RunState::Stopped);
    // Held by nobody: they wait for the queue.
    QCOMPARE(queue_turn(root(), read_queue(root()).runs[0]), QueueTurn::Ready);
}

void TestCliQueue::anInterruptedQueueGoesOn()
{
    make(500);
    add_to_queue(root(), {names_[0]});
    QProcess process;
    begin(process, arguments());
    QVERIFY(comes_true(process, [&] { return count(run(0), "epoch") > 0; }));
    ::kill(pid_t(process.processId()), SIGTERM);
    QCOMPARE(outcome_of(process).code, 130);
    QCOMPARE(state(0), RunState::Stopped);
    QVERIFY(!read_queue(root()).runs[0].held);
}

void TestCliQueue::onlyOneCarriesIt()
{
    make(1);
    add_to_queue(root(), names_);
    const RunLock lock(queue_folder(root()));
    const auto outcome = queue();
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("the queue is not free"), outcome.err.constData());
}

/// As an editor leaves it for a moment, or for longer.
void TestCliQueue::aDamagedFileChangesNothing()
{
    make(500);
    add_to_queue(root(), {names_[0]});
    QProcess process;
    begin(process, arguments());
    QVERIFY(comes_true(process, [&] { return count(run(0), "epoch") > 0; }));
    const auto file = queue_folder(root()).path / "queue.json";
    const auto text = text_of(file);
    write_file(file, text.substr(0, text.size() / 2));
    auto err = said(process, "the queue goes on as it was");
    const auto epochs = count(run(0), "epoch");
    QVERIFY(comes_true(process, [&] { return count(run(0), "epoch") > epochs; }));
    write_file(file, text);
    change([](RunQueue &queue) { queue.paused = true; });
    const auto outcome = outcome_of(process);
    err += outcome.err;
    QCOMPARE(outcome.code, 0);
    QCOMPARE(err.count("warning: "), 1);
    QVERIFY2(err.contains("queue.json"), err.constData());
    QCOMPARE(state(0), RunState::Stopped);
}

void TestCliQueue::aRunThatDoesNotStartIsLeftOut()
{
    make(1);
    std::filesystem::create_directory(run(0).log());
    add_to_queue(root(), names_);
    const auto outcome = queue({"--json"});
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.err.contains((names_[0] + ": cannot start").c_str()), outcome.err.constData());
    QVERIFY(states_of(outcome.json()) == Json({"waiting", "finished"}));
}

void TestCliQueue::wrongRequests()
{
    make(1);
    const auto outcome = queue({"--add", "nothing"});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("there is no run 'nothing'"), outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestCliQueue)
#include "tst_cli_queue.moc"
