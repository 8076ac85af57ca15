#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/compare/method_label.h"
#include "tests/compare/made_runs.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace tlvfc;
using namespace tlvfc::test;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void pairsBySeed();
    void whatIsMeasured_data();
    void whatIsMeasured();
    void tellsWhenAnAccuracyIsReached();
    void unfinishedRunsAreLeftOut();
    void methodsAreNamedByWhatTheyAre_data();
    void methodsAreNamedByWhatTheyAre();
    void recipesAreToldApart();
    void aSeedCountsOnce();
    void targetsAndDataAreSettings();
    void warnsOfWhatDiffers_data();
    void warnsOfWhatDiffers();
    void publishedFiguresStandBeside_data();
    void publishedFiguresStandBeside();
    void onlyTheMethodAsItIsHasAFigure();
    void aRunCountsOnceHoweverItIsGiven();
    void readsWhatCanBeRead();
    void wrongRequests();

private:
    static const Cell &cell(const Comparison &comparison, const std::string &method,
                            std::size_t setting = 0)
    {
        const auto at = std::ranges::find(comparison.methods, method);
        return comparison.settings[setting]
            .cells[static_cast<std::size_t>(at - comparison.methods.begin())];
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestComparison::pairsBySeed()
{
    // Seeds 1 to 4 of He, 2 to 5 of TLVFC: three pairs.
    const double he[] = {.50, .52, .54, .56};
    const double tlvfc[] = {.55, .56, .58, .90};
    for (std::uint64_t i = 0; i < 4; ++i) {
        make_run(*folder_, {"he", i + 1, he[i]});
        make_run(*folder_, {"tlvfc", i + 2, tlvfc[i]});
    }
    const auto comparison = compared(*folder_);
    QCOMPARE(comparison.methods, (std::vector<std::string>{"he", "tlvfc"}));
    QCOMPARE(comparison.options.baseline, std::string("he"));
    QCOMPARE(cell(comparison, "he").accuracy.n, 4);
    QVERIFY(!cell(comparison, "he").against_baseline);
    const auto &pair = cell(comparison, "tlvfc").against_baseline;
    QVERIFY(pair);
    QCOMPARE(pair->difference.n, 3);
    QCOMPARE(pair->difference.mean, (.03 + .02 + .02) / 3);
    QCOMPARE(pair->p, 0.25);
    QCOMPARE(pair->p_smallest, 0.25);
    const auto &warnings = comparison.settings[0].warnings;
    QVERIFY(std::ranges::any_of(warnings,
                                [](const auto &w) { return w.starts_with("too few seeds"); }));

    const auto other = compared(*folder_, {Measure::Test, "tlvfc", 0.0});
    QCOMPARE(cell(other, "he").against_baseline->difference.mean, -pair->difference.mean);
}

void TestComparison::whatIsMeasured_data()
{
    QTest::addColumn<int>("measure");
    QTest::addColumn<double>("value");
    QTest::newRow("test") << int(Measure::Test) << 0.61;
    QTest::newRow("best") << int(Measure::BestVal) << 0.7;
    QTest::newRow("last") << int(Measure::LastVal) << 0.5;
    QTest::newRow("mean") << int(Measure::MeanVal) << 0.5;
}

void TestComparison::whatIsMeasured()
{
    QFETCH(int, measure);
    QFETCH(double, value);
    make_run(*folder_, {"he", 2, 0.61, {0.3, 0.7, 0.5}});
    const auto comparison = compared(*folder_, {static_cast<Measure>(measure), "", 0.0});
    QCOMPARE(cell(comparison, "he").accuracy.mean, value);
}

void TestComparison::tellsWhenAnAccuracyIsReached()
{
    make_run(*folder_, {"he", 1, 0.5, {0.3, 0.45, 0.4}});
    make_run(*folder_, {"he", 2, 0.5, {0.3, 0.35, 0.4, 0.5}}); // longer than the others
    make_run(*folder_, {"he", 3, 0.5, {0.1}});                 // never
    const auto comparison = compared(*folder_, {Measure::Test, "", 0.4});
    const auto &he = cell(comparison, "he");
    QCOMPARE(he.epochs_to_reach.n, 2);
    QCOMPARE(he.epochs_to_reach.mean, 2.5);
    QCOMPARE(he.seconds_to_reach.mean, 25.0);
}

void TestComparison::unfinishedRunsAreLeftOut()
{
    make_run(*folder_, {"he", 1, 0.5});
    make_run(*folder_, {"he", 2, 0.9, {0.3}, false});
    const auto comparison = compared(*folder_);
    QCOMPARE(cell(comparison, "he").accuracy.n, 1);
    QCOMPARE(comparison.runs->size(), std::size_t(2));
    QVERIFY(comparison.notes.front().starts_with("runs that are not finished"));
}

void TestComparison::methodsAreNamedByWhatTheyAre_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("label");
    const auto row = [](const char *label, Change change) {
        QTest::newRow(label) << change << QString(label);
    };
    row("tlvfc", [](auto &) {});
    row("he", [](auto &spec) { spec.strategy = preset("he"); });
    row("tlvfc (keep maxVar)", [](auto &spec) { spec.strategy.keep = SelectionRule::MaxVar; });
    row("tlvfc (keep maxVar, crossover_rate 0.2)", [](auto &spec) {
        spec.strategy.keep = SelectionRule::MaxVar;
        spec.strategy.crossover_rate = 0.2;
    });
    row("tlvfc (locks 1)", [](auto &spec) { spec.strategy.locks = {{"a", "b"}}; });
}

