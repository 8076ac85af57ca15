// What a step does beyond the recipe: soft targets, parts, clipping, half the bits.
// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/training/device.h"
#include "core/training/training_step.h"
#include "tests/training/tiny_training.h"

#include <ATen/ATen.h>

#include <QTest>

#include <algorithm>

using namespace tlvfc;

using Change = std::function<void(TrainingOptions &)>;
Q_DECLARE_METATYPE(Change)

class TestStepChoices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { set_compute_threads(1); } // two wait for each other on busy cores
    void theLossIsThatOfSoftTargets_data();
    void theLossIsThatOfSoftTargets();
    void ofAMixedImageTheLargerPartCounts();
    void partsAddUp_data();
    void partsAddUp();
    void clippingBoundsTheStep();
    void aProbeLeavesTheFeatures();
    void halfTheBitsComeNear();
    void theNormIsMeasuredOnRequest();
};

namespace {

const Crossover no_crossover{CrossoverKind::Off, 0.0, CrossoverFill::Source, Generator(1),
                             Generator(2)};

Model tiny_model() { return {test::new_network("resnet20", 3, 2), at::kCPU, true}; }

TorchBatch tiny_batch(std::int64_t count = 8)
{
    TorchBatch batch;
    batch.images =
        at::sin(at::arange(count * 3 * 16 * 16, at::kFloat).mul_(0.7)).view({count, 3, 16, 16});
    batch.labels = at::remainder(at::arange(count, at::kLong), 3);
    return batch;
}

TorchBatch mixed_batch()
{
    auto batch = tiny_batch();
    batch.partner_labels = at::remainder(at::arange(8, at::kLong).add(1), 3);
    batch.shares = at::arange(8, at::kFloat).div(8);
    return batch;
}

double change_of(const Weights &before, const Weights &after, const std::string &name)
{
    const auto a = before.at(name).values();
    const auto b = after.at(name).values();
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (double(a[i]) - double(b[i])) * (double(a[i]) - double(b[i]));
    return sum;
}

} // namespace

void TestStepChoices::theLossIsThatOfSoftTargets_data()
{
    QTest::addColumn<double>("smoothing");
    QTest::addColumn<bool>("mixed");
    QTest::newRow("hard") << 0.0 << false;
    QTest::newRow("smoothed") << 0.1 << false;
    QTest::newRow("mixed") << 0.0 << true;
    QTest::newRow("mixed and smoothed") << 0.3 << true;
}

/// -Σ target · log softmax, with the targets written out.
void TestStepChoices::theLossIsThatOfSoftTargets()
{
    QFETCH(double, smoothing);
    QFETCH(bool, mixed);
    const auto batch = mixed ? mixed_batch() : tiny_batch();
    auto model = tiny_model();
    auto twin = tiny_model();
    TrainingOptions options;
    options.label_smoothing = smoothing;
    TrainingStep step(model, nullptr, no_crossover, options);
    const auto loss = step.run(batch, 1e-3).loss;

    auto targets = at::one_hot(batch.labels, 3).to(at::kFloat);
    if (mixed) {
        const auto share = batch.shares.unsqueeze(1);
        targets = targets * share + at::one_hot(batch.partner_labels, 3) * (1 - share);
    }
    targets = targets * (1 - smoothing) + smoothing / 3;
    twin.set_training(true);
    const auto expected =
        -(targets * at::log_softmax(twin.forward(batch.images), 1)).sum(1).mean().item<double>();
    QVERIFY2(std::abs(loss - expected) < 1e-6, qPrintable(QString::number(loss - expected)));
}

void TestStepChoices::ofAMixedImageTheLargerPartCounts()
{
    auto batch = mixed_batch();
    auto model = tiny_model();
    auto twin = tiny_model();
    twin.set_training(true);
    const auto taken = twin.forward(batch.images).argmax(1);
    batch.labels = taken;
    batch.partner_labels = at::remainder(taken + 1, 3);
    TrainingStep step(model, nullptr, no_crossover, TrainingOptions());
    // Of shares 0, 1/8 … 7/8 four are at least one half.
    QCOMPARE(step.run(batch, 1e-3).correct, std::int64_t(4));
}

void TestStepChoices::partsAddUp_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("parts");
    QTest::newRow("halves") << 8 << 2;
    QTest::newRow("quarters") << 8 << 4;
    QTest::newRow("parts of several sizes") << 7 << 3;
}

