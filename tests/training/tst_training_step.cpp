// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/training/crossover.h"
#include "core/training/device.h"
#include "core/training/training_step.h"
#include "tests/training/tiny_training.h"

#include <ATen/ATen.h>

#include <QTest>

#include <optional>

using namespace tlvfc;

Q_DECLARE_METATYPE(CrossoverKind)
Q_DECLARE_METATYPE(CrossoverFill)

namespace {

constexpr std::uint64_t mask_seed = 11;
constexpr std::uint64_t fill_seed = 12;

/// A target and a source with their step; one batch of eight images.
struct Bench
{
    Bench(CrossoverKind kind, double rate, double weight_decay, const char *source_name,
          CrossoverFill fill = CrossoverFill::Source)
        : target(test::new_network("resnet20", 3, 2), at::kCPU, true, MemoryLayout::ChannelsLast)
        , source(test::new_network(source_name, 10, 3), at::kCPU)
        , step(target, &source, {kind, rate, fill, Generator(mask_seed), Generator(fill_seed)},
               with_decay(weight_decay))
    {
        batch.images =
            at::sin(at::arange(8 * 3 * 16 * 16, at::kFloat).mul_(0.7)).view({8, 3, 16, 16});
        batch.labels = at::remainder(at::arange(8, at::kLong), 3);
    }

    at::Tensor gradient(const std::string &name) const
    {
        for (const auto &[parameter, tensor] : target.parameters()) {
            if (parameter == name)
                return tensor.grad();
        }
        return {};
    }

    static TrainingOptions with_decay(double weight_decay)
    {
        TrainingOptions options;
        options.weight_decay = weight_decay;
        return options;
    }

    Model target;
    SourceFeatures source;
    TrainingStep step;
    TorchBatch batch;
};

} // namespace

class TestTrainingStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { set_compute_threads(1); } // two wait for each other on busy cores
    void noGradientThroughReplacedColumns_data();
    void noGradientThroughReplacedColumns();
    void theSourceStaysAsItIs();
    void allColumnsReplaced();
    void noFillMovesTheMask_data();
    void noFillMovesTheMask();
    void fillsAreWhatTheySay_data();
    void fillsAreWhatTheySay();
    void zerosNeedNoSource();
    void rateZeroIsOff();
    void kernelsMoveAsTheOptimizerSays();
};

void TestTrainingStep::noGradientThroughReplacedColumns_data()
{
    QTest::addColumn<CrossoverKind>("kind");
    QTest::addColumn<QString>("source");
    QTest::newRow("mask") << CrossoverKind::Mask << "resnet20";
    QTest::newRow("columns") << CrossoverKind::Columns << "resnet20";
    QTest::newRow("a wider source") << CrossoverKind::Mask << "resnet18";
    QTest::newRow("off") << CrossoverKind::Off << "resnet20";
}

/// The last block's last batch norm has one bias per feature, which nothing but that feature's
/// column reaches.
void TestTrainingStep::noGradientThroughReplacedColumns()
{
    QFETCH(CrossoverKind, kind);
    QFETCH(QString, source);
    Bench bench(kind, 0.4, 0.0, source.toUtf8());
    Generator same(mask_seed);
    const auto replaced = replaced_columns(kind, 0.4, bench.source.width(), 64, same);
    bench.step.run(bench.batch, 1e-3);
    const auto gradient = bench.gradient("layer3.2.bn2.bias");
    QCOMPARE(gradient.numel(), std::int64_t(64));
    for (std::int64_t i = 0; i < 64; ++i) {
        const bool flows = gradient.data_ptr<float>()[i] != 0.0f;
        QVERIFY2(flows != replaced[static_cast<std::size_t>(i)], qPrintable(QString::number(i)));
    }
}

void TestTrainingStep::theSourceStaysAsItIs()
{
    Bench bench(CrossoverKind::Mask, 0.5, 5e-4, "resnet20");
    const auto before = bench.source.model().weights();
    bench.step.run(bench.batch, 0.1);
    bench.step.run(bench.batch, 0.1);
    // Its batch norms' statistics too: it runs in evaluation mode.
    QVERIFY(test::same_bits(bench.source.model().weights(), before));
    for (const auto &[name, parameter] : bench.source.model().parameters())
        QVERIFY2(!parameter.requires_grad() && !parameter.grad().defined(), name.c_str());
}

void TestTrainingStep::allColumnsReplaced()
{
    Bench bench(CrossoverKind::Mask, 1.0, 0.0, "resnet20");
    const auto before = bench.target.weights();
    bench.step.run(bench.batch, 0.1);
    const auto after = bench.target.weights();
    for (const auto &parameter : bench.target.parameters()) {
        const auto &name = parameter.first;
        const bool same = std::ranges::equal(before.at(name).bytes(), after.at(name).bytes());
        QVERIFY2(same != name.starts_with("linear."), name.c_str());
    }
    // What the last layer sees is the source's, in evaluation mode: running the step on the source
    // gives the same loss.
    auto twin = test::new_network("resnet20", 3, 2);
    Model linear(twin, at::kCPU, false);
    const auto features = bench.source.of(bench.batch);
    const auto logits = linear.logits(features);
    Bench again(CrossoverKind::Mask, 1.0, 0.0, "resnet20");
    const auto result = again.step.run(again.batch, 0.1);
    const auto correct = logits.argmax(1).eq(bench.batch.labels).sum().item<std::int64_t>();
    QCOMPARE(result.correct, correct);
}

