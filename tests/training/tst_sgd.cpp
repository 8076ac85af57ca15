// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/training/gradients.h"
#include "core/training/sgd.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>

using namespace tlvfc;

class TestSgd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheReference_data();
    void followsTheReference();
    void goesOnFromItsState();
    void clipsAllGradientsTogether_data();
    void clipsAllGradientsTogether();
};

static std::vector<double> in_double(const at::Tensor &tensor)
{
    const auto dense = tensor.detach().contiguous();
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

void TestSgd::followsTheReference_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("shape");
    QTest::addColumn<bool>("channels_last");
    QTest::addColumn<double>("weight_decay");
    QTest::addColumn<double>("momentum");
    using List = std::vector<std::int64_t>;
    QTest::newRow("a bias") << List{7} << false << 5e-4 << 0.9;
    QTest::newRow("a matrix") << List{5, 33} << false << 5e-4 << 0.9;
    QTest::newRow("kernels, channels last") << List{8, 5, 3, 3} << true << 5e-4 << 0.9;
    QTest::newRow("no momentum") << List{40} << false << 5e-4 << 0.0;
    QTest::newRow("no decay") << List{40} << false << 0.0 << 0.99;
}

/// torch.optim.SGD by its documentation, in double, element by element.
void TestSgd::followsTheReference()
{
    QFETCH(std::vector<std::int64_t>, shape);
    QFETCH(bool, channels_last);
    QFETCH(double, weight_decay);
    QFETCH(double, momentum);
    auto parameter = at::randn(shape);
    if (channels_last)
        parameter = parameter.contiguous(at::MemoryFormat::ChannelsLast);
    parameter.set_requires_grad(true);
    Sgd optimizer({{"p", parameter}}, weight_decay, momentum);
    auto values = in_double(parameter);
    std::vector<double> buffer(values.size());
    const auto phase = at::randn(shape).mul_(3);
    for (int step = 0; step < 20; ++step) {
        const double rate = step < 15 ? 0.05 : 0.005;
        optimizer.zero_grad();
        const auto slope = at::cos(phase + step);
        (parameter * slope).sum().backward();
        const auto gradient = in_double(slope);
        for (std::size_t i = 0; i < values.size(); ++i) {
            buffer[i] = momentum * buffer[i] + gradient[i] + weight_decay * values[i];
            values[i] -= rate * buffer[i];
        }
        optimizer.step(rate);
    }
    const auto actual = in_double(parameter);
    for (std::size_t i = 0; i < actual.size(); ++i)
        QVERIFY2(std::abs(actual[i] - values[i]) < 1e-5 * std::max(1.0, std::abs(values[i])),
                 qPrintable(QString("%1: %2 for %3").arg(i).arg(actual[i]).arg(values[i])));
}

void TestSgd::goesOnFromItsState()
{
    const auto start = at::randn({9});
    const auto slope = at::randn({9});
    const auto steps = [&](at::Tensor parameter, Sgd &optimizer, int count) {
        for (int i = 0; i < count; ++i) {
            optimizer.zero_grad();
            (parameter * slope).sum().backward();
            optimizer.step(0.1);
        }
    };
    auto whole = start.clone().set_requires_grad(true);
    Sgd one({{"p", whole}}, 0.01, 0.9);
    steps(whole, one, 3);
    auto rest = whole.detach().clone().set_requires_grad(true);
    Sgd other({{"p", rest}}, 0.01, 0.9);
    other.set_state(one.state());
    steps(whole, one, 2);
    steps(rest, other, 2);
    QCOMPARE(in_double(rest), in_double(whole));
    Sgd forgetful({{"p", rest}}, 0.01, 0.9);
    QCOMPARE(forgetful.state().size(), std::size_t(1));
}

void TestSgd::clipsAllGradientsTogether_data()
{
    QTest::addColumn<double>("most");
    QTest::addColumn<double>("left");
    // The gradients below have a norm of 5.
    QTest::newRow("left alone") << 0.0 << 5.0;
    QTest::newRow("small enough") << 6.0 << 5.0;
    QTest::newRow("scaled down") << 0.5 << 0.5;
}

void TestSgd::clipsAllGradientsTogether()
{
    QFETCH(double, most);
    QFETCH(double, left);
    const auto a = at::zeros({1}).set_requires_grad(true);
    const auto b = at::zeros({2, 2}).set_requires_grad(true);
    const auto unused = at::zeros({3}).set_requires_grad(true);
    const NamedTensors parameters{{"a", a}, {"b", b}, {"unused", unused}};
    (a.sum() * 3 + b[1][0] * 4).backward();
    QVERIFY(std::abs(clip_gradients(parameters, most) - 5.0) < 1e-6);
    QVERIFY(std::abs(clip_gradients(parameters, 0.0) - left) < 1e-5);
}

QTEST_GUILESS_MAIN(TestSgd)
#include "tst_sgd.moc"
