// sweep: every combination once, whatever happens on the way.
#include "core/base/atomic_file.h"
#include "core/runs/run_lock.h"
#include "core/runs/sweep_spec.h"
#include "tests/cli/tiny_sweep.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestCliSweep : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void dryRunListsTheRuns();
    void wrongRequests_data();
    void wrongRequests();
    void finishedRunsAreKept();
    void jobsShareTheCores();
    void aFailingRunIsTriedOnceMore_data();
    void aFailingRunIsTriedOnceMore();
    void twoSweepsDivideTheWork_data();
    void twoSweepsDivideTheWork();
    void anothersRunIsLeftAndWaitedFor();
    void interruptionKeepsTheStates();
    void brokenOffRunsGoOn();
    void aKilledChildIsTriedOnceMore();
    void togetherComesToTheSameBits();
    void watchFollowsAll();
    void withoutSbatchNothingIsWritten();

private:
    QString path(const char *name) const { return folder_->filePath(name); }
    RunFolder run(const char *name) const { return {path("runs").toStdString() + "/" + name}; }
    void write(const Json &sweep) { write_json(path("sweep.json").toStdString(), sweep); }
    QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{"sweep", "--spec", path("sweep.json"), "--runs", path("runs")} + more;
    }
    Outcome sweep(const QStringList &more = {}) const
    {
        return tlvfc_program(arguments(more), folder_->path());
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestCliSweep::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    write(tiny_sweep());
}

void TestCliSweep::dryRunListsTheRuns()
{
    const auto outcome = sweep({"--dry-run", "--json"});
    VERIFY_SUCCESS(outcome);
    const auto runs = outcome.json()["runs"];
    QCOMPARE(runs.size(), tiny_names.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        QVERIFY(runs[i]["run"] == tiny_names[i]);
        QVERIFY(runs[i]["state"] == "new");
        QVERIFY(runs[i]["spec"]["seed"] == (i < 2 ? 1 : 2));
        QVERIFY(runs[i]["spec"]["source"]["name"] == (i % 2 == 0 ? "" : "resnet20"));
    }
    QCOMPARE(entries_of(folder_->path()), QStringList{"sweep.json"});
}

void TestCliSweep::wrongRequests_data()
{
    QTest::addColumn<QString>("changes");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *changes, const QStringList &options, const char *says) {
        QTest::newRow(says) << QString(changes) << options << QByteArray(says);
    };
    row(R"({"metods": ["he"]})", {}, "unknown key 'metods'");
    row(R"({"methods": ["he", "best"]})", {}, "(option method), methods[1] of ");
    row(R"({"data": ["made-up", "nowhere"]})", {}, "he-resnet20-nowhere_");
    row(R"({"targets": [{"name": "resnet32", "classes": 7}]})", {},
        "he-resnet32_7-made-up-seed1: resnet32 has 7 outputs");
    row(R"({"base": {"target": {"name": "resnet20"}}})", {}, "no data given");
    row("{}", {"--seed", "3"}, "options --spec and --seed");
    row("{}", {"--jobs", "0"}, "--jobs");
    row("{}", {"--retries", "-1"}, "--retries");
    row("{}", {"--sbatch", "--time=1"}, "--slurm");
    row("{}", {"--slurm", "--jobs", "2"}, "excludes");
    row("{}", {"--slurm", "--threads", "0"}, "option --threads");
    row("{}", {"--runs", "sweep.json"}, "a file stands where");
}

void TestCliSweep::wrongRequests()
{
    QFETCH(QString, changes);
    QFETCH(QStringList, options);
    QFETCH(QByteArray, says);
    auto json = tiny_sweep();
    json.update(Json::parse(changes.toStdString()));
    write(json);
    auto all = arguments();
    if (options.contains("--runs"))
        all = all.mid(0, 3);
    const auto outcome = tlvfc_program(all + options, folder_->path());
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
    QVERIFY2(outcome.err.startsWith("error: ") && outcome.err.count('\n') == 1,
             outcome.err.constData());
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    QCOMPARE(entries_of(folder_->path()), QStringList{"sweep.json"});
}

