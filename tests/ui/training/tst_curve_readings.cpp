#include "ui/training/curve_readings.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

ShownRun runOf(const QString &id, const QString &method, const QString &target)
{
    ShownRun run{id, id, Qt::blue, {}, 4, {10, 100}};
    run.method = method;
    run.target = target;
    for (int epoch = 1; epoch <= 4; ++epoch) {
        EpochPoint point;
        point.epoch = epoch;
        point.elapsed_s = 90.0 * epoch;
        point.val_accuracy = 0.1 * epoch;
        run.points.append(point);
    }
    return run;
}

} // namespace

class TestCurveReadings : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        model_ = std::make_unique<CurveReadings>();
        tester_ = std::make_unique<QAbstractItemModelTester>(
            model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        model_->setRuns({runOf("a", "TLVFC", "resnet18"), runOf("b", "He", "resnet18"),
                         runOf("c", "TLVFC", "resnet34")});
    }
    void cleanup()
    {
        tester_.reset();
        model_.reset();
    }

    void readsAlongEveryAxis();
    void headingsHoldTheirRuns();
    void aHeadingsTickIsItsRuns();
    void isolatingTwiceShowsAll();
    void hiddenStaysHiddenWhenRunsCome();

private:
    QString epochAt(double place, CurvePlot::Along along)
    {
        model_->setPlace(place, along);
        return model_->index(0, CurveReadings::EpochColumn).data().toString();
    }
    int tick(const QModelIndex &index) { return index.data(Qt::CheckStateRole).toInt(); }

    std::unique_ptr<CurveReadings> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void TestCurveReadings::readsAlongEveryAxis()
{
    using Along = CurvePlot::Along;
    QCOMPARE(epochAt(2, Along::Epochs), "2");
    QCOMPARE(epochAt(9, Along::Epochs), "–");
    QCOMPARE(epochAt(31, Along::Steps), "3");
    QCOMPARE(epochAt(3.1, Along::Minutes), "2");
    QCOMPARE(epochAt(390, Along::Images), "4");
    model_->setPlace(std::nullopt, Along::Epochs);
    QCOMPARE(model_->index(0, CurveReadings::EpochColumn).data().toString(), "4");
}

void TestCurveReadings::headingsHoldTheirRuns()
{
    model_->setGroup(CurveReadings::Group::Method);
    QCOMPARE(model_->rowCount(), 2);
    const auto first = model_->index(0, 0);
    QCOMPARE(first.data().toString(), "TLVFC (2)");
    QCOMPARE(model_->rowCount(first), 2);
    QCOMPARE(model_->index(1, 0, first).data().toString(), "c");
    QCOMPARE(model_->index(1, 0).data().toString(), "He");
    model_->setGroup(CurveReadings::Group::Target);
    QCOMPARE(model_->index(0, 0).data().toString(), "resnet18 (2)");
    model_->setGroup(CurveReadings::Group::None);
    QCOMPARE(model_->rowCount(), 3);
}

void TestCurveReadings::aHeadingsTickIsItsRuns()
{
    model_->setGroup(CurveReadings::Group::Method);
    QSignalSpy changed(model_.get(), &CurveReadings::hiddenChanged);
    const auto heading = model_->index(0, 0);
    QCOMPARE(tick(heading), int(Qt::Checked));
    QVERIFY(model_->setData(model_->index(0, 0, heading), int(Qt::Unchecked), Qt::CheckStateRole));
    QCOMPARE(tick(heading), int(Qt::PartiallyChecked));
    QVERIFY(model_->setData(heading, int(Qt::Unchecked), Qt::CheckStateRole));
    QVERIFY(model_->isHidden("a") && model_->isHidden("c") && !model_->isHidden("b"));
    QCOMPARE(changed.size(), 2);
}

void TestCurveReadings::isolatingTwiceShowsAll()
{
    model_->isolate(model_->index(1, 0));
    QVERIFY(model_->isHidden("a") && !model_->isHidden("b") && model_->isHidden("c"));
    model_->isolate(model_->index(1, 0));
    QVERIFY(!model_->isHidden("a") && !model_->isHidden("c"));
    model_->setGroup(CurveReadings::Group::Method);
    model_->isolate(model_->index(0, 0));
    QVERIFY(!model_->isHidden("a") && model_->isHidden("b") && !model_->isHidden("c"));
    model_->showAll();
    QVERIFY(!model_->isHidden("b"));
}

void TestCurveReadings::hiddenStaysHiddenWhenRunsCome()
{
    model_->setData(model_->index(0, 0), int(Qt::Unchecked), Qt::CheckStateRole);
    auto runs = model_->runs();
    runs.prepend(runOf("d", "DPIAT", "resnet18"));
    model_->setRuns(runs);
    QVERIFY(model_->isHidden("a") && !model_->isHidden("d"));
}

QTEST_MAIN(TestCurveReadings)
#include "tst_curve_readings.moc"
