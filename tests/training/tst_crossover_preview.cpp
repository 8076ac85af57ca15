// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/base/error.h"
#include "core/nets/torch_tensor.h"
#include "core/training/crossover.h"
#include "core/training/crossover_preview.h"
#include "core/training/device.h"
#include "core/training/trainer.h"
#include "core/training/training_step.h"
#include "tests/training/tiny_training.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace tlvfc;

Q_DECLARE_METATYPE(CrossoverKind)
Q_DECLARE_METATYPE(CrossoverFill)

namespace {

constexpr std::uint64_t seed = 5;

/// A target of 64 features, and a batch for it.
struct Bench
{
    explicit Bench(const char *source_name = "resnet20")
        : source(test::new_network(source_name, 10, 3))
    {
        batch.labels.resize(8);
        batch.images = Tensor({8, 3, 16, 16}, batch.images.values().first(8 * 3 * 16 * 16));
    }

    CrossoverPreview preview(CrossoverKind kind, double rate = 0.4,
                             CrossoverFill fill = CrossoverFill::Source) const
    {
        return CrossoverPreview(target, &source, batch, {kind, rate, fill, seed});
    }

    Network target = test::new_network("resnet20", 3, 2);
    Network source;
    SignalBatch batch = normal_batch(16, 3, 7);
};

QString fault(const std::function<void()> &act)
{
    try {
        act();
    } catch (const Error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestCrossoverPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { set_compute_threads(1); }
    void masksAreTrainings_data();
    void masksAreTrainings();
    void stepsAreTrainings_data();
    void stepsAreTrainings();
    void everyFillStandsWhereTheMaskSays_data();
    void everyFillStandsWhereTheMaskSays();
    void widths_data();
    void widths();
    void countsHowOften();
    void offReplacesNothing();
    void refuses();
    void stops();
};

void TestCrossoverPreview::masksAreTrainings_data()
{
    QTest::addColumn<CrossoverKind>("kind");
    QTest::addColumn<QString>("source");
    QTest::addRow("mask") << CrossoverKind::Mask << "resnet20";
    QTest::addRow("columns") << CrossoverKind::Columns << "resnet20";
    QTest::addRow("a wider source") << CrossoverKind::Mask << "resnet18";
}

/// What a training is about to draw, by the state that it leaves after every step.
void TestCrossoverPreview::masksAreTrainings()
{
    QFETCH(CrossoverKind, kind);
    QFETCH(QString, source);
    const Bench bench(source.toUtf8().constData());
    const auto images = load_data(test::tiny_data(), seed, 1);
    TrainingJob job;
    job.target = bench.target;
    job.source = std::make_shared<const Network>(bench.source);
    job.crossover = kind;
    job.crossover_rate = 0.4;
    job.options = test::tiny_options(2);
    job.data = test::tiny_data();
    job.images = &images;
    job.seed = seed;
    const auto preview = bench.preview(kind);
    const auto width = preview.source_features().shape()[1];
    int compared = 0;
    TrainingObserver observer;
    observer.on_step = [&](const std::function<TrainingState()> &state, bool) {
        const auto now = state();
        Generator next(0);
        next.set_state(now.mask_stream);
        const auto replaced = replaced_columns(kind, 0.4, width, 64, next);
        if (preview.step(now.step + 1).replaced == replaced)
            ++compared;
    };
    train(std::move(job), observer);
    QCOMPARE(compared, 2 * 6 + 2); // after every step of 16 of 90 images, and every epoch
}

void TestCrossoverPreview::stepsAreTrainings_data() { masksAreTrainings_data(); }

/// A step without a learning rate leaves the weights, so that the next is the preview's too.
void TestCrossoverPreview::stepsAreTrainings()
{
    QFETCH(CrossoverKind, kind);
    QFETCH(QString, source);
    const Bench bench(source.toUtf8().constData());
    const auto preview = bench.preview(kind);
    Model target(bench.target, at::kCPU, true, MemoryLayout::ChannelsLast);
    SourceFeatures features(bench.source, at::kCPU);
    TrainingStep step(target, &features, first_crossover(kind, 0.4, CrossoverFill::Source, seed),
                      {});
    TorchBatch batch;
    batch.images = to_torch(bench.batch.images);
    batch.labels = at::tensor(bench.batch.labels);
    for (int number = 1; number <= 3; ++number) {
        const auto expected = preview.step(number);
        QCOMPARE(step.run(batch, 0.0).loss, expected.loss);
        // A bias for each feature, which nothing but that feature's column reaches.
        at::Tensor gradient;
        for (const auto &[name, tensor] : target.parameters()) {
            if (name == "layer3.2.bn2.bias")
                gradient = tensor.grad();
        }
        QVERIFY(expected.without_gradient() > 0);
        for (std::size_t i = 0; i < 64; ++i)
            QCOMPARE(gradient.data_ptr<float>()[i] == 0.0f, bool(expected.has_no_gradient[i]));
    }
}

void TestCrossoverPreview::everyFillStandsWhereTheMaskSays_data()
{
    QTest::addColumn<CrossoverFill>("fill");
    for (const auto &fill : option_values<CrossoverFill>())
        QTest::newRow(std::string(fill.name).c_str()) << fill.value;
}

void TestCrossoverPreview::everyFillStandsWhereTheMaskSays()
{
    QFETCH(CrossoverFill, fill);
    const Bench bench;
    const auto preview = bench.preview(CrossoverKind::Mask, 0.4, fill);
    const auto step = preview.step(3);
    QCOMPARE(step.replaced, bench.preview(CrossoverKind::Mask).step(3).replaced);
    QVERIFY(step.replaced_count() > 10 && step.replaced_count() < 50);
    QCOMPARE(step.without_gradient(), step.replaced_count());
    const auto target = preview.target_features().values();
    const auto source = preview.source_features().values();
    int as_source = 0;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const bool replaced = step.replaced[i % 64];
        QCOMPARE(step.result.values()[i], replaced ? step.fill.values()[i] : target[i]);
        QCOMPARE(step.gradient.values()[i] == 0.0f, replaced);
        if (fill == CrossoverFill::Zero)
            QCOMPARE(step.fill.values()[i], 0.0f);
        else
            as_source += step.fill.values()[i] == source[i] ? 1 : 0;
    }
    if (fill == CrossoverFill::Source)
        QCOMPARE(as_source, 8 * 64);
    else
        QVERIFY(as_source < 8 * 64 / 2);
}

void TestCrossoverPreview::widths_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("target_width");
    QTest::addColumn<int>("source_width");
    QTest::addRow("a narrow source") << "resnet18"
                                     << "resnet20" << 512 << 64;
    QTest::addRow("a narrow target") << "resnet20"
                                     << "resnet18" << 64 << 512;
    QTest::addRow("a VGG's hidden layer") << "vgg11"
                                          << "resnet20" << 4096 << 64;
}

