#include "tests/ui/details/facts_of.h"
#include "ui/details/count_trial.h"
#include "ui/details/kernel_way.h"
#include "ui/plots/variance_bars.h"

#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <set>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

class TestCountTrial : public QObject
{
    Q_OBJECT

private slots:
    void theTrialAtTheGivenCountIsTheTransfer_data()
    {
        QTest::addColumn<QString>("rule");
        for (const auto &rule : option_values<SelectionRule>())
            QTest::addRow("%s", rule.name.data()) << QString::fromUtf8(rule.name.data());
    }

    void theTrialAtTheGivenCountIsTheTransfer()
    {
        QFETCH(QString, rule);
        auto strategy = preset("tlvfc");
        strategy.keep = strategy.remove =
            option_from_name<SelectionRule>("keep", rule.toStdString());
        const auto fewer = factsOf("resnet18", "resnet20", "layer1.0.conv1", strategy);
        const auto kept = sourceFilterChoice(*fewer);
        QCOMPARE(kept.count, 16);
        const auto held = std::ranges::count(fewer->sourceKept, char(1));
        QVERIFY(kept.marked().contains(rule));
        QVERIFY(kept.marked().contains(QStringLiteral("%1 of 64").arg(held)));
        const auto more = factsOf("resnet20", "resnet18", "layer1.0.conv1", strategy);
        const auto overwritten = targetFilterChoice(*more);
        QCOMPARE(overwritten.count, 16);
        if (rule == QLatin1String("random")) {
            QVERIFY(!kept.canBeTried() && !overwritten.canBeTried());
            QVERIFY(kept.words(0).contains(QLatin1String("another draw")));
            return;
        }
        QCOMPARE(kept.at(16), fewer->sourceKept);
        QCOMPARE(overwritten.at(16), more->targetOverwritten);
        QVERIFY(kept.at(24) != fewer->sourceKept);

        // Inside of a filter, too.
        const auto finished = fewer->finishedAs[3];
        std::vector<char> chosen(64, 0);
        for (const auto &origin : fewer->originsOf(finished))
            chosen[static_cast<std::size_t>(origin.kernel)] = 1;
        const auto from = fewer->sourcesOf(finished).front();
        QCOMPARE(sourceKernelChoice(*fewer, from, chosen).at(16), chosen);
    }

    /// `random` draws with repeats: what was written over the first time is not in the layer.
    void filtersLostToALaterOneAreNotKept()
    {
        const auto facts = factsOf("resnet20", "resnet18", "conv1"); // removes by random
        PairDetails details(nullptr);
        details.resize(1000, 360);
        details.setFacts(facts);
        std::set<int> there;
        for (const auto &origin : facts->detail->origins) {
            if (isTaken(origin))
                there.insert(origin.filter);
        }
        const auto survive = static_cast<int>(there.size());
        const auto lost = 16 - survive;
        QVERIFY(lost > 0); // or the seed shows nothing
        const auto *from = details.findChild<VarianceBars *>(QStringLiteral("sourceFilterBars"));
        const auto *to = details.findChild<VarianceBars *>(QStringLiteral("targetFilterBars"));
        QCOMPARE(from->chosenCount(), survive);
        QCOMPARE(to->chosenCount(), survive);
        QCOMPARE(from->series().otherWord, QStringLiteral("overwritten again"));
        for (int filter = 0; filter < from->barCount(); ++filter)
            QCOMPARE(
                from->describe(filter).contains(QLatin1String("overwritten again (by a later")),
                !there.contains(filter));
        QCOMPARE(to->series().markWords,
                 QStringLiteral("random overwrites %1 of 64, in 16 draws").arg(survive));
        QVERIFY(!to->hasMarker());
        QVERIFY(text(details, "filterTrial")
                    .contains(QStringLiteral("what %1 of them wrote is overwritten").arg(lost)));
        // Where nothing is lost, all is as it was.
        details.setFacts(factsOf("resnet18", "resnet20", "layer1.0.conv1"));
        QCOMPARE(from->series().otherWord, QStringLiteral("left out"));
        QVERIFY(from->hasMarker());
    }

    void nothingIsMarkedWhereNothingIsChosen()
    {
        const auto more = factsOf("resnet20", "resnet18", "layer1.0.conv1");
        QCOMPARE(sourceFilterChoice(*more).count, 0);
        QVERIFY(sourceFilterChoice(*more).words(0).isEmpty());
        const auto clipped = factsOf("resnet18", "resnet20", "layer1.0.conv1", preset("clip"));
        QCOMPARE(sourceFilterChoice(*clipped).count, 0);
    }

