// A sweep's specification, its combinations, and their folders.
#include "core/base/error.h"
#include "core/runs/sweep_folders.h"
#include "core/runs/sweep_name.h"
#include "core/runs/sweep_spec.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <barrier>
#include <functional>
#include <set>
#include <thread>

using namespace tlvfc;
namespace fs = std::filesystem;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)

class TestSweepSpec : public QObject
{
    Q_OBJECT

private slots:
    void combinations_data();
    void combinations();
    void entriesReachTheRuns();
    void networksByName();
    void namesAreStable_data();
    void namesAreStable();
    void namesTellRunsApart_data();
    void namesTellRunsApart();
    void wrongDocuments_data();
    void wrongDocuments();
    void foldersAreMadeOnce();
    void foldersAreKept();
    void foldersInTheWay_data();
    void foldersInTheWay();
};

/// A complete sweep: small_run() as base, with these lists.
static Json sweep_of(const char *lists)
{
    auto json = Json::parse(lists);
    json["base"] = to_json(test::small_run());
    return json;
}

static std::vector<SweepRun> runs_of(const Json &json)
{
    return cross(sweep_spec_from_json(json, "a/sweep.json"));
}

static QStringList names_of(const std::vector<SweepRun> &runs)
{
    QStringList names;
    for (const auto &run : runs)
        names.append(QString::fromStdString(run.name));
    return names;
}

void TestSweepSpec::combinations_data()
{
    QTest::addColumn<QString>("lists");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *lists, const QStringList &names) {
        QTest::newRow(lists) << QString(lists) << names;
    };
    row("{}", {"tlvfc-resnet20-made-up-seed2"});
    row(R"({"schema": 1, "methods": [], "seeds": []})", {"tlvfc-resnet20-made-up-seed2"});
    row(R"({"seeds": [5, 18446744073709551615]})",
        {"tlvfc-resnet20-made-up-seed5", "tlvfc-resnet20-made-up-seed18446744073709551615"});
    row(R"({"methods": ["he", "tlvfc"], "seeds": [1, 2]})",
        {"he-resnet20-made-up-seed1", "tlvfc-resnet20-made-up-seed1", "he-resnet20-made-up-seed2",
         "tlvfc-resnet20-made-up-seed2"});
    row(R"({"targets": ["resnet20", {"name": "resnet32"}, {"name": "resnet32", "classes": 3}]})",
        {"tlvfc-resnet20-made-up-seed2", "tlvfc-resnet32-made-up-seed2",
         "tlvfc-resnet32_3-made-up-seed2"});
    row(R"({"methods": ["tlvfc", {"method": "tlvfc", "keep": "maxVar", "crossover_rate": 0.5},
                        {"method": "he"}]})",
        {"tlvfc-resnet20-made-up-seed2",
         "tlvfc_keep-maxVar_crossover_rate-0.5-resnet20-made-up-seed2",
         "he-resnet20-made-up-seed2"});
    row(R"({"data": ["made-up", {"made_up_classes": 4}, "cifar10"]})",
        {"tlvfc-resnet20-made-up-seed2", "tlvfc-resnet20-made-up_made_up_classes-4-seed2",
         "tlvfc-resnet20-cifar10-seed2"});
    row(R"({"training": [{"lr": 0.001}, {}, {"lr": 0.01, "optimizer": "sgd"}], "seeds": [1]})",
        {"tlvfc-resnet20-made-up_lr-0.001-seed1", "tlvfc-resnet20-made-up-seed1",
         "tlvfc-resnet20-made-up_lr-0.01_optimizer-sgd-seed1"});
    row(R"({"targets": [{"name": "resnet20", "weights": "/a/b.pth", "new_classifier": true}]})",
        {"tlvfc-resnet20_b_a885710b_new_classifier-made-up-seed2"});
    // The base's source is not told; a method without one has the same run for all.
    row(R"({"methods": ["he", "tlvfc"], "sources": [{"name": "resnet20", "classes": 10},
                                                    "resnet32"]})",
        {"he-resnet20-made-up-seed2", "tlvfc-resnet20-made-up-seed2",
         "tlvfc-from-resnet32-resnet20-made-up-seed2"});
    // Twice the same is once.
    row(R"({"methods": ["he", {"method": "he"}, "he"], "seeds": [3, 3]})",
        {"he-resnet20-made-up-seed3"});
}