void TestCliSweep::finishedRunsAreKept()
{
    const auto first = sweep({"--json"});
    VERIFY_SUCCESS(first);
    QVERIFY(states_of(first.json()) == Json({"finished", "finished", "finished", "finished"}));
    QVERIFY(first.json()["runs"][3]["test_accuracy"].is_number());
    QVERIFY(first.json()["runs"][3]["tries"] == 1);
    std::vector<std::string> events;
    for (const auto *name : tiny_names) {
        QCOMPARE(count(run(name), "started"), 1);
        QVERIFY(text_of(run(name).log()).find("test accuracy") != std::string::npos);
        events.push_back(text_of(run(name).events()));
    }

    auto longer = tiny_sweep();
    longer["seeds"].push_back(3);
    write(longer);
    const auto second = sweep();
    VERIFY_SUCCESS(second);
    QVERIFY2(second.err.contains("4 of 6 runs are finished and kept"), second.err.constData());
    QVERIFY2(second.out.contains("tlvfc-resnet20-made-up-seed3  finished"), second.out.constData());
    for (std::size_t i = 0; i < tiny_names.size(); ++i)
        QVERIFY(text_of(run(tiny_names[i]).events()) == events[i]);

    longer["base"]["training"]["epochs"] = 5;
    write(longer);
    const auto other = sweep();
    QCOMPARE(other.code, 2);
    QVERIFY2(other.err.contains("another 'training.epochs'"), other.err.constData());
}

void TestCliSweep::jobsShareTheCores()
{
    const auto outcome = sweep({"--threads", "0", "--jobs", "2", "--json"});
    VERIFY_SUCCESS(outcome);
    const auto share = std::max(1U, std::thread::hardware_concurrency() / 2);
    QVERIFY2(outcome.err.contains("made for " + QByteArray::number(share) + " thread"),
             outcome.err.constData());
    for (const auto *name : tiny_names) {
        QVERIFY(read_run_spec(run(name).spec()).threads == int(share));
        QVERIFY(run_state(run(name)) == RunState::Finished);
    }
}

void TestCliSweep::aFailingRunIsTriedOnceMore_data()
{
    QTest::addColumn<int>("retries");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("by default") << 1 << QStringList();
    QTest::newRow("never") << 0 << QStringList{"--retries", "0"};
    QTest::newRow("beside others") << 1 << QStringList{"--jobs", "2", "--together"};
}

void TestCliSweep::aFailingRunIsTriedOnceMore()
{
    QFETCH(int, retries);
    QFETCH(QStringList, options);
    // Pictures that turn out to be none when they are read.
    for (const char *name : {"a/1.png", "a/2.png", "b/1.png", "b/2.png"}) {
        QVERIFY(folder_->isValid() && QDir().mkpath(path("bad/a")) && QDir().mkpath(path("bad/b")));
        write_file(path("bad").toStdString() + "/" + name, "no picture");
    }
    auto json = tiny_sweep();
    json["data"] = {"bad", "made-up"};
    json["methods"] = {"he"};
    write(json);
    const auto outcome = sweep(options + QStringList{"--json"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("error: 2 of 4 runs failed"), outcome.err.constData());
    const auto document = outcome.json();
    QVERIFY(states_of(document) == Json({"failed", "failed", "finished", "finished"}));
    for (const auto &entry : document["runs"]) {
        const auto folder = run(entry["run"].get<std::string>().c_str());
        const bool failed = entry["state"] == "failed";
        QCOMPARE(count(folder, "failed"), failed ? 1 + retries : 0);
        QVERIFY(entry["tries"] == (failed ? 1 + retries : 1));
        QVERIFY(entry.contains("error") == failed);
    }
    const auto watched = tlvfc_program({"watch", path("runs"), "--json"});
    QCOMPARE(watched.code, 1);
    QVERIFY2(watched.err.contains("2 of 4 runs have failed"), watched.err.constData());
    QCOMPARE(watched.json()["runs"].size(), std::size_t(4));
}

void TestCliSweep::twoSweepsDivideTheWork_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("one by one") << QStringList();
    QTest::newRow("together") << QStringList{"--together"};
}

