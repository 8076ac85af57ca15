#include "core/training/schedule.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace tlvfc;

Q_DECLARE_METATYPE(Schedule)

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void stepsPerEpoch_data();
    void stepsPerEpoch();
    void learningRate_data();
    void learningRate();
    void risesThenFallsAlongACosine_data();
    void risesThenFallsAlongACosine();
    void constantUnlessAskedFor();
};

void TestSchedule::stepsPerEpoch_data()
{
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("steps");
    QTest::newRow("full batches") << 32 << 16 << 2;
    QTest::newRow("a rest of two") << 34 << 16 << 3;
    QTest::newRow("a rest of one is left out") << 33 << 16 << 2;
    QTest::newRow("fewer than a batch") << 5 << 16 << 1;
    QTest::newRow("exactly one batch") << 16 << 16 << 1;
    QTest::newRow("one more than a batch") << 17 << 16 << 1;
    QTest::newRow("the least") << 2 << 2 << 1;
    QTest::newRow("pairs and one") << 5 << 2 << 2;
}

void TestSchedule::stepsPerEpoch()
{
    QFETCH(int, images);
    QFETCH(int, batch);
    QFETCH(int, steps);
    QCOMPARE(steps_per_epoch(static_cast<std::size_t>(images), batch), std::int64_t(steps));
}

void TestSchedule::learningRate_data()
{
    QTest::addColumn<std::vector<double>>("milestones");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("share");
    using List = std::vector<double>;
    // torch.optim.lr_scheduler.MultiStepLR([int(.6 * steps), int(.8 * steps)], gamma=.1), stepped
    // after every optimizer step: step number m is the first at the lower rate.
    const List published{0.6, 0.8};
    QTest::newRow("the start") << published << 100 << 0 << 1.0;
    QTest::newRow("the last before") << published << 100 << 59 << 1.0;
    QTest::newRow("the first milestone") << published << 100 << 60 << 0.1;
    QTest::newRow("between") << published << 100 << 79 << 0.1;
    QTest::newRow("the second milestone") << published << 100 << 80 << 0.01;
    QTest::newRow("the last step") << published << 100 << 99 << 0.01;
    QTest::newRow("rounded down: before") << published << 7 << 3 << 1.0;
    QTest::newRow("rounded down: at int(4.2)") << published << 7 << 4 << 0.1;
    QTest::newRow("rounded down: at int(5.6)") << published << 7 << 5 << 0.01;
    QTest::newRow("a single step begins at both") << published << 1 << 0 << 0.01;
    QTest::newRow("no milestone") << List{} << 100 << 99 << 1.0;
    QTest::newRow("in any order") << List{0.8, 0.6} << 100 << 70 << 0.1;
    QTest::newRow("the same twice") << List{0.5, 0.5} << 100 << 50 << 0.01;
}

void TestSchedule::learningRate()
{
    QFETCH(std::vector<double>, milestones);
    QFETCH(int, steps);
    QFETCH(int, step);
    QFETCH(double, share);
    TrainingOptions options;
    options.learning_rate = 0.02;
    options.schedule = Schedule::Steps;
    options.milestones = milestones;
    QCOMPARE(learning_rate_at(options, step, steps), 0.02 * share);
}

void TestSchedule::risesThenFallsAlongACosine_data()
{
    QTest::addColumn<double>("warmup");
    QTest::addColumn<Schedule>("schedule");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("share");
    // Ten epochs of ten steps.
    const double half_way = 0.5 * (1.0 + std::cos(std::numbers::pi * 40 / 80));
    QTest::newRow("a cosine's start") << 0.0 << Schedule::Cosine << 0 << 1.0;
    QTest::newRow("a cosine's middle") << 0.0 << Schedule::Cosine << 50 << 0.5;
    QTest::newRow("a cosine's last step")
        << 0.0 << Schedule::Cosine << 99 << 0.5 * (1.0 + std::cos(std::numbers::pi * 0.99));
    QTest::newRow("the first of twenty") << 2.0 << Schedule::Cosine << 0 << 0.05;
    QTest::newRow("the last of twenty") << 2.0 << Schedule::Cosine << 19 << 1.0;
    QTest::newRow("after the rise") << 2.0 << Schedule::Cosine << 20 << 1.0;
    QTest::newRow("half of the rest") << 2.0 << Schedule::Cosine << 60 << half_way;
    QTest::newRow("part of an epoch") << 0.5 << Schedule::Constant << 0 << 0.2;
    QTest::newRow("then constant") << 0.5 << Schedule::Constant << 5 << 1.0;
    QTest::newRow("milestones where they were") << 2.0 << Schedule::Steps << 60 << 0.1;
}

void TestSchedule::risesThenFallsAlongACosine()
{
    QFETCH(double, warmup);
    QFETCH(Schedule, schedule);
    QFETCH(int, step);
    QFETCH(double, share);
    TrainingOptions options;
    options.epochs = 10;
    options.learning_rate = 0.02;
    options.warmup_epochs = warmup;
    options.schedule = schedule;
    const double rate = learning_rate_at(options, step, 100);
    QVERIFY2(std::abs(rate - 0.02 * share) < 1e-15, qPrintable(QString::number(rate / 0.02)));
}

void TestSchedule::constantUnlessAskedFor()
{
    const TrainingOptions options;
    for (const int step : {0, 60, 99})
        QCOMPARE(learning_rate_at(options, step, 100), 1e-4);
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
