// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
// moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/convolution.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace tlvfc;

class TestConvolution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTorchsConvolution_data();
    void isTorchsConvolution();
    void gradientsLieAsTheWeights();
};

void TestConvolution::isTorchsConvolution_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("stride");
    QTest::addColumn<int>("padding");
    QTest::addColumn<int>("dilation");
    QTest::addColumn<int>("groups");
    const auto row = [](const char *name, int side, int kernel, int stride, int padding,
                        int dilation = 1, int groups = 1) {
        QTest::newRow(name) << side << kernel << stride << padding << dilation << groups;
    };
    row("a pixel, 3x3", 1, 3, 1, 1);
    row("a pixel, 3x3 in steps of two", 1, 3, 2, 1);
    row("a pixel, 5x5", 1, 5, 1, 2);
    row("a pixel, 1x1", 1, 1, 1, 0);
    row("a pixel, 7x7 in steps of two", 1, 7, 2, 3);
    row("a pixel, dilated", 1, 3, 1, 2, 2);
    row("a pixel, padding that the taps step over", 1, 2, 3, 1, 2);
    row("a pixel of which the kernel sees nothing", 1, 1, 3, 1);
    row("a pixel that becomes more", 1, 3, 1, 2);
    row("a pixel in groups", 1, 3, 1, 1, 1, 2);
    row("four pixels", 2, 3, 1, 1);
    row("four pixels that become one", 2, 3, 2, 1);
    row("an ordinary map", 8, 3, 1, 1);
}

void TestConvolution::isTorchsConvolution()
{
    QFETCH(int, side);
    QFETCH(int, kernel);
    QFETCH(int, stride);
    QFETCH(int, padding);
    QFETCH(int, dilation);
    QFETCH(int, groups);
    Geometry geometry;
    geometry.kernel = kernel;
    geometry.stride = stride;
    geometry.padding = padding;
    geometry.dilation = dilation;
    geometry.groups = groups;
    const auto x = at::randn({4, 6, side, side}).set_requires_grad(true);
    const auto weight = at::randn({8, 6 / groups, kernel, kernel}).set_requires_grad(true);
    for (const bool with_bias : {false, true}) {
        const auto bias = with_bias ? at::randn({8}) : at::Tensor();
        const auto expected = at::conv2d(x, weight, bias, {stride, stride}, {padding, padding},
                                         {dilation, dilation}, groups);
        const auto actual = convolve(x, weight, bias, geometry);
        QVERIFY(actual.sizes() == expected.sizes());
        QVERIFY(at::allclose(actual, expected, 1e-5, 1e-5));
        const auto gradients_of = [&](const at::Tensor &y) {
            x.mutable_grad().reset();
            weight.mutable_grad().reset();
            (y * at::arange(y.numel(), at::kFloat).view(y.sizes())).sum().backward();
            return std::pair(x.grad().clone(), weight.grad().clone());
        };
        const auto [x_expected, weight_expected] = gradients_of(expected);
        const auto [x_actual, weight_actual] = gradients_of(actual);
        QVERIFY(at::allclose(x_actual, x_expected, 1e-4, 1e-3));
        QVERIFY(at::allclose(weight_actual, weight_expected, 1e-4, 1e-3));
    }
}

/// The fused optimizer walks raw memory.
void TestConvolution::gradientsLieAsTheWeights()
{
    Geometry geometry;
    geometry.kernel = 3;
    geometry.padding = 1;
    const auto x = at::randn({4, 6, 1, 1});
    const auto weight =
        at::randn({8, 6, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast).set_requires_grad(true);
    convolve(x, weight, {}, geometry).sum().backward();
    QVERIFY(weight.grad().strides() == weight.strides());
}

QTEST_GUILESS_MAIN(TestConvolution)
#include "tst_convolution.moc"