void TestCliSweep::twoSweepsDivideTheWork()
{
    QFETCH(QStringList, options);
    auto json = tiny_sweep();
    json["seeds"] = {1, 2, 3};
    write(json);
    QProcess one;
    QProcess other;
    begin(one, arguments(options + QStringList{"--json"}));
    begin(other, arguments(options + QStringList{"--json"}));
    int tries = 0;
    for (auto *process : {&one, &other}) {
        const auto outcome = outcome_of(*process);
        VERIFY_SUCCESS(outcome);
        const auto document = outcome.json();
        QVERIFY(document["finished"] == 6); // the first to end has waited for the other
        for (const auto &entry : document["runs"])
            tries += entry["tries"].get<int>();
    }
    QCOMPARE(tries, 6);
    const auto runs = list_runs(path("runs").toStdString());
    QCOMPARE(runs.size(), std::size_t(6));
    QCOMPARE(entries_of(path("runs")).size(), 6);
    for (const auto &folder : runs) {
        QCOMPARE(count(folder, "started"), 1);
        QCOMPARE(count(folder, "resumed"), 0);
        QVERIFY(run_state(folder) == RunState::Finished);
    }
}

void TestCliSweep::anothersRunIsLeftAndWaitedFor()
{
    const auto held = create_run(run(tiny_names[0]).path,
                                 cross(sweep_spec_from_json(tiny_sweep(), "tiny"))[0].spec);
    auto lock = std::make_unique<RunLock>(held);
    const auto left = sweep({"--no-wait", "--json"});
    VERIFY_SUCCESS(left);
    QVERIFY(states_of(left.json()) ==
            Json({"running elsewhere", "finished", "finished", "finished"}));
    QCOMPARE(count(held, "started"), 0);

    QProcess process;
    begin(process, arguments({"--json"}));
    const auto seen = said(process, "waiting for");
    QVERIFY2(seen.contains(tiny_names[0]), seen.constData());
    lock.reset(); // as if its process had gone
    const auto outcome = outcome_of(process);
    VERIFY_SUCCESS(outcome);
    QVERIFY(outcome.json()["finished"] == 4);
    QCOMPARE(count(held, "started"), 1);
}

void TestCliSweep::interruptionKeepsTheStates()
{
    write(tiny_sweep(80));
    QProcess process;
    begin(process, arguments({"--json", "--jobs", "2"}));
    const auto both_train = [this] {
        return count(run(tiny_names[0]), "epoch") > 0 && count(run(tiny_names[1]), "epoch") > 0;
    };
    QVERIFY(comes_true(process, both_train));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const auto outcome = outcome_of(process);
    QCOMPARE(outcome.code, 130);
    QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
    QVERIFY2(outcome.err.contains("stopped on request"), outcome.err.constData());
    for (int i = 0; i < 4; ++i)
        QVERIFY(run_state(run(tiny_names[i])) == (i < 2 ? RunState::Stopped : RunState::Prepared));

    write(tiny_sweep(80));
    const auto again = sweep({"--json", "--jobs", "2"});
    VERIFY_SUCCESS(again);
    QVERIFY(again.json()["finished"] == 4);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(count(run(tiny_names[i]), "started"), 1);
        QCOMPARE(count(run(tiny_names[i]), "resumed"), i < 2 ? 1 : 0);
    }
}

void TestCliSweep::brokenOffRunsGoOn()
{
    const auto folder = create_run(run(tiny_names[0]).path,
                                   cross(sweep_spec_from_json(tiny_sweep(2), "tiny"))[0].spec);
    EventWriter(folder.events()).write("started", {});
    QVERIFY(run_state(folder) == RunState::Broken);
    const auto outcome = sweep({"--json"});
    VERIFY_SUCCESS(outcome);
    QVERIFY(outcome.json()["finished"] == 4);
}

