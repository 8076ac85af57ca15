#include "ui/inspect/network_chooser.h"

#include <QAbstractItemView>
#include <QSignalSpy>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestNetworkChooser : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        chooser_ = std::make_unique<NetworkChooser>();
        chooser_->show();
    }
    void cleanup() { chooser_.reset(); }

    void offersStandBelowTheZoo();
    void whatIsShownStaysShown();
    void anOpenListStaysAsItIs();
    void aFileHasAnEntryOfItsOwn();

private:
    static OfferedNetwork offer(const char *title)
    {
        const auto file = std::string("/runs/") + title + "/best.safetensors";
        return {QString::fromLatin1(title), "resnet20, best 77 %", {"resnet20", file, 0}};
    }

    static QString fileOf(const OfferedNetwork &offered)
    {
        return QString::fromStdString(offered.spec.weights);
    }

    void choose(int index)
    {
        chooser_->setCurrentIndex(index);
        emit chooser_->activated(index);
    }

    std::unique_ptr<NetworkChooser> chooser_;
};

void TestNetworkChooser::offersStandBelowTheZoo()
{
    const int zoo = chooser_->count();
    chooser_->setOffers("From a run", {offer("a"), offer("b")});
    QCOMPARE(chooser_->count(), zoo + 3);
    QCOMPARE(chooser_->itemText(zoo), "From a run");
    QVERIFY(!(chooser_->model()->index(zoo, 0).flags() & Qt::ItemIsEnabled));

    QSignalSpy chosen(chooser_.get(), &NetworkChooser::offerChosen);
    QSignalSpy named(chooser_.get(), &NetworkChooser::networkChosen);
    choose(zoo + 2);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<NetworkSpec>(), offer("b").spec);
    QVERIFY(named.isEmpty());
    choose(chooser_->findData("resnet20"));
    QCOMPARE(named.size(), 1);
    QCOMPARE(chosen.size(), 1);

    chooser_->setOffers("From a run", {});
    QCOMPARE(chooser_->count(), zoo);
}

void TestNetworkChooser::whatIsShownStaysShown()
{
    chooser_->setOffers("From a run", {offer("a")});
    chooser_->showNetwork("resnet20", fileOf(offer("a")));
    QCOMPARE(chooser_->currentText(), "a");
    chooser_->setOffers("From a run", {offer("b"), offer("a")});
    QCOMPARE(chooser_->currentText(), "a");
    // Its run is gone, and the network still open.
    chooser_->setOffers("From a run", {offer("b")});
    QCOMPARE(chooser_->currentText(), "resnet20");
}

void TestNetworkChooser::anOpenListStaysAsItIs()
{
    chooser_->setOffers("From a run", {offer("a")});
    chooser_->showPopup();
    QVERIFY(chooser_->view()->isVisible());
    chooser_->setOffers("From a run", {offer("b"), offer("a")});
    QVERIFY(chooser_->findData(fileOf(offer("b"))) < 0);
    chooser_->hidePopup();
    chooser_->showPopup();
    QVERIFY(chooser_->findData(fileOf(offer("b"))) >= 0);
    chooser_->hidePopup();
}

void TestNetworkChooser::aFileHasAnEntryOfItsOwn()
{
    chooser_->setOffers("From a run", {offer("a")});
    chooser_->showNetwork("mystery", "/somewhere/mystery.pth");
    QCOMPARE(chooser_->currentText(), "mystery");
    chooser_->showNetwork({});
    QCOMPARE(chooser_->currentIndex(), -1);
    QVERIFY(chooser_->findText("mystery") < 0);
}

QTEST_MAIN(TestNetworkChooser)
#include "tst_network_chooser.moc"
