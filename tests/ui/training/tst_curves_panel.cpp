#include "ui/training/curves_panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

EpochPoint pointOf(int epoch)
{
    EpochPoint point;
    point.epoch = epoch;
    point.train_accuracy = 0.1 * epoch;
    point.val_accuracy = 0.1 * epoch + 0.05;
    point.elapsed_s = 60.0 * epoch;
    return point;
}

ShownRun plainRun() { return {"plain", "He, resnet18", Qt::gray, {pointOf(1), pointOf(2)}, 2}; }

/// Measured on training images as they are, from its second epoch on.
ShownRun crossedRun()
{
    auto second = pointOf(2);
    second.clean_accuracy = 0.375;
    second.val_top5 = 0.8125;
    second.gradient_norm = 1.25;
    second.memory_mb = 812;
    return {"crossed", "TLVFC, resnet20 → resnet18", Qt::blue, {pointOf(1), second}, 2};
}

} // namespace

class TestCurvesPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        panel_ = std::make_unique<CurvesPanel>();
        panel_->resize(1200, 600);
        panel_->show();
    }
    void cleanup() { panel_.reset(); }

    void aPlainRunHasTwoCurves();
    void theNetworksOwnTrainingAccuracyIsAThirdLine();
    void theReadingHasItBesideTheOther();
    void itStaysInANarrowWindow();
    void whatSomeRunsMeasureIsInTheTip();
    void aLossMayHaveALogarithmicAxis();

private:
    QTreeView *table() { return panel_->findChild<QTreeView *>("curveReadings"); }
    QString key()
    {
        return panel_->findChild<QLabel *>("curveKey")
            ->text()
            .replace(QStringLiteral("&nbsp;"), QStringLiteral(" "));
    }
    bool hasColumn() { return !table()->isColumnHidden(CurveReadings::CleanAccuracyColumn); }

    const CurveSeries *series(const QString &id)
    {
        for (const auto &one : panel_->accuracyPlot()->series()) {
            if (one.id == id)
                return &one;
        }
        return nullptr;
    }

    QVariant reading(int row, int column, int role = Qt::DisplayRole)
    {
        return panel_->readings()->index(row, column).data(role);
    }

    std::unique_ptr<CurvesPanel> panel_;
};

void TestCurvesPanel::aPlainRunHasTwoCurves()
{
    panel_->setRuns({plainRun()});
    QCOMPARE(panel_->accuracyPlot()->series().size(), 2);
    QVERIFY(!series(cleanId("plain")));
    QVERIFY(!hasColumn());
    QVERIFY2(!key().contains("clean"), qPrintable(key()));
}

void TestCurvesPanel::theNetworksOwnTrainingAccuracyIsAThirdLine()
{
    panel_->setRuns({plainRun(), crossedRun()});
    QVERIFY(!series(cleanId("plain"))); // only the run that has it
    const auto *clean = series(cleanId("crossed"));
    QVERIFY(clean);
    QCOMPARE(clean->points.size(), 2);
    QVERIFY(std::isnan(clean->points[0].y()));
    QCOMPARE(clean->points[1], QPointF(2, 0.375));
    // Of the run's color: told apart by its line alone.
    const auto *training = series(trainingId("crossed"));
    const auto *validation = series(validationId("crossed"));
    QCOMPARE(clean->color, training->color);
    QVERIFY(clean->line != training->line && clean->line != validation->line);
    QVERIFY2(key().contains("train, clean"), qPrintable(key()));
}

void TestCurvesPanel::theReadingHasItBesideTheOther()
{
    panel_->setRuns({plainRun(), crossedRun()});
    QVERIFY(hasColumn());
    QCOMPARE(reading(1, CurveReadings::TrainAccuracyColumn).toString(), "20.00 %");
    QCOMPARE(reading(1, CurveReadings::CleanAccuracyColumn).toString(), "37.50 %");
    QCOMPARE(reading(0, CurveReadings::CleanAccuracyColumn).toString(), "–");
    panel_->setCursor(1);
    QCOMPARE(reading(1, CurveReadings::CleanAccuracyColumn).toString(), "–");
    panel_->setRuns({plainRun()});
    QVERIFY(!hasColumn());
}

void TestCurvesPanel::itStaysInANarrowWindow()
{
    panel_->setRuns({crossedRun()});
    panel_->resize(560, 400);
    QTRY_VERIFY(table()->isColumnHidden(CurveReadings::TrainLossColumn));
    QVERIFY(hasColumn());
    panel_->setRuns({plainRun()});
    QVERIFY(!hasColumn());
}

void TestCurvesPanel::whatSomeRunsMeasureIsInTheTip()
{
    panel_->setRuns({plainRun(), crossedRun()});
    const auto tip = [&](int row) {
        return reading(row, CurveReadings::RunColumn, Qt::ToolTipRole).toString();
    };
    QCOMPARE(tip(0), "He, resnet18");
    QCOMPARE(tip(1), "TLVFC, resnet20 → resnet18\n"
                     "top-5 81.25 %, gradient norm 1.25, memory 812 MB");
    panel_->setCursor(1);
    QCOMPARE(tip(1), "TLVFC, resnet20 → resnet18");
}

void TestCurvesPanel::aLossMayHaveALogarithmicAxis()
{
    panel_->setRuns({plainRun()});
    auto *left = panel_->findChild<QToolButton *>("curveLogarithm1");
    auto *right = panel_->findChild<QToolButton *>("curveLogarithm2");
    QVERIFY(!left->isVisible()); // beside accuracies
    QVERIFY(right->isVisible());
    QTest::mouseClick(right, Qt::LeftButton);
    QVERIFY(panel_->lossPlot()->isLogarithmic());
    QVERIFY(!panel_->accuracyPlot()->isLogarithmic());
    panel_->setQuantity(1, Quantity::Accuracy);
    QVERIFY(!panel_->lossPlot()->isLogarithmic() && !right->isVisible());
    panel_->setQuantity(1, Quantity::GradientNorm); // the choice is the plot's
    QVERIFY(panel_->lossPlot()->isLogarithmic() && right->isVisible());
}

QTEST_MAIN(TestCurvesPanel)
#include "tst_curves_panel.moc"
