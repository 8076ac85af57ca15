// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "tests/ui/inspect/plan_of.h"
#include "ui/inspect/match_curves.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>
#include <QToolTip>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

namespace {

/// Two trees with the view between them, as in the panel but lower on one side.
class Stage : public QWidget
{
public:
    explicit Stage(std::shared_ptr<const TransferPlan> given)
        : plan(std::move(given))
        , source(new NetworkTree(&sourceModel))
        , target(new NetworkTree(&targetModel))
        , view(new MatchingView(source, target))
    {
        sourceModel.setArchitecture({plan->source, &plan->source->architecture});
        targetModel.setArchitecture({plan->target, &plan->target->architecture});
        auto *lowered = new QWidget;
        auto *below = new QVBoxLayout(lowered);
        below->setContentsMargins(0, 17, 0, 0);
        below->addWidget(target);
        auto *layout = new QHBoxLayout(this);
        layout->addWidget(source);
        layout->addWidget(view);
        layout->addWidget(lowered);
        resize(900, 500);
        source->expandAll();
        target->expandAll();
        view->setPlan(plan);
        show();
    }

    /// Before the models, which they paint until then.
    ~Stage() override
    {
        delete view;
        qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    }

    /// The middle of the layer's row as the tree draws it, in the view's coordinates; for a layer
    /// in a collapsed group, the group's.
    double rowCenter(NetworkTree *tree, LayerId layer) const
    {
        const auto *filter = qobject_cast<const QSortFilterProxyModel *>(tree->model());
        auto index = filter->mapFromSource(tree->network()->indexOfLayer(layer));
        QModelIndex shown = index;
        for (auto up = index.parent(); up.isValid(); up = up.parent()) {
            if (!tree->isExpanded(up))
                shown = up;
        }
        const auto rect = QRectF(tree->visualRect(shown));
        return view->mapFromGlobal(tree->viewport()->mapToGlobal(rect.center())).y();
    }

    LayerId sourceLayer(const char *path) const { return plan->source->architecture.find(path); }
    LayerId targetLayer(const char *path) const { return plan->target->architecture.find(path); }

    std::shared_ptr<const TransferPlan> plan;
    NetworkModel sourceModel;
    NetworkModel targetModel;
    NetworkTree *source;
    NetworkTree *target;
    MatchingView *view;
};

/// Every end that is not hidden stands at its row.
void verifyEnds(const Stage &stage)
{
    int ends = 0;
    for (const auto &curve : stage.view->curves()) {
        for (const int number : curve.links) {
            const auto &link = stage.view->links()[static_cast<std::size_t>(number)];
            const double from = stage.rowCenter(stage.source, link.source);
            const double to = stage.rowCenter(stage.target, link.target);
            if (curve.fromBeyond == Beyond::No) {
                ++ends;
                QVERIFY2(std::abs(curve.from.y() - from) <= 1.0, qPrintable(QString::number(from)));
            } else {
                QCOMPARE(from > curve.from.y(), curve.fromBeyond == Beyond::Below);
            }
            if (curve.toBeyond == Beyond::No) {
                ++ends;
                QVERIFY2(std::abs(curve.to.y() - to) <= 1.0, qPrintable(QString::number(to)));
            } else {
                QCOMPARE(to > curve.to.y(), curve.toBeyond == Beyond::Below);
            }
        }
        QCOMPARE(curve.from.x(), 0.0);
        QCOMPARE(curve.to.x(), static_cast<double>(stage.view->width()));
    }
    QVERIFY(ends > 0);
}

QSet<int> ids(std::initializer_list<LayerId> layers)
{
    QSet<int> set;
    for (const auto layer : layers)
        set.insert(layer.value);
    return set;
}

} // namespace

