#include "ui/details/network_page.h"
#include "ui/session/pinned_strategy.h"
#include "ui/session/transfer_session.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestNetworkPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        pinned_ = std::make_unique<PinnedStrategy>(session_.get());
        page_ = std::make_unique<NetworkPage>(session_.get(), pinned_.get());
        page_->resize(900, 300);
        page_->show();
    }

    void cleanup()
    {
        page_.reset();
        pinned_.reset();
        session_.reset();
    }

    void saysWhatIsMissing()
    {
        const auto *message = page_->findChild<QLabel *>(QStringLiteral("networkMessage"));
        QVERIFY(message->text().contains(QLatin1String("Open a source")));
        session_->openTarget({"resnet32", {}, 10});
        QTRY_VERIFY(message->text().contains(QLatin1String("needs none")));
        session_->setStrategy(preset("he"));
        QTRY_COMPARE(curves(0).size(), 2);
    }

    void showsWhatCoreSays()
    {
        open();
        QTRY_COMPARE(curves(0).size(), 2);
        const auto expected = profile_plan(*session_->plan(), 2);
        const auto &layers = page_->layers();
        QCOMPARE(layers.size(), std::size_t(32)); // 31 convolutions and the last one
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const auto &profile = *std::ranges::find(expected, layers[i], &LayerProfile::target);
            QCOMPARE(curves(0)[1].values[i], profile.variance);
            QCOMPARE(curves(1)[1].values[i], profile.norm);
            QCOMPARE(curves(2)[1].values[i], profile.source_share);
            QCOMPARE(curves(2)[0].values[i], 0.0);
        }
        auto *kinds = page_->findChild<QComboBox *>(QStringLiteral("networkKinds"));
        kinds->setCurrentIndex(1);
        emit kinds->activated(1);
        QCOMPARE(page_->layers().size(), std::size_t(31));
        const auto rows = page_->tables().first().rows;
        QCOMPARE(rows.size(), qsizetype(1 + 63));
        QCOMPARE(rows.first().size(), qsizetype(2 + 2 * 3));
    }

    void curvesAreToldApartByColorAndShape()
    {
        open();
        pinned_->pin();
        session_->setStrategy(preset("dpiat"));
        QTRY_COMPARE(curves(0).size(), 3);
        QTRY_VERIFY(curves(0)[1].name.contains(QLatin1String("DPIAT")));
        QVERIFY(curves(0)[2].name.contains(QLatin1String("TLVFC")));
        for (int one = 0; one < 3; ++one) {
            for (int other = 0; other < one; ++other) {
                QVERIFY(curves(0)[one].color != curves(0)[other].color);
                QVERIFY(curves(0)[one].shape != curves(0)[other].shape);
            }
        }
        pinned_->unpin();
        QTRY_COMPARE(curves(0).size(), 2);
    }

    void thePinnedCurveIsWhatItWouldBeAlone()
    {
        open();
        QTRY_COMPARE(curves(0).size(), 2);
        const auto alone = curves(0)[1].values;
        const auto he = curves(0)[0].values;
        pinned_->pin();
        // Glorot begins from other weights, A and He do not.
        session_->setStrategy(preset("glorot"));
        QTRY_COMPARE(curves(0).size(), 3);
        QTRY_VERIFY(curves(0)[1].name.contains(QLatin1String("Glorot")));
        QCOMPARE(curves(0)[0].values, he);
        QCOMPARE(curves(0)[2].values, alone);
        QVERIFY(curves(0)[1].values != he);
    }

    void hoverReadsAllCurvesAtOneLayer()
    {
        open();
        QTRY_COMPARE(curves(0).size(), 2);
        auto &norm = *page_->plots()[1];
        norm.grab(); // lays the axes out
        auto *inside = norm.findChild<QWidget *>();
        QTest::mouseMove(inside, norm.placeOf(5).toPoint());
        for (const auto *plot : page_->plots()) {
            QTRY_COMPARE(plot->cursor(), 5);
            QVERIFY(plot->readout(5).contains(QChar(u'○')));
            QVERIFY(plot->readout(5).contains(QChar(u'●')));
        }
        const auto *words = page_->findChild<QLabel *>(QStringLiteral("networkLayer"));
        const auto path = session_->targetArchitecture()->layer(page_->layers()[5]).path;
        QVERIFY(words->text().startsWith(QString::fromStdString(path)));
        QSignalSpy chosen(page_.get(), &NetworkPage::layerChosen);
        QTest::mouseClick(inside, Qt::LeftButton, {}, norm.placeOf(5).toPoint());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<LayerId>(), page_->layers()[5]);
    }

    void theNewestStrategyWins()
    {
        open();
        for (const auto *method : {"dpiat", "tlvfc-base", "he", "clip"})
            session_->setStrategy(preset(method));
        QTRY_VERIFY(!curves(0).isEmpty() && curves(0).last().name.contains(QLatin1String("Clip")));
        QTRY_VERIFY(!page_->isBusy() && !session_->isBusy());
        QVERIFY(curves(0).last().name.contains(QLatin1String("Clip")));
    }

    void worksNothingOutWhileHidden()
    {
        page_->hide();
        open();
        QVERIFY(!page_->isBusy());
        QVERIFY(curves(0).isEmpty());
        page_->show();
        QTRY_COMPARE(curves(0).size(), 2);
    }

private:
    const QList<DepthCurve> &curves(int plot) { return page_->plots()[plot]->curves(); }

    void open()
    {
        session_->openSource({"resnet20", {}, 10});
        session_->openTarget({"resnet32", {}, 10});
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<PinnedStrategy> pinned_;
    std::unique_ptr<NetworkPage> page_;
};

QTEST_MAIN(TestNetworkPage)
#include "tst_network_page.moc"
