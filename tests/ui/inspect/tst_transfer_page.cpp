#include "tests/ui/inspect/transfer_page_fixture.h"

#include "ui/details/pair_details.h"
#include "ui/inspect/lock_menu.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_chooser.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/notice_bar.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryFile>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

NetworkSpec fromZoo(const char *name)
{
    NetworkSpec spec;
    spec.name = name;
    spec.classes = 10;
    return spec;
}

QString countsOf(const TransferPage &page)
{
    return page.findChild<QLabel *>("matchCounts")->text();
}

} // namespace

class TestTransferPage : public QObject, private test::TransferPageFixture
{
    Q_OBJECT

private slots:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void fitsASmallWindow()
    {
        // 1000 less the column that turns the pages.
        QVERIFY(page_->minimumSizeHint().width() <= 940);
        QVERIFY(page_->minimumSizeHint().height() <= 600);
    }

    void emptyUntilSomethingIsOpened()
    {
        QVERIFY(countsOf(*page_).contains("Open a source"));
        QVERIFY(matching()->sourcePanel()->findChild<QLabel *>("emptyState")->isVisible());
        open();
        QVERIFY(!matching()->sourcePanel()->findChild<QLabel *>("emptyState")->isVisible());
        QCOMPARE(countsOf(*page_), QStringLiteral("19 of 41 source layers serve 31 of 65 target "
                                                  "layers · fully connected: statistics"));
    }

