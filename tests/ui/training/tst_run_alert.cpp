#include "ui/jobs/run_alert.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

using Kind = RunAlert::Kind;
constexpr double none = EpochPoint::not_measured;

/// Epochs of a minute.
RunFacts factsOf(const QList<double> &losses, bool isGoing = true, double quietS = 0)
{
    RunFacts facts;
    for (const double loss : losses) {
        EpochPoint point;
        point.epoch = int(facts.points.size()) + 1;
        point.elapsed_s = 60.0 * point.epoch;
        point.train_loss = loss;
        point.val_loss = 1.0;
        facts.points.append(point);
    }
    facts.isGoing = isGoing;
    facts.quietS = quietS;
    return facts;
}

RunFacts atStep(RunFacts facts, double loss, double elapsedS = 0)
{
    facts.progress = RunProgress{int(facts.points.size()) + 1, 10, 5, 50, 500.0, loss, elapsedS};
    return facts;
}

} // namespace

class TestRunAlert : public QObject
{
    Q_OBJECT

private slots:
    void alerts_data();
    void alerts();
    void sayWhatAndWhatToDo();
};

void TestRunAlert::alerts_data()
{
    QTest::addColumn<RunFacts>("facts");
    QTest::addColumn<int>("kind"); // -1: none

    const auto row = [](const char *name, const RunFacts &facts, int kind) {
        QTest::newRow(name) << facts << kind;
    };
    row("nothing yet", factsOf({}), -1);
    row("all well", factsOf({2.3, 1.8, 1.5, 1.2}), -1);
    row("NaN in the newest epoch", factsOf({2.3, none}), int(Kind::NotANumber));
    row("NaN that has passed", factsOf({2.3, none, 1.9}), -1);
    row("NaN of a run that ended", factsOf({2.3, none}, false), int(Kind::NotANumber));
    row("infinite", factsOf({2.3, HUGE_VAL}), int(Kind::NotANumber));
    row("NaN in a step", atStep(factsOf({2.3}), none), int(Kind::NotANumber));
    row("NaN in the first step", atStep(factsOf({}), none), int(Kind::NotANumber));
    row("three rises", factsOf({2.3, 1.0, 1.2, 1.4, 1.6}), int(Kind::Diverging));
    row("three small rises", factsOf({2.3, 1.0, 1.1, 1.2, 1.3}), -1);
    row("a single leap", factsOf({2.3, 1.0, 0.9, 0.8, 5.0}), -1);
    row("rose and fell", factsOf({1.0, 1.5, 2.0, 2.5, 2.4}), -1);
    row("rises from the start", factsOf({1.0, 2.0, 3.0, 4.0}), int(Kind::Diverging));
    row("quiet", factsOf({2.3, 2.0}, true, 121), int(Kind::Stalled));
    row("not quiet for long", factsOf({2.3, 2.0}, true, 119), -1);
    row("quiet since it ended", factsOf({2.3, 2.0}, false, 9999), -1);
    row("quiet at first", factsOf({}, true, 601), int(Kind::Stalled));
    row("reads its data", factsOf({}, true, 500), -1);
    // A tenth of the first epoch in two minutes: twenty for it, thirty are waited.
    row("a slow first epoch", atStep(factsOf({}, true, 1700), 2.0, 120), -1);
    row("a slow first epoch that stands", atStep(factsOf({}, true, 1900), 2.0, 120),
        int(Kind::Stalled));
    auto slow = factsOf({2.3, 2.0, 1.9}, true, 5000);
    slow.points[1].elapsed_s = 60 + 3600;
    slow.points[2].elapsed_s = 60 + 7200;
    row("within its own pace", slow, -1);
    slow.quietS = 5500;
    row("beyond its own pace", slow, int(Kind::Stalled));
    auto setBack = factsOf({2.3, 2.0, 1.9}, true, 10);
    setBack.points[1].elapsed_s = -5000;
    row("a clock set back", setBack, -1);
}

void TestRunAlert::alerts()
{
    QFETCH(RunFacts, facts);
    QFETCH(int, kind);
    const auto alert = alertOf(facts);
    QCOMPARE(alert ? int(alert->kind) : -1, kind);
    if (alert)
        QVERIFY(!alert->brief.isEmpty() && !alert->remedy.isEmpty());
}

void TestRunAlert::sayWhatAndWhatToDo()
{
    QCOMPARE(alertOf(factsOf({2.3, 2.0, none, none}))->what,
             "The loss is no finite number since epoch 3.");
    QCOMPARE(alertOf(factsOf({2.3, 1.0, 1.2, 1.4, 1.6}))->what,
             "The training loss rises: 1.6 now, 1 in epoch 2.");
    QVERIFY(alertOf(factsOf({2.3, 2.0}, true, 300))->what.contains("5 min 00 s"));
    QVERIFY(alertOf(factsOf({none}))->remedy.contains("learning rate"));
}

QTEST_MAIN(TestRunAlert)
#include "tst_run_alert.moc"
