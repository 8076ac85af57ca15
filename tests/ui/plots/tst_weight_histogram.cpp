#include "ui/plots/weight_histogram.h"

#include <QTest>
#include <qcustomplot.h>

#include <cmath>
#include <numeric>

using namespace tlvfc::ui;

class TestWeightHistogram : public QObject
{
    Q_OBJECT

private slots:
    void sharesAddUp_data()
    {
        QTest::addColumn<QList<float>>("before");
        QTest::addColumn<QList<float>>("after");
        QTest::newRow("both") << QList<float>{-1, 0, 1, 2} << QList<float>{0, 0.5F, 0.25F};
        QTest::newRow("one side") << QList<float>{-1, 0, 1, 2} << QList<float>{};
        QTest::newRow("all equal") << QList<float>{1, 1, 1} << QList<float>{1, 1, 1};
        QTest::newRow("all zero") << QList<float>{0, 0, 0} << QList<float>{};
        QTest::newRow("one weight") << QList<float>{0.25F} << QList<float>{0.75F};
    }

    void sharesAddUp()
    {
        QFETCH(QList<float>, before);
        QFETCH(QList<float>, after);
        const auto bins = binWeights(before, after, 21);
        QVERIFY(bins.width > 0);
        QCOMPARE(bins.outside, 0.0);
        for (const auto &[shares, weights] :
             {std::pair{bins.before, before}, std::pair{bins.after, after}}) {
            const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
            QVERIFY(std::abs(sum - (weights.isEmpty() ? 0.0 : 1.0)) < 1e-9);
        }
    }

    void farWeightsDoNotSqueezeTheRest()
    {
        std::vector<float> weights(100'000);
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = static_cast<float>(std::sin(static_cast<double>(i)));
        weights[17] = 1000.0F;
        const auto bins = binWeights(weights, {});
        QVERIFY(bins.low + bins.width * 81 < 2.0);
        QVERIFY(bins.outside > 0 && bins.outside < 1e-4);
    }

    void nothingIsNothing()
    {
        const auto bins = binWeights({}, {});
        QVERIFY(bins.isEmpty());
        WeightHistogram histogram;
        histogram.setBins(bins, NormalCurve{0, 1});
        QVERIFY(!histogram.hasCurve());
        histogram.grab();
    }

    void showsTheCurveWhereThereIsOne()
    {
        const QList<float> weights{-1, 0, 1, 2};
        WeightHistogram histogram;
        histogram.setBins(binWeights(weights, weights), NormalCurve{0.5, 1});
        QVERIFY(histogram.hasCurve());
        histogram.setBins(binWeights(weights, weights), NormalCurve{0.5, 0});
        QVERIFY(!histogram.hasCurve());
        histogram.setBins(binWeights(weights, weights));
        QVERIFY(!histogram.hasCurve());
        QVERIFY(!histogram.grab().isNull());
    }

    void theAxisWordsStandApart_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("weights"); // of which one stands in a bin: how high it gets
        for (const int weights : {2, 7, 11, 30, 300}) {
            QTest::addRow("smallest, %d", weights)
                << WeightHistogram().minimumSizeHint() << weights;
            QTest::addRow("low, %d", weights) << QSize(400, 150) << weights;
            QTest::addRow("large, %d", weights) << QSize(500, 400) << weights;
        }
    }

    void theAxisWordsStandApart()
    {
        QFETCH(QSize, size);
        QFETCH(int, weights);
        std::vector<float> values(static_cast<std::size_t>(weights));
        std::iota(values.begin(), values.end(), 0.0F);
        WeightHistogram histogram;
        histogram.resize(size);
        histogram.setBins(binWeights(values, values), NormalCurve{0, 1});
        histogram.grab();
        const auto *axis = histogram.findChild<QCustomPlot *>()->yAxis;
        const auto ticks = axis->tickVector();
        QVERIFY(ticks.size() >= 2);
        const int line = QFontMetrics(axis->tickLabelFont()).height();
        for (qsizetype i = 1; i < ticks.size(); ++i)
            QVERIFY(axis->coordToPixel(ticks[i - 1]) - axis->coordToPixel(ticks[i]) >= line);
    }
};

QTEST_MAIN(TestWeightHistogram)
#include "tst_weight_histogram.moc"
