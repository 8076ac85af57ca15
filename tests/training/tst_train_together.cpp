// Targets that train side by side come to the same bits as each by itself.
#include "core/base/error.h"
#include "core/training/device.h"
#include "tests/training/training_outcome.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <list>

using namespace tlvfc;

using Change = std::function<void(TrainingJob &)>;
Q_DECLARE_METATYPE(Change)

class TestTrainTogether : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sameBitsAsAlone_data();
    void sameBitsAsAlone();
    void aResumedOneWaitsForItsPlace();
    void oneThatFailsLeavesTheOthersAlone();
    void oneThatStopsLeavesTheOthersAlone();
    void oneThatGoesBackCatchesUp();
    void oneStreamIsNeeded_data();
    void oneStreamIsNeeded();

private:
    TrainingJob job(const char *network, CrossoverKind crossover, int epochs = 2) const
    {
        TrainingJob job;
        job.target = test::new_network(network);
        job.source = source_;
        job.crossover = crossover;
        job.options = test::tiny_options(epochs);
        job.data = data_;
        job.images = &images_;
        return job;
    }

    DataSpec data_ = test::tiny_data();
    PackedData images_;
    std::shared_ptr<const Network> source_;
};

namespace {

std::vector<test::Outcome> run_together(const std::vector<TrainingJob> &jobs,
                                        std::vector<std::exception_ptr> *faults = nullptr)
{
    std::vector<test::Outcome> outcomes(jobs.size());
    std::vector<Training> trainings;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        trainings.push_back({jobs[i], test::observer_of(outcomes[i]), {}});
    auto ended = train_together(trainings);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        outcomes[i].result = std::move(ended[i].result);
        if (faults)
            faults->push_back(ended[i].fault);
        else if (ended[i].fault)
            std::rethrow_exception(ended[i].fault);
    }
    return outcomes;
}

/// A run whose weights grow without bound may measure no number at all.
bool same_loss(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same(const test::Outcome &a, const test::Outcome &b)
{
    return test::same_bits(a.result.last_weights, b.result.last_weights) &&
           test::same_bits(a.result.best_weights, b.result.best_weights) &&
           std::ranges::equal(a.points, b.points, [](const auto &x, const auto &y) {
               return x.epoch == y.epoch && same_loss(x.train_loss, y.train_loss) &&
                      same_loss(x.val_loss, y.val_loss) && x.is_best == y.is_best;
           });
}

} // namespace

void TestTrainTogether::initTestCase()
{
    set_compute_threads(1); // two wait for each other on busy cores
    images_ = load_data(data_, 2, 2);
    source_ = std::make_shared<Network>(test::new_network("resnet20", 10, 5));
}

void TestTrainTogether::sameBitsAsAlone_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("augmented") << Change([](auto &) {});
    QTest::newRow("still pictures, whose features are remembered") << Change([](auto &job) {
        job.data.horizontal_flip = false;
        job.data.random_crop = false;
    });
    QTest::newRow("mixup") << Change([](auto &job) { job.data.mixup = 0.4; });
}

void TestTrainTogether::sameBitsAsAlone()
{
    QFETCH(Change, change);
    std::vector<TrainingJob> jobs{
        job("resnet20", CrossoverKind::Mask), job("resnet20", CrossoverKind::Off),
        job("resnet32", CrossoverKind::Columns), job("resnet20", CrossoverKind::Mask, 3)};
    jobs[2].crossover_fill = CrossoverFill::Noise;
    jobs[3].options.optimizer = OptimizerKind::Sgd;
    jobs[3].options.schedule = Schedule::Cosine;
    for (auto &each : jobs)
        change(each);
    const auto images = load_data(jobs[0].data, 2, 2);
    for (auto &each : jobs)
        each.images = &images;
    const auto together = run_together(jobs);
    for (std::size_t i = 0; i < jobs.size(); ++i)
        QVERIFY2(same(together[i], test::run(jobs[i])), qPrintable(QString::number(i)));
}

