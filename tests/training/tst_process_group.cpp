// Two members of a group, here in threads, share each batch and come to one result.
// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/base/error.h"
#include "core/training/device.h"
#include "core/training/process_group.h"
#include "core/training/training_step.h"
#include "tests/training/training_outcome.h"

#include <ATen/ATen.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <thread>

using namespace tlvfc;

Q_DECLARE_METATYPE(CrossoverFill)

namespace {

constexpr int members = 2;

/// Each member's result, or what it threw.
template <typename Result>
struct FromMembers
{
    std::array<Result, members> results;
    std::array<std::optional<Error>, members> errors;
};

/// `work(group)` in a thread for each member.
template <typename Result, typename Work>
FromMembers<Result> in_group(Work &&work)
{
    QTemporaryDir folder;
    const std::filesystem::path meeting = folder.filePath("meeting").toStdString();
    FromMembers<Result> from;
    std::array<std::jthread, members> threads;
    for (int rank = 0; rank < members; ++rank) {
        threads[static_cast<std::size_t>(rank)] = std::jthread([&, rank] {
            set_compute_threads(1);
            const auto member = static_cast<std::size_t>(rank);
            try {
                from.results[member] = work(std::make_shared<ProcessGroup>(meeting, rank, members));
            } catch (const Error &error) {
                from.errors[member] = error;
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
    return from;
}

/// What three steps on `images` images come to.
struct Steps
{
    std::vector<double> losses;
    std::int64_t correct = 0;
    Weights weights;
};

Steps three_steps(CrossoverFill fill, int images, ProcessGroup *group, std::int64_t parts)
{
    Model target(test::new_network("resnet20", 3, 2), at::kCPU, true, MemoryLayout::ChannelsLast);
    SourceFeatures source(test::new_network("resnet20", 10, 3), at::kCPU);
    TrainingOptions options;
    options.clip_norm = 0.5;
    TrainingStep step(target, &source,
                      {CrossoverKind::Mask, 0.3, fill, Generator(11), Generator(12)}, options,
                      group);
    TorchBatch batch;
    batch.images =
        at::sin(at::arange(images * 3 * 16 * 16, at::kFloat).mul_(0.7)).view({images, 3, 16, 16});
    batch.labels = at::remainder(at::arange(images, at::kLong), 3);
    Steps steps;
    for (int i = 0; i < 3; ++i) {
        const auto result = step.run(batch, 1e-2, parts);
        steps.losses.push_back(result.loss);
        steps.correct += result.correct;
    }
    // Batch norms' statistics are each member's own; the first one's are kept.
    for (const auto &[name, tensor] : target.weights()) {
        if (!name.ends_with("running_mean") && !name.ends_with("running_var") &&
            !name.ends_with("num_batches_tracked"))
            steps.weights.set(name, tensor);
    }
    return steps;
}

} // namespace

class TestProcessGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aStepIsThatOfTwoParts_data();
    void aStepIsThatOfTwoParts();
    void aBatchTooSmallToShareIsTheFirstOnes();
    void theLossIsThatOfTheWholeBatch();
    void allStopWhereOneIsStopped();
    void whoIsGoneIsMissed();
    void nobodyIsWaitedForWhoWillNotCome();

private:
    TrainingJob job(int epochs) const { return test::tiny_job(data_, images_, epochs); }

    DataSpec data_ = test::tiny_data();
    PackedData images_;
};

void TestProcessGroup::initTestCase()
{
    if (!ProcessGroup::is_built_in())
        QSKIP("built without Gloo");
    set_compute_threads(1);
    images_ = load_data(data_, 2, 2);
}

void TestProcessGroup::aStepIsThatOfTwoParts_data()
{
    QTest::addColumn<CrossoverFill>("fill");
    QTest::newRow("source") << CrossoverFill::Source;
    QTest::newRow("zero") << CrossoverFill::Zero;
    QTest::newRow("permuted") << CrossoverFill::Permuted;
    QTest::newRow("noise") << CrossoverFill::Noise;
}

/// To the last bit, since the sum of two does not know an order.
void TestProcessGroup::aStepIsThatOfTwoParts()
{
    QFETCH(CrossoverFill, fill);
    const auto expected = three_steps(fill, 9, nullptr, 2);
    const auto shared =
        in_group<Steps>([&](const auto &group) { return three_steps(fill, 9, group.get(), 1); });
    for (const auto &steps : shared.results) {
        QCOMPARE(steps.losses, expected.losses);
        QCOMPARE(steps.correct, expected.correct);
        QVERIFY(test::same_bits(steps.weights, expected.weights));
    }
}

void TestProcessGroup::aBatchTooSmallToShareIsTheFirstOnes()
{
    const auto expected = three_steps(CrossoverFill::Source, 3, nullptr, 1);
    const auto shared = in_group<Steps>(
        [](const auto &group) { return three_steps(CrossoverFill::Source, 3, group.get(), 1); });
    for (const auto &steps : shared.results) {
        QCOMPARE(steps.losses, expected.losses);
        QCOMPARE(steps.correct, expected.correct);
        QVERIFY(test::same_bits(steps.weights, expected.weights));
    }
}

/// Where no batch norm looks at its batch, two processes with half of it each are one process with
/// all of it; only sums come in another order.
void TestProcessGroup::theLossIsThatOfTheWholeBatch()
{
    auto probing = job(2);
    probing.options.trains = TrainedPart::Classifier;
    const auto expected = test::run(probing);
    const auto shared = in_group<test::Outcome>([&](const auto &group) {
        auto with_others = probing;
        with_others.group = group;
        return test::run(with_others);
    });
    for (const auto &outcome : shared.results) {
        QCOMPARE(outcome.points.size(), expected.points.size());
        for (std::size_t i = 0; i < expected.points.size(); ++i) {
            const auto &point = outcome.points[i];
            QVERIFY(std::abs(point.train_loss - expected.points[i].train_loss) < 1e-6);
            QCOMPARE(point.val_accuracy, shared.results[0].points[i].val_accuracy);
            QVERIFY(std::abs(point.val_loss - expected.points[i].val_loss) < 1e-6);
        }
        QCOMPARE(outcome.result.images, expected.result.images);
    }
    QVERIFY(test::same_bits(shared.results[0].result.last_weights,
                            shared.results[1].result.last_weights));
}

void TestProcessGroup::allStopWhereOneIsStopped()
{
    const auto shared = in_group<TrainingResult>([&](const auto &group) {
        auto with_others = job(50);
        with_others.group = group;
        std::stop_source stop;
        TrainingObserver observer;
        observer.on_step = [&](const auto &, bool) {
            if (group->rank() == 1)
                stop.request_stop();
        };
        return train(with_others, observer, stop.get_token());
    });
    for (std::size_t i = 0; i < members; ++i) {
        QVERIFY(!shared.errors[i]);
        QVERIFY(shared.results[i].stopped);
        QCOMPARE(shared.results[i].images, std::int64_t(16)); // one step
    }
}

void TestProcessGroup::whoIsGoneIsMissed()
{
    const auto shared = in_group<TrainingResult>([&](const auto &group) {
        auto with_others = job(50);
        with_others.group = group;
        TrainingObserver observer;
        observer.on_step = [&](const auto &, bool) {
            if (group->rank() == 1)
                throw failure("the disk is full");
        };
        return train(with_others, observer);
    });
    QVERIFY(shared.errors[0]);
    QVERIFY2(QString::fromUtf8(shared.errors[0]->what())
                 .startsWith("another process of the run has ended"),
             shared.errors[0]->what());
    QCOMPARE(QString::fromUtf8(shared.errors[1]->what()), QStringLiteral("the disk is full"));
}

/// Nor where an address that he left is still there.
void TestProcessGroup::nobodyIsWaitedForWhoWillNotCome()
{
    const auto gone = [] { throw failure("process 1 is gone"); };
    QTemporaryDir folder;
    const std::filesystem::path meeting = folder.filePath("meeting").toStdString();
    QElapsedTimer timer;
    timer.start();
    for (const int rank : {1, 0}) {
        try {
            const ProcessGroup group(meeting, rank, members, gone);
            QFAIL("nobody else has come");
        } catch (const Error &error) {
            QCOMPARE(QString::fromUtf8(error.what()), QStringLiteral("process 1 is gone"));
        }
    }
    QVERIFY(timer.elapsed() < 60'000); // they look for each other for two minutes
}

QTEST_GUILESS_MAIN(TestProcessGroup)
#include "tst_process_group.moc"
