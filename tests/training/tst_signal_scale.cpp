#include "core/base/error.h"
#include "core/nets/architecture_builder.h"
#include "core/nets/initialize.h"
#include "core/training/device.h"
#include "core/training/signal_scale.h"
#include "tests/training/tiny_training.h"

#include <QTest>

#include <array>
#include <cmath>
#include <numeric>

using namespace tlvfc;

class TestSignalScale : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { set_compute_threads(1); }
    void agreesWithASumByHand();
    void agreesWithFiniteDifferences();
    void theoryOfInitialization_data();
    void theoryOfInitialization();
    void everyLayerHasNumbers_data();
    void everyLayerHasNumbers();
    void aNormEqualizesItsOutput();
    void sameNumbersAgain();
    void batches();
    void dataBatch();
    void refuses();
    void stops();
};

/// Convolutions of 1×1 with a ReLU each, then the mean over the image and one Linear.
static Architecture plain(const std::vector<int> &channels, int classes)
{
    ArchitectureBuilder net("plain", Family::Vgg, classes);
    const auto features = net.add(net.root(), "features", LayerKind::Sequential);
    int in = 3;
    int index = 0;
    for (const int out : channels) {
        net.add_conv(features, std::to_string(index++), in, out, {}, true);
        net.add(features, std::to_string(index++), LayerKind::ReLU);
        in = out;
    }
    net.add_average_pool(net.root(), "avgpool", 1);
    const auto classifier = net.add(net.root(), "classifier", LayerKind::Sequential);
    net.add_linear(classifier, "0", in, classes);
    return net.take();
}

static Network drawn(Architecture architecture, ConvInit init = ConvInit::He)
{
    Generator generator(2);
    auto weights = initial_weights(architecture, generator, init);
    return {std::move(architecture), std::move(weights), {}};
}

static void set(Network &network, const std::string &name, const std::vector<float> &values)
{
    std::ranges::copy(values, network.weights.find(name)->edit().begin());
}

static double deviation(const std::vector<double> &values)
{
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double around = 0.0;
    for (const double value : values)
        around += (value - mean) * (value - mean);
    return std::sqrt(around / count);
}

/// One filter, two images of 1×1 pixel, two classes: all of it in a few lines.
void TestSignalScale::agreesWithASumByHand()
{
    auto network = drawn(plain({1}, 2));
    set(network, "features.0.weight", {1.0f, 2.0f, -1.0f});
    set(network, "features.0.bias", {0.5f});
    set(network, "classifier.0.weight", {1.0f, -0.5f});
    set(network, "classifier.0.bias", {0.1f, 0.2f});
    const SignalBatch batch{Tensor({2, 3, 1, 1}, std::array{1.0f, 0.5f, 1.0f, -1.0f, 0.0f, 2.0f}),
                            {0, 1}};
    const auto scale = measure_signal(network, batch, 2);

    const double z[] = {1 + 2 * 0.5 - 1 + 0.5, -1.0 - 2.0 + 0.5}; // 1.5 and -2.5
    const double a[] = {1.5, 0.0};
    std::vector<double> logits;
    std::vector<double> by_logits;
    double by_linear[2] = {0, 0};
    double by_z[2] = {0, 0};
    double loss = 0;
    for (int n = 0; n < 2; ++n) {
        const double y[] = {a[n] + 0.1, -0.5 * a[n] + 0.2};
        const double sum = std::exp(y[0]) + std::exp(y[1]);
        loss -= std::log(std::exp(y[n]) / sum) / 2;
        for (int c = 0; c < 2; ++c) {
            logits.push_back(y[c]);
            by_logits.push_back((std::exp(y[c]) / sum - (c == n)) / 2);
            by_linear[c] += by_logits.back() * a[n];
            by_z[n] += z[n] > 0 ? by_logits.back() * (c == 0 ? 1.0 : -0.5) : 0.0;
        }
    }
    const double x[2][3] = {{1, 0.5, 1}, {-1, 0, 2}};
    double squares = 0;
    for (int i = 0; i < 3; ++i)
        squares += std::pow(by_z[0] * x[0][i] + by_z[1] * x[1][i], 2);

    const auto close = [](double got, double wanted) {
        return std::abs(got - wanted) <= 1e-6 * std::max(1.0, std::abs(wanted));
    };
    QVERIFY(close(scale.loss, loss));
    QCOMPARE(scale.layers.size(), std::size_t(2));
    const auto &conv = scale.layers[0];
    QVERIFY(close(conv.output, deviation({z[0], z[1]})));
    QVERIFY(close(conv.activated, deviation({a[0], a[1]})));
    QVERIFY(close(conv.output_gradient, deviation({by_z[0], by_z[1]})));
    QVERIFY(close(conv.weight_gradient, std::sqrt(squares)));
    const auto &linear = scale.layers[1];
    QVERIFY(close(linear.output, deviation(logits)));
    QVERIFY(std::isnan(linear.activated));
    QVERIFY(close(linear.output_gradient, deviation(by_logits)));
    QVERIFY(close(linear.weight_gradient, std::hypot(by_linear[0], by_linear[1])));
}

