// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "tests/ui/inspect/plan_of.h"
#include "ui/inspect/lines_menu.h"
#include "ui/inspect/match_words.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_model.h"
#include "ui/session/match_overlay.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

namespace {

Strategy by(Matching matching, const char *method = "tlvfc-base")
{
    auto strategy = preset(method);
    strategy.matching = matching;
    return strategy;
}

/// Two trees with the view between them.
class Stage : public QWidget
{
public:
    explicit Stage(const std::shared_ptr<const TransferPlan> &plan)
        : source(new NetworkTree(&sourceModel))
        , target(new NetworkTree(&targetModel))
        , view(new MatchingView(source, target))
    {
        sourceModel.setArchitecture({plan->source, &plan->source->architecture});
        targetModel.setArchitecture({plan->target, &plan->target->architecture});
        auto *layout = new QHBoxLayout(this);
        layout->addWidget(source);
        layout->addWidget(view);
        layout->addWidget(target);
        resize(900, 500);
        source->expandAll();
        target->expandAll();
        view->setPlan(plan);
        show();
    }

    NetworkModel sourceModel{nullptr, Side::Source};
    NetworkModel targetModel;
    NetworkTree *source;
    NetworkTree *target;
    MatchingView *view;
};

} // namespace

class TestMatchOverlay : public QObject
{
    Q_OBJECT

private slots:
    void pairsAreToldApart()
    {
        const auto here = linksOf(*planOf("resnet20", "resnet18", by(Matching::Index)));
        const auto there = linksOf(*planOf("resnet20", "resnet18", by(Matching::Dp)));
        const auto both = overlaid(here, there);
        const auto count = [&](Agreement agreement) {
            return static_cast<std::size_t>(
                std::ranges::count(both, agreement, &MatchLink::agreement));
        };
        QVERIFY(count(Agreement::Both) > 0);
        QVERIFY(count(Agreement::OtherOnly) > 0);
        QCOMPARE(count(Agreement::Both) + count(Agreement::ThisOnly), here.size());
        QCOMPARE(count(Agreement::Both) + count(Agreement::OtherOnly), there.size());
        // The plan's own keep their numbers.
        for (std::size_t i = 0; i < here.size(); ++i) {
            QCOMPARE(both[i].source, here[i].source);
            QCOMPARE(both[i].target, here[i].target);
        }
        for (const auto &link : overlaid(here, here))
            QCOMPARE(link.agreement, Agreement::Both);
    }

    void anotherMatchingIsWorkedOut_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("matching");
        QTest::newRow("dp") << "tlvfc" << int(Matching::Dp);
        QTest::newRow("flat dp") << "tlvfc" << int(Matching::DpFlat);
        QTest::newRow("index beside blocks") << "dpiat" << int(Matching::Index);
        QTest::newRow("flat dp beside blocks") << "dpiat" << int(Matching::DpFlat);
    }

    void anotherMatchingIsWorkedOut()
    {
        QFETCH(QString, method);
        QFETCH(int, matching);
        const auto plan = planOf("resnet20", "resnet18", preset(method.toStdString()));
        MatchOverlay overlay;
        overlay.setPlan(plan);
        QVERIFY(!overlay.other());
        overlay.setMatching(static_cast<Matching>(matching));
        QTRY_VERIFY(overlay.other());
        QCOMPARE(overlay.other()->strategy.matching, static_cast<Matching>(matching));
        QCOMPARE(overlay.other()->layers.size(), plan->layers.size());
        QVERIFY(overlay.fault().isEmpty());
        const auto words = agreementText(*plan, *overlay.other());
        QVERIFY2(words.contains(" agree on "), qPrintable(words));

        QSignalSpy changed(&overlay, &MatchOverlay::changed);
        overlay.setMatching(plan->strategy.matching);
        QVERIFY(!overlay.other()); // the same as it is
        overlay.setMatching(static_cast<Matching>(matching));
        QTRY_VERIFY(overlay.other());
        overlay.setPlan(nullptr);
        QVERIFY(!overlay.other());
        QVERIFY(changed.size() >= 3);
    }

    void linesOfBothAreDrawn()
    {
        const auto plan = planOf("resnet20", "resnet18", by(Matching::Index));
        Stage stage(plan);
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        const auto before = stage.view->grab().toImage();
        stage.view->setOther(planOf("resnet20", "resnet18", by(Matching::Dp)));
        QVERIFY(stage.view->drawnLinks().size() > stage.view->links().size());
        QCOMPARE(stage.view->links().size(), linksOf(*plan).size());
        const auto with = stage.view->grab().toImage();
        QVERIFY(with != before);

        // A line that the plan has not shows the layer with what really serves it.
        QSignalSpy chosen(stage.view, &MatchingView::pairChosen);
        for (const auto &curve : stage.view->curves()) {
            const auto point = curve.pointAt(0.93);
            if (curve.agreement != Agreement::OtherOnly || curve.toBeyond != Beyond::No)
                continue;
            QTest::mouseClick(stage.view, Qt::LeftButton, {}, point.toPoint());
            break;
        }
        QCOMPARE(chosen.size(), 1);
        const auto *layer = plan->find(chosen[0][1].value<LayerId>());
        QCOMPARE(chosen[0][0].value<LayerId>(), layer->source);
        stage.view->setOther(nullptr);
        QCOMPARE(stage.view->grab().toImage(), before);
    }

    void theMenuColorsLinesAndLaysOver()
    {
        Stage stage(planOf("resnet20", "resnet18"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        MatchOverlay overlay;
        auto *menu = makeLinesMenu(stage.view, &overlay, &stage);
        QList<QImage> pictures;
        QList<std::optional<Matching>> matchings;
        for (auto *action : menu->actions()) {
            if (action->isSeparator())
                continue;
            QVERIFY(!action->statusTip().isEmpty());
            action->trigger();
            QVERIFY(action->isChecked());
            if (pictures.size() < 3)
                pictures << stage.view->grab().toImage();
            else
                matchings << overlay.matching();
        }
        QCOMPARE(pictures.size(), 3);
        QVERIFY(pictures[0] != pictures[1]);
        QVERIFY(pictures[1] != pictures[2]);
        QCOMPARE(matchings, (QList<std::optional<Matching>>{
                                {}, Matching::Index, Matching::Dp, Matching::DpFlat}));
    }

    void linesOfAFanBeginAsOne()
    {
        Stage stage(planOf("resnet20", "resnet56"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QHash<int, int> fromRow;
        for (const auto &curve : stage.view->curves())
            fromRow[qRound(curve.from.y())] += 1;
        int fans = 0;
        for (const auto &curve : stage.view->curves()) {
            const bool isFan = fromRow[qRound(curve.from.y())] > 1;
            if (curve.fromBeyond != Beyond::No)
                continue;
            QCOMPARE(curve.trunk > 0, isFan);
            fans += isFan ? 1 : 0;
        }
        QVERIFY(fans > 1);
    }

    void linesBehindAnEdgeAreBundled()
    {
        Stage stage(planOf("vgg16", "resnet152"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        std::set<std::pair<int, int>> seen;
        bool hasBundle = false;
        for (const auto &curve : stage.view->curves()) {
            if (curve.toBeyond == Beyond::No || curve.fromBeyond != Beyond::No)
                continue;
            const auto [it, isNew] = seen.emplace(qRound(curve.from.y()), int(curve.action));
            QVERIFY(isNew);
            hasBundle = hasBundle || curve.links.size() > 1;
        }
        QVERIFY(hasBundle);
    }
};

QTEST_MAIN(TestMatchOverlay)
#include "tst_match_overlay.moc"
