// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/zoo.h"
#include "ui/inspect/layer_delegate.h"
#include "ui/inspect/layer_map.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/tree_bar.h"
#include "ui/inspect/tree_columns.h"
#include "ui/inspect/tree_menu.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

std::shared_ptr<const Architecture> network(const char *name)
{
    return std::make_shared<const Architecture>(build_architecture(name, 10));
}

/// Both trees in a window, each with its bar and map.
class Stage : public QWidget
{
public:
    explicit Stage(const char *name)
        : source(new NetworkTree(&sourceModel))
        , target(new NetworkTree(&targetModel))
        , bar(new TreeBar(target))
        , map(new LayerMap(target))
        , columns(source, target)
    {
        auto *layout = new QHBoxLayout(this);
        for (QWidget *widget : {static_cast<QWidget *>(source), static_cast<QWidget *>(bar),
                                static_cast<QWidget *>(target), static_cast<QWidget *>(map)})
            layout->addWidget(widget);
        sourceModel.setArchitecture(network(name));
        targetModel.setArchitecture(network(name));
        target->unfoldFirst();
        resize(1400, 400);
        show();
    }

    /// Before the models, which they paint until then.
    ~Stage() override
    {
        qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    }

    LayerId layer(const char *path) const { return targetModel.architecture()->find(path); }
    QStringList shownNames() const
    {
        QStringList names;
        for (const int row : target->shownRows())
            names << targetModel.indexOf(row).data().toString();
        return names;
    }

    NetworkModel sourceModel{nullptr, Side::Source};
    NetworkModel targetModel;
    NetworkTree *source;
    NetworkTree *target;
    TreeBar *bar;
    LayerMap *map;
    TreeColumns columns;
};

} // namespace

