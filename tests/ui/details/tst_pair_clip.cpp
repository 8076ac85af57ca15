// Details of layers that take over something else than kernels chosen by variance.
#include "tests/ui/details/facts_of.h"
#include "ui/details/pair_words.h"
#include "ui/plots/kernel_grid.h"
#include "ui/plots/weight_histogram.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

namespace {

double normOf(const Tensor &tensor) { return weightNumbers(tensor.values()).norm; }

} // namespace

class TestPairClip : public QObject
{
    Q_OBJECT

private slots:
    void smallerKernelsLieInTheMiddle()
    {
        const auto facts = factsOf("resnet20", "resnet18", "conv1", preset("clip"), "conv1");
        QCOMPARE(facts->overlaid, std::int64_t(16 * 3));
        QCOMPARE(facts->fromSource, std::int64_t(0));
        PairDetails details(nullptr);
        details.resize(1000, 320);
        details.setFacts(facts);
        QVERIFY(text(details, "pairShares").contains(QStringLiteral("in their middle")));
        auto *source = details.findChild<KernelGrid *>(QStringLiteral("sourceGrid"));
        auto *before = details.findChild<KernelGrid *>(QStringLiteral("beforeGrid"));
        auto *after = details.findChild<KernelGrid *>(QStringLiteral("afterGrid"));
        // 16 of 64 filters, from (64 - 16) / 2.
        const KernelPlace place{24 + 5, 1};
        emit after->hovered(place);
        QCOMPARE(source->highlighted(), (std::vector<KernelPlace>{{5, 1}}));
        QCOMPARE(before->highlighted(), (std::vector<KernelPlace>{place}));
        const auto from = source->table().kernel({5, 1});
        const auto own = before->table().kernel(place);
        const auto finished = after->table().kernel(place);
        for (std::size_t i = 0; i < finished.size(); ++i) {
            const auto y = i / 7;
            const auto x = i % 7;
            const bool isMiddle = y >= 2 && y < 5 && x >= 2 && x < 5;
            QCOMPARE(finished[i], isMiddle ? from[i] : own[i]);
        }
        for (auto *grid : {source, before}) {
            emit grid->hovered(grid == source ? KernelPlace{5, 1} : place);
            QCOMPARE(after->highlighted(), (std::vector<KernelPlace>{place}));
        }
    }

    void clippedLayersWithoutKernelsShowTheirNumbers_data()
    {
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("lock");
        QTest::newRow("batch norm") << "bn1"
                                    << "bn1";
        QTest::newRow("fully connected") << "fc"
                                         << "linear";
    }

    void clippedLayersWithoutKernelsShowTheirNumbers()
    {
        QFETCH(QString, layer);
        QFETCH(QString, lock);
        const auto facts =
            factsOf("resnet20", "resnet18", qPrintable(layer), preset("dpiat"), qPrintable(lock));
        QVERIFY(!facts->hasKernels());
        QVERIFY(facts->afterNumbers.mean != facts->beforeNumbers.mean);
        QVERIFY(facts->biasBefore && facts->biasAfter);
        PairDetails details(nullptr);
        details.setFacts(facts);
        QCOMPARE(visibleTabs(details), 1);
        QVERIFY(text(details, "pairShapes").contains(QStringLiteral("score")));
        QStringList rows;
        for (const auto *cell : details.findChild<QWidget *>(QStringLiteral("weightNumbers"))
                                    ->findChildren<QLabel *>())
            rows << cell->text();
        for (const auto *name : {"source layer", "before", "after", "bias before", "bias after"})
            QVERIFY2(rows.contains(QLatin1String(name)), name);
    }

    void theNormAloneIsSaid_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("lock");
        QTest::newRow("drawn anew") << "tlvfc"
                                    << "conv1"
                                    << "layer1.0.conv1";
        QTest::newRow("by variance") << "tlvfc"
                                     << "layer1.0.conv1"
                                     << "layer1.0.conv1";
        QTest::newRow("clipped") << "dpiat"
                                 << "layer1.0.conv1"
                                 << "layer1.0.conv1";
        QTest::newRow("batch norm") << "dpiat"
                                    << "bn1"
                                    << "bn1";
        QTest::newRow("statistics") << "tlvfc"
                                    << "fc"
                                    << "";
    }

    void theNormAloneIsSaid()
    {
        QFETCH(QString, method);
        QFETCH(QString, layer);
        QFETCH(QString, lock);
        auto strategy = preset(method.toStdString());
        const auto whole =
            factsOf("resnet20", "resnet18", qPrintable(layer), strategy, qPrintable(lock));
        strategy.control = Control::NormOnly;
        const auto facts =
            factsOf("resnet20", "resnet18", qPrintable(layer), strategy, qPrintable(lock));
        const double norm = normOf(whole->detail->after);
        QVERIFY(std::abs(facts->afterNumbers.norm - norm) < 1e-4 * norm);
        PairDetails details(nullptr);
        details.resize(1000, 320);
        details.setFacts(facts);
        QCOMPARE(visibleTabs(details), 1);
        QVERIFY(text(details, "distributionNote").contains(QStringLiteral("Only the norm")));
        QVERIFY(!details.findChild<WeightHistogram *>()->hasCurve());
        QVERIFY(details.findChild<QLabel *>(QStringLiteral("pairShares"))->isHidden());
        details.showFilter(0);
        details.setFacts(whole);
        details.setFacts(facts);
    }

    void controlsOfTheSourceAreSaid_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("words");
        QTest::newRow("untrained") << "tlvfc-untrained"
                                   << "newly initialized";
        QTest::newRow("shuffled") << "tlvfc-shuffled"
                                  << "random order";
    }

    void controlsOfTheSourceAreSaid()
    {
        QFETCH(QString, method);
        QFETCH(QString, words);
        PairDetails details(nullptr);
        details.setFacts(
            factsOf("resnet20", "resnet18", "layer1.0.conv1", preset(method.toStdString())));
        QVERIFY(text(details, "pairStory").contains(words));
        details.setFacts(factsOf("resnet20", "resnet18", "bn1", preset(method.toStdString())));
        QVERIFY(!text(details, "pairStory").contains(words));
    }
};

QTEST_MAIN(TestPairClip)
#include "tst_pair_clip.moc"