/// Of a network whose batch norms, shortcuts and ReLUs are written over in place.
void TestSignalScale::agreesWithFiniteDifferences()
{
    auto network = test::new_network("resnet20", 4);
    const auto batch = normal_batch(8, 4, 3);
    const auto scale = measure_signal(network, batch, 2);
    for (const std::string path : {"layer1.0.bn1", "layer3.2.bn2", "layer2.1.bn1"}) {
        const auto count = static_cast<std::size_t>(network.weights.at(path + ".weight").size());
        double squares = 0;
        for (std::size_t i = 0; i < count; ++i) {
            constexpr float step = 0.001f;
            double losses[2];
            for (const int sign : {0, 1}) {
                auto moved = network;
                moved.weights.find(path + ".weight")->edit()[i] += sign ? step : -step;
                losses[sign] = measure_signal(moved, batch, 2).loss;
            }
            squares += std::pow((losses[1] - losses[0]) / (2.0 * step), 2);
        }
        const auto *layer = scale.find(network.architecture.find(path));
        QVERIFY(layer);
        const double wanted = std::sqrt(squares);
        QVERIFY2(std::abs(layer->weight_gradient - wanted) < 0.02 * wanted,
                 qPrintable(QStringLiteral("%1: %2, not %3")
                                .arg(QString::fromStdString(path))
                                .arg(layer->weight_gradient)
                                .arg(wanted)));
    }
}

void TestSignalScale::theoryOfInitialization_data()
{
    QTest::addColumn<bool>("glorot");
    QTest::addColumn<double>("factor"); // of the scale, from layer to layer, either way
    QTest::addRow("He keeps the scale") << false << 1.0;
    QTest::addRow("Glorot loses it at a ReLU") << true << std::sqrt(0.5);
}

void TestSignalScale::theoryOfInitialization()
{
    QFETCH(bool, glorot);
    QFETCH(double, factor);
    constexpr int depth = 20;
    const auto network =
        drawn(plain(std::vector<int>(depth, 256), 10), glorot ? ConvInit::Glorot : ConvInit::He);
    const auto scale = measure_signal(network, normal_batch(4, 10, 2), 2);
    QCOMPARE(scale.layers.size(), std::size_t(depth + 1));
    // The signal's root mean square obeys the law; its mean over channels wanders a little.
    const double wanted = std::pow(factor, depth - 2);
    const double forth = scale.layers[depth - 1].output / scale.layers[1].output;
    const double back = scale.layers[1].output_gradient / scale.layers[depth - 1].output_gradient;
    for (const double got : {forth, back})
        QVERIFY2(got > wanted / 1.6 && got < wanted * 1.6,
                 qPrintable(QStringLiteral("%1, not %2").arg(got).arg(wanted)));
}

void TestSignalScale::everyLayerHasNumbers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("side");
    QTest::addRow("a plain VGG") << "vgg11" << 32;
    QTest::addRow("with batch norms") << "vgg11_bn" << 32;
    QTest::addRow("shortcuts without weights") << "resnet20" << 16;
    QTest::addRow("bottlenecks") << "resnet50" << 32;
}

void TestSignalScale::everyLayerHasNumbers()
{
    QFETCH(QString, name);
    QFETCH(int, side);
    const auto network = test::new_network(name.toUtf8().constData(), 5);
    auto batch = normal_batch(side, 5, 2);
    batch.labels.resize(4);
    batch.images = Tensor({4, 3, side, side},
                          batch.images.values().first(static_cast<std::size_t>(12 * side * side)));
    const auto scale = measure_signal(network, batch, 2);
    std::size_t weighted = 0;
    for (const auto &layer : network.architecture.layers) {
        if (!layer.weight_shape)
            continue;
        ++weighted;
        const auto *signal = scale.find(network.architecture.find(layer.path));
        QVERIFY2(signal, layer.path.c_str());
        for (const double number :
             {signal->output, signal->output_gradient, signal->weight_gradient})
            QVERIFY2(std::isfinite(number) && number > 0, layer.path.c_str());
    }
    QCOMPARE(scale.layers.size(), weighted);
    QVERIFY(std::isnan(scale.layers.back().activated));
    QVERIFY(scale.loss > 0.5 && scale.loss < 50);
}