void TestTrainingStep::noFillMovesTheMask_data()
{
    QTest::addColumn<CrossoverFill>("fill");
    for (const auto &fill : option_values<CrossoverFill>())
        QTest::newRow(std::string(fill.name).c_str()) << fill.value;
}

void TestTrainingStep::noFillMovesTheMask()
{
    QFETCH(CrossoverFill, fill);
    Bench bench(CrossoverKind::Mask, 0.4, 0.0, "resnet20", fill);
    Generator same(mask_seed);
    for (int step = 0; step < 2; ++step) {
        const auto replaced =
            replaced_columns(CrossoverKind::Mask, 0.4, bench.source.width(), 64, same);
        bench.step.run(bench.batch, 1e-3);
        const auto gradient = bench.gradient("layer3.2.bn2.bias");
        for (std::int64_t i = 0; i < 64; ++i) {
            const bool flows = gradient.data_ptr<float>()[i] != 0.0f;
            QVERIFY2(flows != replaced[static_cast<std::size_t>(i)],
                     qPrintable(QString::number(i)));
        }
    }
}

void TestTrainingStep::fillsAreWhatTheySay_data() { noFillMovesTheMask_data(); }

/// With every column replaced, the loss is that of the fill through the target's last layer.
void TestTrainingStep::fillsAreWhatTheySay()
{
    QFETCH(CrossoverFill, fill);
    Bench bench(CrossoverKind::Mask, 1.0, 0.0, "resnet20", fill);
    const auto seen = bench.source.of(bench.batch);
    Generator stream(fill_seed);
    at::Tensor expected;
    switch (fill) {
    case CrossoverFill::Source:
        expected = seen;
        break;
    case CrossoverFill::Permuted: {
        const auto order = stream.randperm(8);
        QVERIFY(!std::ranges::is_sorted(order));
        std::vector<at::Tensor> rows;
        for (const auto row : order)
            rows.push_back(seen[row]);
        expected = at::stack(rows);
        break;
    }
    case CrossoverFill::Noise: {
        const auto draws = stream.randn(seen.numel());
        expected = at::tensor(draws).view(seen.sizes()) * seen.std() + seen.mean();
        break;
    }
    case CrossoverFill::Zero:
        expected = at::zeros_like(seen);
        break;
    }
    Model linear(test::new_network("resnet20", 3, 2), at::kCPU, false);
    const auto loss = at::cross_entropy_loss(linear.logits(expected), bench.batch.labels);
    const auto result = bench.step.run(bench.batch, 0.1);
    QVERIFY(std::abs(result.loss - loss.item<double>()) < 1e-6);
}

void TestTrainingStep::zerosNeedNoSource()
{
    Bench with(CrossoverKind::Mask, 0.4, 0.0, "resnet20", CrossoverFill::Zero);
    Bench without(CrossoverKind::Mask, 0.4, 0.0, "resnet20", CrossoverFill::Zero);
    TrainingStep alone(
        without.target, nullptr,
        {CrossoverKind::Mask, 0.4, CrossoverFill::Zero, Generator(mask_seed), Generator(fill_seed)},
        Bench::with_decay(0.0));
    // Both are 64 wide, so the same columns go.
    QCOMPARE(alone.run(without.batch, 0.1).loss, with.step.run(with.batch, 0.1).loss);
}

void TestTrainingStep::rateZeroIsOff()
{
    Bench off(CrossoverKind::Off, 0.0, 5e-4, "resnet20");
    Bench zero(CrossoverKind::Mask, 0.0, 5e-4, "resnet20");
    for (int i = 0; i < 2; ++i)
        QCOMPARE(zero.step.run(zero.batch, 1e-3).loss, off.step.run(off.batch, 1e-3).loss);
    QVERIFY(test::same_bits(zero.target.weights(), off.target.weights()));
}

/// The fused optimizer walks raw memory: kernels and their gradients must lie alike. After the
/// first step every weight has moved by the rate against its gradient's sign.
void TestTrainingStep::kernelsMoveAsTheOptimizerSays()
{
    Bench bench(CrossoverKind::Off, 0.0, 0.0, "resnet20");
    const auto before = bench.target.weights();
    bench.step.run(bench.batch, 1e-3);
    const auto after = bench.target.weights();
    for (const auto &[name, parameter] : bench.target.parameters()) {
        const auto gradient = parameter.grad().contiguous();
        const auto *slope = gradient.data_ptr<float>();
        const auto was = before.at(name).values();
        const auto is = after.at(name).values();
        for (std::size_t i = 0; i < was.size(); ++i) {
            if (std::abs(slope[i]) < 1e-4f) // where epsilon counts
                continue;
            const double expected = slope[i] > 0 ? -1e-3 : 1e-3;
            QVERIFY2(std::abs(double(is[i]) - double(was[i]) - expected) < 2e-6, name.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestTrainingStep)
#include "tst_training_step.moc"