class TestMatchingView : public QObject
{
    Q_OBJECT

private slots:
    void curvesEndAtTheirRows()
    {
        Stage stage(planOf("resnet20", "resnet18"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        verifyEnds(stage);

        stage.target->verticalScrollBar()->setValue(73);
        verifyEnds(stage);
        stage.source->verticalScrollBar()->setValue(stage.source->verticalScrollBar()->maximum());
        verifyEnds(stage);

        stage.source->collapseAll();
        verifyEnds(stage);
        stage.target->collapse(stage.target->model()->index(4, 0));
        verifyEnds(stage);
        stage.resize(700, 900);
        QTRY_COMPARE(stage.height(), 900);
        verifyEnds(stage);
        stage.target->expandAll();
        verifyEnds(stage);
    }

    void collapsedGroupsBundle()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.source->collapseAll();
        stage.target->collapseAll();
        // conv1, three groups of six convolutions, linear.
        QList<std::size_t> bundles;
        for (const auto &curve : stage.view->curves())
            bundles << curve.links.size();
        QCOMPARE(bundles, (QList<std::size_t>{1, 6, 6, 6, 1}));
    }

    void onlyVisibleCurvesAreLaid()
    {
        Stage stage(planOf("resnet110", "resnet152"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QCOMPARE(stage.view->links().size(), std::size_t(156));
        QVERIFY(stage.view->curves().size() < 60);
        verifyEnds(stage);
    }

    void filteredRowsHaveNoCurve()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.source->setFilter("layer1.0");
        QCOMPARE(stage.view->curves().size(), std::size_t(2));
        verifyEnds(stage);
        stage.source->setFilter({});
        QVERIFY(stage.view->curves().size() > 2);
    }

    void hoverLightsPartners()
    {
        Stage stage(planOf("resnet20", "resnet56"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        const auto conv = stage.sourceLayer("layer1.0.conv1");
        stage.view->hoverLayer(Side::Source, conv);
        QSet<int> partners;
        for (const auto &layer : stage.plan->layers) {
            if (layer.source == conv)
                partners.insert(layer.target.value);
        }
        QVERIFY(partners.size() > 1);
        QCOMPARE(stage.target->lit(), partners);
        QCOMPARE(stage.source->lit(), ids({conv}));
        QCOMPARE(static_cast<int>(stage.view->lit().size()), static_cast<int>(partners.size()));

        // A group stands for what is in it.
        stage.view->hoverLayer(Side::Source, stage.sourceLayer("layer1"));
        QVERIFY(stage.target->lit().contains(partners));
        QVERIFY(stage.target->lit().size() > partners.size());

        stage.view->hoverLayer(Side::Source, {});
        QVERIFY(stage.view->lit().empty());
    }

    void aLayerWithoutPartnersDimsNothing()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        stage.view->hoverLayer(Side::Target, stage.targetLayer("bn1"));
        QVERIFY(stage.view->lit().empty());
    }

    void selectionIsLitUntilSomethingIsHovered()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        const auto first = stage.targetLayer("conv1");
        const auto second = stage.targetLayer("layer1.0.conv1");
        stage.view->selectTarget(first);
        QCOMPARE(stage.target->lit(), ids({first}));
        stage.view->hoverLayer(Side::Target, second);
        QCOMPARE(stage.target->lit(), ids({second}));
        stage.view->hoverLayer(Side::Target, {});
        QCOMPARE(stage.target->lit(), ids({first}));
    }

    void mouseLightsAndChoosesACurve()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QSignalSpy chosen(stage.view, &MatchingView::pairChosen);
        const auto &curve = stage.view->curves().front();
        const auto number = static_cast<std::size_t>(curve.links.front());
        const auto middle = curve.pointAt(0.5).toPoint();
        QVERIFY(curve.distanceTo(middle) < 2.0);
        QTest::mouseMove(stage.view, middle);
        QTRY_COMPARE(stage.view->lit(), curve.links);
        QTest::mouseClick(stage.view, Qt::LeftButton, {}, middle);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<LayerId>(), stage.view->links()[number].source);
        QCOMPARE(chosen[0][1].value<LayerId>(), stage.view->links()[number].target);
    }

