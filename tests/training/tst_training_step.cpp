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

namespace {

constexpr std::uint64_t mask_seed = 11;

/// A target and a source with their step; one batch of eight images.
struct Bench
{
    Bench(CrossoverKind kind, double rate, double weight_decay, const char *source_name)
        : target(test::new_network("resnet20", 3, 2), at::kCPU, true, MemoryLayout::ChannelsLast)
        , source(test::new_network(source_name, 10, 3), at::kCPU, false)
        , step(target, &source, {kind, rate, Generator(mask_seed)}, weight_decay)
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

    Model target;
    Model source;
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
    const auto replaced = replaced_columns(kind, 0.4, bench.source.pooled_width(), 64, same);
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
    const auto before = bench.source.weights();
    bench.step.run(bench.batch, 0.1);
    bench.step.run(bench.batch, 0.1);
    // Its batch norms' statistics too: it runs in evaluation mode.
    QVERIFY(test::same_bits(bench.source.weights(), before));
    for (const auto &[name, parameter] : bench.source.parameters())
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
    const auto features = bench.source.pooled_features(bench.batch.images);
    const auto logits = linear.logits(features);
    Bench again(CrossoverKind::Mask, 1.0, 0.0, "resnet20");
    const auto result = again.step.run(again.batch, 0.1);
    const auto correct = logits.argmax(1).eq(bench.batch.labels).sum().item<std::int64_t>();
    QCOMPARE(result.correct, correct);
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