void TestTrainTogether::aResumedOneWaitsForItsPlace()
{
    const auto whole = job("resnet20", CrossoverKind::Mask, 3);
    std::shared_ptr<TrainingState> state;
    std::stop_source stop;
    TrainingObserver observer;
    int steps = 0;
    observer.on_step = [&](const auto &state_now, bool) {
        if (++steps == 9 && !state) { // in the second epoch
            state = std::make_shared<TrainingState>(state_now());
            stop.request_stop();
        }
    };
    Weights best;
    observer.on_epoch = [&](const EpochPoint &, const std::function<Weights()> &weights) {
        best = weights();
    };
    train(whole, observer, stop.get_token());
    auto rest = whole;
    rest.resume = state;
    rest.best_so_far = best;
    const auto other = job("resnet20", CrossoverKind::Off, 3);
    const auto together = run_together({rest, other});
    QVERIFY(test::same_bits(together[0].result.last_weights, test::run(whole).result.last_weights));
    QVERIFY(same(together[1], test::run(other)));
}

void TestTrainTogether::oneThatFailsLeavesTheOthersAlone()
{
    auto broken = job("resnet20", CrossoverKind::Mask);
    broken.target.weights.find("linear.bias")->edit()[0] = std::nanf("");
    auto misfit = job("resnet20", CrossoverKind::Off);
    misfit.target = test::new_network("resnet20", 7);
    const auto good = job("resnet20", CrossoverKind::Mask);
    std::vector<std::exception_ptr> faults;
    const auto together = run_together({broken, good, misfit}, &faults);
    QVERIFY(faults[0] && !faults[1] && faults[2]);
    QVERIFY(same(together[1], test::run(good)));
    QVERIFY_EXCEPTION_THROWN(std::rethrow_exception(faults[2]), Error);
}

void TestTrainTogether::oneThatStopsLeavesTheOthersAlone()
{
    const auto good = job("resnet20", CrossoverKind::Mask);
    test::Outcome outcome;
    std::stop_source stop;
    TrainingObserver observer;
    int steps = 0;
    observer.on_step = [&](const auto &, bool) {
        if (++steps == 3)
            stop.request_stop();
    };
    const auto ended = train_together(
        {{good, observer, stop.get_token()}, {good, test::observer_of(outcome), {}}});
    QVERIFY(ended[0].result.stopped);
    QCOMPARE(ended[0].result.images, std::int64_t(3 * 16));
    outcome.result = ended[1].result;
    QVERIFY(same(outcome, test::run(good)));
}

void TestTrainTogether::oneThatGoesBackCatchesUp()
{
    auto fast = job("resnet20", CrossoverKind::Mask, 6);
    fast.options.optimizer = OptimizerKind::Sgd;
    fast.options.weight_decay = 0.5;
    fast.options.learning_rate = 10.0;
    fast.options.on_bad_loss = OnBadLoss::GoBack;
    const auto good = job("resnet20", CrossoverKind::Mask, 6);
    const auto together = run_together({good, fast});
    QVERIFY(!together[1].warnings.empty());
    QVERIFY(same(together[0], test::run(good)));
    QVERIFY(same(together[1], test::run(fast)));
}

void TestTrainTogether::oneStreamIsNeeded_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("batch") << Change([](auto &job) { job.options.batch = 8; });
    QTest::newRow("seed") << Change([](auto &job) { job.seed = 3; });
    QTest::newRow("data") << Change([](auto &job) { job.data.mixup = 1.0; });
}

void TestTrainTogether::oneStreamIsNeeded()
{
    QFETCH(Change, change);
    auto other = job("resnet20", CrossoverKind::Off);
    change(other);
    try {
        train_together({{job("resnet20", CrossoverKind::Off), {}, {}}, {other, {}, {}}});
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
    }
}

QTEST_GUILESS_MAIN(TestTrainTogether)
#include "tst_train_together.moc"
