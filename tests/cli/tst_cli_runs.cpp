// runs, note and trash: keeping runs without the window, and repeating one.
#include "core/base/atomic_file.h"
#include "core/runs/repeat_command.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_notes.h"
#include "core/runs/run_trash.h"
#include "tests/cli/tiny_sweep.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestCliRuns : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsWhatRunsAre();
    void searches_data();
    void searches();
    void notesAreKept();
    void notesAreShown();
    void aSlashAtTheEndIsNoOtherRun();
    void trashAndBack();
    void emptyingAsksForAYes();
    void wrongRequests_data();
    void wrongRequests();
    void aRunThatIsWrittenStays();
    void theCommandRepeatsToTheSameBits();

private:
    RunFolder make(const char *name, const std::string &method = "tlvfc")
    {
        RunSpec spec;
        spec.strategy = preset(method);
        if (spec.strategy.needs_source())
            spec.source = {"resnet20", "", 10};
        spec.target = {"resnet20", "", 0};
        spec.data = tiny_data();
        spec.training = tiny_options(1);
        spec.device = "cpu";
        return create_run(root() / name, spec);
    }
    fs::path root() const { return folder_->filePath("runs").toStdString(); }
    QString path(const char *name = "") const
    {
        return QString::fromStdString((root() / name).string());
    }
    static QStringList names(const Outcome &outcome)
    {
        QStringList names;
        const auto json = outcome.json();
        for (const auto &run : json["runs"])
            names.append(
                QFileInfo(QString::fromStdString(run["run"].get<std::string>())).fileName());
        names.sort();
        return names;
    }

    static Json start_of(const RunFolder &run)
    {
        const auto events = EventReader(run.events()).poll();
        const auto started = std::ranges::find(events, "started", &Event::kind);
        return started == events.end() ? Json() : started->fields;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestCliRuns::init() { folder_ = std::make_unique<QTemporaryDir>(); }

void TestCliRuns::listsWhatRunsAre()
{
    const auto run = make("a");
    EpochPoint point;
    point.epoch = 1;
    point.val_accuracy = 0.5;
    EventWriter events(run.events());
    events.write("started", {});
    events.write("epoch", to_json(point));
    events.write("finished", {});
    change_run_notes(run, [](RunNotes &notes) {
        notes.name = "Übung";
        notes.tags = {"paper"};
    });
    auto outcome = tlvfc_program({"runs", path()});
    VERIFY_SUCCESS(outcome);
    QVERIFY2(outcome.out.contains("Übung (a)  finished  tlvfc   resnet20 → resnet20  made-up  2 "),
             outcome.out.constData());
    QVERIFY2(outcome.out.contains("50.00 %  #paper\n"), outcome.out.constData());
    outcome = tlvfc_program({"runs", path(), "--json"});
    VERIFY_SUCCESS(outcome);
    const auto json = outcome.json()["runs"][0];
    QCOMPARE(json["state"].get<std::string>(), std::string("finished"));
    QCOMPARE(json["best_val_accuracy"].get<double>(), 0.5);
    QVERIFY(json["tags"] == Json({"paper"}));
    QCOMPARE(json["target"].get<std::string>(), std::string("resnet20"));
    // A damaged one is named and the others are still listed.
    write_json(make("b").spec(), Json::array());
    outcome = tlvfc_program({"runs", path(), "--json"});
    VERIFY_SUCCESS(outcome);
    QCOMPARE(names(outcome), (QStringList{"a", "b"}));
    QVERIFY2(outcome.err.contains("b/spec.json"), outcome.err.constData());
}

void TestCliRuns::searches_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("all in sight") << QStringList{} << QStringList{"a", "b"};
    QTest::newRow("all") << QStringList{"--archived"} << QStringList{"a", "b", "c"};
    QTest::newRow("a tag") << QStringList{"--search", "tag:paper"} << QStringList{"a"};
    QTest::newRow("a tag of the archive")
        << QStringList{"--search", "tag:paper", "--archived"} << QStringList{"a", "c"};
    QTest::newRow("a method") << QStringList{"--search", "method:he"} << QStringList{"b"};
    QTest::newRow("nothing") << QStringList{"--search", "vgg16"} << QStringList{};
}

void TestCliRuns::searches()
{
    QFETCH(QStringList, options);
    QFETCH(QStringList, found);
    change_run_notes(make("a"), [](RunNotes &notes) { notes.tags = {"paper"}; });
    make("b", "he");
    change_run_notes(make("c"), [](RunNotes &notes) {
        notes.tags = {"paper"};
        notes.archived = true;
    });
    const auto outcome = tlvfc_program(QStringList{"runs", path(), "--json"} + options);
    VERIFY_SUCCESS(outcome);
    QCOMPARE(names(outcome), found);
}

void TestCliRuns::notesAreKept()
{
    const auto a = make("a");
    const auto b = make("b");
    VERIFY_SUCCESS(tlvfc_program({"note", path("a"), path("b"), "--name", "Mine", "--note", "seen",
                                  "--tag", "one", "--tag", "two,three", "--archive"}));
    const RunNotes said{"Mine", "seen", {"one", "two", "three"}, true};
    QVERIFY(read_run_notes(a) == said);
    QVERIFY(read_run_notes(b) == said);
    VERIFY_SUCCESS(
        tlvfc_program({"note", path("a"), "--name", "", "--untag", "two", "--unarchive"}));
    QVERIFY(read_run_notes(a) == (RunNotes{"", "seen", {"one", "three"}, false}));
    QVERIFY(read_run_notes(b) == said);
}