void TestComparison::methodsAreNamedByWhatTheyAre()
{
    QFETCH(Change, change);
    QFETCH(QString, label);
    RunSpec spec;
    change(spec);
    QCOMPARE(QString::fromStdString(method_label(spec.strategy)), label);
}

/// Each rate is a way of its own, where a method has several; where it has one, it does not matter.
void TestComparison::recipesAreToldApart()
{
    for (const auto &[method, rate] : {std::pair("he", 0.1), std::pair("he", 0.01),
                                       std::pair("tlvfc", 0.01), std::pair("tlvfc", 0.01)}) {
        auto spec = spec_of({method, 1});
        spec.training.learning_rate = rate;
        make_run(*folder_, {method, 1, rate}, spec);
    }
    const auto comparison = compared(*folder_);
    QCOMPARE(comparison.methods,
             (std::vector<std::string>{"he (lr 0.01)", "he (lr 0.1)", "tlvfc"}));
    QCOMPARE(cell(comparison, "he (lr 0.1)").accuracy.mean, 0.1);
    QCOMPARE(cell(comparison, "tlvfc").accuracy.n, 1);
}

/// A repeat, or a shorter try before it, is no further evidence.
void TestComparison::aSeedCountsOnce()
{
    make_run(*folder_, {"tlvfc", 1, 0.5, {0.3}});
    make_run(*folder_, {"tlvfc", 1, 0.6, {0.3, 0.4}});
    make_run(*folder_, {"tlvfc", 1, 0.6, {0.3, 0.4}});
    make_run(*folder_, {"tlvfc", 2, 0.8, {0.3, 0.4}});
    make_run(*folder_, {"he", 1, 0.5, {0.3, 0.4}});
    make_run(*folder_, {"he", 2, 0.5, {0.3, 0.4}});
    const auto comparison = compared(*folder_);
    const auto &tlvfc = cell(comparison, "tlvfc");
    QCOMPARE(tlvfc.accuracy.n, 2);
    QCOMPARE(tlvfc.accuracy.mean, 0.7);
    QCOMPARE(tlvfc.against_baseline->difference.mean, 0.7 - 0.5);
    QCOMPARE(cell(comparison, "he").accuracy.n, 2);
}

void TestComparison::targetsAndDataAreSettings()
{
    make_run(*folder_, {"he", 1, 0.5});
    make_run(*folder_, {"he", 1, 0.6, {0.3}, true, "resnet34"});
    make_run(*folder_, {"tlvfc", 1, 0.7, {0.3}, true, "resnet34", "/somewhere/cifar10"});
    const auto comparison = compared(*folder_);
    QStringList names;
    for (const auto &setting : comparison.settings)
        names.append(QString::fromStdString(setting.name));
    QCOMPARE(names,
             (QStringList{"resnet18 on made-up", "resnet34 on cifar10", "resnet34 on made-up"}));
    QVERIFY(cell(comparison, "tlvfc", 0).runs.empty());
    QCOMPARE(cell(comparison, "tlvfc", 1).accuracy.mean, 0.7);
    QVERIFY(!cell(comparison, "tlvfc", 1).against_baseline); // nothing to pair with
}

void TestComparison::warnsOfWhatDiffers_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *says, Change change) {
        QTest::newRow(*says ? says : "nothing") << change << QString(says);
    };
    row("differ in their recipe: lr", [](auto &spec) { spec.training.learning_rate = 0.1; });
    row("differ in their data: mixup", [](auto &spec) { spec.data.mixup = 0.2; });
    row("differ in device or threads", [](auto &spec) { spec.threads = 1; });
    row("have several sources", [](auto &spec) { spec.source.name = "resnet32"; });
    row("several runs of one seed", [](auto &spec) { spec.seed = 1; });
    row("", [](auto &) {});
}

void TestComparison::warnsOfWhatDiffers()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    for (std::uint64_t seed = 1; seed < 9; ++seed) {
        make_run(*folder_, {"he", seed, 0.5});
        make_run(*folder_, {"tlvfc", seed, 0.6});
    }
    const MadeRun last{"tlvfc", 9, 0.6};
    auto spec = spec_of(last);
    change(spec);
    make_run(*folder_, last, spec);
    QStringList warnings;
    const auto comparison = compared(*folder_);
    for (const auto &warning : comparison.settings[0].warnings)
        warnings.append(QString::fromStdString(warning));
    if (says.isEmpty())
        QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join('\n')));
    else
        QVERIFY2(warnings.size() == 1 && warnings[0].contains(says),
                 qPrintable(warnings.join('\n')));
}

