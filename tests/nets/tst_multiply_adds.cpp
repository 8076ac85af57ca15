#include <memory> // first: moc 6.4 cannot read <compare> without it

#include "core/nets/multiply_adds.h"
#include "core/nets/zoo.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;

class TestMultiplyAdds : public QObject
{
    Q_OBJECT

private slots:
    void areThePublished_data();
    void areThePublished();
    void thePartsAreTold();
};

void TestMultiplyAdds::areThePublished_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("billions");
    // The GFLOPS of torchvision's table of weights, two decimals.
    QTest::newRow("vgg11") << "vgg11" << 1000 << 224 << 7.61;
    QTest::newRow("vgg16") << "vgg16" << 1000 << 224 << 15.47;
    QTest::newRow("vgg19") << "vgg19" << 1000 << 224 << 19.63;
    QTest::newRow("resnet18") << "resnet18" << 1000 << 224 << 1.81;
    QTest::newRow("resnet34") << "resnet34" << 1000 << 224 << 3.66;
    QTest::newRow("resnet50") << "resnet50" << 1000 << 224 << 4.09;
    QTest::newRow("resnet101") << "resnet101" << 1000 << 224 << 7.80;
    QTest::newRow("resnet152") << "resnet152" << 1000 << 224 << 11.51;
    // By hand: 27·16·32² + 6·9·16²·32² + 9·16·32·16² + 5·9·32²·16² + … + 640.
    QTest::newRow("resnet20") << "resnet20" << 10 << 32 << 0.040551;
}

void TestMultiplyAdds::areThePublished()
{
    QFETCH(QString, name);
    QFETCH(int, classes);
    QFETCH(int, size);
    QFETCH(double, billions);
    const auto count = count_multiply_adds(build_architecture(name.toStdString(), classes), size);
    const double tolerance = billions < 1.0 ? 1e-6 : 0.01; // the last digit
    QVERIFY2(std::abs(count.all() * 1e-9 - billions) <= tolerance,
             qPrintable(QString::number(count.all() * 1e-9)));
}

void TestMultiplyAdds::thePartsAreTold()
{
    const auto vgg = count_multiply_adds(build_architecture("vgg16", 1000), 224);
    QCOMPARE(vgg.last_linear, 4096.0 * 1000.0);
    QCOMPARE(vgg.linears, 512.0 * 49 * 4096 + 4096.0 * 4096 + 4096.0 * 1000);
    // A seventh of the side is a 49th of every map.
    const auto small = count_multiply_adds(build_architecture("vgg16", 1000), 32);
    QCOMPARE(small.convolutions * 49.0, vgg.convolutions);
}

QTEST_GUILESS_MAIN(TestMultiplyAdds)
#include "tst_multiply_adds.moc"