void TestSweepSpec::combinations()
{
    QFETCH(QString, lists);
    QFETCH(QStringList, names);
    const auto json = sweep_of(lists.toUtf8().constData());
    QCOMPARE(names_of(runs_of(json)), names);
    QCOMPARE(names_of(runs_of(json)), names); // every time
}

void TestSweepSpec::entriesReachTheRuns()
{
    const auto runs = runs_of(sweep_of(
        R"({"methods": ["he", {"method": "dpiat", "pool": "max"}], "seeds": [7],
            "targets": [{"name": "resnet32", "weights": "some.pth"}],
            "data": [{"source": "some/folder", "image_size": 24}]})"));
    QCOMPARE(runs.size(), std::size_t(2));
    const auto &he = runs[0].spec;
    const auto &dpiat = runs[1].spec;
    QVERIFY(he.strategy == preset("he"));
    QVERIFY(he.source.is_absent());
    QVERIFY(dpiat.strategy.matching == Matching::Dp); // the method's own
    QVERIFY(dpiat.strategy.pool == PoolMethod::Max);
    QCOMPARE(dpiat.source.name, std::string("resnet20"));
    QCOMPARE(dpiat.seed, std::uint64_t(7));
    QCOMPARE(dpiat.target.weights, fs::absolute("some.pth").string());
    QCOMPARE(dpiat.data.source, fs::absolute("some/folder").string());
    QCOMPARE(dpiat.data.image_size, 24);
    QCOMPARE(dpiat.data.made_up_classes, test::small_run().data.made_up_classes); // the base's
    QVERIFY(dpiat.training == test::small_run().training);
}

void TestSweepSpec::networksByName()
{
    const QTemporaryDir folder;
    const auto run = create_run(test::path_in(folder, "pretrained"), test::small_run());
    auto json = sweep_of("{}");
    const auto read = [&] { return sweep_spec_from_json(json, "sweep").sources.front(); };
    json["sources"] = {run.path.string()};
    QVERIFY_THROWS_EXCEPTION(Error, read()); // it has no weights yet
    write_file(run.best_weights(), "weights");
    QCOMPARE(read().name, std::string("resnet20"));
    QCOMPARE(read().weights, run.best_weights().string());
    json["sources"] = {run.best_weights().string()};
    QCOMPARE(read().name, std::string());
    QCOMPARE(read().weights, run.best_weights().string());
}

void TestSweepSpec::namesAreStable_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *name, const Change &change) {
        QTest::newRow(name) << change << QString(name);
    };
    // A folder once made has to be found by later versions.
    row("tlvfc-resnet20-made-up-seed2", [](auto &) {});
    row("tlvfc-resnet20-made-up_image_size-24-seed2",
        [](auto &spec) { spec.data.image_size = 24; });
    row("tlvfc-resnet20-made-up_mean--0.5-0.5-0.5-_62a581e7-seed2", [](auto &spec) {
        spec.data.mean = {.5, .5, .5};
    });
    row("tlvfc-resnet20-tiny_482ff94b-seed2", [](auto &spec) { spec.data.source = "/data/tiny/"; });
    row("tlvfc-from-b-c_47d8a4a8_fe7e5fb4-resnet20-made-up-seed2", [](auto &spec) {
        spec.source = {"", "/a/b c.pth", 0};
    });
}

void TestSweepSpec::namesAreStable()
{
    QFETCH(Change, change);
    QFETCH(QString, name);
    auto spec = test::small_run();
    change(spec);
    QCOMPARE(QString::fromStdString(sweep_run_name(spec, test::small_run())), name);
}