void TestCliSweep::aKilledChildIsTriedOnceMore()
{
    auto json = tiny_sweep(40);
    json["methods"] = {"he"};
    json["seeds"] = {1};
    write(json);
    const auto folder = run(tiny_names[0]);
    QProcess process;
    begin(process, arguments({"--json"}));
    QVERIFY(comes_true(process, [&] { return count(folder, "epoch") > 0; }));
    for (const auto &event : EventReader(folder.events()).poll()) {
        if (event.kind == "started")
            QCOMPARE(::kill(event.fields["pid"].get<pid_t>(), SIGKILL), 0);
    }
    const auto outcome = outcome_of(process);
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.err.contains("signal 9"), outcome.err.constData());
    QVERIFY(outcome.json()["runs"][0]["tries"] == 2);
    QVERIFY(run_state(folder) == RunState::Finished);
}

void TestCliSweep::togetherComesToTheSameBits()
{
    VERIFY_SUCCESS(sweep({"--quiet"}));
    const auto finished = run(tiny_names[2]);
    QVERIFY(QDir().rename(path("runs"), path("alone")));
    auto one = tiny_sweep();
    one["methods"] = {"he"};
    one["seeds"] = {2};
    write(one);
    VERIFY_SUCCESS(sweep({"--quiet"}));
    const auto before = text_of(finished.events());

    auto json = tiny_sweep();
    json["methods"] = {"he", "tlvfc", "tlvfc-base"};
    write(json);
    const auto outcome = sweep({"--json", "--together"});
    VERIFY_SUCCESS(outcome);
    QVERIFY(outcome.json()["finished"] == 6);
    QVERIFY(text_of(finished.events()) == before);
    for (const auto *name : tiny_names) {
        const RunFolder alone{path("alone").toStdString() + "/" + name};
        const auto bytes = text_of(alone.last_weights());
        QVERIFY(!bytes.empty());
        QVERIFY(text_of(run(name).last_weights()) == bytes);
        QCOMPARE(to_text(read_json(run(name).result())), to_text(read_json(alone.result())));
    }
    // Three of seed 1 side by side, and what was left of seed 2.
    for (const auto &[name, beside] :
         {std::pair(tiny_names[0], 3), std::pair(tiny_names[1], 3), std::pair(tiny_names[3], 2)}) {
        for (const auto &event : EventReader(run(name).events()).poll())
            QVERIFY(event.kind != "started" || event.fields["side_by_side"] == beside);
    }
}

void TestCliSweep::watchFollowsAll()
{
    for (const auto &made : cross(sweep_spec_from_json(tiny_sweep(), "tiny")))
        create_run(run(made.name.c_str()).path, made.spec);
    QProcess watch;
    begin(watch, {"watch", path("runs")});
    QVERIFY(watch.waitForStarted());
    VERIFY_SUCCESS(sweep({"--quiet", "--jobs", "2"}));
    const auto outcome = outcome_of(watch);
    VERIFY_SUCCESS(outcome);
    for (const auto *name : tiny_names) {
        for (const char *line :
             {": started on ", ": epoch   1 ", ": epoch   2 ", ": test accuracy"})
            QCOMPARE(outcome.out.count(QByteArray(name) + line), 1);
    }
}

void TestCliSweep::withoutSbatchNothingIsWritten()
{
    QProcess process;
    auto environment = program_environment();
    environment.insert("PATH", "/nowhere");
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(TLVFC_PROGRAM), arguments({"--slurm"}));
    const auto outcome = outcome_of(process);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.startsWith("error: this machine has no sbatch, option --slurm, "),
             outcome.err.constData());
    QCOMPARE(entries_of(folder_->path()), QStringList{"sweep.json"});
}

QTEST_GUILESS_MAIN(TestCliSweep)
#include "tst_cli_sweep.moc"
