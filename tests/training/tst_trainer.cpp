#include "core/base/error.h"
#include "core/training/device.h"
#include "core/training/schedule.h"
#include "core/training/trainer.h"
#include "tests/training/training_outcome.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace tlvfc;

using Change = std::function<void(TrainingJob &)>;
Q_DECLARE_METATYPE(Change)

class TestTrainer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sameJobSameNumbers_data();
    void sameJobSameNumbers();
    void sameNumbersWithTwoThreads();
    void everyPartOfTheJobCounts_data();
    void everyPartOfTheJobCounts();
    void learns();
    void bestWeightsGiveTheBestAccuracy();
    void withoutValidationTheLastIsTheBest();
    void aRestOfOneIsLeftOut();
    void stopsWithinAnEpoch();
    void stopsBetweenEpochs();
    void stoppedBeforeItBegins();
    void misfits_data();
    void misfits();
    void aLossThatIsNoNumber();

private:
    TrainingJob job(int epochs = 2) const
    {
        TrainingJob job;
        job.target = test::new_network();
        job.source = source_;
        job.options = test::tiny_options(epochs);
        job.data = test::tiny_data();
        job.images = &images_;
        return job;
    }

    PackedData first_images(std::size_t count) const
    {
        auto images = images_;
        images.train.labels.resize(count);
        images.train.names.resize(count);
        images.train.pixels.resize(count * images.train.image_bytes());
        return images;
    }

    PackedData images_;
    std::shared_ptr<const Network> source_;
};

void TestTrainer::initTestCase()
{
    set_compute_threads(1); // two wait for each other on busy cores
    images_ = load_data(test::tiny_data(), 2, 2);
    source_ = std::make_shared<Network>(test::new_network("resnet20", 10, 5));
}

void TestTrainer::sameJobSameNumbers_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("plain", [](auto &) {});
    row("mask", [](auto &job) { job.crossover = CrossoverKind::Mask; });
    row("columns", [](auto &job) { job.crossover = CrossoverKind::Columns; });
    row("decay", [](auto &job) { job.options.schedule = Schedule::Steps; });
}

void TestTrainer::sameJobSameNumbers()
{
    QFETCH(Change, change);
    auto made = job();
    change(made);
    const auto first = test::run(made);
    const auto second = test::run(made);
    QCOMPARE(first.points.size(), std::size_t(2));
    for (std::size_t i = 0; i < 2; ++i) {
        const auto &a = first.points[i];
        const auto &b = second.points[i];
        QCOMPARE(a.epoch, static_cast<int>(i) + 1);
        QCOMPARE(a.train_loss, b.train_loss);
        QCOMPARE(a.train_accuracy, b.train_accuracy);
        QCOMPARE(a.val_loss, b.val_loss);
        QCOMPARE(a.val_accuracy, b.val_accuracy);
        QCOMPARE(a.learning_rate, b.learning_rate);
        QCOMPARE(a.is_best, b.is_best);
    }
    QVERIFY(test::same_bits(first.result.last_weights, second.result.last_weights));
    QVERIFY(test::same_bits(first.result.best_weights, second.result.best_weights));
}

void TestTrainer::sameNumbersWithTwoThreads()
{
    const auto images = first_images(32);
    auto made = job(1);
    made.images = &images;
    made.crossover = CrossoverKind::Mask;
    set_compute_threads(2);
    const auto first = test::run(made);
    const auto second = test::run(made);
    set_compute_threads(1);
    QVERIFY(test::same_bits(first.result.last_weights, second.result.last_weights));
    QCOMPARE(first.points[0].val_loss, second.points[0].val_loss);
}

void TestTrainer::everyPartOfTheJobCounts_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("seed", [](auto &job) { job.seed = 3; });
    row("learning rate", [](auto &job) { job.options.learning_rate = 1e-3; });
    row("weight decay", [](auto &job) { job.options.weight_decay = 0.0; });
    row("schedule", [](auto &job) { job.options.schedule = Schedule::Steps; });
    row("augmentation", [](auto &job) { job.data.horizontal_flip = false; });
    row("crossover", [](auto &job) { job.crossover = CrossoverKind::Mask; });
}

void TestTrainer::everyPartOfTheJobCounts()
{
    QFETCH(Change, change);
    const auto images = first_images(32);
    auto plain = job(2);
    plain.images = &images;
    auto changed = plain;
    change(changed);
    QVERIFY(!test::same_bits(test::run(plain).result.last_weights,
                             test::run(changed).result.last_weights));
}

void TestTrainer::learns()
{
    auto made = job(8);
    made.data.random_crop = false;
    made.data.horizontal_flip = false;
    const auto images = load_data(made.data, 2, 1);
    made.images = &images;
    const auto outcome = test::run(made);
    const auto &points = outcome.points;
    QCOMPARE(points.size(), std::size_t(8));
    QVERIFY(points.back().train_loss < points.front().train_loss);
    QVERIFY(points.back().train_accuracy > points.front().train_accuracy);
    QVERIFY2(points.back().train_accuracy > 0.5,
             qPrintable(QString::number(points.back().train_accuracy)));
    for (const auto &point : points) {
        QVERIFY(point.images_per_second > 0.0 && point.elapsed_s > 0.0);
        QCOMPARE(point.learning_rate, 3e-3);
    }
    const auto &end = outcome.progress.back();
    QCOMPARE(end.step, end.steps);
    QCOMPARE(end.steps, 8 * steps_per_epoch(images_.train.count(), 16));
    QCOMPARE(end.epoch, 8);
    QVERIFY(!outcome.result.stopped);
    QCOMPARE(outcome.result.epochs_done, 8);
}