void TestSweepSpec::namesTellRunsApart_data()
{
    QTest::addColumn<Change>("one");
    QTest::addColumn<Change>("other");
    const auto row = [](const char *name, const Change &one, const Change &other) {
        QTest::newRow(name) << one << other;
    };
    row(
        "folders of one name", [](auto &spec) { spec.data.source = "/a/tiny"; },
        [](auto &spec) { spec.data.source = "/b/tiny"; });
    row(
        "what a file name cannot hold", [](auto &spec) { spec.data.classes = {"a/b"}; },
        [](auto &spec) { spec.data.classes = {"a b"}; });
    row(
        "long lists", [](auto &spec) { spec.data.classes = {std::string(300, 'a') + "1"}; },
        [](auto &spec) { spec.data.classes = {std::string(300, 'a') + "2"}; });
    row(
        "locks",
        [](auto &spec) {
            spec.strategy.locks = {{"conv1", "layer1.0.conv1"}};
        },
        [](auto &spec) {
            spec.strategy.locks = {{"conv1", "layer1.0.conv2"}};
        });
    row(
        "weights of a target", [](auto &spec) { spec.target.weights = "/a/w.pth"; },
        [](auto &spec) { spec.target.weights = "/b/w.pth"; });
    row(
        "classes of a source", [](auto &spec) { spec.source.classes = 11; },
        [](auto &spec) { spec.source.classes = 12; });
}

void TestSweepSpec::namesTellRunsApart()
{
    QFETCH(Change, one);
    QFETCH(Change, other);
    std::set<std::string> names;
    for (const auto &change : {one, other}) {
        auto spec = test::small_run();
        change(spec);
        const auto name = sweep_run_name(spec, test::small_run());
        QVERIFY2(name.size() < 250 && name.find('/') == std::string::npos, name.c_str());
        names.insert(name);
    }
    QCOMPARE(names.size(), std::size_t(2));
}

void TestSweepSpec::wrongDocuments_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *json, const char *says, const char *where) {
        QTest::newRow(json) << QString(json) << QString(says) << QString(where);
    };
    row("[]", "not a JSON object", "a/sweep.json");
    row(R"({"schema": 2, "more": 1})", "use a newer TLVFC Studio", "a/sweep.json");
    row(R"({"method": ["he"]})", "unknown key 'method'", "a/sweep.json");
    row(R"({"seeds": 3})", "'seeds' has the wrong type", "a/sweep.json");
    row(R"({"base": 3})", "not a JSON object", "base of a/sweep.json");
    row(R"({"base": {"sed": 3}})", "unknown key 'sed'", "base of a/sweep.json");
    row(R"({"methods": ["he", "best"]})", "unknown value 'best'", "methods[1] of a/sweep.json");
    row(R"({"methods": [{"kep": "maxVar"}]})", "unknown key 'strategy.kep'",
        "methods[0] of a/sweep.json");
    row(R"({"methods": [{"keep": "all"}]})", "unknown value 'all' (option keep)",
        "methods[0] of a/sweep.json");
    row(R"({"methods": [3]})", "'strategy' has the wrong type", "methods[0] of a/sweep.json");
    row(R"({"seeds": [1, -1]})", "'seed' has the wrong type", "seeds[1] of a/sweep.json");
    row(R"({"seeds": [1.5]})", "'seed' has the wrong type", "seeds[0] of a/sweep.json");
    row(R"({"training": [{"lr": "fast"}]})", "'lr' has the wrong type",
        "training[0] of a/sweep.json");
    row(R"({"seeds": ["1"]})", "'seed' has the wrong type", "seeds[0] of a/sweep.json");
    row(R"({"targets": ["resnet19"]})", "neither a network of the zoo nor a file",
        "targets[0] of a/sweep.json");
    row(R"({"targets": [{"nam": "resnet18"}]})", "unknown key 'nam'", "targets[0] of a/sweep.json");
    row(R"({"sources": [[]]})", "not a JSON object", "sources[0] of a/sweep.json");
    row(R"({"data": [{"size": 3}]})", "unknown key 'data.size'", "data[0] of a/sweep.json");
    row(R"({"data": [{"source": 3}]})", "'source' has the wrong type", "data[0] of a/sweep.json");
    row(R"({"training": [{"learning_rate": 1}]})", "unknown key 'training.learning_rate'",
        "training[0] of a/sweep.json");
    row(R"({"training": [3]})", "not an object", "training[0] of a/sweep.json");
    row(R"({"data": [null]})", "neither a source nor an object", "data[0] of a/sweep.json");
}