void TestComparison::publishedFiguresStandBeside_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<double>("published"); ///< 0: none
    const auto row = [](const char *data, int size, const char *setting, double published) {
        QTest::addRow("%s at %d", data, size)
            << QString(data) << size << QString(setting) << published;
    };
    row("cifar10", 32, "resnet18 on cifar10", .7724);
    row("/elsewhere/cifar10", 32, "resnet18 on cifar10", .7724);
    row("cifar10", 64, "resnet18 on cifar10, 64 px", 0.0);
    row("food101", 224, "resnet18 on food101", .7025);
    row("food101", 32, "resnet18 on food101, 32 px", 0.0);
    row("petimages", 224, "resnet18 on petimages", .9696);
    row("/elsewhere/petimages", 224, "resnet18 on petimages", .9696);
    row("/elsewhere/photographs", 32, "resnet18 on photographs", 0.0);
    row("/elsewhere/photographs", 224, "resnet18 on photographs, 224 px", 0.0);
}

void TestComparison::publishedFiguresStandBeside()
{
    QFETCH(QString, data);
    QFETCH(int, size);
    QFETCH(QString, setting);
    QFETCH(double, published);
    auto spec = spec_of({"tlvfc", 1, 0.6, {0.3}, true, "resnet18", data.toStdString()});
    spec.data.image_size = size;
    make_run(*folder_, {}, spec);
    const auto comparison = compared(*folder_);
    QCOMPARE(QString::fromStdString(comparison.settings[0].name), setting);
    QCOMPARE(cell(comparison, "tlvfc").published.value_or(0.0), published);
}

void TestComparison::onlyTheMethodAsItIsHasAFigure()
{
    auto changed = spec_of({"tlvfc", 1, 0.6, {0.3}, true, "resnet18", "cifar10"});
    changed.strategy.keep = SelectionRule::MaxVar; // nobody has published this
    make_run(*folder_, {}, changed);
    QVERIFY(!cell(compared(*folder_), "tlvfc (keep maxVar)").published);
}

void TestComparison::aRunCountsOnceHoweverItIsGiven()
{
    const auto run = make_run(*folder_, {"he", 1, 0.5});
    make_run(*folder_, {"he", 2, 0.6});
    const auto root = std::filesystem::path(folder_->path().toStdString());
    const auto link = root.string() + "-link"; // beside the runs, not among them
    std::filesystem::create_directory_symlink(run.path, link);
    const auto collection = collect_runs({root, run.path, run.path.string() + "/", link,
                                          root.string() + "/", run.path / ".", root / "."});
    std::filesystem::remove(link);
    QCOMPARE(collection.runs.size(), std::size_t(2));
    for (const auto &record : collection.runs)
        QVERIFY(QString::fromStdString(record.folder.path.filename().string()).startsWith("run"));
}

void TestComparison::readsWhatCanBeRead()
{
    const auto good = make_run(*folder_, {"he", 1, 0.5});
    const auto torn = make_run(*folder_, {"he", 2, 0.6});
    std::ofstream(torn.events(), std::ios::app) << "{\"v\":1,\"n\":99,\"eve"; // half a line
    const auto damaged = make_run(*folder_, {"he", 3, 0.7});
    write_file(damaged.events(), "nonsense\n");
    const auto lost = make_run(*folder_, {"he", 4, 0.8});
    write_file(lost.spec(), "{");
    const auto empty = make_run(*folder_, {"he", 5, 0.8});
    write_file(empty.events(), "");
    const auto collection = collect_runs({folder_->path().toStdString(), good.path});
    QCOMPARE(collection.runs.size(), std::size_t(4)); // each once, the lost one not
    QVERIFY(collection.problems.size() >= 2);
    const auto names = [&](const RunFolder &run) {
        return std::ranges::any_of(collection.problems, [&](const std::string &problem) {
            return problem.find(run.path.string()) != std::string::npos;
        });
    };
    QVERIFY(names(damaged) && names(lost) && !names(good));
    QVERIFY(cell(compare(collection), "he").accuracy.n >= 2);
}

void TestComparison::wrongRequests()
{
    const auto refused = [](auto &&call) -> QString {
        try {
            call();
        } catch (const Error &error) {
            if (error.kind() == ErrorKind::InvalidRequest)
                return error.what();
        }
        return "nothing was refused";
    };
    QVERIFY(refused([&] { compared(*folder_); }).contains("neither is a run nor holds one"));
    make_run(*folder_, {"he", 1, 0.5, {0.1}, false});
    QVERIFY(refused([&] { compared(*folder_); }).contains("none of the runs is finished"));
    make_run(*folder_, {"he", 1, 0.5});
    QVERIFY(refused([&] {
                compared(*folder_, {Measure::Test, "glorot", 0.0});
            }).contains("choose one of he"));
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
