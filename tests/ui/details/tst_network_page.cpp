#include "ui/details/batch_button.h"
#include "ui/details/network_page.h"
#include "ui/session/pinned_strategies.h"
#include "ui/session/transfer_session.h"

#include "core/runs/open_network.h"
#include "core/transfer/apply.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

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
        pinned_ = std::make_unique<PinnedStrategies>(session_.get());
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
        QTRY_COMPARE(names(), QStringList{"now: He"});
    }

    void publishedMethodsStandBeside()
    {
        open();
        QTRY_COMPARE(names(), (QStringList{"He", "DPIAT", "now: TLVFC"}));
        session_->setStrategy(preset("clip"));
        QTRY_COMPARE(names().size(), 4);
        QCOMPARE(names().mid(0, 3), (QStringList{"He", "DPIAT", "TLVFC"}));
        auto *methods = page_->findChild<QToolButton *>(QStringLiteral("networkMethods"))->menu();
        methods->actions().first()->setChecked(false);
        QTRY_COMPARE(names().mid(0, 2), (QStringList{"DPIAT", "TLVFC"}));
    }

    void showsWhatCoreSays()
    {
        open();
        QTRY_COMPARE(names().size(), 3);
        const auto expected = profile_plan(*session_->plan(), 2);
        const auto &layers = page_->layers();
        QCOMPARE(layers.size(), std::size_t(32)); // 31 convolutions and the last one
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const auto &profile = *std::ranges::find(expected, layers[i], &LayerProfile::target);
            QCOMPARE(curve("now", 0).values[i], profile.variance);
            QCOMPARE(curve("now", 1).values[i], profile.norm);
            QCOMPARE(curve("now", 2).values[i], profile.source_share);
            QCOMPARE(curve("He", 2).values[i], 0.0);
        }
        auto *kinds = page_->findChild<QComboBox *>(QStringLiteral("networkKinds"));
        kinds->setCurrentIndex(1);
        emit kinds->activated(1);
        QCOMPARE(page_->layers().size(), std::size_t(31));
        const auto rows = page_->tables().first().rows;
        QCOMPARE(rows.size(), qsizetype(1 + 63));
        QCOMPARE(rows.first().size(), qsizetype(2 + 3 * 4));
    }

    void signalsAreWhatCoreMeasures()
    {
        open();
        page_->setQuantities(NetworkPage::OfSignals);
        QTRY_COMPARE_WITH_TIMEOUT(names().size(), 3, 60'000);
        const auto &plan = *session_->plan();
        const Network begun{plan.target->architecture, apply_plan(plan), {}};
        const auto seed = session_->seed();
        const auto expected = measure_signal(begun, normal_batch(32, 10, seed), seed);
        for (std::size_t i = 0; i < page_->layers().size(); ++i) {
            const auto *layer = expected.find(page_->layers()[i]);
            // Threads may add up in another order.
            const auto close = [](double a, double b) { return std::abs(a - b) <= 1e-3 * b; };
            QVERIFY(close(curve("now", 0).values[i], layer->output));
            QVERIFY(close(curve("now", 1).values[i], layer->output_gradient));
            QVERIFY(close(curve("now", 2).values[i], layer->weight_gradient));
            QVERIFY(curve("He", 0).values[i] != curve("now", 0).values[i]);
        }
        QVERIFY(text("networkNote").contains(QStringLiteral("64 images of 32×32 pixels")));
        QVERIFY(text("networkNote").contains(QLatin1String("normal numbers")));
        QVERIFY(text("networkLegend").contains(QLatin1String("loss")));
        const auto rows = page_->tables().first().rows;
        QCOMPARE(rows.size(), qsizetype(1 + 63));
        QCOMPARE(rows.first().size(), qsizetype(2 + 3 * 4));
        QVERIFY(rows[1].last().toDouble() > 0);
        QCOMPARE(page_->pictures().size(), 1);
    }

    void theBatchMayBeOfData()
    {
        open();
        page_->setQuantities(NetworkPage::OfSignals);
        DataSpec data;
        data.source = "made-up";
        data.image_size = 16;
        page_->setTrainingData(data);
        page_->batchButton()->findChild<QAction *>(QStringLiteral("batchOfTraining"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(
            text("networkNote").contains(QStringLiteral("64 images of 16×16 pixels: made-up")),
            60'000);
        page_->batchButton()->useFolder(QStringLiteral("/no/such/folder"));
        QTRY_VERIFY_WITH_TIMEOUT(text("networkNote").contains(QLatin1String("no such folder")),
                                 60'000);
        QTRY_VERIFY(!page_->isBusy());
        QVERIFY(names().isEmpty());
        page_->batchButton()->findChild<QAction *>(QStringLiteral("batchOfNumbers"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(names().size(), 3, 60'000);
    }

    void curvesAreToldApartByColorAndShape()
    {
        open();
        const SelectionRule rules[] = {SelectionRule::MaxVar, SelectionRule::MinVar,
                                       SelectionRule::L2, SelectionRule::Uniform,
                                       SelectionRule::TwoTailedAny};
        for (const auto rule : rules) {
            auto strategy = preset("tlvfc");
            strategy.keep = rule;
            session_->setStrategy(strategy);
            pinned_->pin();
        }
        session_->setStrategy(preset("clip"));
        QTRY_COMPARE_WITH_TIMEOUT(names().size(), 3 + 5 + 1, 60'000);
        const auto curves = page_->plots().first()->curves();
        for (int one = 0; one < curves.size(); ++one) {
            for (int other = 0; other < one; ++other) {
                QVERIFY(curves[one].color != curves[other].color);
                QVERIFY(curves[one].shape != curves[other].shape);
                QVERIFY(shapeSign(curves[one].shape) != shapeSign(curves[other].shape));
            }
        }
        QVERIFY(!page_->grab().isNull());
        pinned_->remove(1);
        QTRY_COMPARE(names().size(), 3 + 4 + 1);
        pinned_->removeAll();
        QTRY_COMPARE(names().size(), 3 + 1);
    }

    void thePinnedCurveIsWhatItWouldBeAlone()
    {
        open();
        QTRY_COMPARE(names().size(), 3);
        const auto alone = curve("now", 0).values;
        const auto he = curve("He", 0).values;
        pinned_->pin();
        // Glorot begins from other weights, A and He do not.
        session_->setStrategy(preset("glorot"));
        QTRY_COMPARE(names().last(), QStringLiteral("now: Glorot"));
        QTRY_COMPARE(names().size(), 4);
        QCOMPARE(curve("He", 0).values, he);
        QCOMPARE(curve("A:", 0).values, alone);
        QVERIFY(curve("now", 0).values != he);
    }

    void hoverReadsAllCurvesAtOneLayer()
    {
        open();
        QTRY_COMPARE(names().size(), 3);
        auto &norm = *page_->plots()[1];
        norm.grab(); // lays the axes out
        auto *inside = norm.findChild<QWidget *>();
        QTest::mouseMove(inside, norm.placeOf(5).toPoint());
        for (const auto *plot : page_->plots()) {
            QTRY_COMPARE(plot->cursor(), 5);
            QVERIFY(plot->readout(5).contains(QChar(u'○')));
            QVERIFY(plot->readout(5).contains(QChar(u'●')));
        }
        const auto path =
            QString::fromStdString(session_->targetArchitecture()->layer(page_->layers()[5]).path);
        QVERIFY(text("networkLayer").startsWith(path));
        QVERIFY(norm.hint(5).contains(path));
        QVERIFY(norm.hint(5).contains(QLatin1String("now: TLVFC")));
        QVERIFY(norm.hint(5).contains(QString::number(curve("now", 1).values[5], 'g', 4)));
        QVERIFY(norm.hint(-1).isEmpty());
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
        QTRY_VERIFY(!names().isEmpty() && names().last().contains(QLatin1String("Clip")));
        QTRY_VERIFY(!page_->isBusy() && !session_->isBusy());
        QVERIFY(names().last().contains(QLatin1String("Clip")));
    }

    void worksNothingOutWhileHidden()
    {
        page_->hide();
        open();
        QVERIFY(!page_->isBusy());
        QVERIFY(names().isEmpty());
        page_->show();
        QTRY_COMPARE(names().size(), 3);
    }

private:
    QStringList names()
    {
        QStringList names;
        for (const auto &curve : page_->plots().first()->curves())
            names << curve.name;
        return names;
    }

    const DepthCurve &curve(const char *name, int plot)
    {
        const auto &curves = page_->plots()[plot]->curves();
        static const DepthCurve none;
        const auto found = std::ranges::find_if(curves, [name](const DepthCurve &curve) {
            return curve.name.startsWith(QLatin1String(name));
        });
        return found == curves.end() ? none : *found;
    }

    QString text(const char *label)
    {
        return page_->findChild<QLabel *>(QLatin1String(label))->text();
    }

    void open()
    {
        session_->openSource({"resnet20", {}, 10});
        session_->openTarget({"resnet32", {}, 10});
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<PinnedStrategies> pinned_;
    std::unique_ptr<NetworkPage> page_;
};

QTEST_MAIN(TestNetworkPage)
#include "tst_network_page.moc"