    void aLineIsDrawnByHand()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QSignalSpy drawn(stage.view, &MatchingView::pairDrawn);
        const auto from = stage.sourceLayer("conv1");
        const auto to = stage.targetLayer("layer1.0.conv2");
        const QPoint start(3, static_cast<int>(stage.rowCenter(stage.source, from)));
        const QPoint end(stage.view->width() - 3,
                         static_cast<int>(stage.rowCenter(stage.target, to)));
        QTest::mousePress(stage.view, Qt::LeftButton, {}, start);
        QTest::mouseMove(stage.view, (start + end) / 2);
        QTest::mouseRelease(stage.view, Qt::LeftButton, {}, end);
        QCOMPARE(drawn.size(), 1);
        QCOMPARE(drawn[0][0].value<LayerId>(), from);
        QCOMPARE(drawn[0][1].value<LayerId>(), to);
    }

    void aLineEndsWithItsNetwork()
    {
        Stage stage(planOf("resnet56", "resnet20"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QSignalSpy drawn(stage.view, &MatchingView::pairDrawn);
        const auto from = stage.sourceLayer("layer3.8.conv2");
        stage.source->setCurrentLayer(from);
        const QPoint start(3, static_cast<int>(stage.rowCenter(stage.source, from)));
        const QPoint end(stage.view->width() - 3, static_cast<int>(stage.rowCenter(
                                                      stage.target, stage.targetLayer("conv1"))));
        QTest::mousePress(stage.view, Qt::LeftButton, {}, start);
        // The same networks leave it, smaller ones do not.
        stage.view->setPlan(planOf("resnet56", "resnet20"));
        QTest::mouseRelease(stage.view, Qt::LeftButton, {}, end);
        QCOMPARE(drawn.size(), 1);
        QTest::mousePress(stage.view, Qt::LeftButton, {}, start);
        stage.view->setPlan(planOf("resnet20", "resnet20"));
        QTest::mouseMove(stage.view, (start + end) / 2);
        QTest::mouseMove(stage.view, end);
        QTest::mouseRelease(stage.view, Qt::LeftButton, {}, end);
        QCOMPARE(drawn.size(), 1);
    }

    void linesEndAtLayersThatCanBeLocked_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("refusal"); ///< empty: the line is drawn
        QTest::newRow("convolutions") << "tlvfc"
                                      << "conv1"
                                      << "layer1.0.conv2"
                                      << "";
        QTest::newRow("not acted on") << "tlvfc"
                                      << "conv1"
                                      << "layer1.0.bn2"
                                      << "batch norms";
        QTest::newRow("batch norms") << "dpiat"
                                     << "bn1"
                                     << "layer1.0.bn2"
                                     << "";
        QTest::newRow("two kinds") << "dpiat"
                                   << "conv1"
                                   << "layer1.0.bn2"
                                   << "BatchNorm2d";
        QTest::newRow("no weights") << "dpiat"
                                    << "conv1"
                                    << "layer1.0.relu"
                                    << "Neither";
    }

    void linesEndAtLayersThatCanBeLocked()
    {
        QFETCH(QString, method);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, refusal);
        Stage stage(planOf("resnet20", "resnet18", preset(method.toStdString())));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QSignalSpy drawn(stage.view, &MatchingView::pairDrawn);
        const auto target = stage.targetLayer(qPrintable(to));
        QVERIFY(target.is_valid());
        const QPoint start(3, static_cast<int>(stage.rowCenter(
                                  stage.source, stage.sourceLayer(qPrintable(from)))));
        const QPoint end(stage.view->width() - 3,
                         static_cast<int>(stage.rowCenter(stage.target, target)));
        QTest::mousePress(stage.view, Qt::LeftButton, {}, start);
        QTest::mouseMove(stage.view, (start + end) / 2);
        QTest::mouseMove(stage.view, end);
        QTRY_COMPARE(stage.view->cursor().shape(),
                     refusal.isEmpty() ? Qt::PointingHandCursor : Qt::ForbiddenCursor);
        QTest::mouseRelease(stage.view, Qt::LeftButton, {}, end);
        QCOMPARE(drawn.size(), refusal.isEmpty() ? 1 : 0);
        if (!refusal.isEmpty())
            QVERIFY2(QToolTip::text().contains(refusal), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void linesBeginWhereTheStrategyActs()
    {
        Stage stage(planOf("resnet20", "resnet20"));
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QSignalSpy drawn(stage.view, &MatchingView::pairDrawn);
        const auto at = [&](NetworkTree *tree, int x, LayerId layer) {
            return QPoint(x, static_cast<int>(stage.rowCenter(tree, layer)));
        };
        QTest::mousePress(stage.view, Qt::LeftButton, {},
                          at(stage.source, 3, stage.sourceLayer("bn1")));
        QTest::mouseRelease(
            stage.view, Qt::LeftButton, {},
            at(stage.target, stage.view->width() - 3, stage.targetLayer("layer1.0.conv2")));
        QVERIFY(drawn.isEmpty());
    }
};

QTEST_MAIN(TestMatchingView)
#include "tst_matching_view.moc"
