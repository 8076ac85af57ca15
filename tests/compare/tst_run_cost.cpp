// What a run cost, counted from its layers, with what came before it.
#include "core/compare/curves_svg.h"
#include "core/runs/run_cost.h"
#include "tests/compare/made_runs.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::test;

class TestRunCost : public QObject
{
    Q_OBJECT

private slots:
    void trainingIsCounted();
    void aProbeTrainsItsLastLayerOnly();
    void crossoverAddsTheSource();
    void pretrainingIsThatOfTheSourcesRun();
    void pretrainingMayNotBeKnown();
    void aControlWithoutPretrainingHasNone();
    void aChainThatBitesItsTailEnds();
    void curvesGoOverTheCost();

private:
    /// Ten classes at 32 pixels.
    static constexpr double resnet20 = 40551040.0;
    static constexpr double resnet20_features = resnet20 - 640.0;

    const Json result_{{"images", 1000}, {"source_images", 1000}};
};

static RunSpec resnet20_by(const char *method)
{
    auto spec = spec_of({method});
    spec.target = {"resnet20", "", 10};
    return spec;
}

void TestRunCost::trainingIsCounted()
{
    const auto cost = RunCosts().of(resnet20_by("he"), result_);
    QCOMPARE(cost.target, 3.0 * 1000.0 * resnet20);
    QCOMPARE(cost.source, 0.0);
    QCOMPARE(cost.pretraining, 0.0);
}

void TestRunCost::aProbeTrainsItsLastLayerOnly()
{
    auto spec = resnet20_by("he");
    spec.training.trains = TrainedPart::Classifier;
    QCOMPARE(RunCosts().of(spec, result_).target, 1000.0 * (resnet20 + 2.0 * 640.0));
}

void TestRunCost::crossoverAddsTheSource()
{
    const auto cost = RunCosts().of(resnet20_by("tlvfc"), result_);
    QCOMPARE(cost.source, 1000.0 * resnet20_features);
    QCOMPARE(cost.training(), cost.target + cost.source);
}

void TestRunCost::pretrainingIsThatOfTheSourcesRun()
{
    QTemporaryDir folder;
    const auto source = make_run(folder, {"he"}, resnet20_by("he"));
    auto spec = resnet20_by("tlvfc");
    spec.source = {"resnet20", source.best_weights().string(), 10};
    RunCosts costs;
    QCOMPARE(costs.of(spec, result_).pretraining, 3.0 * 1000.0 * resnet20);
    // What a fine-tuned network began with, too.
    auto tuned = resnet20_by("he");
    tuned.target.weights = source.best_weights().string();
    QCOMPARE(costs.of(tuned, result_).pretraining, 3.0 * 1000.0 * resnet20);
}

void TestRunCost::pretrainingMayNotBeKnown()
{
    QTemporaryDir folder;
    auto spec = resnet20_by("tlvfc");
    spec.source = {"resnet20", folder.filePath("downloaded.pth").toStdString(), 10};
    const auto cost = RunCosts().of(spec, result_);
    QVERIFY(std::isnan(cost.pretraining) && std::isnan(cost.with_pretraining()));
    QVERIFY(cost.training() > 0.0);
}

void TestRunCost::aControlWithoutPretrainingHasNone()
{
    auto spec = resnet20_by("tlvfc");
    spec.source = {"resnet20", "/nowhere/source.pth", 10};
    spec.strategy.control = Control::UntrainedSource;
    QCOMPARE(RunCosts().of(spec, result_).pretraining, 0.0);
}

void TestRunCost::aChainThatBitesItsTailEnds()
{
    QTemporaryDir folder;
    auto spec = resnet20_by("he");
    const auto run = make_run(folder, {"he"}, spec);
    spec.target.weights = run.best_weights().string();
    write_json(run.spec(), to_json(spec));
    QVERIFY(std::isnan(RunCosts().of(spec, result_).pretraining));
}

void TestRunCost::curvesGoOverTheCost()
{
    QTemporaryDir folder;
    make_run(folder, {"he", 2, 0.5, {0.3, 0.4}});
    make_run(folder, {"tlvfc", 2, 0.5, {0.3, 0.4}});
    const auto comparison = compared(folder);
    const auto &cell = comparison.settings[0].cells[1];
    const auto curve = mean_curve(cell);
    QCOMPARE(curve.size(), std::size_t(2));
    QCOMPARE(cost_of(curve[1], CostAxis::Epochs), 2.0);
    QCOMPARE(cost_of(curve[1], CostAxis::Minutes), 20.0 / 60.0);
    QCOMPARE(cost_of(curve[1], CostAxis::Compute), cell.cost.training() * 1e-12);
    QCOMPARE(cost_of(curve[0], CostAxis::Compute), cell.cost.training() * 0.5e-12);
    const auto svg = curves_svg(comparison, comparison.settings[0], CostAxis::Compute);
    QVERIFY(svg.find("10¹² multiply-adds") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRunCost)
#include "tst_run_cost.moc"
