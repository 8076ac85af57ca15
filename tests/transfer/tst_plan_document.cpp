#include "core/transfer/plan_document.h"
#include "tests/ui/inspect/plan_of.h"

#include <QTest>

using namespace tlvfc;

class TestPlanDocument : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatThePlanSays_data()
    {
        QTest::addColumn<QString>("method");
        for (const auto *method : {"he", "dpiat", "tlvfc"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }

    void saysWhatThePlanSays()
    {
        QFETCH(QString, method);
        const auto plan = test::planOf("resnet20", "resnet18", preset(method.toStdString()));
        const auto json = Json::parse(plan_to_json(*plan).dump());
        QCOMPARE(strategy_from_json(json["strategy"], "here"), plan->strategy);
        QCOMPARE(json["layers"].size(), plan->layers.size());
        QCOMPARE(json["unused_sources"].size(), plan->unused_sources.size());
        QVERIFY(json["pairs"] == pairs_to_json(*plan));
        QCOMPARE(json["target"]["name"].get<std::string>(), std::string("resnet18"));
        for (std::size_t i = 0; i < plan->layers.size(); ++i) {
            const auto &layer = plan->layers[i];
            const auto &entry = json["layers"][i];
            QCOMPARE(entry["target"].get<std::string>(),
                     plan->target->architecture.layer(layer.target).path);
            QCOMPARE(entry["source"].is_null(), !layer.source.is_valid());
            QCOMPARE(entry["does"].get<std::string>(), layer.summary);
            QCOMPARE(entry["action"] == "keep", layer.action == LayerAction::Keep);
        }
    }
};

QTEST_GUILESS_MAIN(TestPlanDocument)
#include "tst_plan_document.moc"