/// Against the parts' own gradients, weighted by their images; batch norms see the parts.
void TestStepChoices::partsAddUp()
{
    QFETCH(int, count);
    QFETCH(int, parts);
    const auto batch = tiny_batch(count);
    auto model = tiny_model();
    TrainingOptions options;
    options.gradient_norm = true;
    TrainingStep step(model, nullptr, no_crossover, options);
    const auto result = step.run(batch, 1e-3, parts);

    auto twin = tiny_model();
    twin.set_training(true);
    double loss = 0.0;
    for (int part = 0; part < parts; ++part) {
        const auto piece = part_of(batch, count * part / parts, count * (part + 1) / parts);
        const double share = double(piece.count()) / count;
        const auto part_loss = at::cross_entropy_loss(twin.forward(piece.images), piece.labels);
        loss += share * part_loss.item<double>();
        (part_loss * share).backward();
    }
    QVERIFY(std::abs(result.loss - loss) < 1e-6);
    double squares = 0.0;
    for (const auto &[name, parameter] : twin.parameters())
        squares += parameter.grad().pow(2).sum().item<double>();
    QVERIFY(std::abs(result.gradient_norm - std::sqrt(squares)) < 1e-4 * std::sqrt(squares));
    // One step of the optimizer, whatever the parts.
    for (const auto &[name, tensor] : step.optimizer().state()) {
        if (name.starts_with("steps."))
            QCOMPARE(tensor.values()[0], 1.0f);
    }
}

/// With plain SGD the parameters move by rate × norm.
void TestStepChoices::clippingBoundsTheStep()
{
    TrainingOptions options;
    options.optimizer = OptimizerKind::Sgd;
    options.momentum = 0.0;
    options.weight_decay = 0.0;
    options.clip_norm = 0.01;
    auto model = tiny_model();
    TrainingStep step(model, nullptr, no_crossover, options);
    const auto before = model.weights();
    const auto result = step.run(tiny_batch(), 1.0);
    QVERIFY(result.gradient_norm > 0.01); // as it was before
    double squares = 0.0;
    for (const auto &[name, parameter] : model.parameters())
        squares += change_of(before, model.weights(), name);
    QVERIFY2(std::abs(std::sqrt(squares) - 0.01) < 1e-4, qPrintable(QString::number(squares)));
}

void TestStepChoices::aProbeLeavesTheFeatures()
{
    auto model = tiny_model();
    const auto batch = tiny_batch();
    model.set_training(false);
    const auto expected = at::cross_entropy_loss(model.forward(batch.images), batch.labels);
    TrainingOptions options;
    options.trains = TrainedPart::Classifier;
    TrainingStep step(model, nullptr, no_crossover, options);
    const auto before = model.weights();
    QCOMPARE(step.run(batch, 1e-2).loss, expected.item<double>()); // batch norms as in evaluation
    const auto after = model.weights();
    for (const auto &[name, tensor] : before) {
        const bool stays = std::ranges::equal(tensor.bytes(), after.at(name).bytes());
        QVERIFY2(stays == !name.starts_with("linear."), name.c_str());
    }
}

void TestStepChoices::halfTheBitsComeNear()
{
    auto full = tiny_model();
    auto half = tiny_model();
    SourceFeatures source(test::new_network("resnet20", 10, 3), at::kCPU);
    SourceFeatures half_source(test::new_network("resnet20", 10, 3), at::kCPU, Precision::BFloat16);
    const Crossover crossover{CrossoverKind::Mask, 0.3, CrossoverFill::Source, Generator(1),
                              Generator(2)};
    TrainingOptions options;
    TrainingStep in_full(full, &source, crossover, options);
    options.precision = Precision::BFloat16;
    TrainingStep in_half(half, &half_source, crossover, options);
    const auto batch = tiny_batch();
    for (int i = 0; i < 3; ++i) {
        const auto expected = in_full.run(batch, 1e-3).loss;
        const auto loss = in_half.run(batch, 1e-3).loss;
        QVERIFY(loss != expected);
        QVERIFY2(std::abs(loss - expected) < 0.05 * expected, qPrintable(QString::number(loss)));
    }
    for (const auto &[name, parameter] : half.parameters())
        QVERIFY2(parameter.scalar_type() == at::kFloat, name.c_str());
    // Nothing of it stays behind in this thread.
    const auto one = at::ones({2, 2});
    QVERIFY(at::mm(one, one).scalar_type() == at::kFloat);
}

void TestStepChoices::theNormIsMeasuredOnRequest()
{
    auto model = tiny_model();
    TrainingStep silent(model, nullptr, no_crossover, TrainingOptions());
    QCOMPARE(silent.run(tiny_batch(), 1e-3).gradient_norm, 0.0);
}

QTEST_GUILESS_MAIN(TestStepChoices)
#include "tst_step_choices.moc"
