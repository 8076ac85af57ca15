// The main job through the window, as a person does it: open two networks, change the strategy,
// train, stop, come back.
#include "tests/ui/window/studio_fixture.h"

#include "core/runs/events.h"
#include "ui/details/pair_details.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_model.h"
#include "ui/training/curves_panel.h"
#include "ui/training/data_chooser.h"
#include "ui/training/launch_panel.h"
#include "ui/training/progress_panel.h"
#include "ui/training/run_actions.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/window/message_bar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTreeView>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int openingMs = 30'000;
constexpr int trainingMs = 180'000;

std::vector<EpochPoint> writtenPoints(const RunFolder &run)
{
    std::vector<EpochPoint> points;
    for (const auto &event : EventReader(run.events()).poll()) {
        if (event.kind == "epoch")
            points.push_back(to_epoch_point(event));
    }
    return points;
}

} // namespace

class TestWholeWay : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { studio_ = std::make_unique<test::StudioFixture>(); }
    void cleanupTestCase() { studio_.reset(); }

    void openTwoNetworksAndSeeTheirPairs()
    {
        studio_->choose(Side::Source, QStringLiteral("resnet20"));
        studio_->choose(Side::Target, QStringLiteral("resnet32"));
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), openingMs);

        for (const auto side : {Side::Source, Side::Target}) {
            auto *model = studio_->panel(side)->model();
            const QAbstractItemModelTester tester(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            QVERIFY(model->rowCount() > 0);
        }
        // Convolution 9 of 31, counted from 0, takes round(19/31·9) = 6 of 19.
        QCOMPARE(partnersOf("layer1.4.conv1"), QStringList{QStringLiteral("layer1.2.conv2")});
        QVERIFY(!links().empty());

        auto *matching = studio_->window().transferPage()->matchingPanel();
        const auto target = studio_->session().targetArchitecture()->find("layer2.0.conv1");
        matching->selectTarget(target);
        const auto *details = studio_->window().transferPage()->pairDetails();
        QTRY_VERIFY_WITH_TIMEOUT(details->facts() && details->layer() == target, openingMs);
    }

    void anotherStrategyIsAnotherPlan()
    {
        const auto before = studio_->session().plan();
        auto &page = *studio_->window().transferPage();
        page.findChild<QRadioButton *>(QStringLiteral("method_he"))->click();
        QTRY_VERIFY(studio_->isPlanned() && studio_->session().plan() != before);
        QVERIFY(links().empty());
        QVERIFY(partnersOf("layer1.4.conv1").isEmpty());

        page.findChild<QRadioButton *>(QStringLiteral("method_tlvfc"))->click();
        QTRY_VERIFY(studio_->isPlanned() && !links().empty());
        auto *keep = page.findChild<QComboBox *>(QStringLiteral("keepCombo"));
        keep->setCurrentIndex(keep->findText(QStringLiteral("maxVar"), Qt::MatchContains));
        emit keep->activated(keep->currentIndex());
        QTRY_VERIFY(studio_->isPlanned() &&
                    studio_->session().plan()->strategy.keep == SelectionRule::MaxVar);
    }

    void twoEpochsAndTheCurvesAreTheEvents()
    {
        studio_->window().showPage(MainWindow::Train);
        fillIn(2);
        const QAbstractItemModelTester tester(
            studio_->training().runsModel(),
            QAbstractItemModelTester::FailureReportingMode::QtTest);
        start();
        QTRY_VERIFY_WITH_TIMEOUT(newest() && newest()->state() == RunState::Finished, trainingMs);

        const auto written = writtenPoints(newest()->folder());
        QCOMPARE(written.size(), std::size_t(2));
        const auto *curves = studio_->training().curvesPanel();
        const auto id = QString::fromStdString(newest()->folder().path.string());
        QTRY_COMPARE(curve(curves->accuracyPlot(), validationId(id)).size(), 2);
        const auto valAccuracy = curve(curves->accuracyPlot(), validationId(id));
        const auto trainAccuracy = curve(curves->accuracyPlot(), trainingId(id));
        const auto valLoss = curve(curves->lossPlot(), validationId(id));
        const auto trainLoss = curve(curves->lossPlot(), trainingId(id));
        for (int i = 0; i < 2; ++i) {
            const auto &point = written[static_cast<std::size_t>(i)];
            const double epoch = point.epoch;
            QCOMPARE(valAccuracy[i], QPointF(epoch, point.val_accuracy));
            QCOMPARE(trainAccuracy[i], QPointF(epoch, point.train_accuracy));
            QCOMPARE(valLoss[i], QPointF(epoch, point.val_loss));
            QCOMPARE(trainLoss[i], QPointF(epoch, point.train_loss));
        }
        // The run is what the Transfer page showed.
        const auto spec = read_run_spec(newest()->folder().spec());
        QCOMPARE(spec.strategy, studio_->session().strategy());
        QCOMPARE(spec.target.classes, studio_->session().targetArchitecture()->classes);
        QVERIFY(studio_->window().messages()->messages().isEmpty());
    }

    void stopEndsARunCleanly()
    {
        fillIn(500);
        start();
        QTRY_COMPARE_WITH_TIMEOUT(studio_->training().runsModel()->rowCount(), 2, openingMs);
        QTRY_VERIFY_WITH_TIMEOUT(!newest()->points().isEmpty(), trainingMs);
        auto *row = studio_->training().progressPanel()->row(newest());
        QVERIFY(row);
        row->findChild<QPushButton *>(QStringLiteral("stopRun"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(newest()->state() == RunState::Stopped, trainingMs);
        QVERIFY(std::filesystem::exists(newest()->folder().last_weights()));
        QTRY_VERIFY(!studio_->training().progressPanel()->isVisible());
    }

    void theStoppedRunGoesOn()
    {
        auto *run = newest();
        const auto before = run->points().size();
        auto *view = studio_->training().findChild<QTreeView *>(QStringLiteral("runsView"));
        const auto row = view->model()->index(0, 0);
        emit view->customContextMenuRequested(view->visualRect(row).center());
        auto *menu = view->findChild<QMenu *>(QStringLiteral("runMenu"));
        QVERIFY(menu);
        QVERIFY(menu->actions().contains(studio_->training().runsList()->runActions()->goOn));
        studio_->training().runsList()->runActions()->goOn->trigger();
        menu->close();
        QTRY_VERIFY_WITH_TIMEOUT(run->points().size() > before, trainingMs);
        QCOMPARE(run->state(), RunState::Running);
        // It goes on in its folder, after the epochs that it has, and no second run was made.
        QCOMPARE(studio_->training().runsModel()->rowCount(), 2);
        for (qsizetype i = 0; i < run->points().size(); ++i)
            QCOMPARE(run->points()[i].epoch, static_cast<int>(i) + 1);
        run->stop();
        QTRY_VERIFY_WITH_TIMEOUT(run->state() == RunState::Stopped, trainingMs);
        QVERIFY(studio_->window().messages()->messages().isEmpty());
    }

    void closingAsksAndTheRunIsFoundAgain()
    {
        start();
        QTRY_COMPARE_WITH_TIMEOUT(studio_->training().runsModel()->rowCount(), 3, openingMs);
        QTRY_VERIFY_WITH_TIMEOUT(!newest()->points().isEmpty(), trainingMs);
        const auto folder = newest()->folder().path;

        int asked = 0;
        studio_->window().setCloseQuestion([&](QWidget *, const QStringList &runs) {
            ++asked;
            return runs.size() == 1 ? CloseAnswer::Cancel : CloseAnswer::Stop;
        });
        QVERIFY(!studio_->window().close());
        QVERIFY(studio_->window().isVisible());
        studio_->window().setCloseQuestion([&](QWidget *, const QStringList &) {
            ++asked;
            return CloseAnswer::LeaveRunning;
        });
        QVERIFY(studio_->window().close());
        QCOMPARE(asked, 2);

        studio_->reopen();
        QTRY_COMPARE_WITH_TIMEOUT(studio_->training().runsModel()->rowCount(), 3, openingMs);
        QTRY_VERIFY_WITH_TIMEOUT(newest()->state() == RunState::Running, openingMs);
        QCOMPARE(newest()->folder().path, folder);
        const auto before = newest()->points().size();
        QTRY_VERIFY_WITH_TIMEOUT(newest()->points().size() > before, trainingMs);

        studio_->window().setCloseQuestion(
            [](QWidget *, const QStringList &) { return CloseAnswer::Stop; });
        QVERIFY(studio_->window().close());
        studio_->reopen();
        QTRY_VERIFY_WITH_TIMEOUT(newest() && newest()->state() == RunState::Stopped, trainingMs);
    }

private:
    QStringList partnersOf(const char *path)
    {
        auto *model = studio_->panel(Side::Target)->model();
        const auto layer = studio_->session().targetArchitecture()->find(path);
        return model->indexOfLayer(layer).data(NetworkModel::PartnerRole).toStringList();
    }

    const std::vector<MatchLink> &links()
    {
        return studio_->window().transferPage()->matchingPanel()->view()->links();
    }

    void fillIn(int epochs)
    {
        auto &launch = studio_->launch();
        const auto set = [&](const char *name, int value) {
            launch.findChild<QSpinBox *>(QString::fromLatin1(name))->setValue(value);
        };
        set("epochs", epochs);
        set("batch", 16);
        set("classes-limit", 4);
        set("per-class", 16);
        QTRY_COMPARE_WITH_TIMEOUT(launch.data()->classes(), 4, openingMs);
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned() &&
                                     studio_->session().targetArchitecture()->classes == 4,
                                 openingMs);
    }

    void start()
    {
        studio_->launch().startButton()->click();
        QVERIFY(
            studio_->launch().findChild<QLabel *>(QStringLiteral("launchFault"))->text().isEmpty());
    }

    RunWatcher *newest() { return studio_->training().runsModel()->watcher(0); }

    static QList<QPointF> curve(const CurvePlot *plot, const QString &id)
    {
        for (const auto &series : plot->series()) {
            if (series.id == id)
                return series.points;
        }
        return {};
    }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestWholeWay)
#include "tst_whole_way.moc"
