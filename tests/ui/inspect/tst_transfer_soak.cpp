// The Transfer page under a person who does anything in any order, faster than it can follow.
//
// TLVFC_SOAK_SECONDS says for how long (5 unless told), TLVFC_SOAK_SEED which way; the seed of a
// run is printed.

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/inspect/layer_map.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/transfer_page.h"
#include "ui/inspect/tree_columns.h"
#include "ui/session/match_overlay.h"
#include "ui/session/transfer_history.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <functional>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int settleMs = 60'000;

class Person
{
public:
    explicit Person(quint32 seed)
        : random_(seed)
        , history_(&session_)
        , page_(&session_)
        , sourceTester_(panel(Side::Source)->model(), mode)
        , targetTester_(panel(Side::Target)->model(), mode)
    {
        page_.resize(1200, 800);
        page_.show();
        open(Side::Source, "resnet20");
        open(Side::Target, "resnet32");
        settle();
        history_.clear();
    }

    /// The name of what was done.
    QString doSomething()
    {
        static const QList<std::pair<const char *, void (Person::*)()>> deeds{
            {"click", &Person::click},   {"key", &Person::key},         {"draw", &Person::draw},
            {"hover", &Person::hover},   {"wheel", &Person::wheel},     {"filter", &Person::filter},
            {"undo", &Person::undo},     {"redo", &Person::redo},       {"method", &Person::method},
            {"option", &Person::option}, {"network", &Person::network}, {"seed", &Person::seed},
            {"shape", &Person::shape},   {"look", &Person::look},       {"map", &Person::map},
            {"nothing", &Person::wait},
        };
        const auto &[name, deed] = deeds[pick(static_cast<int>(deeds.size()))];
        (this->*deed)();
        // Sometimes the next deed comes before this one has led anywhere.
        if (pick(3) > 0)
            QCoreApplication::processEvents();
        return QString::fromLatin1(name);
    }

    void settle()
    {
        const bool isSettled = QTest::qWaitFor(
            [this] {
                return !session_.isBusy() && !page_.matchingPanel()->overlay()->isBusy() &&
                       (!session_.plan() || session_.planHasWeights());
            },
            settleMs);
        QVERIFY(isSettled);
        QCoreApplication::processEvents();
    }

    /// Everything that is shown follows from networks, strategy and seed alone.
    void check()
    {
        for (const auto side : {Side::Source, Side::Target}) {
            QVERIFY(session_.network(side));
            QCOMPARE(panel(side)->model()->architecture(), session_.architecture(side));
            QCOMPARE(session_.network(side)->architecture.name, session_.architecture(side)->name);
            checkRows(*panel(side)->tree());
        }
        const auto plan = session_.plan();
        const auto *view = page_.matchingPanel()->view();
        if (!plan) {
            QVERIFY(!session_.planFault().isEmpty());
            QVERIFY(view->links().empty());
            return;
        }
        QVERIFY(plan->strategy == session_.strategy());
        Generator generator(session_.seed());
        const auto fresh =
            make_plan(plan->source, session_.target(), session_.strategy(), generator);
        QCOMPARE(plan->layers.size(), fresh.layers.size());
        for (std::size_t i = 0; i < fresh.layers.size(); ++i) {
            const auto &is = plan->layers[i];
            const auto &should = fresh.layers[i];
            QCOMPARE(is.target, should.target);
            QCOMPARE(is.source, should.source);
            QCOMPARE(is.action, should.action);
            QCOMPARE(is.origin, should.origin);
            QCOMPARE(is.score, should.score);
            QCOMPARE(is.summary, should.summary);
            QVERIFY(is.start == should.start);
        }
        QVERIFY(view->links() == linksOf(fresh));
        const auto other = page_.matchingPanel()->overlay()->other();
        QVERIFY(view->drawnLinks() ==
                (other ? overlaid(linksOf(fresh), linksOf(*other)) : linksOf(fresh)));
        for (const auto &curve : view->curves()) {
            for (const int link : curve.links)
                QVERIFY(link < static_cast<int>(view->drawnLinks().size()));
        }
    }