void TestSweepSpec::wrongDocuments()
{
    QFETCH(QString, json);
    QFETCH(QString, says);
    QFETCH(QString, where);
    try {
        sweep_spec_from_json(Json::parse(json.toStdString()), "a/sweep.json");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.exit_code(), 2);
        QVERIFY2(QString(error.what()).contains(says), error.what());
        QCOMPARE(QString::fromStdString(error.where()), where);
    }
}

void TestSweepSpec::foldersAreMadeOnce()
{
    constexpr int makers = 8;
    const auto runs = runs_of(sweep_of(R"({"seeds": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})"));
    const QTemporaryDir folder;
    const auto root = test::path_in(folder, "deep/in/runs");
    std::barrier begin(makers);
    {
        std::vector<std::jthread> threads;
        for (int maker = 1; maker <= makers; ++maker) {
            threads.emplace_back([&] {
                begin.arrive_and_wait();
                for (const auto &run : runs)
                    ensure_sweep_run(root, run); // throws where it sees half of one
            });
        }
    }
    QCOMPARE(list_runs(root).size(), runs.size());
    QCOMPARE(std::distance(fs::directory_iterator(root), {}), std::ptrdiff_t(runs.size()));
    for (const auto &run : runs)
        QCOMPARE(read_run_spec(RunFolder{root / run.name}.spec()).seed, run.spec.seed);
}

void TestSweepSpec::foldersAreKept()
{
    const QTemporaryDir folder;
    const auto root = test::path_in(folder, "runs");
    auto run = runs_of(sweep_of("{}")).front();
    run.spec.threads = 0;
    const auto made = ensure_sweep_run(root, run, 3);
    QCOMPARE(read_run_spec(made.spec()).threads, 3);
    run.spec.title = "another title";
    check_sweep_folders(root, {run});
    ensure_sweep_run(root, run, 5);
    QCOMPARE(read_run_spec(made.spec()).threads, 3); // they decide its bits
    QCOMPARE(read_run_spec(made.spec()).title, std::string());
}

void TestSweepSpec::foldersInTheWay_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *says, const Change &change) {
        QTest::newRow(says) << change << QString(says);
    };
    row("another 'training.epochs'", [](auto &spec) { spec.training.epochs = 77; });
    row("another 'data.mean'", [](auto &spec) { spec.data.mean[2] = .3; });
    row("another 'threads'", [](auto &spec) { spec.threads = 4; });
    row("is none", {});
}

void TestSweepSpec::foldersInTheWay()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const auto root = test::path_in(folder, "runs");
    const auto run = runs_of(sweep_of("{}")).front();
    auto other = run.spec;
    if (change)
        change(other);
    const auto there = create_run(root / run.name, other);
    if (!change)
        fs::rename(there.spec(), there.path / "note.txt");
    for (const auto &look : {Change([&](auto &) { check_sweep_folders(root, {run}); }),
                             Change([&](auto &) { ensure_sweep_run(root, run); })}) {
        try {
            look(other);
            QFAIL("no error");
        } catch (const Error &error) {
            QVERIFY2(QString(error.what()).contains(says) || !change, error.what());
            QCOMPARE(error.where(), there.path.string());
        }
    }
    QCOMPARE(std::distance(fs::directory_iterator(root), {}), std::ptrdiff_t(1));
}

QTEST_GUILESS_MAIN(TestSweepSpec)
#include "tst_sweep_spec.moc"
