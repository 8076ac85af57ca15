#include "ui/details/alignment_page.h"
#include "ui/details/step_bar.h"
#include "ui/session/transfer_session.h"

#include <QComboBox>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

Strategy flat()
{
    auto strategy = preset("tlvfc");
    strategy.matching = Matching::DpFlat;
    return strategy;
}

} // namespace

class TestAlignmentPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        page_ = std::make_unique<AlignmentPage>(session_.get());
        page_->resize(900, 320);
        page_->show();
    }

    void cleanup()
    {
        page_.reset();
        session_.reset();
    }

    void saysWhatToDoWhereThereIsNoMatrix()
    {
        const auto *message = page_->findChild<QLabel *>(QStringLiteral("alignmentMessage"));
        QVERIFY(message->text().contains(QLatin1String("Open a source")));
        open("resnet20", "resnet32", preset("tlvfc"));
        QTRY_VERIFY(message->text().contains(QLatin1String("dp-flat")));
        QVERIFY(!page_->story());
        session_->setStrategy(flat());
        QTRY_VERIFY(page_->story());
        session_->setStrategy(preset("tlvfc"));
        QTRY_VERIFY(!page_->story());
        QVERIFY(message->isVisible());
    }

    void whereNothingIsTakenOverNoPairsAreSought()
    {
        open("resnet20", "resnet32", preset("he"));
        const auto *message = page_->findChild<QLabel *>(QStringLiteral("alignmentMessage"));
        QTRY_VERIFY(message->text().contains(QLatin1String("takes nothing over")));
        QVERIFY(!message->text().contains(QLatin1String("dp-flat")));
        auto strategy = preset("he");
        strategy.fc = FcMethod::Statistics;
        session_->setStrategy(strategy);
        QTRY_VERIFY(message->text().contains(QLatin1String("pairs no layers")));
    }

    void pairsByIndexAreWorkedOutForTheLayer()
    {
        open("resnet20", "resnet32", preset("tlvfc"));
        const auto *message = page_->findChild<QLabel *>(QStringLiteral("alignmentMessage"));
        QTRY_VERIFY(message->text().contains(QStringLiteral("round(S / D · d)")));
        const auto plan = session_->plan();
        const auto &group = plan->groups.front();
        for (const std::size_t d : {0, 1, 7, 30}) {
            const auto target = group.targets[d].layer;
            page_->selectLayer(target);
            const auto path = [](const Network &network, LayerId layer) {
                return QString::fromStdString(network.architecture.layer(layer).path);
            };
            const auto source = path(*plan->source, plan->find(target)->source);
            const auto words = message->text();
            QVERIFY2(words.contains(QStringLiteral("%1 is number %2 of %3")
                                        .arg(path(*plan->target, target))
                                        .arg(d)
                                        .arg(group.targets.size())),
                     qPrintable(words));
            QVERIFY2(words.contains(QStringLiteral(": %1.").arg(source)), qPrintable(words));
        }
        page_->selectLayer({});
        QVERIFY(!message->text().contains(QLatin1String("is number")));
    }

    void showsTheTablesNumbersAndItsWay()
    {
        open("resnet20", "resnet32", flat());
        QTRY_VERIFY(page_->story());
        const auto &table = page_->story()->table;
        const auto &cells = map().cells();
        QCOMPARE(cells.rows, int(table.sources) + 1);
        QCOMPARE(cells.columns, int(table.targets) + 1);
        for (std::size_t t = 0; t <= table.targets; ++t) {
            for (std::size_t s = 0; s <= table.sources; ++s)
                QCOMPARE(cells.values[cells.at({int(s), int(t)})], table.at(t, s).score);
        }
        const auto path = table.trace_back();
        QCOMPARE(map().path().size(), path.size());
        for (std::size_t i = 0; i < path.size(); ++i)
            QCOMPARE(map().path()[i], (MapPlace{int(path[i].second), int(path[i].first)}));

        auto *values = page_->findChild<QComboBox *>(QStringLiteral("alignmentValues"));
        values->setCurrentIndex(1);
        emit values->activated(1);
        QCOMPARE(map().cells().values[map().cells().at({3, 2})], page_->story()->score(1, 2));
        QCOMPARE(map().path().size(), path.size());
    }

    void everyCellIsExplained()
    {
        open("resnet20", "resnet32", flat());
        QTRY_VERIFY(page_->story());
        map().setFocus();
        map().setCurrent({3, 4});
        QTest::keyClick(&map(), Qt::Key_Left);
        QCOMPARE(map().current(), (MapPlace{3, 3}));
        const auto candidates = candidates_at(*page_->story(), 3, 3);
        for (const double number :
             {candidates.skip_target, candidates.skip_source, candidates.serve.value})
            QVERIFY2(page_->explanation().contains(QString::number(number, 'f', 3)),
                     qPrintable(page_->explanation()));
        QCOMPARE(page_->explanation().count(QStringLiteral("✓")), 1);
        for (const auto key : {Qt::Key_Up, Qt::Key_Up, Qt::Key_Up, Qt::Key_Up})
            QTest::keyClick(&map(), key);
        QCOMPARE(map().current(), (MapPlace{0, 3}));
        QVERIFY(page_->explanation().contains(QLatin1String("edge")));
    }

    void theMouseExplainsToo()
    {
        open("resnet20", "resnet32", flat());
        QTRY_VERIFY(page_->story());
        map().setCurrent({1, 1});
        QTest::mouseMove(map().viewport(), map().boxOf({2, 3}).center().toPoint());
        QTRY_COMPARE(map().current(), (MapPlace{2, 3}));
        QSignalSpy chosen(page_.get(), &AlignmentPage::layerChosen);
        QTest::mouseClick(map().viewport(), Qt::LeftButton, {},
                          map().boxOf({2, 3}).center().toPoint());
        QCOMPARE(chosen.size(), 1);
        const auto &target = page_->levels().back().targets[2];
        QCOMPARE(chosen[0][0].value<LayerId>(), target.layer);
    }

    void stepsFillAndTraceBack()
    {
        open("resnet20", "resnet32", flat());
        QTRY_VERIFY(page_->story());
        const auto &table = page_->story()->table;
        const int filling = int(table.targets * table.sources);
        QCOMPARE(steps().last(), filling + int(table.trace_back().size()) - 1);
        steps().setPosition(0);
        QVERIFY(!map().isFilled({1, 1}));
        QVERIFY(map().path().empty());
        press("stepOn");
        QVERIFY(map().isFilled({1, 1}));
        QVERIFY(!map().isFilled({2, 1}));
        QCOMPARE(map().current(), (MapPlace{1, 1}));
        press("stepOn");
        QCOMPARE(map().current(), (MapPlace{2, 1}));
        press("stepBack");
        QVERIFY(!map().isFilled({2, 1}));
        steps().setPosition(filling + 2);
        QCOMPARE(map().path().size(), std::size_t(3));
        QVERIFY(page_->explanation().contains(QLatin1String("Way back")));
        press("stepEnd");
        QCOMPARE(map().path().size(), table.trace_back().size());
    }

    void theWayCanBeDraggedAlong()
    {
        open("resnet20", "resnet32", preset("dpiat"));
        QTRY_VERIFY(page_->story());
        const auto way = page_->story()->table.trace_back();
        const int filling = int(page_->story()->table.targets * page_->story()->table.sources);
        const auto at = [&](std::size_t step) {
            return map().boxOf({int(way[step].second), int(way[step].first)}).center().toPoint();
        };
        auto *viewport = map().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, at(0));
        for (std::size_t step = 1; step + 1 < way.size(); ++step) {
            drag(*viewport, at(step));
            QCOMPARE(map().path().size(), step + 1);
            QCOMPARE(steps().position(), filling + int(step));
            QVERIFY(page_->explanation().contains(QLatin1String("Way back")));
        }
        drag(*viewport, at(2)); // and back
        QCOMPARE(map().path().size(), std::size_t(3));
        // Where the button comes up no blocks open, nor is a layer chosen.
        QSignalSpy chosen(page_.get(), &AlignmentPage::layerChosen);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, at(2));
        QCOMPARE(page_->levels().size(), std::size_t(1));
        QVERIFY(chosen.isEmpty());
        QVERIFY(!map().grab().isNull());
        steps().setPosition(0); // nothing is traced back before all is filled
        QTest::mousePress(viewport, Qt::LeftButton, {}, at(0));
        drag(*viewport, at(3));
        QCOMPARE(steps().position(), 0);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, at(3));
    }

    void playGoesToTheEndAndStops()
    {
        open("resnet20", "resnet20", preset("dpiat"));
        QTRY_VERIFY(page_->story());
        QSignalSpy playing(&steps(), &StepBar::playingChanged);
        press("stepPlay");
        QVERIFY(steps().isPlaying());
        QVERIFY(steps().position() < steps().last());
        QTRY_COMPARE_WITH_TIMEOUT(playing.size(), 2, 20000);
        QCOMPARE(steps().position(), steps().last());
    }

    void blocksOpenIntoTheirOwn()
    {
        open("resnet20", "resnet32", preset("dpiat"));
        QTRY_VERIFY(page_->story());
        const auto outer = page_->story()->table.score();
        MapPlace blocks;
        for (const auto place : map().path()) {
            if (!place.isEdge() && map().cells().opens[map().cells().at(place)] != 0)
                blocks = place;
        }
        QVERIFY(blocks.isValid());
        const double score =
            page_->story()->score(std::size_t(blocks.column) - 1, std::size_t(blocks.row) - 1);
        QTest::mouseClick(map().viewport(), Qt::LeftButton, {},
                          map().boxOf(blocks).center().toPoint());
        QCOMPARE(page_->levels().size(), std::size_t(2));
        QTRY_VERIFY(page_->story());
        QCOMPARE(page_->story()->table.score(), score);
        map().setFocus();
        QTest::keyClick(&map(), Qt::Key_Backspace);
        QCOMPARE(page_->levels().size(), std::size_t(1));
        QTRY_VERIFY(page_->story());
        QCOMPARE(page_->story()->table.score(), outer);
    }

    /// The matrix before still shows, but its numbers are gone.
    void whatIsBeingWorkedOutAnswersToNothing()
    {
        open("resnet20", "resnet32", preset("dpiat"));
        QTRY_VERIFY(page_->story());
        const auto way = map().path();
        const auto blocks = std::ranges::find_if(
            way, [this](MapPlace place) { return map().cells().opens[map().cells().at(place)]; });
        QVERIFY(blocks != way.end());
        const auto at = [&](int step) {
            return map().boxOf(way[std::size_t(step)]).center().toPoint();
        };
        QTest::mousePress(map().viewport(), Qt::LeftButton, {}, at(0));
        page_->openCell(*blocks);
        QVERIFY(!page_->story());
        drag(*map().viewport(), at(3));
        QTest::mouseRelease(map().viewport(), Qt::LeftButton, {}, at(3));
        auto *values = page_->findChild<QComboBox *>(QStringLiteral("alignmentValues"));
        values->setCurrentIndex(1);
        emit values->activated(1);
        map().setCurrent(*blocks);
        QTest::keyClick(&map(), Qt::Key_Return);
        QCOMPARE(page_->levels().size(), std::size_t(2));
        QTRY_VERIFY(page_->story());
        QCOMPARE(map().cells().values[map().cells().at({1, 1})], page_->story()->score(0, 0));
    }

    void openingBlocksChoosesNoLayer()
    {
        open("resnet20", "resnet32", preset("dpiat"));
        QTRY_VERIFY(page_->story());
        QSignalSpy chosen(page_.get(), &AlignmentPage::layerChosen);
        // Down to where only layers are.
        for (;;) {
            const auto &cells = map().cells();
            const auto opens = std::ranges::find_if(cells.opens, [](char it) { return it != 0; });
            if (opens == cells.opens.end())
                break;
            const int number = int(opens - cells.opens.begin());
            map().setCurrent({number / cells.columns, number % cells.columns});
            QTest::keyClick(&map(), Qt::Key_Return);
            QTRY_VERIFY(page_->story());
        }
        QVERIFY(page_->levels().size() > 1);
        QVERIFY(chosen.isEmpty());
        map().setCurrent({1, 1});
        QTest::keyClick(&map(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
    }

    void onlyWhatShowsIsPainted()
    {
        session_->setStrategy(flat());
        NetworkSpec source;
        source.name = "resnet152";
        NetworkSpec target;
        target.name = "vgg19";
        session_->openSource(source);
        session_->openTarget(target);
        QTRY_VERIFY_WITH_TIMEOUT(page_->story(), 60000);
        const auto &table = page_->story()->table;
        const auto all = int((table.targets + 1) * (table.sources + 1));
        map().setCellSize(24);
        const auto room = map().viewport()->size() / 24;
        const int most = (room.width() + 2) * (room.height() + 2);
        QVERIFY(all > 4 * most);
        for (const int share : {0, 1, 2, 3, 4}) {
            auto *bar = map().verticalScrollBar();
            bar->setValue(bar->maximum() * share / 4);
            map().grab();
            QVERIFY(map().paintedCells() > 0);
            QVERIFY2(map().paintedCells() <= most, qPrintable(QString::number(most)));
        }
        // A picture for a file has all of it.
        QImage image(map().pictureSize(), QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        map().paintPicture(painter);
        painter.end();
        QCOMPARE(map().paintedCells(), all);
    }

    void theSameMatterIsNotWorkedOutAgain()
    {
        open("resnet20", "resnet32", flat());
        QTRY_VERIFY(page_->story());
        const auto story = page_->story();
        auto strategy = session_->strategy();
        strategy.keep = SelectionRule::MaxVar;
        session_->setStrategy(strategy);
        QTRY_VERIFY(!session_->isBusy());
        QCOMPARE(page_->story(), story);
        strategy.matching = Matching::Dp;
        session_->setStrategy(strategy);
        QTRY_VERIFY(page_->story() && page_->story() != story);
        QCOMPARE(page_->story()->matching, Matching::Dp);
    }

private:
    ScoreMap &map() { return *page_->map(); }
    StepBar &steps() { return *page_->steps(); }

    /// With the button held; QTest::mouseMove() lets it go.
    static void drag(QWidget &widget, const QPointF &to)
    {
        QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &move);
    }

    void press(const char *button)
    {
        page_->findChild<QToolButton *>(QLatin1String(button))->click();
    }

    void open(const char *source, const char *target, const Strategy &strategy)
    {
        session_->setStrategy(strategy);
        session_->openSource({source, {}, 10});
        session_->openTarget({target, {}, 10});
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<AlignmentPage> page_;
};

QTEST_MAIN(TestAlignmentPage)
#include "tst_alignment_page.moc"