void TestCrossoverPreview::widths()
{
    QFETCH(QString, target);
    QFETCH(QString, source);
    QFETCH(int, target_width);
    QFETCH(int, source_width);
    const auto from = test::new_network(source.toUtf8().constData(), 10, 3);
    auto batch = normal_batch(32, 3, 7);
    batch.labels.resize(4);
    batch.images = Tensor({4, 3, 32, 32}, batch.images.values().first(4 * 3 * 32 * 32));
    const CrossoverPreview preview(test::new_network(target.toUtf8().constData()), &from, batch,
                                   {CrossoverKind::Mask, 1.0, CrossoverFill::Source, seed});
    QCOMPARE(preview.target_features().shape(), (Shape{4, target_width}));
    QCOMPARE(preview.source_features().shape(), (Shape{4, source_width}));
    const auto step = preview.step(1);
    const int shared = std::min(target_width, source_width);
    QCOMPARE(step.replaced_count(), shared);
    QCOMPARE(step.fill.shape(), (Shape{4, shared}));
    QCOMPARE(step.result.shape(), (Shape{4, target_width}));
    QVERIFY(step.without_gradient() >= shared);
    QVERIFY(target_width == shared || step.without_gradient() < target_width);
}

void TestCrossoverPreview::countsHowOften()
{
    const Bench bench;
    const auto preview = bench.preview(CrossoverKind::Mask, 0.3);
    std::vector<std::int64_t> times(64);
    for (int number = 1; number <= 20; ++number) {
        const auto step = preview.step(number);
        for (std::size_t i = 0; i < 64; ++i)
            times[i] += step.replaced[i] ? 1 : 0;
        QCOMPARE(step.times, times);
    }
    // A step whose mask chooses nothing has no fill, and says so.
    const auto none = bench.preview(CrossoverKind::Mask, 0.0).step(1);
    QCOMPARE(none.replaced_count(), 0);
    QCOMPARE(none.without_gradient(), 0);
    QCOMPARE(none.fill.size(), 0);
}

void TestCrossoverPreview::offReplacesNothing()
{
    const Bench bench;
    const CrossoverPreview preview(bench.target, nullptr, bench.batch,
                                   {CrossoverKind::Off, 0.5, CrossoverFill::Source, seed});
    const auto step = preview.step(4);
    QCOMPARE(step.replaced_count(), 0);
    QVERIFY(std::ranges::equal(step.result.values(), preview.target_features().values()));
    // Plain dropout of columns needs no source either.
    const CrossoverPreview zeros(bench.target, nullptr, bench.batch,
                                 {CrossoverKind::Mask, 0.5, CrossoverFill::Zero, seed});
    QVERIFY(zeros.step(4).replaced_count() > 0);
}

void TestCrossoverPreview::refuses()
{
    const Bench bench;
    const CrossoverSettings settings;
    QVERIFY(fault([&] {
                CrossoverPreview(bench.target, nullptr, bench.batch, settings);
            }).contains(QLatin1String("open a source")));
    auto labels = bench.batch;
    labels.labels[0] = 3;
    QVERIFY(fault([&] {
                CrossoverPreview(bench.target, &bench.source, labels, settings);
            }).contains(QLatin1String("3 outputs")));
    const auto deep = test::new_network("vgg11");
    const auto tiny = normal_batch(8, 3, 2);
    const auto sentence = QStringLiteral("8×8 pixels");
    QVERIFY(
        fault([&] { CrossoverPreview(deep, &bench.source, tiny, settings); }).contains(sentence));
    QVERIFY(
        fault([&] { CrossoverPreview(bench.target, &deep, tiny, settings); }).contains(sentence));
    Network foreign;
    foreign.architecture.family = Family::Unknown;
    QVERIFY(
        !fault([&] { CrossoverPreview(foreign, &bench.source, bench.batch, settings); }).isEmpty());
}

void TestCrossoverPreview::stops()
{
    const Bench bench;
    std::stop_source stop;
    const auto preview = bench.preview(CrossoverKind::Mask);
    stop.request_stop();
    const auto expect_interrupted = [](const auto &act) {
        try {
            act();
        } catch (const Error &error) {
            return error.kind() == ErrorKind::Interrupted;
        }
        return false;
    };
    QVERIFY(expect_interrupted([&] { preview.step(1'000'000'000, stop.get_token()); }));
    QVERIFY(expect_interrupted(
        [&] { CrossoverPreview(bench.target, &bench.source, bench.batch, {}, stop.get_token()); }));
}

QTEST_GUILESS_MAIN(TestCrossoverPreview)
#include "tst_crossover_preview.moc"