class TestNetworkTree : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void columnsAreChosenAndChosenNoMore()
    {
        Stage stage("resnet20");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        QSignalSpy chosen(&stage.columns, &TreeColumns::chosenChanged);
        QVERIFY(stage.columns.chosen().isEmpty());
        const auto actions = stage.columns.actions();
        QCOMPARE(actions.size(), qsizetype(NetworkModel::ColumnCount));
        QVERIFY(actions.last()->isChecked());
        const auto isShown = [&](int column) { return !stage.target->isColumnHidden(column); };

        auto *parameters = actions[NetworkModel::ParametersColumn - 1];
        // What one of them shows counts as shown.
        const bool before = isShown(NetworkModel::ParametersColumn) ||
                            !stage.source->isColumnHidden(NetworkModel::ParametersColumn);
        QCOMPARE(parameters->isChecked(), before);
        parameters->trigger();
        QCOMPARE(isShown(NetworkModel::ParametersColumn), !before);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(stage.columns.chosen().contains("layer"));
        QCOMPARE(stage.columns.chosen().contains("parameters"), !before);
        QVERIFY(!actions.last()->isChecked());

        // They stay however narrow the tree becomes; the names keep some room.
        stage.columns.choose({"layer", "kind", "weight", "parameters", "variance", "taken"});
        QCOMPARE(chosen.size(), 1);
        stage.resize(500, 400);
        QTRY_COMPARE(stage.width(), 500);
        for (int column = 0; column < NetworkModel::ColumnCount; ++column)
            QVERIFY(isShown(column));
        QVERIFY(stage.target->columnWidth(NetworkModel::LayerColumn) >= 130);
        QVERIFY(stage.target->horizontalScrollBar()->maximum() > 0);

        actions.last()->trigger();
        QCOMPARE(chosen.size(), 2);
        QVERIFY(stage.columns.chosen().isEmpty());
        QTRY_COMPARE(stage.target->horizontalScrollBar()->maximum(), 0);
    }

    void theHeaderOffersTheColumns()
    {
        Stage stage("resnet20");
        QCOMPARE(stage.target->header()->contextMenuPolicy(), Qt::ActionsContextMenu);
        QCOMPARE(stage.target->header()->actions(), stage.columns.actions());
    }

    void unfoldsLevelByLevel()
    {
        Stage stage("resnet18");
        stage.target->collapseAll();
        const auto rows = [&] { return stage.target->shownRows().size(); };
        QCOMPARE(rows(), std::size_t(10));
        stage.target->unfoldLevel();
        QCOMPARE(rows(), std::size_t(10 + 8));
        const auto second = rows();
        stage.target->unfoldLevel();
        const auto third = rows();
        QVERIFY(third > second);
        stage.target->foldLevel();
        QCOMPARE(rows(), second);
        stage.target->foldLevel();
        QCOMPARE(rows(), std::size_t(10));
        stage.target->foldLevel();
        QCOMPARE(rows(), std::size_t(10));
    }

    void copiesRowsAsText()
    {
        Stage stage("resnet20");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.columns.choose({"layer", "kind", "weight"});
        stage.target->setCurrentLayer(stage.layer("conv1"));
        QTest::keyClick(stage.target, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(stage.target, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("Layer\tKind\tWeight\nconv1\tConv2d\t16×3×3×3\n"
                                "bn1\tBatchNorm2d\t16\n"));
        stage.target->setFilter("layer1.0.conv1");
        stage.target->copyAll();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("Layer\tKind\tWeight\nlayer1\tSequential\t6 conv · 6 norm\n"
                                "  0\tBasicBlock\t2 conv · 2 norm\n"
                                "    conv1\tConv2d\t16×16×3×3\n"));
    }

    void theContextMenuCopiesAndFolds()
    {
        Stage stage("resnet20");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.target->setCurrentLayer(stage.layer("layer1"));
        showTreeMenu(stage.target, {-1, -1}, nullptr);
        auto *menu = stage.target->findChild<QMenu *>("treeMenu");
        QVERIFY(menu);
        const auto act = [&](const QString &name) {
            for (auto *action : menu->actions()) {
                if (action->text() == name)
                    return action->trigger();
            }
            QFAIL(qPrintable("no action " + name));
        };
        act("Copy “layer1”");
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("layer1"));
        act("Fold This");
        QVERIFY(!stage.shownNames().contains("conv2") ||
                !stage.target->isExpanded(stage.target->currentIndex()));
        act("Unfold This");
        QVERIFY(stage.target->isExpanded(stage.target->currentIndex()));
        menu->close();
    }

    void theFilterMarksWhatItFound_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::newRow("in the name") << "ONV"
                                     << "layer1.0.conv1" << 0 << 1 << 4;
        QTest::newRow("across the path") << "0.con"
                                         << "layer1.0.conv1" << 0 << 0 << 3;
        QTest::newRow("in the path before") << "layer1"
                                            << "layer1.0.conv1" << 0 << -1 << -1;
        QTest::newRow("in a group's name") << "layer1"
                                           << "layer1" << 0 << 0 << 6;
        QTest::newRow("in the kind") << "norm"
                                     << "layer1.0.bn1" << 1 << 5 << 9;
        QTest::newRow("in the shape") << "16×3"
                                      << "conv1" << 2 << 0 << 4;
        QTest::newRow("no filter") << ""
                                   << "conv1" << 0 << -1 << -1;
    }

    void theFilterMarksWhatItFound()
    {
        QFETCH(QString, words);
        QFETCH(QString, path);
        QFETCH(int, column);
        QFETCH(int, begin);
        QFETCH(int, end);
        NetworkModel model;
        model.setArchitecture(network("resnet20"));
        LayerDelegate delegate;
        delegate.setWords(words);
        const auto layer = model.architecture()->find(path.toStdString());
        QCOMPARE(delegate.marked(model.indexOfLayer(layer, column)), std::pair(begin, end));
    }

    void marksAndChipsAreDrawn()
    {
        Stage stage("resnet20");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.columns.choose({"layer", "variance"});
        const auto picture = [&] { return stage.target->viewport()->grab().toImage(); };
        const auto plain = picture();
        stage.target->setFilter("conv1");
        stage.target->setFilter("c");
        const auto marked = picture();
        QVERIFY(marked != plain);
        NetworkModel::Figures low{{{stage.layer("conv1").value, 1e-5}}, false};
        NetworkModel::Figures high{{{stage.layer("conv1").value, 0.5}}, false};
        stage.targetModel.setVariances(low);
        const auto cold = picture();
        stage.targetModel.setVariances(high);
        QVERIFY(cold != marked);
        QVERIFY(picture() != cold);
    }

    /// What unfolds may need a scroll bar, whose room the columns then lack.
    void noColumnIsCutWhereTheScrollBarComes_data()
    {
        QTest::addColumn<bool>("chosen");
        QTest::newRow("as many as fit") << false;
        QTest::newRow("chosen") << true;
    }

    void noColumnIsCutWhereTheScrollBarComes()
    {
        QFETCH(bool, chosen);
        Stage stage("resnet20");
        if (chosen)
            stage.columns.choose({"layer", "weight", "variance"});
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        auto *tree = stage.target;
        const auto end = [tree] {
            int width = 0;
            for (int column = 0; column < tree->header()->count(); ++column)
                width += tree->columnWidth(column); // 0 where hidden
            return width;
        };
        for (const int width : {1100, 1237, 1400}) {
            stage.resize(width, 400);
            tree->collapseAll();
            QTRY_VERIFY(!tree->verticalScrollBar()->isVisible());
            const int wide = tree->viewport()->width();
            QTRY_COMPARE(end(), wide);
            tree->setCurrentLayer(stage.layer("layer3.2.conv2")); // as a lock does
            tree->expandAll();
            QTRY_VERIFY(tree->verticalScrollBar()->isVisible());
            QVERIFY(tree->viewport()->width() < wide);
            QCOMPARE(end(), tree->viewport()->width());
            QCOMPARE(tree->header()->width(), tree->viewport()->width());
            tree->setTreeShape(TreeShape::Blocks);
            QCoreApplication::processEvents();
            QCOMPARE(end(), tree->viewport()->width());
            tree->setTreeShape(TreeShape::Modules);
        }
    }

    void theKeyboardGoesFromTheFilterIntoTheTree()
    {
        Stage stage("resnet20");
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        auto *filter = stage.bar->findChild<QLineEdit *>("layerFilter");
        stage.bar->focusFilter();
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, "linear");
        QCOMPARE(stage.shownNames(), QStringList{"linear"});
        QTest::keyClick(filter, Qt::Key_Down);
        QVERIFY(stage.target->hasFocus());
        stage.bar->focusFilter();
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(stage.shownNames().size() > 1);
    }

    void blocksKeepTheCurrentLayer()
    {
        Stage stage("resnet18");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        const auto conv = stage.layer("layer2.1.conv1");
        stage.target->setCurrentLayer(conv);
        QSignalSpy blocks(stage.target, &NetworkTree::blockChosen);
        QSignalSpy layers(stage.target, &NetworkTree::layerChosen);
        stage.bar->findChild<QToolButton *>("blocksButton")->click();
        QCOMPARE(stage.targetModel.treeShape(), TreeShape::Blocks);
        QCOMPARE(stage.target->currentLayer(), conv);
        QCOMPARE(layers.size(), 0);
        QTest::keyClick(stage.target, Qt::Key_Left);
        QTRY_COMPARE(blocks.size(), 1);
        QVERIFY(blocks[0][0].value<QSet<int>>().contains(conv.value));
        QTest::keyClick(stage.target, Qt::Key_Right);
        QCOMPARE(stage.target->currentLayer(), stage.layer("layer2.1.conv1"));
        stage.bar->findChild<QToolButton *>("modulesButton")->click();
        QCOMPARE(stage.targetModel.treeShape(), TreeShape::Modules);
    }

    void theMapScrollsAndGoesWhereEverythingFits()
    {
        Stage stage("resnet152");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.target->expandAll();
        QTRY_VERIFY(stage.map->isVisible());
        auto *bar = stage.target->verticalScrollBar();
        QCOMPARE(bar->value(), 0);
        QVERIFY(stage.map->viewport().top() < 2);

        const QPoint middle(8, stage.map->height() / 2);
        QTest::mousePress(stage.map, Qt::LeftButton, {}, middle);
        QVERIFY(std::abs(stage.map->viewport().center().y() - middle.y()) < 3);
        QMouseEvent drag(QEvent::MouseMove, QPointF(8, stage.map->height() - 1),
                         stage.map->mapToGlobal(QPointF(8, stage.map->height() - 1)),
                         Qt::LeftButton, Qt::LeftButton, {});
        QApplication::sendEvent(stage.map, &drag);
        QCOMPARE(bar->value(), bar->maximum());
        QTest::keyClick(stage.map, Qt::Key_Home);
        QCOMPARE(bar->value(), 0);
        QTest::keyClick(stage.map, Qt::Key_PageDown);
        QCOMPARE(bar->value(), bar->pageStep());
        QTest::keyClick(stage.map, Qt::Key_End);
        QCOMPARE(bar->value(), bar->maximum());

        stage.target->collapseAll();
        QTRY_VERIFY(!stage.map->isVisible());
    }

    void theMapShowsWhatIsMatched()
    {
        Stage stage("resnet152");
        QVERIFY(QTest::qWaitForWindowExposed(&stage));
        stage.target->expandAll();
        QTRY_VERIFY(stage.map->isVisible());
        const auto colorAt = [&](LayerId layer) {
            const auto row = stage.target->placeOf(layer)->row;
            const auto &rows = stage.target->shownRows();
            const auto place = static_cast<int>(std::ranges::find(rows, row) - rows.begin());
            const auto image = stage.map->grab().toImage();
            return image.pixelColor(
                10, static_cast<int>(stage.map->rowTop(place) + stage.map->rowHeight() / 2));
        };
        const auto conv = stage.layer("layer3.20.conv2");
        const auto before = colorAt(conv);
        stage.map->setMatched({conv.value});
        QVERIFY(colorAt(conv) != before);
    }
};

QTEST_MAIN(TestNetworkTree)
#include "tst_network_tree.moc"
