#include <memory>

#include "core/nets/feature_widths.h"
#include "core/transfer/apply.h"
#include "ui/details/batch_button.h"
#include "ui/details/crossover_grids.h"
#include "ui/details/crossover_page.h"
#include "ui/details/step_bar.h"
#include "ui/plots/kernel_grid.h"
#include "ui/session/transfer_session.h"

#include <QAction>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestCrossoverPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        page_ = std::make_unique<CrossoverPage>(session_.get());
        page_->resize(1000, 360);
        page_->show();
    }

    void cleanup()
    {
        page_.reset();
        session_.reset();
    }

    void saysWhatIsMissing()
    {
        QVERIFY(text("crossoverMessage").contains(QLatin1String("Open a source")));
        open("resnet20", "resnet18");
        QTRY_VERIFY_WITH_TIMEOUT(page_->facts(), 60'000);
        session_->setStrategy(preset("tlvfc-base"));
        QTRY_VERIFY(text("crossoverMessage").contains(QLatin1String("crosses nothing in")));
        QVERIFY(!page_->facts());
        QVERIFY(page_->pictures().isEmpty() && page_->tables().isEmpty());
        session_->setStrategy(preset("tlvfc"));
        QTRY_VERIFY_WITH_TIMEOUT(page_->facts(), 60'000);
    }

    /// From the order on, nothing looks like what was ordered but is not.
    void whatIsNotOrderedAnyMoreIsGrayed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("stays");
        QTest::newRow("seed") << "seed" << true;
        QTest::newRow("strategy") << "strategy" << true;
        QTest::newRow("control") << "control" << true;
        QTest::newRow("batch") << "batch" << true;
        QTest::newRow("source") << "source" << false;
        QTest::newRow("target") << "target" << false;
    }

    void whatIsNotOrderedAnyMoreIsGrayed()
    {
        QFETCH(QString, what);
        QFETCH(bool, stays);
        open("resnet20", "resnet20");
        shows(1);
        QVERIFY(page_->isCurrent() && page_->grids()->isEnabled());
        const auto figures = text("crossoverFigures");
        auto strategy = preset("tlvfc");
        if (what == QLatin1String("seed")) {
            session_->setSeed(7);
        } else if (what == QLatin1String("strategy")) {
            strategy.crossover_rate = 0.4;
            session_->setStrategy(strategy);
        } else if (what == QLatin1String("control")) {
            strategy.control = Control::ShuffledSource;
            session_->setStrategy(strategy);
        } else if (what == QLatin1String("batch")) {
            DataSpec data;
            data.source = "made-up";
            data.image_size = 16;
            page_->setTrainingData(data);
            page_->batchButton()
                ->findChild<QAction *>(QStringLiteral("batchOfTraining"))
                ->trigger();
        } else {
            const auto side = what == QLatin1String("source") ? Side::Source : Side::Target;
            QSignalSpy changed(session_.get(), side == Side::Source
                                                   ? &TransferSession::sourceChanged
                                                   : &TransferSession::targetChanged);
            session_->open(side, {"resnet32", {}, 10});
            QTRY_VERIFY(!changed.isEmpty());
        }
        QTRY_VERIFY(!page_->isCurrent());
        QCOMPARE(page_->facts().has_value(), stays);
        QVERIFY(!page_->grids()->isVisible() || !page_->grids()->isEnabled());
        QCOMPARE(page_->grids()->isVisible(), stays);
        QVERIFY(page_->pictures().isEmpty() && page_->tables().isEmpty());
        const auto words = text(stays ? "crossoverFigures" : "crossoverMessage");
        QVERIFY2(words.startsWith(QLatin1String("Passing the batch")), qPrintable(words));
        page_->findChild<QSpinBox *>(QStringLiteral("crossoverImage"))->setValue(3);
        QVERIFY(text("crossoverFigures") != figures || !stays);
        QTRY_VERIFY_WITH_TIMEOUT(page_->isCurrent() && !page_->isBusy(), 60'000);
        QVERIFY(page_->grids()->isEnabled() && page_->grids()->isVisible());
        QVERIFY(!text("crossoverFigures").startsWith(QLatin1String("Passing")));
    }

    void anotherNetworkWhileHiddenIsNotShownAsTheOld()
    {
        open("resnet20", "resnet20");
        shows(1);
        page_->hide();
        open("resnet32", "resnet20");
        page_->show();
        QVERIFY(!page_->facts());
        QVERIFY(text("crossoverMessage").startsWith(QLatin1String("Passing the batch")));
        shows(1);
    }

    void showsWhatCoreSays()
    {
        open("resnet20", "resnet18");
        shows(1);
        const auto &plan = *session_->plan();
        const Network begun{plan.target->architecture, apply_plan(plan), {}};
        const CrossoverPreview preview(
            begun, session_->source().get(), normal_batch(32, 10, session_->seed()),
            {CrossoverKind::Mask, 0.1, CrossoverFill::Source, session_->seed()});
        for (const int number : {1, 12}) {
            page_->steps()->setPosition(number - 1);
            shows(number);
            const auto expected = preview.step(number);
            QCOMPARE(page_->facts()->step->replaced, expected.replaced);
            QCOMPARE(page_->facts()->step->times, expected.times);
            const auto figures = text("crossoverFigures");
            QVERIFY(figures.contains(
                QStringLiteral("%1 of 64 shared features").arg(expected.replaced_count())));
            QVERIFY(figures.contains(
                QStringLiteral("%1 of the target's 512").arg(expected.without_gradient())));
            for (int feature = 0; feature < 64; ++feature) {
                const auto at = static_cast<std::size_t>(feature);
                const bool isReplaced = expected.replaced[at];
                QCOMPARE(mark(CrossoverGrids::Mask, feature),
                         isReplaced ? KernelMark::Source : KernelMark::Kept);
                QCOMPARE(mark(CrossoverGrids::Target, feature),
                         isReplaced ? KernelMark::Gone : KernelMark::None);
                QCOMPARE(value(CrossoverGrids::Mask, feature), isReplaced ? 1.0f : 0.0f);
                const auto from = isReplaced ? CrossoverGrids::Source : CrossoverGrids::Target;
                QCOMPARE(value(CrossoverGrids::Seen, feature), value(from, feature));
                QCOMPARE(value(CrossoverGrids::Gradient, feature) == 0.0f, isReplaced);
            }
            QCOMPARE(mark(CrossoverGrids::Mask, 64), KernelMark::None);
        }
        QVERIFY(!page_->grab().isNull());
    }

    void aFeatureTellsItsStory()
    {
        open("resnet20", "resnet18");
        shows(1);
        const auto replaced = page_->facts()->step->replaced;
        const auto first = std::ranges::find(replaced, true) - replaced.begin();
        const auto other = std::ranges::find(replaced, false) - replaced.begin();
        hover(int(first));
        QVERIFY(text("crossoverReadout").startsWith(QStringLiteral("feature %1:").arg(first)));
        QVERIFY(text("crossoverReadout").contains(QLatin1String("no gradient")));
        for (const auto which : {CrossoverGrids::Target, CrossoverGrids::Source,
                                 CrossoverGrids::Mask, CrossoverGrids::Gradient})
            QCOMPARE(page_->grids()->grid(which)->highlighted(),
                     std::vector{page_->grids()->placeOf(int(first))});
        hover(int(other));
        QVERIFY(text("crossoverReadout").contains(QLatin1String("the target's own: gradient")));
        const auto &facts = *page_->facts();
        QVERIFY(featureWords(facts, 0, 100).contains(QLatin1String("never replaced")));
        const auto rows = page_->tables().first().rows;
        QCOMPARE(rows.size(), qsizetype(1 + 512));
        QCOMPARE(rows[1 + int(first)][3], QStringLiteral("1"));
        QCOMPARE(rows[1 + int(first)][2], rows[1 + int(first)][4]);
        QCOMPARE(rows[1 + int(other)][1], rows[1 + int(other)][4]);
    }

    void everyImageHasValuesOfItsOwn()
    {
        open("resnet20", "resnet18");
        shows(1);
        const auto *image = page_->findChild<QSpinBox *>(QStringLiteral("crossoverImage"));
        QCOMPARE(image->maximum(), 64);
        const auto before = page_->grids()->grid(CrossoverGrids::Target)->table().values;
        const auto masked = page_->grids()->grid(CrossoverGrids::Mask)->table().values;
        page_->findChild<QSpinBox *>(QStringLiteral("crossoverImage"))->setValue(7);
        QVERIFY(!std::ranges::equal(
            before.values(),
            page_->grids()->grid(CrossoverGrids::Target)->table().values.values()));
        QVERIFY(std::ranges::equal(
            masked.values(), page_->grids()->grid(CrossoverGrids::Mask)->table().values.values()));
    }

    void playsThroughTheSteps()
    {
        open("resnet20", "resnet20");
        shows(1);
        QSignalSpy shown(page_.get(), &CrossoverPage::factsChanged);
        page_->steps()->play();
        QTRY_VERIFY_WITH_TIMEOUT(shown.size() > 5, 30'000);
        page_->steps()->pause();
        QTRY_VERIFY(!page_->isBusy());
        QCOMPARE(page_->facts()->number, page_->steps()->position() + 1);
    }

    void fillsAndWiderSources_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("fill");
        QTest::addColumn<QString>("title");
        QTest::addRow("wider") << "resnet18"
                               << "source"
                               << "Source";
        QTest::addRow("noise") << "resnet20"
                               << "noise"
                               << "Fill";
        QTest::addRow("zeros") << "resnet20"
                               << "zero"
                               << "Fill";
    }

    void fillsAndWiderSources()
    {
        QFETCH(QString, source);
        QFETCH(QString, fill);
        QFETCH(QString, title);
        auto strategy = to_json(preset("tlvfc"));
        strategy["crossover_fill"] = fill.toStdString();
        strategy["crossover_rate"] = 0.5;
        session_->setStrategy(strategy_from_json(strategy, "the test"));
        open(source.toUtf8().constData(), "resnet20");
        shows(1);
        QCOMPARE(page_->grids()->grid(CrossoverGrids::Source)->table().title, title);
        QCOMPARE(page_->facts()->shared(), 64);
        for (int feature = 0; feature < 64; ++feature) {
            const bool isReplaced = mark(CrossoverGrids::Mask, feature) == KernelMark::Source;
            const auto from = isReplaced ? CrossoverGrids::Source : CrossoverGrids::Target;
            QCOMPARE(value(CrossoverGrids::Seen, feature), value(from, feature));
        }
        if (source == QLatin1String("resnet18"))
            QVERIFY(featureWords(*page_->facts(), 0, 300).contains(QLatin1String("never crossed")));
    }

    void theLayerThatIsCrossed()
    {
        open("resnet20", "resnet18");
        shows(1);
        const auto tree = session_->targetArchitecture();
        const auto last = last_linear(*tree);
        QVERIFY(!text("crossoverNote").contains(QLatin1String("lies before")));
        page_->selectLayer(tree->find("layer1.0.conv1"));
        QVERIFY(text("crossoverNote").contains(QLatin1String("layer1.0.conv1, selected, lies")));
        QSignalSpy chosen(page_.get(), &CrossoverPage::layerChosen);
        emit page_->findChild<QLabel *>(QStringLiteral("crossoverNote"))
            ->linkActivated(QStringLiteral("layer"));
        QCOMPARE(chosen[0][0].value<LayerId>(), last);
        page_->selectLayer(last);
        QVERIFY(!text("crossoverNote").contains(QLatin1String("lies before")));
    }

    void theBatchMayBeOfData()
    {
        open("resnet20", "resnet20");
        shows(1);
        const auto mask = page_->facts()->step->replaced;
        const auto before = page_->facts()->target;
        DataSpec data;
        data.source = "made-up";
        data.image_size = 16;
        page_->setTrainingData(data);
        page_->batchButton()->findChild<QAction *>(QStringLiteral("batchOfTraining"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(
            page_->facts() && !std::ranges::equal(page_->facts()->target.values(), before.values()),
            60'000);
        QCOMPARE(page_->facts()->step->replaced, mask);
        page_->batchButton()->useFolder(QStringLiteral("/no/such/folder"));
        QTRY_VERIFY_WITH_TIMEOUT(text("crossoverMessage").contains(QLatin1String("no such folder")),
                                 60'000);
        page_->batchButton()->findChild<QAction *>(QStringLiteral("batchOfNumbers"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(page_->facts(), 60'000);
    }

    void theGridsScrollAndZoomTogether()
    {
        open("resnet20", "resnet18");
        shows(1);
        auto *mask = page_->grids()->grid(CrossoverGrids::Mask);
        auto *target = page_->grids()->grid(CrossoverGrids::Target);
        mask->verticalScrollBar()->setValue(200);
        QCOMPARE(target->verticalScrollBar()->value(), 200);
        target->setCellSize(32);
        QCOMPARE(mask->cellSize(), 32);
        // Another step stays where a person looks.
        page_->steps()->setPosition(1);
        shows(2);
        QCOMPARE(mask->cellSize(), 32);
        QCOMPARE(mask->verticalScrollBar()->value(), target->verticalScrollBar()->value());
        QVERIFY(target->verticalScrollBar()->value() > 0);
    }

    void anotherSizeKeepsWhatStandsFirst()
    {
        open("resnet20", "resnet18");
        shows(1);
        auto *target = page_->grids()->grid(CrossoverGrids::Target);
        const int columns = page_->grids()->columns();
        for (const int width : {640, 1400, 1000}) {
            page_->resize(width, 360);
            QTRY_COMPARE(page_->grids()->width(), width);
            for (const auto which : {CrossoverGrids::Target, CrossoverGrids::Source,
                                     CrossoverGrids::Mask, CrossoverGrids::Gradient})
                QCOMPARE(page_->grids()->grid(which)->verticalScrollBar()->value(), 0);
        }
        QCOMPARE(page_->grids()->columns(), columns);
        QVERIFY(target->placeAt(target->boxOf({0, 0}).center()).isValid());
    }

    void worksNothingOutWhileHidden()
    {
        page_->hide();
        open("resnet20", "resnet20");
        QVERIFY(!page_->isBusy() && !page_->facts());
        page_->show();
        shows(1);
    }

private:
    QString text(const char *label)
    {
        return page_->findChild<QLabel *>(QLatin1String(label))->text();
    }

    float value(CrossoverGrids::Grid which, int feature)
    {
        return page_->grids()->grid(which)->table().kernel(page_->grids()->placeOf(feature))[0];
    }

    KernelMark mark(CrossoverGrids::Grid which, int feature)
    {
        return page_->grids()->grid(which)->table().mark(page_->grids()->placeOf(feature));
    }

    void hover(int feature)
    {
        auto *grid = page_->grids()->grid(CrossoverGrids::Mask);
        const auto place = page_->grids()->placeOf(feature);
        grid->scrollTo(place);
        QTest::mouseMove(grid->viewport(), grid->boxOf(place).center().toPoint());
        QTRY_VERIFY(
            text("crossoverReadout").startsWith(QStringLiteral("feature %1:").arg(feature)));
    }

    void shows(int step)
    {
        QTRY_VERIFY_WITH_TIMEOUT(
            page_->facts() && page_->facts()->number == step && !page_->isBusy(), 60'000);
    }

    void open(const char *source, const char *target)
    {
        session_->openSource({source, {}, 10});
        session_->openTarget({target, {}, 10});
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<CrossoverPage> page_;
};

QTEST_MAIN(TestCrossoverPage)
#include "tst_crossover_page.moc"
