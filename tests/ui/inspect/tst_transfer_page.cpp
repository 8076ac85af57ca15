#include "ui/details/pair_details.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_chooser.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/notice_bar.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/transfer_session.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
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

class TestTransferPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        page_ = std::make_unique<TransferPage>(session_.get());
        page_->resize(1200, 800);
        page_->show();
    }

    void cleanup()
    {
        page_.reset();
        session_.reset();
    }

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

    void countsFollowTheStrategy()
    {
        open();
        session_->setStrategy(preset("he"));
        QTRY_VERIFY(countsOf(*page_).contains("nothing from a source"));
        QVERIFY(matching()->view()->links().empty());
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

private:
    void open()
    {
        session_->openSource(fromZoo("resnet20"));
        session_->openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session_->planHasWeights());
    }

    MatchingPanel *matching() const { return page_->matchingPanel(); }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<TransferPage> page_;
};

QTEST_MAIN(TestTransferPage)
#include "tst_transfer_page.moc"