void TestSignalScale::aNormEqualizesItsOutput()
{
    const auto network = test::new_network("resnet20", 4);
    const auto scale = measure_signal(network, normal_batch(16, 4, 2), 2);
    const auto *norm = scale.find(network.architecture.find("layer2.1.bn1"));
    QVERIFY(std::abs(norm->output - 1.0) < 1e-3);
    // Half of a normal signal: its second moment 1/2, its mean 1/sqrt(2 pi).
    QVERIFY(std::abs(norm->activated - std::sqrt(0.5 - 0.5 / M_PI)) < 0.03);
}

void TestSignalScale::sameNumbersAgain()
{
    const auto network = test::new_network("vgg11", 4);
    const auto weights = network.weights.at("classifier.0.weight").values().front();
    const auto batch = normal_batch(32, 4, 2);
    const auto first = measure_signal(network, batch, 2);
    const auto second = measure_signal(network, batch, 2);
    QCOMPARE(second.loss, first.loss);
    for (std::size_t i = 0; i < first.layers.size(); ++i)
        QCOMPARE(second.layers[i].output_gradient, first.layers[i].output_gradient);
    QCOMPARE(network.weights.at("classifier.0.weight").values().front(), weights);
    QVERIFY(measure_signal(network, batch, 3).loss != first.loss); // another dropout
}

void TestSignalScale::batches()
{
    QCOMPARE(signal_batch_count(32), 64);
    QCOMPARE(signal_batch_count(64), 64);
    QCOMPARE(signal_batch_count(224), 5);
    const auto batch = normal_batch(32, 7, 2);
    QCOMPARE(batch.count(), 64);
    QCOMPARE(batch.side(), 32);
    QCOMPARE(batch.images.shape(), (Shape{64, 3, 32, 32}));
    double squares = 0;
    for (const float value : batch.images.values())
        squares += static_cast<double>(value) * value;
    QVERIFY(std::abs(squares / static_cast<double>(batch.images.size()) - 1.0) < 0.02);
    QVERIFY(std::ranges::all_of(batch.labels, [](auto label) { return label >= 0 && label < 7; }));
    QCOMPARE(normal_batch(32, 7, 2).labels, batch.labels);
    QVERIFY(normal_batch(32, 7, 3).labels != batch.labels);
}

void TestSignalScale::dataBatch()
{
    auto data = test::tiny_data();
    const auto batch = data_batch(data, 2);
    QVERIFY(batch.count() > 0 && batch.count() <= 64);
    QCOMPARE(batch.side(), data.image_size);
    QVERIFY(std::ranges::any_of(batch.labels, [](auto label) { return label > 0; }));
    QCOMPARE(data_batch(data, 2).labels, batch.labels);
    // Training's crop and flip have no part in it.
    data.random_crop = !data.random_crop;
    data.horizontal_flip = !data.horizontal_flip;
    QVERIFY(std::ranges::equal(data_batch(data, 2).images.values(), batch.images.values()));
    const auto network = test::new_network("resnet20", 3);
    QVERIFY(measure_signal(network, batch, 2).loss > 0);
}

void TestSignalScale::refuses()
{
    const auto said = [](const auto &act) {
        try {
            act();
        } catch (const Error &error) {
            return QString::fromUtf8(error.what());
        }
        return QString();
    };
    const auto network = test::new_network("vgg11", 4);
    QVERIFY(
        said([&] { measure_signal(network, normal_batch(32, 9, 2), 2); }).contains("4 outputs"));
    QVERIFY(said([&] {
                measure_signal(network, normal_batch(8, 4, 2), 2);
            }).contains(QStringLiteral("8×8 pixels")));
    Network foreign;
    foreign.architecture.family = Family::Unknown;
    QVERIFY(!said([&] { measure_signal(foreign, normal_batch(8, 4, 2), 2); }).isEmpty());
    DataSpec nowhere;
    nowhere.source = "/no/such/folder";
    QVERIFY(said([&] { data_batch(nowhere, 2); }).contains("no such folder"));
}

void TestSignalScale::stops()
{
    std::stop_source stop;
    stop.request_stop();
    const auto network = test::new_network("resnet20", 4);
    try {
        measure_signal(network, normal_batch(8, 4, 2), 2, stop.get_token());
        QFAIL("it went on");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
}

QTEST_APPLESS_MAIN(TestSignalScale)
#include "tst_signal_scale.moc"