    /// All steps back and all of them again lead to where they began.
    void checkHistory()
    {
        settle();
        auto *stack = history_.stack();
        while (stack->canRedo()) {
            stack->redo();
            settle();
        }
        const auto here = state();
        while (stack->canUndo()) {
            stack->undo();
            settle();
        }
        check();
        while (stack->canRedo()) {
            stack->redo();
            settle();
        }
        check();
        const auto there = state();
        for (std::size_t side = 0; side < 2; ++side) {
            QCOMPARE(there.specs[side].name, here.specs[side].name);
            QCOMPARE(there.specs[side].classes, here.specs[side].classes);
        }
        QCOMPARE(to_text(to_json(there.strategy)), to_text(to_json(here.strategy)));
        QCOMPARE(there.seed, here.seed);
        QVERIFY(there == here);
    }

private:
    static constexpr auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;

    static void checkRows(const NetworkTree &tree)
    {
        const auto &rows = tree.shownRows();
        const auto &layers = tree.network()->architecture()->layers;
        for (std::size_t i = 1; i < layers.size(); ++i) {
            if (const auto place = tree.placeOf(LayerId(static_cast<std::int64_t>(i))))
                QVERIFY(std::ranges::find(rows, place->row) != rows.end());
        }
    }

    TransferState state() const
    {
        return {
            {session_.sourceSpec(), session_.targetSpec()}, session_.strategy(), session_.seed()};
    }

    int pick(int count) { return random_.bounded(count); }
    Side someSide() { return pick(2) == 0 ? Side::Source : Side::Target; }
    NetworkPanel *panel(Side side)
    {
        auto *matching = page_.matchingPanel();
        return side == Side::Source ? matching->sourcePanel() : matching->targetPanel();
    }
    QPoint somewhereIn(const QWidget *widget)
    {
        return {pick(std::max(1, widget->width())), pick(std::max(1, widget->height()))};
    }

    void open(Side side, const char *name)
    {
        NetworkSpec spec;
        spec.name = name;
        spec.classes = 10;
        session_.open(side, spec);
    }

    void click()
    {
        auto *rows = panel(someSide())->tree()->viewport();
        const auto keys = pick(4) == 0 ? Qt::ShiftModifier : Qt::NoModifier;
        QTest::mouseClick(rows, Qt::LeftButton, keys, somewhereIn(rows));
    }

    void key()
    {
        static constexpr Qt::Key keys[] = {Qt::Key_Up,       Qt::Key_Down,     Qt::Key_Left,
                                           Qt::Key_Right,    Qt::Key_Home,     Qt::Key_End,
                                           Qt::Key_PageDown, Qt::Key_Asterisk, Qt::Key_Minus};
        QTest::keyClick(panel(someSide())->tree(), keys[pick(9)]);
    }

    void draw()
    {
        auto *view = page_.matchingPanel()->view();
        const QPoint begin(3, pick(view->height()));
        const QPoint end(view->width() - 3, pick(view->height()));
        QTest::mousePress(view, Qt::LeftButton, {}, begin);
        if (pick(8) == 0)
            undo(); // the ground moves under the line
        QTest::mouseMove(view, end);
        QTest::mouseRelease(view, Qt::LeftButton, {}, end);
    }

    void hover()
    {
        auto *view = page_.matchingPanel()->view();
        QTest::mouseMove(view, somewhereIn(view));
        auto *rows = panel(someSide())->tree()->viewport();
        QTest::mouseMove(rows, somewhereIn(rows));
    }

