// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/training/adamw.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>

using namespace tlvfc;

/// torch.optim.AdamW by its documentation, in double, element by element.
class Reference
{
public:
    Reference(std::vector<double> values, double weight_decay)
        : values_(std::move(values))
        , first_(values_.size())
        , second_(values_.size())
        , weight_decay_(weight_decay)
    {
    }

    void step(const std::vector<double> &gradient, double rate)
    {
        ++steps_;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            values_[i] -= rate * weight_decay_ * values_[i];
            first_[i] = 0.9 * first_[i] + 0.1 * gradient[i];
            second_[i] = 0.999 * second_[i] + 0.001 * gradient[i] * gradient[i];
            const double m = first_[i] / (1 - std::pow(0.9, steps_));
            const double v = second_[i] / (1 - std::pow(0.999, steps_));
            values_[i] -= rate * m / (std::sqrt(v) + 1e-8);
        }
    }

    const std::vector<double> &values() const { return values_; }

private:
    std::vector<double> values_;
    std::vector<double> first_;
    std::vector<double> second_;
    double weight_decay_;
    int steps_ = 0;
};

class TestAdamW : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheReference_data();
    void followsTheReference();
    void withoutAGradientNothingMoves();
    void forgetsGradients();
};

static std::vector<double> in_double(const at::Tensor &tensor)
{
    const auto dense = tensor.detach().contiguous();
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

void TestAdamW::followsTheReference_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("shape");
    QTest::addColumn<bool>("channels_last");
    QTest::addColumn<double>("weight_decay");
    QTest::addColumn<double>("gradient_scale");
    using List = std::vector<std::int64_t>;
    QTest::newRow("a bias") << List{7} << false << 5e-4 << 1.0;
    QTest::newRow("a matrix") << List{5, 33} << false << 5e-4 << 1.0;
    QTest::newRow("kernels, channels last") << List{8, 5, 3, 3} << true << 5e-4 << 1.0;
    QTest::newRow("no decay") << List{40} << false << 0.0 << 1.0;
    QTest::newRow("all decay") << List{40} << false << 1.0 << 1.0;
    QTest::newRow("gradients near epsilon") << List{40} << false << 5e-4 << 1e-8;
    QTest::newRow("many") << List{300, 400} << false << 5e-4 << 0.01;
}

void TestAdamW::followsTheReference()
{
    QFETCH(std::vector<std::int64_t>, shape);
    QFETCH(bool, channels_last);
    QFETCH(double, weight_decay);
    QFETCH(double, gradient_scale);
    auto parameter = at::randn(shape);
    if (channels_last)
        parameter = parameter.contiguous(at::MemoryFormat::ChannelsLast);
    parameter.set_requires_grad(true);
    const auto phase = at::randn(shape).mul_(3);
    AdamW optimizer({{"p", parameter}}, weight_decay);
    Reference reference(in_double(parameter), weight_decay);
    for (int step = 0; step < 25; ++step) {
        const double rate = step < 15 ? 0.01 : 0.001; // a schedule in between
        optimizer.zero_grad();
        // Through autograd, which lays the gradient out as training does.
        const auto slope = at::cos(phase + step).mul_(gradient_scale);
        (parameter * slope).sum().backward();
        reference.step(in_double(slope), rate);
        optimizer.step(rate);
    }
    const auto actual = in_double(parameter);
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const double expected = reference.values()[i];
        if (std::abs(actual[i] - expected) < 3e-6 * std::max(1.0, std::abs(expected)))
            continue;
        QFAIL(qPrintable(QString("%1: %2 for %3").arg(i).arg(actual[i]).arg(expected)));
    }
}

void TestAdamW::withoutAGradientNothingMoves()
{
    const auto used = at::randn({4}).set_requires_grad(true);
    const auto unused = at::randn({4}).set_requires_grad(true);
    const auto before = in_double(unused);
    AdamW optimizer({{"used", used}, {"unused", unused}}, 0.1);
    const auto used_before = in_double(used);
    used.sum().backward();
    optimizer.step(0.1);
    QCOMPARE(in_double(unused), before); // no decay either, as in torch
    QVERIFY(in_double(used) != used_before);
}

void TestAdamW::forgetsGradients()
{
    const auto parameter = at::randn({4}).set_requires_grad(true);
    AdamW optimizer({{"p", parameter}}, 0.0);
    parameter.sum().backward();
    optimizer.zero_grad();
    QVERIFY(!parameter.grad().defined());
}

QTEST_GUILESS_MAIN(TestAdamW)
#include "tst_adamw.moc"