void TestTrainer::bestWeightsGiveTheBestAccuracy()
{
    auto made = job(5);
    double best = -1.0;
    TrainingObserver observer;
    observer.on_epoch = [&](const EpochPoint &point, const std::function<Weights()> &weights) {
        QCOMPARE(point.is_best, point.val_accuracy > best);
        best = std::max(best, point.val_accuracy);
        const auto evaluation = evaluate_network({made.target.architecture, weights(), ""},
                                                 images_.val, made.data, "cpu", 16);
        QCOMPARE(evaluation.accuracy(), point.val_accuracy);
        QCOMPARE(evaluation.loss, point.val_loss);
    };
    const auto result = train(made, observer);
    QCOMPARE(result.best.val_accuracy, best);
    const auto evaluation = evaluate_network({made.target.architecture, result.best_weights, ""},
                                             images_.val, made.data, "cpu", 16);
    QCOMPARE(evaluation.accuracy(), best);
}

void TestTrainer::withoutValidationTheLastIsTheBest()
{
    auto images = images_;
    images.val = PackedSplit{images.val.size, {}, {}, {}};
    auto made = job(3);
    made.images = &images;
    const auto outcome = test::run(made);
    for (const auto &point : outcome.points)
        QVERIFY(point.is_best);
    QCOMPARE(outcome.result.best.epoch, 3);
    QVERIFY(test::same_bits(outcome.result.best_weights, outcome.result.last_weights));
}

void TestTrainer::aRestOfOneIsLeftOut()
{
    const auto images = first_images(33);
    auto made = job(2);
    made.images = &images;
    const auto outcome = test::run(made);
    QCOMPARE(outcome.progress.back().steps, std::int64_t(4));
    QCOMPARE(outcome.progress.back().step, std::int64_t(4));
}

void TestTrainer::stopsWithinAnEpoch()
{
    const auto made = job(3);
    std::stop_source stop;
    int epochs = 0;
    TrainingObserver observer;
    observer.on_progress = [&](const StepProgress &) { stop.request_stop(); }; // the first step
    observer.on_epoch = [&](const EpochPoint &, const auto &) { ++epochs; };
    const auto result = train(made, observer, stop.get_token());
    QVERIFY(result.stopped);
    QCOMPARE(epochs, 0);
    QCOMPARE(result.epochs_done, 0);
    QCOMPARE(result.last_weights.at("bn1.num_batches_tracked").integers()[0], std::int64_t(1));
}

void TestTrainer::stopsBetweenEpochs()
{
    const auto made = job(3);
    const auto whole = test::run(job(1));
    std::stop_source stop;
    TrainingObserver observer;
    observer.on_epoch = [&](const EpochPoint &, const auto &) { stop.request_stop(); };
    const auto result = train(made, observer, stop.get_token());
    QVERIFY(result.stopped);
    QCOMPARE(result.epochs_done, 1);
    QVERIFY(test::same_bits(result.last_weights, whole.result.last_weights));
}

void TestTrainer::stoppedBeforeItBegins()
{
    const auto made = job();
    std::stop_source stop;
    stop.request_stop();
    const auto result = train(made, {}, stop.get_token());
    QVERIFY(result.stopped);
    QCOMPARE(result.epochs_done, 0);
    QVERIFY(test::same_bits(result.last_weights, made.target.weights));
}

void TestTrainer::misfits_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *says, Change change) {
        QTest::newRow(name) << change << QString(says);
    };
    row("no source", "crossover needs a source network", [](auto &job) {
        job.source = nullptr;
        job.crossover = CrossoverKind::Mask;
    });
    row("other classes", "resnet20 has 10 outputs where the data has 3 classes",
        [](auto &job) { job.target = test::new_network("resnet20", 10); });
    row("an impossible option", "option batch", [](auto &job) { job.options.batch = 1; });
    row("one image", "fewer than two training images", [](auto &job) {
        static PackedData one;
        one = *job.images;
        one.train.labels.resize(1);
        job.images = &one;
    });
    row("a source that cannot run", "known only from its weights", [](auto &job) {
        Weights weights;
        weights.set("a.weight", Tensor(Shape{4, 3, 3, 3}));
        job.source = std::make_shared<Network>(network_from_weights(weights, "foreign"));
        job.crossover = CrossoverKind::Mask;
    });
}

void TestTrainer::misfits()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    auto made = job();
    change(made);
    try {
        test::run(made);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
    }
}

void TestTrainer::aLossThatIsNoNumber()
{
    auto made = job();
    made.target.weights.find("linear.bias")->edit()[0] = std::numeric_limits<float>::infinity();
    try {
        test::run(made);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Failure);
        QVERIFY2(QString(error.what()).contains("epoch 1, step 1"), error.what());
        QVERIFY2(QString(error.what()).contains("lower the learning rate"), error.what());
    }
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