    void wheel()
    {
        auto *view = page_.matchingPanel()->view();
        const QPointF point(somewhereIn(view));
        QWheelEvent event(point, view->mapToGlobal(point), {}, {0, pick(481) - 240}, {}, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(view, &event);
    }

    void filter()
    {
        static const QStringList words{{}, {}, "conv", "layer1", "16×", "norm", "nothing such"};
        panel(someSide())->findChild<QLineEdit *>("layerFilter")->setText(words[pick(7)]);
    }

    void undo() { history_.stack()->undo(); }
    void redo() { history_.stack()->redo(); }

    void method()
    {
        const auto &all = methods();
        auto strategy = preset(all[static_cast<std::size_t>(pick(int(all.size())))].name);
        if (pick(2) == 0)
            strategy.locks = session_.strategy().locks;
        session_.setStrategy(strategy);
    }

    /// Some mixtures exclude each other; the page says so.
    void option()
    {
        auto strategy = session_.strategy();
        strategy.matching = static_cast<Matching>(pick(3));
        strategy.remove = pick(2) == 0 ? SelectionRule::Random : SelectionRule::MaxVar;
        if (pick(4) == 0)
            strategy.locks.clear();
        session_.setStrategy(strategy);
    }

    void network()
    {
        static constexpr const char *names[] = {"resnet20", "resnet32", "resnet44",
                                                "resnet18", "resnet20", "no such network"};
        open(someSide(), names[pick(6)]);
    }

    void seed() { session_.setSeed(static_cast<quint64>(pick(5))); }

    void shape()
    {
        panel(someSide())
            ->tree()
            ->setTreeShape(pick(2) == 0 ? TreeShape::Modules : TreeShape::Blocks);
    }

    void look()
    {
        auto *matching = page_.matchingPanel();
        const auto columns = matching->columns()->actions();
        columns[pick(static_cast<int>(columns.size()))]->trigger();
        matching->view()->setLineColor(static_cast<LineColor>(pick(3)));
        const int other = pick(4);
        matching->overlay()->setMatching(other == 3 ? std::nullopt
                                                    : std::optional(static_cast<Matching>(other)));
        page_.resize(900 + pick(500), 600 + pick(300));
    }

    void map()
    {
        auto *map = panel(someSide())->map();
        if (map->isVisible())
            QTest::mouseClick(map, Qt::LeftButton, {}, somewhereIn(map));
    }

    void wait() { settle(); }

    QRandomGenerator random_;
    TransferSession session_;
    TransferHistory history_;
    TransferPage page_;
    QAbstractItemModelTester sourceTester_;
    QAbstractItemModelTester targetTester_;
};

} // namespace

class TestTransferSoak : public QObject
{
    Q_OBJECT

public:
    /// Qt ends a test function after five minutes, unless told before it begins.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "2147483647"); }

private slots:
    void everythingStaysConsistent()
    {
        bool isGiven = false;
        auto seed = static_cast<quint32>(qEnvironmentVariableIntValue("TLVFC_SOAK_SEED", &isGiven));
        if (!isGiven)
            seed = QRandomGenerator::global()->bounded(1'000'000u);
        const int seconds = qEnvironmentVariableIntValue("TLVFC_SOAK_SECONDS", &isGiven);
        const qint64 limitMs = 1000LL * (isGiven ? seconds : 5);
        qInfo("TLVFC_SOAK_SEED=%u", seed);

        Person person(seed);
        QElapsedTimer clock;
        clock.start();
        int deeds = 0;
        QStringList last;
        while (!clock.hasExpired(limitMs)) {
            last.append(person.doSomething());
            last = last.mid(std::max<qsizetype>(0, last.size() - 12));
            if (++deeds % 40 == 0) {
                person.settle();
                person.check();
            }
            if (QTest::currentTestFailed()) {
                qWarning("after %d deeds, the last: %s", deeds,
                         qPrintable(last.join(QStringLiteral(", "))));
                return;
            }
        }
        person.checkHistory();
        qInfo("%d deeds", deeds);
        QVERIFY(deeds > 40);
        QToolTip::hideText();
    }
};

QTEST_MAIN(TestTransferSoak)
#include "tst_transfer_soak.moc"
