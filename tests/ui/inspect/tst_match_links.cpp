// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "tests/ui/inspect/plan_of.h"
#include "ui/inspect/match_words.h"

#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

class TestMatchLinks : public QObject
{
    Q_OBJECT

private slots:
    void linksFollowThePlan_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("variance");
        QTest::addColumn<int>("statistics");
        QTest::newRow("every linear to every linear") << "vgg11"
                                                      << "vgg13"
                                                      << "tlvfc" << 10 << 9;
        QTest::newRow("convolutions alone") << "vgg11"
                                            << "vgg13"
                                            << "tlvfc-base" << 10 << 0;
        QTest::newRow("a fan") << "resnet20"
                               << "resnet56"
                               << "tlvfc" << 55 << 1;
        QTest::newRow("nothing") << "resnet20"
                                 << "resnet56"
                                 << "he" << 0 << 0;
    }

    void linksFollowThePlan()
    {
        QFETCH(QString, source);
        QFETCH(QString, target);
        QFETCH(QString, method);
        QFETCH(int, variance);
        QFETCH(int, statistics);
        const auto links =
            linksOf(*planOf(qPrintable(source), qPrintable(target), preset(method.toStdString())));
        const auto count = [&](LayerAction action) {
            return static_cast<int>(std::ranges::count(links, action, &MatchLink::action));
        };
        QCOMPARE(count(LayerAction::Variance), variance);
        QCOMPARE(count(LayerAction::Statistics), statistics);
    }

    void everyLayerThatTakesSomethingHasALink_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("method");
        QTest::newRow("blocks") << "resnet20"
                                << "resnet50"
                                << "dpiat";
        QTest::newRow("without norms") << "vgg16"
                                       << "resnet50"
                                       << "dpiat";
        QTest::newRow("clip") << "resnet18"
                              << "resnet20"
                              << "clip";
        QTest::newRow("variance") << "resnet18"
                                  << "resnet20"
                                  << "tlvfc-base";
        QTest::newRow("norm alone") << "resnet18"
                                    << "resnet20"
                                    << "he-norm";
    }

    void everyLayerThatTakesSomethingHasALink()
    {
        QFETCH(QString, source);
        QFETCH(QString, target);
        QFETCH(QString, method);
        const auto plan =
            planOf(qPrintable(source), qPrintable(target), preset(method.toStdString()));
        const auto links = linksOf(*plan);
        const auto remarks = targetRemarks(*plan);
        std::size_t taking = 0;
        for (const auto &layer : plan->layers) {
            const auto link = std::ranges::find(links, layer.target, &MatchLink::target);
            QCOMPARE(link != links.end(), layer.action != LayerAction::Keep);
            QCOMPARE(remarks.contains(layer.target.value), layer.action == LayerAction::Keep);
            if (link == links.end()) {
                QVERIFY(!remarks[layer.target.value].isEmpty());
                continue;
            }
            ++taking;
            QCOMPARE(link->source, layer.source);
            QCOMPARE(link->action, layer.action);
            QCOMPARE(link->isNorm,
                     is_batch_norm(plan->target->architecture.layer(layer.target).kind));
        }
        QCOMPARE(links.size(), taking);
        QVERIFY(taking > 0);

        // A source layer serves, or it is said why not.
        const auto unused = sourceRemarks(*plan);
        const auto &layers = plan->source->architecture.layers;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const LayerId id(static_cast<std::int32_t>(i));
            const bool serves = std::ranges::find(links, id, &MatchLink::source) != links.end();
            QCOMPARE(unused.contains(id.value), layers[i].weight_shape.has_value() && !serves);
        }
    }

    void curvesTellTheirScore()
    {
        const auto plan = planOf("resnet20", "resnet18", preset("dpiat"));
        const auto links = linksOf(*plan);
        for (std::size_t i = 0; i < links.size(); ++i) {
            MatchCurve curve;
            curve.links = {static_cast<int>(i)};
            const auto words = curveText(*plan, links, curve);
            const auto *layer = plan->find(links[i].target);
            QVERIFY2(
                words.contains(QStringLiteral("</b> · score %1").arg(*layer->score, 0, 'f', 2)),
                qPrintable(words));
            QVERIFY(words.contains(QString::fromStdString(layer->reason)));
        }
    }

    void locksAreMarked()
    {
        auto strategy = preset("tlvfc");
        strategy.locks.push_back({"conv1", "layer1.0.conv1"});
        const auto links = linksOf(*planOf("resnet20", "resnet20", strategy));
        QCOMPARE(std::ranges::count_if(links, &MatchLink::isLocked), 1);
    }
};

QTEST_MAIN(TestMatchLinks)
#include "tst_match_links.moc"