    void countsFollowTheStrategy_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("links");
        const QString nothing = QStringLiteral(
            "This method takes nothing from a source: every layer stays as it is initialized");
        QTest::newRow("he") << "he" << nothing << 0;
        QTest::newRow("he-cross") << "he-cross" << nothing << 0;
        QTest::newRow("he-stats")
            << "he-stats"
            << "Fully connected layers take the source's statistics over; every other layer stays "
               "as it is initialized"
            << 1;
        QTest::newRow("clip") << "clip"
                              << "38 of 41 source layers serve 62 of 65 target layers" << 62;
        QTest::newRow("dpiat") << "dpiat"
                               << "39 of 41 source layers serve 63 of 65 target layers" << 63;
        QTest::newRow("he-norm") << "he-norm"
                                 << "19 of 41 source layers give their norm to 31 of 65 target "
                                    "layers"
                                 << 31;
        QTest::newRow("tlvfc-shuffled")
            << "tlvfc-shuffled"
            << "19 of 41 source layers serve 31 of 65 target layers · fully connected: statistics "
               "· source shuffled"
            << 32;
    }

    void countsFollowTheStrategy()
    {
        QFETCH(QString, method);
        QFETCH(QString, words);
        QFETCH(int, links);
        open();
        session_->setStrategy(preset(method.toStdString()));
        QTRY_VERIFY(!session_->isBusy());
        QCOMPARE(countsOf(*page_), words);
        QCOMPARE(static_cast<int>(matching()->view()->links().size()), links);
    }

    void rowsWithoutAPartnerSayWhy()
    {
        open();
        const auto toolTip = [&](const NetworkPanel *panel, const char *path) {
            const auto *model = panel->model();
            return model->indexOfLayer(model->architecture()->find(path))
                .data(Qt::ToolTipRole)
                .toString();
        };
        QVERIFY(toolTip(matching()->targetPanel(), "conv1").contains("matched with conv1"));
        for (const auto *panel : {matching()->targetPanel(), matching()->sourcePanel()})
            QVERIFY(toolTip(panel, "bn1").contains("not matched: this method leaves batch norms"));
        QVERIFY(!toolTip(matching()->targetPanel(), "layer1").contains("not matched"));

        // Fewer layers in the target: some of the source are left.
        session_->openTarget(fromZoo("resnet20"));
        session_->openSource(fromZoo("resnet32"));
        QTRY_VERIFY(session_->planHasWeights() &&
                    session_->sourceArchitecture()->name == "resnet32");
        const auto &unused = session_->plan()->unused_sources;
        QVERIFY(!unused.empty());
        const auto path = session_->sourceArchitecture()->layer(unused.front().layer).path;
        QVERIFY(toolTip(matching()->sourcePanel(), path.c_str())
                    .contains("not matched: no target layer falls on its index"));
    }

    void theLockMenuOffersLayersOfTheSameKind_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("title"); ///< empty: no menu
        QTest::addColumn<int>("sources");
        const QString kernels = QStringLiteral("Take kernels from");
        const QString weights = QStringLiteral("Take weights from");
        QTest::newRow("variance") << "tlvfc"
                                  << "layer1.0.conv1" << kernels << 19;
        QTest::newRow("clip") << "dpiat"
                              << "layer1.0.conv1" << weights << 19;
        QTest::newRow("batch norm") << "dpiat"
                                    << "bn1" << weights << 19;
        QTest::newRow("fully connected") << "dpiat"
                                         << "linear" << weights << 1;
        QTest::newRow("batch norm, left alone") << "tlvfc"
                                                << "bn1"
                                                << "" << 0;
        QTest::newRow("fully connected, left alone") << "clip"
                                                     << "linear"
                                                     << "" << 0;
        QTest::newRow("nothing is taken") << "he"
                                          << "conv1"
                                          << "" << 0;
        QTest::newRow("a group") << "dpiat"
                                 << "layer1"
                                 << "" << 0;
    }

    void theLockMenuOffersLayersOfTheSameKind()
    {
        QFETCH(QString, method);
        QFETCH(QString, layer);
        QFETCH(QString, title);
        QFETCH(int, sources);
        open();
        session_->setStrategy(preset(method.toStdString()));
        QTRY_VERIFY(!session_->isBusy());
        const auto target = session_->targetArchitecture()->find(layer.toStdString());
        QMenu menu;
        addLockActions(&menu, session_.get(), target);
        if (title.isEmpty()) {
            QVERIFY(menu.isEmpty());
            return;
        }
        auto *others = menu.actions().last()->menu();
        QCOMPARE(others->title(), title);
        QCOMPARE(static_cast<int>(others->actions().size()), sources);
        QCOMPARE(std::ranges::count_if(others->actions(), &QAction::isChecked), 1);
        others->actions().last()->trigger();
        QCOMPARE(session_->strategy().locks.size(), std::size_t(1));
        QTRY_VERIFY(!session_->isBusy());
        QCOMPARE(session_->plan()->find(target)->origin, PairOrigin::Locked);
    }

    void layersWithoutASourceCanBeGivenOne()
    {
        session_->setStrategy(preset("dpiat"));
        session_->openSource(fromZoo("resnet20"));
        session_->openTarget(fromZoo("resnet50"));
        QTRY_VERIFY(session_->planHasWeights());
        const auto &layers = session_->plan()->layers;
        const auto alone = std::ranges::find(layers, LayerAction::Keep, &LayerPlan::action);
        QVERIFY(alone != layers.end());
        const auto target = alone->target;
        QMenu menu;
        addLockActions(&menu, session_.get(), target);
        QCOMPARE(menu.actions().size(), 1);
        menu.actions().first()->menu()->actions().first()->trigger();
        QTRY_VERIFY(!session_->isBusy());
        QCOMPARE(session_->plan()->find(target)->origin, PairOrigin::Locked);
    }

    void notesAreToldUntilTheyAreDismissed()
    {
        open();
        auto strategy = session_->strategy();
        strategy.locks.push_back({"bn1", "bn1"});
        session_->setStrategy(strategy);
        QTRY_VERIFY(page_->notice()->isVisible());
        QVERIFY(page_->notice()->sentence().startsWith("The lock bn1=bn1 has no effect"));
        page_->notice()->clear();
        strategy.keep = SelectionRule::MinVar;
        session_->setStrategy(strategy);
        QTRY_VERIFY(!session_->isBusy());
        QVERIFY(!page_->notice()->isVisible());
        strategy.locks.clear();
        session_->setStrategy(strategy);
        QTRY_VERIFY(!session_->isBusy());
        QVERIFY(!page_->notice()->isVisible());
    }

    void aChosenRowSelectsThePairAndOpensItsDetails()
    {
        open();
        QSignalSpy pairs(matching(), &MatchingPanel::pairSelected);
        const auto target = session_->targetArchitecture()->find("layer2.1.conv1");
        const auto source = session_->plan()->find(target)->source;
        matching()->selectTarget(target);
        QCOMPARE(pairs.size(), 1);
        QCOMPARE(pairs[0][0].value<LayerId>(), source);
        QCOMPARE(matching()->sourcePanel()->tree()->currentLayer(), source);
        QCOMPARE(matching()->targetPanel()->tree()->currentLayer(), target);
        QCOMPARE(page_->pairDetails()->layer(), target);
        const auto hasFacts = [&] {
            const auto &facts = page_->pairDetails()->facts();
            return facts && facts->layer.target == target;
        };
        QTRY_VERIFY(hasFacts());
    }

    void theFirstPairIsSelectedAtOnce()
    {
        open();
        QCOMPARE(matching()->targetPanel()->tree()->currentLayer(),
                 session_->targetArchitecture()->find("conv1"));
    }

    void aLineByHandLocksAndUnlockAllFrees()
    {
        open();
        const auto from = session_->sourceArchitecture()->find("layer3.0.conv1");
        const auto to = session_->targetArchitecture()->find("layer1.0.conv1");
        emit matching()->view()->pairDrawn(from, to);
        QCOMPARE(session_->strategy().locks.size(), std::size_t(1));
        QTRY_VERIFY(session_->planHasWeights() &&
                    session_->plan()->find(to)->origin == PairOrigin::Locked);
        QCOMPARE(session_->plan()->find(to)->source, from);
        QVERIFY(countsOf(*page_).endsWith("1 locked"));

        auto *unlock = page_->findChild<QToolButton *>("unlockAllButton");
        QVERIFY(unlock->isVisible());
        unlock->click();
        QTRY_COMPARE(session_->plan()->find(to)->origin, PairOrigin::Matched);
        QVERIFY(!unlock->isVisible());
    }

    void locksOfAnotherNetworkAreDropped()
    {
        open();
        emit matching()->view()->pairDrawn(session_->sourceArchitecture()->find("conv1"),
                                           session_->targetArchitecture()->find("layer1.4.conv1"));
        QTRY_VERIFY(session_->planHasWeights());
        session_->openTarget(fromZoo("resnet20"));
        QTRY_COMPARE(session_->targetArchitecture()->name, std::string("resnet20"));
        QTRY_VERIFY(session_->planHasWeights());
        QVERIFY(session_->strategy().locks.empty());
        QVERIFY(page_->notice()->sentence().isEmpty());
    }

    void networksAreChosenFromTheList()
    {
        open();
        auto *chooser = matching()->targetPanel()->findChild<NetworkChooser *>();
        QCOMPARE(chooser->currentText(), QStringLiteral("resnet32"));
        emit chooser->networkChosen("resnet44");
        QTRY_COMPARE(session_->targetArchitecture()->name, std::string("resnet44"));
        QCOMPARE(chooser->currentText(), QStringLiteral("resnet44"));
        QTRY_VERIFY(session_->planHasWeights());

        matching()->targetPanel()->findChild<QSpinBox *>("classesBox")->setValue(7);
        QTRY_COMPARE(session_->targetArchitecture()->classes, 7);
    }

    void aDroppedFileIsOpenedAndItsFaultIsSaidInPlace()
    {
        open();
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("no weights");
        file.close();
        auto *panel = matching()->sourcePanel();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(panel, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(panel, &drop);
        QTRY_VERIFY(panel->notice()->isVisible());
        QVERIFY(panel->notice()->sentence().contains(file.fileName()));
        QCOMPARE(session_->sourceArchitecture()->name, std::string("resnet20"));
        QVERIFY(!matching()->view()->links().empty());

        session_->openSource(fromZoo("resnet44"));
        QTRY_COMPARE(session_->sourceArchitecture()->name, std::string("resnet44"));
        QVERIFY(!panel->notice()->isVisible());
    }

    void wordsAreNotDropped()
    {
        QMimeData data;
        data.setText("some words");
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QApplication::sendEvent(matching()->sourcePanel(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void aStrategyThatCannotBeCarriedOutIsSaidOnThePage()
    {
        open();
        auto strategy = session_->strategy();
        strategy.locks.push_back({"bn1", "conv1"});
        session_->setStrategy(strategy);
        QTRY_VERIFY(page_->notice()->isVisible());
        strategy.locks.clear();
        session_->setStrategy(strategy);
        QTRY_VERIFY(!page_->notice()->isVisible());
    }

    void anImpossibleMixtureLeavesNoStalePlan()
    {
        open();
        auto strategy = preset("dpiat");
        strategy.matching = Matching::DpFlat;
        session_->setStrategy(strategy);
        QVERIFY(page_->notice()->isVisible());
        QVERIFY(page_->notice()->sentence().contains("dp-flat"));
        QVERIFY(matching()->view()->links().empty());
        QCOMPARE(countsOf(*page_),
                 QStringLiteral("Nothing is matched: the strategy cannot be carried out"));
        QVERIFY(!page_->pairDetails()->facts() ||
                page_->pairDetails()->findChild<QWidget *>("pairEmpty")->isVisible());
        strategy.standardization = Standardization::Flatten;
        session_->setStrategy(strategy);
        QTRY_VERIFY(!page_->notice()->isVisible());
        QTRY_VERIFY(!matching()->view()->links().empty());
    }

private:
    void open()
    {
        session_->openSource(fromZoo("resnet20"));
        session_->openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session_->planHasWeights());
    }

    MatchingPanel *matching() const { return page_->matchingPanel(); }
};

QTEST_MAIN(TestTransferPage)
#include "tst_transfer_page.moc"
