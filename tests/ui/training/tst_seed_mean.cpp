#include "core/compare/statistics.h"
#include "ui/training/curves_of.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

ShownRun seedOf(const QString &id, const QString &setting, const QList<double> &accuracies)
{
    ShownRun run{id, id, Qt::blue, {}, 10, {16, 2000}};
    run.title = "TLVFC, resnet18";
    run.setting = setting;
    for (int i = 0; i < accuracies.size(); ++i) {
        EpochPoint point;
        point.epoch = i + 1;
        point.val_accuracy = accuracies[i];
        point.train_loss = 1 - accuracies[i];
        run.points.append(point);
    }
    return run;
}

} // namespace

class TestSeedMean : public QObject
{
    Q_OBJECT

private slots:
    void isTheSummaryOfEachEpochsSeeds();
    void oneSeedIsItselfWithoutABand();
    void whatSomeDidNotMeasureIsTheOthersMean();
    void singleCurvesStayAsTheyAre();
    void namesMayHoldAnything();
};

/// Runs of different length: an epoch is the mean of those that have it.
void TestSeedMean::isTheSummaryOfEachEpochsSeeds()
{
    const QList<QList<double>> seeds = {{0.1, 0.3, 0.52}, {0.2, 0.35, 0.48}, {0.15, 0.4}, {0.12}};
    QList<ShownRun> runs;
    for (const auto &seed : seeds)
        runs.append(seedOf(QString::number(runs.size()), "x", seed));
    const auto means = meansOverSeeds(runs);
    QCOMPARE(means.size(), 1);
    QCOMPARE(means[0].run.seeds, 4);
    QCOMPARE(means[0].run.name, "TLVFC, resnet18 (4 seeds)");
    QCOMPARE(means[0].run.points.size(), 3);
    for (int epoch = 0; epoch < 3; ++epoch) {
        std::vector<double> values;
        for (const auto &seed : seeds) {
            if (seed.size() > epoch)
                values.push_back(seed[epoch]);
        }
        const auto summary = summarize(values);
        QVERIFY(std::abs(means[0].run.points[epoch].val_accuracy - summary.mean) < 1e-12);
        QVERIFY(std::abs(means[0].deviation[epoch].val_accuracy - summary.deviation) < 1e-12);
    }
    const auto curve = curvesOf(means[0], quantities()[0], {}).last();
    QCOMPARE(curve.band.size(), 3);
    QVERIFY(std::isfinite(curve.band[2].x()) && curve.band[2].x() < curve.points[2].y());
}

void TestSeedMean::oneSeedIsItselfWithoutABand()
{
    const auto run = seedOf("a", "x", {0.1, 0.3});
    const auto means = meansOverSeeds({run, seedOf("b", "y", {0.5})});
    QCOMPARE(means.size(), 2);
    QCOMPARE(means[0].members, QList<int>{0});
    QCOMPARE(means[0].run.name, "TLVFC, resnet18 (one seed)");
    QVERIFY(std::isnan(means[0].deviation[0].val_accuracy));
    QVERIFY(curvesOf(means[0], quantities()[0], {}).last().band.isEmpty());
    QCOMPARE(means[1].members, QList<int>{1});
}

void TestSeedMean::whatSomeDidNotMeasureIsTheOthersMean()
{
    auto first = seedOf("a", "x", {0.1});
    auto second = seedOf("b", "x", {0.3});
    first.points[0].val_loss = std::nan("");
    second.points[0].val_loss = 1.5;
    second.points[0].val_class_accuracy = {0.25, 0.75};
    const auto mean = meansOverSeeds({first, second}).first();
    QCOMPARE(mean.run.points[0].val_loss, 1.5);
    QVERIFY(std::isnan(mean.deviation[0].val_loss));
    QVERIFY(std::isnan(mean.run.points[0].gradient_norm));
    QCOMPARE(mean.run.points[0].val_class_accuracy, std::vector<double>({0.25, 0.75}));
}

void TestSeedMean::singleCurvesStayAsTheyAre()
{
    const QList<ShownRun> runs = {seedOf("a", "x", {0.1, 0.3}), seedOf("b", "x", {0.2, 0.5})};
    const auto before = curvesOf(runs[1], quantities()[0], {}).last();
    meansOverSeeds(runs);
    CurveLook single;
    single.isSingle = true;
    const auto after = curvesOf(runs[1], quantities()[0], single);
    QCOMPARE(after.size(), 1);
    QCOMPARE(after[0].points, before.points);
    QCOMPARE(after[0].color, before.color);
}

/// A person may call a run as the program calls a place for words.
void TestSeedMean::namesMayHoldAnything()
{
    QList<ShownRun> runs = {seedOf("0", "x", {0.1}), seedOf("1", "x", {0.2})};
    for (auto &run : runs) {
        run.name = run.title = "a %2 of %1";
        run.seed = 7;
    }
    QCOMPARE(meansOverSeeds(runs)[0].run.name, "a %2 of %1 (2 seeds)");
    runs[1].setting = "y";
    runs[0].epochs = 1;
    runs[1].epochs = 8;
    const auto means = meansOverSeeds(runs);
    QCOMPARE(means[0].run.name, "a %2 of %1 (one seed), 1 epoch");
    QCOMPARE(means[1].run.name, "a %2 of %1 (one seed), 8 epochs");
}

QTEST_MAIN(TestSeedMean)
#include "tst_seed_mean.moc"
