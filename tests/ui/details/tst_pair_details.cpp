#include "core/base/error.h"
#include "tests/ui/details/facts_of.h"
#include "ui/details/kernels_page.h"
#include "ui/details/pair_details.h"
#include "ui/details/pair_words.h"
#include "ui/plots/kernel_grid.h"
#include "ui/plots/variance_bars.h"
#include "ui/plots/weight_histogram.h"
#include "ui/session/transfer_session.h"

#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

#include <set>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

namespace {

/// Clip chooses nothing by variance and moves nothing.
void verifySaysNothingOfChoice(const QWidget &widget)
{
    for (const auto *name : {"pairStory", "pairShares", "filterStory"}) {
        const auto words = text(widget, name);
        for (const auto *wrong : {"variance", "shuffle", "becomes", "keep "})
            QVERIFY2(!words.contains(QLatin1String(wrong)), qPrintable(words));
    }
    const auto *bars = widget.findChild<VarianceBars *>(QStringLiteral("targetFilterBars"));
    QVERIFY(!bars->describe(0).contains(QStringLiteral("becomes")));
}

} // namespace

class TestPairDetails : public QObject
{
    Q_OBJECT

private slots:
    void barsSayWhatTheDetailSays_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("lock");
        QTest::addColumn<QString>("method");
        for (const auto *method : {"tlvfc", "clip"}) {
            const auto row = [method](const char *name, const char *source, const char *target,
                                      const char *layer, const char *lock) {
                QTest::addRow("%s, %s", name, method)
                    << source << target << layer << lock << method;
            };
            row("fewer kernels", "resnet20", "resnet18", "conv1", "layer1.0.conv1");
            row("fewer filters", "resnet18", "resnet20", "layer1.0.conv1", "layer1.0.conv1");
            row("more filters", "resnet20", "resnet18", "layer1.0.conv1", "layer1.0.conv1");
            row("more and resized", "resnet20", "resnet18", "conv1", "conv1");
            row("fewer, resized", "resnet18", "resnet20", "conv1", "conv1");
            row("equal", "resnet20", "resnet20", "layer2.1.conv1", "layer2.1.conv1");
            row("single weights", "resnet18", "resnet18", "layer2.0.downsample.0",
                "layer2.0.downsample.0");
        }
    }

    void barsSayWhatTheDetailSays()
    {
        QFETCH(QString, source);
        QFETCH(QString, target);
        QFETCH(QString, layer);
        QFETCH(QString, lock);
        QFETCH(QString, method);
        const auto facts = factsOf(qPrintable(source), qPrintable(target), qPrintable(layer),
                                   preset(method.toStdString()), qPrintable(lock));
        const auto &detail = *facts->detail;
        QVERIFY(facts->hasKernels());
        PairDetails details(nullptr);
        details.resize(1000, 320);
        details.setFacts(facts);

        const auto *from = details.findChild<VarianceBars *>(QStringLiteral("sourceFilterBars"));
        const auto *to = details.findChild<VarianceBars *>(QStringLiteral("targetFilterBars"));
        QCOMPARE(from->barCount(), static_cast<int>(detail.resized_source.shape()[0]));
        QCOMPARE(to->barCount(), static_cast<int>(detail.before.shape()[0]));
        std::set<int> kept; // and not overwritten again
        for (const auto &origin : detail.origins) {
            if (isTaken(origin))
                kept.insert(origin.filter);
        }
        QCOMPARE(from->chosenCount(), static_cast<int>(kept.size()));
        const std::set overwritten(detail.overwritten_target_filters.begin(),
                                   detail.overwritten_target_filters.end());
        QCOMPARE(to->chosenCount(),
                 overwritten.empty() ? to->barCount() : static_cast<int>(overwritten.size()));
        std::set<std::pair<int, int>> distinct;
        for (const auto &origin : detail.origins) {
            if (isTaken(origin))
                distinct.emplace(origin.filter, origin.kernel);
        }
        QCOMPARE(facts->taken(), std::ranges::count_if(detail.origins, isTaken));
        QCOMPARE(facts->distinct, std::ssize(distinct));
        QCOMPARE(facts->kernels(), std::ssize(detail.origins));
        QCOMPARE(visibleTabs(details), 4);
        if (method == QStringLiteral("clip"))
            verifySaysNothingOfChoice(details);

        // A filter's kernels: what it keeps and what came in add up.
        auto *kernels = details.findChild<KernelsPage *>();
        const auto *own = details.findChild<VarianceBars *>(QStringLiteral("targetKernelBars"));
        for (int filter = 0; filter < std::min(to->barCount(), 16); ++filter) {
            details.showFilter(filter);
            QCOMPARE(kernels->filter(), filter);
            const auto origins =
                facts->originsOf(facts->finishedAs[static_cast<std::size_t>(filter)]);
            const auto stayed =
                std::ranges::count(origins, KernelOrigin::Kind::Kept, &KernelOrigin::kind);
            QCOMPARE(own->barCount() - own->chosenCount(), static_cast<int>(stayed));
        }
    }

    void tooltipsNameWhereFiltersGo()
    {
        const auto facts = factsOf("resnet18", "resnet20", "layer1.0.conv1");
        PairDetails details(nullptr);
        details.setFacts(facts);
        const auto *from = details.findChild<VarianceBars *>(QStringLiteral("sourceFilterBars"));
        for (int filter = 0; filter < from->barCount(); ++filter) {
            const auto at = static_cast<std::size_t>(filter);
            const auto words = from->describe(filter);
            if (facts->sourceKept[at])
                QVERIFY2(
                    words.contains(
                        QStringLiteral("goes to target filter %1").arg(facts->goesTo[at].front())),
                    qPrintable(words));
            else
                QVERIFY2(words.endsWith(QStringLiteral("left out")), qPrintable(words));
        }
    }

    void picturesAreLinked()
    {
        const auto facts = factsOf("resnet20", "resnet18", "layer1.0.conv1");
        PairDetails details(nullptr);
        details.resize(1000, 320);
        details.setFacts(facts);
        auto *source = details.findChild<KernelGrid *>(QStringLiteral("sourceGrid"));
        auto *before = details.findChild<KernelGrid *>(QStringLiteral("beforeGrid"));
        auto *after = details.findChild<KernelGrid *>(QStringLiteral("afterGrid"));
        int sources = 0;
        int kept = 0;
        for (int row = 0; row < after->table().rows(); ++row) {
            for (int column = 0; column < after->table().columns(); column += 7) {
                const KernelPlace place{row, column};
                const auto origin = facts->originOf(place);
                emit after->hovered(place);
                auto *grid = origin.kind == KernelOrigin::Kind::Source ? source : before;
                auto *other = grid == source ? before : source;
                QCOMPARE(grid->highlighted().size(), std::size_t(1));
                QVERIFY(other->highlighted().empty());
                const auto from = grid->highlighted().front();
                QCOMPARE(from, (KernelPlace{origin.filter, origin.kernel}));
                QVERIFY(
                    std::ranges::equal(grid->table().kernel(from), after->table().kernel(place)));
                (grid == source ? sources : kept) += 1;
                // And back again.
                emit grid->hovered(from);
                QVERIFY(std::ranges::count(after->highlighted(), place) == 1);
            }
        }
        QVERIFY(sources > 0 && kept > 0);
        emit after->hovered({});
        QVERIFY(source->highlighted().empty() && before->highlighted().empty());
    }

    /// At a fresh start a layer's facts come before the page has its size.
    void picturesShowTheFilterWhateverComesFirst()
    {
        const auto facts = factsOf("resnet20", "resnet18", "layer1.0.conv1");
        PairDetails details(nullptr);
        details.setFacts(facts);
        details.showFilter(40);
        auto *tabs = details.findChild<QTabWidget *>();
        auto *after = details.findChild<KernelGrid *>(QStringLiteral("afterGrid"));
        auto *page = after->parentWidget();
        while (page && tabs->indexOf(page) < 0)
            page = page->parentWidget();
        tabs->setCurrentWidget(page);
        details.resize(900, 300);
        details.show();
        QVERIFY(QTest::qWaitForWindowExposed(&details));
        const auto isSeen = [](const KernelGrid &grid, int row) {
            const auto box = grid.boxOf({row, 0});
            return grid.placeAt(box.center()) == KernelPlace{row, 0} &&
                   box.bottom() <= grid.viewport()->height();
        };
        const auto *before = details.findChild<KernelGrid *>(QStringLiteral("beforeGrid"));
        const int finished = facts->finishedAs[40];
        for (const auto size : {QSize(900, 300), QSize(700, 400), QSize(1200, 500)}) {
            details.resize(size);
            QTRY_COMPARE(details.size(), size);
            QTRY_VERIFY(isSeen(*before, 40) && isSeen(*after, finished));
        }
    }

    void fullyConnectedLayersShowTheirStatistics()
    {
        const auto facts = factsOf("resnet20", "resnet18", "fc");
        PairDetails details(nullptr);
        details.setFacts(facts);
        QVERIFY(!facts->hasKernels());
        QVERIFY(facts->normal);
        QCOMPARE(facts->normal->mean, facts->plan->fc_statistics().mean);
        QCOMPARE(visibleTabs(details), 1);
        const auto histogram = [&](const char *name) {
            return details.findChild<WeightHistogram *>(QLatin1String(name));
        };
        QVERIFY(histogram("weightHistogram")->hasCurve());
        // Over the weights that the normal is made from, and over those drawn from it.
        QVERIFY(!histogram("sourceHistogram")->isHidden());
        QVERIFY(histogram("sourceHistogram")->hasCurve());
        QVERIFY(!histogram("sourceHistogram")->bins().after.empty());
        QCOMPARE(facts->fcSources.size(), std::size_t(1));
        const auto &source = facts->fcSources.front();
        QCOMPARE(source.path, QStringLiteral("linear"));
        QVERIFY(std::abs(source.numbers.deviation - facts->normal->deviation) < 1e-6);
        QVERIFY(text(details, "distributionNote").contains(QLatin1String("only fully connected")));
        details.setFacts(factsOf("resnet20", "resnet18", "layer1.0.conv1"));
        QVERIFY(histogram("sourceHistogram")->isHidden());
    }

    void severalFullyConnectedLayersAreAveraged()
    {
        const auto facts = factsOf("vgg11", "vgg11", "classifier.3");
        PairDetails details(nullptr);
        details.setFacts(facts);
        QCOMPARE(facts->fcSources.size(), std::size_t(3));
        double deviations = 0.0;
        for (const auto &source : facts->fcSources)
            deviations += source.numbers.deviation;
        QVERIFY(std::abs(deviations / 3 / 3 - facts->normal->deviation) <
                1e-4 * facts->normal->deviation);
        const auto note = text(details, "distributionNote");
        QVERIFY2(note.contains(QLatin1String("3 fully connected layers, divided by 3")),
                 qPrintable(note));
    }

    void histogramsStayLegible_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("wide") << QSize(1100, 360);
        QTest::newRow("wide and low") << QSize(1100, 160);
        QTest::newRow("narrow") << QSize(480, 360);
        QTest::newRow("narrow and low") << QSize(480, 160);
    }

    /// In a page without room for everything, the rest is scrolled to.
    void histogramsStayLegible()
    {
        QFETCH(QSize, size);
        PairDetails details(nullptr);
        details.resize(size);
        details.show();
        QVERIFY(QTest::qWaitForWindowExposed(&details));
        details.setFacts(factsOf("vgg11", "vgg11", "classifier.3"));
        auto *scroll = details.findChild<QScrollArea *>(QStringLiteral("distributionScroll"));
        auto *content = scroll->widget();
        QTRY_COMPARE(content->width(), scroll->viewport()->width());
        QTRY_VERIFY(details.findChild<QLabel *>(QStringLiteral("distributionNote"))->width() > 200);
        for (const auto *name :
             {"sourceHistogram", "weightHistogram", "weightNumbers", "distributionNote"}) {
            const auto *part = details.findChild<QWidget *>(QLatin1String(name));
            const auto place = part->rect().translated(part->mapTo(content, QPoint(0, 0)));
            QVERIFY2(content->rect().contains(place), name);
            QVERIFY2(part->height() >= part->minimumSizeHint().height(), name);
            QVERIFY2(part->width() >= part->minimumSizeHint().width(), name);
        }
    }

    void layersLeftAloneSayWhy_data()
    {
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("method");
        QTest::newRow("batch norm") << "bn1"
                                    << "tlvfc";
        QTest::newRow("nothing transferred") << "conv1"
                                             << "he";
        QTest::newRow("fully connected") << "fc"
                                         << "tlvfc-base";
    }

    void layersLeftAloneSayWhy()
    {
        QFETCH(QString, layer);
        QFETCH(QString, method);
        const auto facts =
            factsOf("resnet20", "resnet18", qPrintable(layer), preset(method.toStdString()));
        PairDetails details(nullptr);
        details.setFacts(facts);
        QCOMPARE(visibleTabs(details), 1);
        QVERIFY(text(details, "pairStory").endsWith(QStringLiteral("Kept as initialized.")));
        QVERIFY(text(details, "pairStory").size() > 30);
        QVERIFY(
            !details.findChild<WeightHistogram *>(QStringLiteral("weightHistogram"))->hasCurve());
    }

    void singleWeightsCarryNoVariance()
    {
        PairDetails details(nullptr);
        details.setFacts(factsOf("resnet18", "resnet18", "layer2.0.downsample.0"));
        QVERIFY(text(details, "varianceNote").contains(QStringLiteral("no information")));
        QVERIFY(details.findChild<VarianceBars *>(QStringLiteral("sourceKernelBars"))->isAllZero());
        details.setFacts(factsOf("resnet18", "resnet18", "layer2.0.conv1"));
        QVERIFY(text(details, "varianceNote").isEmpty());
    }

    void rulesThatLookAtNoVarianceAreSaid_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("words");
        for (const auto &rule : option_values<SelectionRule>()) {
            const auto name = QString::fromUtf8(rule.name.data(), std::ssize(rule.name));
            const bool isBlind = QStringList{"random", "uniform", "l2"}.contains(name);
            QTest::newRow(qPrintable(name))
                << name
                << (isBlind ? QStringLiteral("The rule %1 does not look at it.").arg(name)
                            : QStringLiteral("up to chance and the order of sorting"));
        }
    }

    void rulesThatLookAtNoVarianceAreSaid()
    {
        QFETCH(QString, rule);
        QFETCH(QString, words);
        auto strategy = preset("tlvfc");
        strategy.keep = option_from_name<SelectionRule>("keep", rule.toStdString());
        const auto facts = factsOf("resnet18", "resnet18", "layer2.0.downsample.0", strategy,
                                   "layer3.0.downsample.0");
        PairDetails details(nullptr);
        details.setFacts(facts);
        QVERIFY2(text(details, "varianceNote").endsWith(words + QLatin1Char('.')) ||
                     text(details, "varianceNote").endsWith(words),
                 qPrintable(text(details, "varianceNote")));
    }

    void followsTheSession()
    {
        TransferSession session;
        PairDetails details(&session);
        QVERIFY(text(details, "pairEmptyTitle").startsWith(QStringLiteral("Select a layer")));
        session.openSource({"resnet20", {}, 10});
        session.openTarget({"resnet20", {}, 10});
        QTRY_VERIFY(session.planHasWeights());

        const auto &tree = session.target()->architecture;
        const auto first = tree.find("conv1");
        const auto second = tree.find("layer1.0.conv1");
        details.showLayer(first);
        details.showLayer(second); // the newest counts
        QVERIFY(text(details, "pairTitle").contains(QStringLiteral("layer1.0.conv1")));
        QTRY_VERIFY(details.facts() && details.facts()->detail->target == second);

        // Another strategy: the same layer, worked out anew.
        const auto old = details.facts();
        auto strategy = session.strategy();
        strategy.conv = ConvMethod::He;
        session.setStrategy(strategy);
        QTRY_VERIFY(details.facts() && details.facts() != old);
        QTRY_VERIFY(!details.facts()->hasKernels());

        // A layer without weights, then another network.
        session.requestDetail(second); // by whoever
        QTRY_COMPARE(details.layer(), second);

        details.showLayer(LayerId(0));
        QCOMPARE(text(details, "pairEmptyTitle"), QStringLiteral("The network as a whole"));
        details.showLayer(first);
        session.openTarget({"resnet32", {}, 10});
        QTRY_VERIFY(!details.layer().is_valid());
        QVERIFY(!details.facts());
        QTRY_VERIFY(session.planHasWeights());
    }

    void overtakenFactsAreNotGathered()
    {
        const auto facts = test::factsOf("resnet20", "resnet18", "conv1");
        std::stop_source stop;
        QVERIFY(gatherFacts(facts->plan, facts->detail, stop.get_token())->hasKernels());
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Error, gatherFacts(facts->plan, facts->detail, stop.get_token()));
    }
};

QTEST_MAIN(TestPairDetails)
#include "tst_pair_details.moc"