void TestCliRuns::notesAreShown()
{
    const auto run = make("a");
    auto outcome = tlvfc_program({"note", path("a"), "--json"});
    VERIFY_SUCCESS(outcome);
    QVERIFY(outcome.json()["runs"][0]["tags"].empty());
    QVERIFY(!fs::exists(run.notes())); // nothing was said
    write_file(run.notes(), "garbage");
    outcome = tlvfc_program({"note", path("a"), "--name", "x"});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("notes.json"), outcome.err.constData());
    QCOMPARE(text_of(run.notes()), std::string("garbage"));
}

/// As a shell completes folders' names.
void TestCliRuns::aSlashAtTheEndIsNoOtherRun()
{
    make("a");
    const auto run = Json(path("a").toStdString());
    auto json = tlvfc_program({"note", path("a/"), "--tag", "x", "--json"}).json();
    QVERIFY(json["runs"][0]["run"] == run);
    json = tlvfc_program({"runs", path("a/"), "--search", "\"a\" tag:x", "--json"}).json();
    QVERIFY(json["runs"][0]["run"] == run);
    const auto text = tlvfc_program({"runs", path("a/")});
    QVERIFY2(text.out.contains("\na    prepared"), text.out.constData());
    json = tlvfc_program({"trash", path("a/"), "--json"}).json();
    QVERIFY(json["trash"][0]["run"] == run);
}

void TestCliRuns::trashAndBack()
{
    const auto run = make("a");
    make("b");
    VERIFY_SUCCESS(tlvfc_program({"trash", path("a")}));
    QVERIFY(!fs::exists(run.path));
    QCOMPARE(names(tlvfc_program({"runs", path(), "--json"})), QStringList{"b"});
    auto outcome = tlvfc_program({"trash", path(), "--list", "--json"});
    VERIFY_SUCCESS(outcome);
    QCOMPARE(outcome.json()["trash"][0]["name"].get<std::string>(), std::string("a"));
    make("a");
    outcome = tlvfc_program({"trash", path(), "--restore", "a", "--json"});
    VERIFY_SUCCESS(outcome);
    QCOMPARE(outcome.json()["restored"].get<std::string>(), (root() / "a-2").string());
    QCOMPARE(tlvfc_program({"trash", path(), "--restore", "a"}).code, 2);
}

void TestCliRuns::emptyingAsksForAYes()
{
    make("a");
    make("b");
    VERIFY_SUCCESS(tlvfc_program({"trash", path("a")}));
    auto outcome = tlvfc_program({"trash", path(), "--empty"});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("would delete 1 run, 0.0 MB"), outcome.err.constData());
    QCOMPARE(list_trash(root()).size(), std::size_t(1));
    outcome = tlvfc_program({"trash", path(), "--empty", "--yes", "--json"});
    VERIFY_SUCCESS(outcome);
    QCOMPARE(outcome.json()["runs"].get<int>(), 1);
    QVERIFY(list_trash(root()).empty());
    QCOMPARE(list_runs(root()).size(), std::size_t(1));
}

void TestCliRuns::wrongRequests_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("runs of nothing") << QStringList{"runs", "absent"};
    QTest::newRow("a note on nothing") << QStringList{"note", "absent", "--name", "x"};
    QTest::newRow("in and out of the archive")
        << QStringList{"note", "runs/a", "--archive", "--unarchive"};
    QTest::newRow("trash of no run") << QStringList{"trash", "runs"};
    QTest::newRow("one of two is none") << QStringList{"trash", "runs/a", "runs/b"};
    QTest::newRow("the trash of a run") << QStringList{"trash", "runs/a", "--list"};
    QTest::newRow("a yes to nothing") << QStringList{"trash", "runs/a", "--yes"};
    QTest::newRow("two at once") << QStringList{"trash", "runs", "--list", "--empty"};
}

void TestCliRuns::wrongRequests()
{
    QFETCH(QStringList, arguments);
    const auto run = make("a");
    const auto outcome = tlvfc_program(arguments, folder_->path());
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.err.startsWith("error: "));
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY(fs::exists(run.spec()));
    QVERIFY(!fs::exists(run.notes()));
}

void TestCliRuns::aRunThatIsWrittenStays()
{
    const auto run = make("a");
    const auto other = make("b");
    const RunLock lock(run);
    const auto outcome = tlvfc_program({"trash", path("b"), path("a")});
    QCOMPARE(outcome.code, 1);
    QVERIFY(fs::exists(run.spec()));
    QVERIFY(fs::exists(other.spec()));
}

/// As a person would paste it, for a run that left the threads open.
void TestCliRuns::theCommandRepeatsToTheSameBits()
{
    const auto run = make("it's a run");
    VERIFY_SUCCESS(tlvfc_program({"run", QString::fromStdString(run.path.string())}));
    const auto start = start_of(run);
    const auto command = repeat_command(
        run, read_run_spec(run.spec()),
        StartConditions{start["device"].get<std::string>(), start["threads"].get<int>()});
    QProcess shell;
    auto environment = program_environment();
    environment.insert("PATH", QFileInfo(QStringLiteral(TLVFC_PROGRAM)).absolutePath() + ":" +
                                   environment.value("PATH"));
    shell.setProcessEnvironment(environment);
    shell.start("sh", {"-c", QString::fromStdString(command)});
    VERIFY_SUCCESS(outcome_of(shell));
    const RunFolder again{run.path.string() + "-again"};
    QVERIFY(start_of(again)["threads"] == start["threads"]);
    QVERIFY(text_of(again.best_weights()) == text_of(run.best_weights()));
    QVERIFY(text_of(again.last_weights()) == text_of(run.last_weights()));
    QCOMPARE(text_of(again.result()), text_of(run.result()));
}

QTEST_GUILESS_MAIN(TestCliRuns)
#include "tst_cli_runs.moc"
