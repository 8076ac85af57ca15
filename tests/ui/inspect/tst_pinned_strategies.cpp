#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/pinned_strategies.h"
#include "ui/session/transfer_session.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestPinnedStrategies : public QObject
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
        QVERIFY(pinned().isEmpty());
        press("pinStrategy");
        QCOMPARE(pinned().pins().size(), 1);
        QVERIFY(words(u'A').contains(QLatin1String("same as A")));
        QVERIFY(!button("pinStrategy")->isEnabled());
        auto strategy = session_->strategy();
        strategy.keep = SelectionRule::MaxVar;
        session_->setStrategy(strategy);
        QVERIFY2(words(u'A').contains(QLatin1String("keep the largest variances")),
                 qPrintable(words(u'A')));
        session_->setStrategy(preset("dpiat"));
        QVERIFY(pinned().changes(0).size() > 3);
        QVERIFY(words(u'A').contains(QLatin1String("more")));
        press("returnToPinA");
        QCOMPARE(session_->strategy(), preset("tlvfc"));
        QVERIFY(words(u'A').contains(QLatin1String("same as A")));
        press("removePinA");
        QVERIFY(pinned().isEmpty());
    }

    void severalStandSideBySide()
    {
        press("pinStrategy");
        for (const auto *method : {"dpiat", "he"}) {
            session_->setStrategy(preset(method));
            press("pinStrategy");
        }
        QCOMPARE(letters(), QStringLiteral("ABC"));
        QVERIFY(words(u'C').contains(QLatin1String("same as C")));
        QVERIFY(words(u'B').contains(QLatin1String("Now:")));
        press("returnToPinB");
        QCOMPARE(session_->strategy(), preset("dpiat"));
        QVERIFY(words(u'B').contains(QLatin1String("same as B")));
        press("removePinA");
        QCOMPARE(letters(), QStringLiteral("BC"));
        session_->setStrategy(preset("clip"));
        press("pinStrategy"); // under the letter that became free
        QCOMPARE(letters(), QStringLiteral("ABC"));
        QCOMPARE(pinned().pins().first().strategy, preset("clip"));
        for (const auto rule : {SelectionRule::MaxVar, SelectionRule::MinVar}) {
            auto strategy = preset("tlvfc");
            strategy.keep = rule;
            session_->setStrategy(strategy);
            press("pinStrategy");
        }
        session_->setStrategy(preset("glorot"));
        QVERIFY(!pinned().canPin());
        QVERIFY(!button("pinStrategy")->isEnabled());
        pinned().removeAll();
        QVERIFY(pinned().isEmpty() && pinned().canPin());
    }

    void eachMayHaveAName()
    {
        press("pinStrategy");
        auto *name = page_->findChild<QLineEdit *>(QStringLiteral("pinNameA"));
        QCOMPARE(name->placeholderText(), QStringLiteral("TLVFC"));
        QCOMPARE(pinned().pins().first().title(), QStringLiteral("A: TLVFC"));
        name->setText(QStringLiteral(" my  start "));
        emit name->editingFinished();
        QCOMPARE(pinned().pins().first().title(), QStringLiteral("A: my start"));
        pinned().rename(0, {});
        QCOMPARE(pinned().pins().first().title(), QStringLiteral("A: TLVFC"));
    }

    void layersThatDifferAreMarked()
    {
        press("pinStrategy");
        QTRY_VERIFY(plan());
        QCOMPARE(marked(), 0);
        auto locked = session_->strategy();
        locked.locks = {{"layer1.0.conv1", "layer1.2.conv2"}};
        session_->setStrategy(locked);
        QTRY_COMPARE(pinned().layerChanges(0).size(), qsizetype(1));
        QCOMPARE(marked(), 1);
        const auto layer = session_->targetArchitecture()->find("layer1.2.conv2");
        const auto tip = [&] {
            return model().data(model().indexOfLayer(layer), Qt::ToolTipRole).toString();
        };
        const auto *there = plan()->find(layer);
        QVERIFY2(tip().contains(QString::fromStdString(
                     session_->sourceArchitecture()->layer(there->source).path)),
                 qPrintable(tip()));
        QVERIFY2(words(u'A').contains(QLatin1String("One layer")), qPrintable(words(u'A')));
        press("pinStrategy");

        session_->setStrategy(preset("he"));
        QTRY_COMPARE(pinned().layerChanges(0).size(), qsizetype(32));
        QTRY_COMPARE(pinned().layerChanges(1).size(), qsizetype(32));
        QCOMPARE(marked(), 32);
        QVERIFY2(tip().contains(QLatin1String("A from")) && tip().contains(QLatin1String("B from")),
                 qPrintable(tip()));
        press("removePinA");
        QCOMPARE(marked(), 32);
        press("removePinB");
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
        QCOMPARE(plan()->target->architecture.name, std::string("resnet20"));
    }

    void aThatCannotBeCarriedOutIsSaid()
    {
        auto locked = session_->strategy();
        locked.locks = {{"layer1.0.conv1", "layer3.4.conv2"}};
        session_->setStrategy(locked);
        press("pinStrategy");
        QTRY_VERIFY(plan());
        session_->setStrategy(preset("tlvfc-base"));
        press("pinStrategy");
        session_->openTarget({"vgg11", {}, 10});
        QTRY_VERIFY(!pinned().pins().first().fault.isEmpty());
        QVERIFY2(words(u'A').contains(QLatin1String("cannot be carried out")),
                 qPrintable(words(u'A')));
        QVERIFY(pinned().pins()[1].plan); // the others go on
        QCOMPARE(marked(), 0);
    }

private:
    PinnedStrategies &pinned() { return *page_->pinned(); }
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

    const std::shared_ptr<const TransferPlan> &plan() { return pinned().pins().first().plan; }

    QString letters()
    {
        QString letters;
        for (const auto &pin : pinned().pins())
            letters += pin.letter;
        return letters;
    }

    QString words(QChar letter)
    {
        QString text;
        // One that was taken out of the bar may not be gone yet.
        for (const auto *label : page_->findChildren<QLabel *>(QLatin1String("pinWords") + letter))
            text = label->text();
        return text;
    }

    QToolButton *button(const char *name)
    {
        return page_->findChildren<QToolButton *>(QLatin1String(name)).last();
    }

    void press(const char *name)
    {
        button(name)->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<TransferPage> page_;
};

QTEST_MAIN(TestPinnedStrategies)
#include "tst_pinned_strategies.moc"