    void draggingTriesAndChangesNothing()
    {
        const auto facts = factsOf("resnet18", "resnet20", "layer1.0.conv1");
        PairDetails details(nullptr);
        details.resize(1000, 360);
        details.setFacts(facts);
        details.grab(); // lays the bars out
        auto *bars = details.findChild<VarianceBars *>(QStringLiteral("sourceFilterBars"));
        QCOMPARE(bars->chosenCount(), 16);
        const auto said = text(details, "filterTrial");
        QVERIFY2(said.contains(QLatin1String("the target's shape: it has 16 filters")),
                 qPrintable(said));
        QVERIFY(said.contains(QLatin1String("Drag")));

        QSignalSpy tried(bars, &VarianceBars::trialChanged);
        QTest::mousePress(bars, Qt::LeftButton, {}, bars->markerPlace(16).toPoint());
        moveMouse(*bars, bars->markerPlace(24));
        QTest::mouseRelease(bars, Qt::LeftButton, {}, bars->markerPlace(24).toPoint());
        QVERIFY(!tried.isEmpty());
        QCOMPARE(bars->trial(), 24);
        QCOMPARE(bars->chosenCount(), 24);
        const auto trial = text(details, "filterTrial");
        QVERIFY2(trial.contains(QLatin1String("Trial, nothing is changed: 24 of 64")),
                 qPrintable(trial));
        QVERIFY(trial.contains(QLatin1String("it has 16 filters")));
        QCOMPARE(facts->sourceKept, bars->series().chosen);
        QVERIFY(!details.grab().isNull());

        QTest::keyClick(bars, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(bars->trial(), 25);
        QTest::keyClick(bars, Qt::Key_Escape);
        QCOMPARE(bars->trial(), 0);
        QCOMPARE(bars->chosenCount(), 16);
        QCOMPARE(text(details, "filterTrial"), said);

        bars->setTrial(30);
        QCOMPARE(bars->trial(), 30);
        details.setFacts(factsOf("resnet18", "resnet20", "layer1.0.conv2"));
        QCOMPARE(bars->trial(), 0); // another layer, another choice
    }

    void everyTrialIsWithinTheRange()
    {
        const auto facts = factsOf("resnet18", "resnet20", "layer1.0.conv1");
        const auto choice = sourceFilterChoice(*facts);
        VarianceSeries series;
        series.variances = choice.variances;
        series.chosen = choice.chosen;
        mark(series, choice);
        VarianceBars bars;
        bars.setSeries(series);
        for (const int count : {-5, 1, 63, 64, 1000}) {
            bars.setTrial(count);
            QVERIFY(bars.trial() >= 0 && bars.trial() < 64);
        }
        bars.setTrial(16);
        QCOMPARE(bars.trial(), 0);
    }

    /// Forth and back, for every kernel of a layer that is resized, chosen from and shuffled.
    void theWayAndTheFateAgree_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("word");
        QTest::addRow("fewer, resized") << "resnet18"
                                        << "resnet20"
                                        << "pooling";
        QTest::addRow("more, resized") << "resnet20"
                                       << "resnet18"
                                       << "padding";
    }

    void theWayAndTheFateAgree()
    {
        QFETCH(QString, source);
        QFETCH(QString, target);
        QFETCH(QString, word);
        const auto facts =
            factsOf(qPrintable(source), qPrintable(target), "conv1", preset("tlvfc"), "conv1");
        const auto columns = static_cast<int>(facts->detail->before.shape()[1]);
        int taken = 0;
        for (std::size_t i = 0; i < facts->detail->origins.size(); ++i) {
            const KernelPlace place{static_cast<int>(i) / columns, static_cast<int>(i) % columns};
            const auto way = wayText(*facts, place);
            const auto origin = facts->originOf(place);
            QVERIFY2(way.contains(QStringLiteral("became filter %1, the kernel its number %2")
                                      .arg(place.row)
                                      .arg(place.column)),
                     qPrintable(way));
            if (!isTaken(origin))
                continue;
            ++taken;
            QVERIFY2(way.contains(word), qPrintable(way));
            const auto fate = fateText(*facts, {origin.filter, origin.kernel});
            const auto stands =
                QStringLiteral("filter %1, kernel %2").arg(place.row).arg(place.column);
            QVERIFY2(fate.contains(stands) || fate.contains(QLatin1String("more")),
                     qPrintable(fate));
        }
        QVERIFY(taken > 0);
        for (std::size_t i = 0; i < facts->sourceSurvives.size(); ++i) {
            const auto of = static_cast<int>(facts->detail->resized_source.shape()[1]);
            const KernelPlace place{static_cast<int>(i) / of, static_cast<int>(i) % of};
            QCOMPARE(fateText(*facts, place).startsWith(QLatin1String("goes to")),
                     facts->sourceSurvives[i] != 0);
        }
    }

private:
    /// With the button held; QTest::mouseMove() lets it go.
    static void moveMouse(QWidget &widget, const QPointF &to)
    {
        QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &move);
    }
};

QTEST_MAIN(TestCountTrial)
#include "tst_count_trial.moc"
