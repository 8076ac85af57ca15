#include "core/base/error.h"
#include "core/transfer/strategy.h"

#include <QTest>

using namespace tlvfc;

class TestStrategy : public QObject
{
    Q_OBJECT

private slots:
    void everyMethodSurvivesJson();
    void everyOptionSurvivesJson();
    void wrongValuesAreNamed_data();
    void wrongValuesAreNamed();
};

void TestStrategy::everyMethodSurvivesJson()
{
    for (const auto &method : methods()) {
        const auto strategy = preset(method.name);
        strategy.validate();
        QCOMPARE(strategy_from_json(to_json(strategy), "test"), strategy);
        QCOMPARE(strategy_from_json({{"method", method.name}}, "test"), strategy);
    }
}

void TestStrategy::everyOptionSurvivesJson()
{
    auto strategy = preset("tlvfc");
    strategy.pad = PadMethod::Init;
    strategy.pool = PoolMethod::Max;
    strategy.crossover = CrossoverKind::Columns;
    strategy.crossover_rate = 0.25;
    strategy.locks = {{"a", "b"}};
    for (const auto &rule : option_values<SelectionRule>()) {
        strategy.keep = rule.value;
        strategy.remove = rule.value;
        QCOMPARE(strategy_from_json(to_json(strategy), "test"), strategy);
    }
}

void TestStrategy::wrongValuesAreNamed_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("method") << R"({"method":"tlv"})"
                            << "unknown value 'tlv', option method";
    QTest::newRow("rule") << R"({"keep":"best"})"
                          << "choose one of interLeaved, random";
    QTest::newRow("type") << R"({"keep":3})"
                          << "'keep' has the wrong type, spec.json";
    QTest::newRow("rate") << R"({"crossover_rate":1.5})"
                          << "option crossover-rate";
    QTest::newRow("no blocks") << R"({"matching":"dp-flat","standardization":"blocks"})"
                               << "knows no blocks, option matching";
    QTest::newRow("no source") << R"({"method":"he","control":"shuffled"})"
                               << "option control";
    QTest::newRow("no transfer") << R"({"method":"he-cross","control":"norm"})"
                                 << "option control";
}

void TestStrategy::wrongValuesAreNamed()
{
    QFETCH(QString, json);
    QFETCH(QString, says);
    try {
        strategy_from_json(Json::parse(json.toStdString()), "spec.json").validate();
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
    }
}

QTEST_GUILESS_MAIN(TestStrategy)
#include "tst_strategy.moc"
