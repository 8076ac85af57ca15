#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/pinned_strategy.h"
#include "ui/session/transfer_session.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestPinnedStrategy : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        page_ = std::make_unique<TransferPage>(session_.get());
        session_->openSource({"resnet20", {}, 10});
        session_->openTarget({"resnet32", {}, 10});
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
    }

    void cleanup()
    {
        page_.reset();
        session_.reset();
    }

    void differencesAreNamed()
    {
        QVERIFY(!pinned().isPinned());
        press("pinStrategy");
        QVERIFY(pinned().isPinned());
        QVERIFY(words().contains(QLatin1String("same as A")));
        auto strategy = session_->strategy();
        strategy.keep = SelectionRule::MaxVar;
        session_->setStrategy(strategy);
        QVERIFY2(words().contains(QLatin1String("keep the largest variances")),
                 qPrintable(words()));
        session_->setStrategy(preset("dpiat"));
        QVERIFY(pinned().changes().size() > 3);
        QVERIFY(words().contains(QLatin1String("more")));
        press("returnToPinned");
        QCOMPARE(session_->strategy(), preset("tlvfc"));
        QVERIFY(words().contains(QLatin1String("same as A")));
        press("unpinStrategy");
        QVERIFY(!pinned().isPinned());
    }

    void layersThatDifferAreMarked()
    {
        press("pinStrategy");
        QTRY_VERIFY(pinned().plan());
        QCOMPARE(marked(), 0);
        auto locked = session_->strategy();
        locked.locks = {{"layer1.0.conv1", "layer1.2.conv2"}};
        session_->setStrategy(locked);
        QTRY_COMPARE(pinned().layerChanges().size(), qsizetype(1));
        QCOMPARE(marked(), 1);
        const auto layer = session_->targetArchitecture()->find("layer1.2.conv2");
        const auto tip = model().data(model().indexOfLayer(layer), Qt::ToolTipRole).toString();
        const auto *there = pinned().plan()->find(layer);
        QVERIFY2(tip.contains(QString::fromStdString(
                     session_->sourceArchitecture()->layer(there->source).path)),
                 qPrintable(tip));
        QVERIFY2(words().contains(QLatin1String("One layer")), qPrintable(words()));

        session_->setStrategy(preset("he"));
        QTRY_COMPARE(pinned().layerChanges().size(), qsizetype(32));
        QCOMPARE(marked(), 32);
        press("unpinStrategy");
        QCOMPARE(marked(), 0);
    }

    void aIsPlannedForTheNetworksThatStand()
    {
        press("pinStrategy");
        session_->setStrategy(preset("he"));
        QTRY_COMPARE(marked(), 32);
        session_->openTarget({"resnet20", {}, 10});
        QTRY_COMPARE(session_->targetSpec().name, std::string("resnet20"));
        QTRY_COMPARE(marked(), 20);
        QCOMPARE(pinned().plan()->target->architecture.name, std::string("resnet20"));
    }

    void aThatCannotBeCarriedOutIsSaid()
    {
        auto locked = session_->strategy();
        locked.locks = {{"layer1.0.conv1", "layer3.4.conv2"}};
        session_->setStrategy(locked);
        press("pinStrategy");
        QTRY_VERIFY(pinned().plan());
        session_->setStrategy(preset("tlvfc-base"));
        session_->openTarget({"vgg11", {}, 10});
        QTRY_VERIFY(!pinned().fault().isEmpty());
        QVERIFY2(words().contains(QLatin1String("cannot be carried out")), qPrintable(words()));
        QCOMPARE(marked(), 0);
    }

private:
    PinnedStrategy &pinned() { return *page_->pinned(); }
    NetworkModel &model() { return *page_->matchingPanel()->targetPanel()->model(); }

    int marked() { return count({}); }

    /// Layers with weights, not groups.
    int count(const QModelIndex &parent)
    {
        int all = 0;
        for (int row = 0; row < model().rowCount(parent); ++row) {
            const auto index = model().index(row, 0, parent);
            const int here = model().data(index, NetworkModel::MarkRole).toInt();
            const int below = count(index);
            all += model().rowCount(index) > 0 ? below : here;
            if (model().rowCount(index) > 0 && here != below)
                qWarning("a group's number is wrong");
        }
        return all;
    }

    QString words() { return page_->findChild<QLabel *>(QStringLiteral("pinWords"))->text(); }

    void press(const char *button)
    {
        page_->findChild<QToolButton *>(QLatin1String(button))->click();
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<TransferPage> page_;
};

QTEST_MAIN(TestPinnedStrategy)
#include "tst_pinned_strategy.moc"
