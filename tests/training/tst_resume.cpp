// A training that was cut off goes on to the same end, bit for bit.
#include "core/data/packed.h"
#include "core/training/device.h"
#include "tests/training/training_outcome.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace tlvfc;

using Change = std::function<void(TrainingJob &)>;
Q_DECLARE_METATYPE(Change)

class TestResume : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void goesOnFromAnyStep_data();
    void goesOnFromAnyStep();
    void dropoutGoesOnToo();
    void everyLossIsToldOnce();

private:
    TrainingJob job(int epochs) const
    {
        auto job = test::tiny_job(data_, images_, epochs);
        job.source = source_;
        return job;
    }

    DataSpec data_ = test::tiny_data();
    PackedData images_;
    std::shared_ptr<const Network> source_;
};

void TestResume::initTestCase()
{
    set_compute_threads(1);       // two wait for each other on busy cores
    data_.made_up_per_class = 21; // four steps an epoch, the last one short
    data_.random_crop = false;
    images_ = load_data(data_, 2, 2);
    source_ = std::make_shared<Network>(test::new_network("resnet20", 10, 5));
}

/// The job as it ends when it was cut off after `steps` steps and resumed.
static test::Outcome resumed_after(const TrainingJob &whole, int steps)
{
    auto rest = whole;
    Weights best;
    int done = 0;
    std::stop_source stop;
    TrainingObserver observer;
    observer.on_epoch = [&](const EpochPoint &point, const std::function<Weights()> &weights) {
        if (point.is_best)
            best = weights();
    };
    observer.on_step = [&](const std::function<TrainingState()> &state, bool is_last) {
        if (is_last || ++done < steps || rest.resume)
            return;
        rest.resume = std::make_shared<TrainingState>(state());
        rest.best_so_far = best;
        stop.request_stop();
    };
    train(whole, observer, stop.get_token());
    // Nothing of it but the state goes on.
    rest.target.weights = {};
    return test::run(rest);
}

static bool same_number(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void TestResume::goesOnFromAnyStep_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("plain, decaying", [](auto &job) { job.options.schedule = Schedule::Steps; });
    row("mask", [](auto &job) { job.crossover = CrossoverKind::Mask; });
    row("noise in columns", [](auto &job) {
        job.crossover = CrossoverKind::Columns;
        job.crossover_fill = CrossoverFill::Noise;
    });
    row("averaged, SGD along a cosine", [](auto &job) {
        job.options.ema = 0.9;
        job.options.optimizer = OptimizerKind::Sgd;
        job.options.schedule = Schedule::Cosine;
        job.options.warmup_epochs = 0.5;
    });
    row("mixed and measured", [](auto &job) {
        job.data.mixup = 0.4;
        job.options.gradient_norm = true;
        job.options.label_smoothing = 0.1;
    });
    row("remembered features", [](auto &job) {
        job.crossover = CrossoverKind::Mask;
        job.data.horizontal_flip = false;
    });
    row("going back", [](auto &job) {
        job.options.epochs = 6;
        job.options.optimizer = OptimizerKind::Sgd;
        job.options.learning_rate = 10.0;
        job.options.weight_decay = 0.5;
        job.options.on_bad_loss = OnBadLoss::GoBack;
    });
    row("half the bits, clipped", [](auto &job) {
        job.options.precision = Precision::BFloat16;
        job.options.clip_norm = 1.0;
    });
}

void TestResume::goesOnFromAnyStep()
{
    QFETCH(Change, change);
    auto whole = job(3);
    change(whole);
    const auto never_cut = test::run(whole);
    QCOMPARE(!never_cut.backs.empty(), whole.options.on_bad_loss == OnBadLoss::GoBack);
    for (const int steps : {1, 4, 5, 6, 11}) {
        const auto cut = resumed_after(whole, steps);
        QVERIFY2(test::same_bits(cut.result.last_weights, never_cut.result.last_weights),
                 qPrintable(QString::number(steps)));
        QVERIFY(test::same_bits(cut.result.best_weights, never_cut.result.best_weights));
        QCOMPARE(cut.result.best.epoch, never_cut.result.best.epoch);
        for (const auto &point : cut.points) {
            const auto &same = never_cut.points[static_cast<std::size_t>(point.epoch) - 1];
            QVERIFY(same_number(point.train_loss, same.train_loss));
            QVERIFY(same_number(point.val_loss, same.val_loss));
            QVERIFY(same_number(point.learning_rate, same.learning_rate));
            QVERIFY(same_number(point.gradient_norm, same.gradient_norm));
            QVERIFY(same_number(point.clean_accuracy, same.clean_accuracy));
            QCOMPARE(point.is_best, same.is_best);
        }
    }
}

void TestResume::dropoutGoesOnToo()
{
    auto whole = job(2);
    whole.data.image_size = 32; // a VGG halves its maps five times
    whole.data.made_up_per_class = 5;
    whole.data.validation_share = 0.0;
    const auto images = load_data(whole.data, 2, 1);
    whole.target = test::new_network("vgg16_5x5_Sort");
    whole.source.reset();
    whole.images = &images;
    whole.options.batch = 8;
    const auto never_cut = test::run(whole);
    const auto cut = resumed_after(whole, 2);
    QVERIFY(test::same_bits(cut.result.last_weights, never_cut.result.last_weights));
}

/// What a state holds untold is told after it.
void TestResume::everyLossIsToldOnce()
{
    const auto whole = job(2);
    const auto never_cut = test::run(whole);
    const auto cut = resumed_after(whole, 5);
    std::vector<double> told;
    for (const auto &at : never_cut.progress)
        told.insert(told.end(), at.losses.begin(), at.losses.end());
    QCOMPARE(told.size(), std::size_t(8));
    std::vector<double> rest;
    for (const auto &at : cut.progress)
        rest.insert(rest.end(), at.losses.begin(), at.losses.end());
    QVERIFY(rest.size() >= 3 && rest.size() <= 8);
    QVERIFY(std::ranges::equal(rest, std::span(told).last(rest.size())));
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
