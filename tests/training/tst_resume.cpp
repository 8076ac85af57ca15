// A training that was cut off goes on to the same end, bit for bit.
#include "core/data/packed.h"
#include "core/training/device.h"
#include "tests/training/training_outcome.h"

#include <QTest>

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

private:
    TrainingJob job(int epochs) const
    {
        TrainingJob job;
        job.target = test::new_network();
        job.source = source_;
        job.options = test::tiny_options(epochs);
        job.data = data_;
        job.images = &images_;
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

void TestResume::goesOnFromAnyStep_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("plain, decaying", [](auto &job) { job.options.decay_learning_rate = true; });
    row("mask", [](auto &job) { job.crossover = CrossoverKind::Mask; });
    row("noise in columns", [](auto &job) {
        job.crossover = CrossoverKind::Columns;
        job.crossover_fill = CrossoverFill::Noise;
    });
}

void TestResume::goesOnFromAnyStep()
{
    QFETCH(Change, change);
    auto whole = job(3);
    change(whole);
    const auto never_cut = test::run(whole);
    for (const int steps : {1, 4, 5, 6, 11}) {
        const auto cut = resumed_after(whole, steps);
        QVERIFY2(test::same_bits(cut.result.last_weights, never_cut.result.last_weights),
                 qPrintable(QString::number(steps)));
        QVERIFY(test::same_bits(cut.result.best_weights, never_cut.result.best_weights));
        QCOMPARE(cut.result.best.epoch, never_cut.result.best.epoch);
        for (const auto &point : cut.points) {
            const auto &same = never_cut.points[static_cast<std::size_t>(point.epoch) - 1];
            QVERIFY(point.train_loss == same.train_loss && point.val_loss == same.val_loss);
            QVERIFY(point.learning_rate == same.learning_rate);
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

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
