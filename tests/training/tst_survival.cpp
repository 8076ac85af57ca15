// A training that meets trouble: a loss that is no number, memory that does not suffice, a
// validation that becomes no better.
#include "core/base/error.h"
#include "core/training/device.h"
#include "tests/training/small_memory.h"
#include "tests/training/training_outcome.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;

class TestSurvival : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aBadLossEndsTheRun();
    void aBadLossLeadsBack();
    void goingBackIsTheSameAsHavingBegunLower();
    void givesUpWhereTheRateIsNotToBlame();
    void tooLargeABatchEndsTheRun();
    void tooLargeABatchIsSplit();
    void patienceEnds_data();
    void patienceEnds();
    void patienceNeedsValidation();

private:
    TrainingJob job(int epochs) const { return test::tiny_job(data_, images_, epochs); }

    /// Goes beyond all numbers in a few steps.
    TrainingJob too_fast(int epochs) const
    {
        auto fast = job(epochs);
        fast.options.optimizer = OptimizerKind::Sgd;
        fast.options.weight_decay = 0.5;
        fast.options.learning_rate = 10.0;
        return fast;
    }

    DataSpec data_ = test::tiny_data();
    PackedData images_;
};

static std::optional<Error> error_of(const TrainingJob &job)
{
    try {
        test::run(job);
    } catch (const Error &error) {
        return error;
    }
    return {};
}

void TestSurvival::initTestCase()
{
    set_compute_threads(1); // two wait for each other on busy cores
    images_ = load_data(data_, 2, 2);
}

void TestSurvival::aBadLossEndsTheRun()
{
    const auto error = error_of(too_fast(8));
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::Failure);
    const auto text = QString::fromUtf8(error->what());
    QVERIFY2(text.contains("the loss is ") && text.contains("epoch ") && text.contains("step "),
             error->what());
}

void TestSurvival::aBadLossLeadsBack()
{
    auto fast = too_fast(8);
    fast.options.on_bad_loss = OnBadLoss::GoBack;
    const auto outcome = test::run(fast);
    QVERIFY(!outcome.warnings.empty());
    QVERIFY2(outcome.warnings.front().find("with 1/2 of the learning rate") != std::string::npos,
             outcome.warnings.front().c_str());
    QCOMPARE(outcome.points.size(), std::size_t(8)); // each epoch once
    for (const auto &point : outcome.points)
        QVERIFY(std::isfinite(point.train_loss));
    const double share = 1.0 / std::pow(2.0, double(outcome.warnings.size()));
    QCOMPARE(outcome.points.back().learning_rate, 10.0 * share);
    QCOMPARE(outcome.backs.size(), outcome.warnings.size());
    // What was in vain was trained all the same.
    QVERIFY(outcome.result.images > 8 * 90);
}

/// Where the very first epoch fails once, the rest is a run that began with half the rate.
void TestSurvival::goingBackIsTheSameAsHavingBegunLower()
{
    auto fast = too_fast(8);
    fast.options.on_bad_loss = OnBadLoss::GoBack;
    const auto outcome = test::run(fast);
    if (outcome.points.front().learning_rate == 10.0)
        QFAIL("the first epoch survived");
    auto lower = fast;
    lower.options.learning_rate = outcome.points.front().learning_rate;
    const auto expected = test::run(lower);
    QCOMPARE(outcome.points.front().train_loss, expected.points.front().train_loss);
    QCOMPARE(outcome.points.front().val_loss, expected.points.front().val_loss);
}

void TestSurvival::givesUpWhereTheRateIsNotToBlame()
{
    auto broken = job(2);
    broken.options.on_bad_loss = OnBadLoss::GoBack;
    broken.target.weights.find("linear.bias")->edit()[0] = std::nanf("");
    const auto error = error_of(broken);
    QVERIFY(error);
    QVERIFY2(QString::fromUtf8(error->what()).contains("even at a thousandth of the rate"),
             error->what());
}

void TestSurvival::tooLargeABatchEndsTheRun()
{
    if (!test::memory_can_be_limited)
        QSKIP("memory cannot be limited under a sanitizer");
    auto large = test::large_step();
    const auto images = load_data(large.data, 2, 1);
    large.images = &images;
    const test::SmallMemory memory(test::large_step_bytes / 2);
    const auto error = error_of(large);
    QVERIFY(error);
    const auto text = QString::fromUtf8(error->what());
    QVERIFY2(text.contains("memory does not suffice for a batch of 64 images"), error->what());
    QVERIFY2(text.contains("on-out-of-memory"), error->what());
}

void TestSurvival::tooLargeABatchIsSplit()
{
    if (!test::memory_can_be_limited)
        QSKIP("memory cannot be limited under a sanitizer");
    auto large = test::large_step();
    const auto images = load_data(large.data, 2, 1);
    large.images = &images;
    large.options.on_out_of_memory = OnOutOfMemory::Split;
    test::Outcome outcome;
    {
        const test::SmallMemory memory(test::large_step_bytes / 2);
        outcome = test::run(large);
    }
    QVERIFY(!outcome.warnings.empty());
    QVERIFY2(outcome.warnings.front().find("in 2 parts") != std::string::npos,
             outcome.warnings.front().c_str());
    QCOMPARE(outcome.points.size(), std::size_t(2));
    QVERIFY(std::isfinite(outcome.points.back().train_loss));
    QCOMPARE(outcome.result.images, std::int64_t(2 * images.train.count()));
}

void TestSurvival::patienceEnds_data()
{
    QTest::addColumn<int>("patience");
    QTest::addColumn<int>("epochs");
    // The rate is so low that the first epoch stays the best.
    QTest::newRow("never") << 0 << 6;
    QTest::newRow("one") << 1 << 2;
    QTest::newRow("three") << 3 << 4;
    QTest::newRow("more than there are") << 9 << 6;
}

void TestSurvival::patienceEnds()
{
    QFETCH(int, patience);
    QFETCH(int, epochs);
    auto slow = job(6);
    slow.options.learning_rate = 1e-12;
    slow.options.patience = patience;
    // Statistics of batch norms that move would move the validation.
    slow.data.random_crop = false;
    for (auto &[name, tensor] : std::vector(slow.target.weights.begin(), slow.target.weights.end()))
        if (name == "linear.weight")
            std::ranges::fill(slow.target.weights.find(name)->edit(), 0.0f);
    const auto outcome = test::run(slow);
    QCOMPARE(outcome.points.size(), std::size_t(epochs));
    QCOMPARE(outcome.result.epochs_done, epochs);
    QVERIFY(!outcome.result.stopped);
    QCOMPARE(outcome.result.ended_early, epochs < 6);
    QCOMPARE(outcome.result.best.epoch, 1);
}

void TestSurvival::patienceNeedsValidation()
{
    auto without = job(2);
    without.options.patience = 1;
    auto images = images_;
    images.val = {};
    without.images = &images;
    const auto error = error_of(without);
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::InvalidRequest);
    QVERIFY2(QString::fromUtf8(error->what()).contains("option patience"), error->what());
}

QTEST_GUILESS_MAIN(TestSurvival)
#include "tst_survival.moc"
