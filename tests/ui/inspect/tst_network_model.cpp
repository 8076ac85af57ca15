// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/zoo.h"
#include "core/transfer/standardization.h"
#include "ui/inspect/layer_filter.h"
#include "ui/inspect/locks.h"
#include "ui/inspect/network_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

std::shared_ptr<const Architecture> network(const char *name, int classes = 10)
{
    return std::make_shared<const Architecture>(build_architecture(name, classes));
}

/// One line per row, indented by level, columns joined by bars.
QStringList printed(const QAbstractItemModel &model, const QModelIndex &parent = {}, int level = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << model.index(row, column, parent).data().toString();
        lines << QString(level * 2, QLatin1Char(' ')) + cells.join(QLatin1Char('|'));
        lines << printed(model, model.index(row, 0, parent), level + 1);
    }
    return lines;
}

} // namespace

class TestNetworkModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void printsAsATree()
    {
        NetworkModel model;
        model.setArchitecture(network("resnet18"));
        const auto lines = printed(model);
        QCOMPARE(lines.mid(0, 9),
                 QStringList({"conv1|Conv2d|64×3×7×7|9,408||", "bn1|BatchNorm2d|64|128||",
                              "relu|ReLU||||", "maxpool|MaxPool2d||||",
                              "layer1|Sequential|4 conv · 4 norm|147,968||",
                              "  0|BasicBlock|2 conv · 2 norm|73,984||",
                              "    conv1|Conv2d|64×64×3×3|36,864||", "    bn1|BatchNorm2d|64|128||",
                              "    relu|ReLU||||"}));
        QCOMPARE(lines.mid(lines.size() - 2),
                 QStringList({"avgpool|AdaptiveAvgPool2d||||", "fc|Linear|10×512|5,130||"}));
        const auto tip = model.indexOfLayer(model.architecture()->find("layer1"))
                             .data(Qt::ToolTipRole)
                             .toString();
        for (const char *words : {"147,968 parameters in all", "4 Conv2d", "2 ReLU"})
            QVERIFY2(tip.contains(words), qPrintable(tip));
    }

    void printsAsBlocks()
    {
        NetworkModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTreeShape(TreeShape::Blocks);
        const auto architecture = network("resnet18");
        model.setArchitecture(architecture);
        const auto lines = printed(model);
        QStringList top;
        for (int row = 0; row < model.rowCount(); ++row)
            top << model.index(row, 0).data().toString();
        // As the matching has them.
        QStringList items;
        int number = 0;
        for (const auto &item : blocks(*architecture)) {
            items << (item.is_block()
                          ? QStringLiteral("block %1").arg(++number)
                          : QString::fromStdString(architecture->layer(item.layer).path));
        }
        QCOMPARE(top.size(), items.size());
        for (qsizetype i = 0; i < top.size(); ++i)
            QVERIFY2(top[i].startsWith(items[i]), qPrintable(top[i]));
        QVERIFY(number > 0);
        QVERIFY(top.contains(QStringLiteral("block 1 · layer1.0")));

        // Every layer with weights has a row, a module that holds others none.
        for (std::size_t i = 1; i < architecture->layers.size(); ++i) {
            const LayerId layer(static_cast<std::int64_t>(i));
            const auto index = model.indexOfLayer(layer);
            QCOMPARE(index.isValid(), architecture->layers[i].children.empty());
            if (index.isValid())
                QCOMPARE(model.layerAt(index), layer);
        }
        const auto block = model.index(static_cast<int>(top.indexOf("block 1 · layer1.0")), 0);
        QVERIFY(!model.layerAt(block).is_valid());
        QVERIFY(model.layersAt(block).contains(architecture->find("layer1.0.conv1").value));
        QVERIFY(!model.layersAt(block).contains(architecture->find("layer1.1.conv1").value));
        QCOMPARE(block.siblingAtColumn(NetworkModel::ParametersColumn).data().toString(),
                 QStringLiteral("73,984"));

        model.setMarks({{architecture->find("layer1.0.conv1").value, "other"}});
        QCOMPARE(block.data(NetworkModel::MarkRole).toInt(), 1);
        model.setTreeShape(TreeShape::Modules);
        QCOMPARE(
            model.indexOfLayer(architecture->find("layer1")).data(NetworkModel::MarkRole).toInt(),
            1);
    }

    void figuresAreToldOnceTheyAreThere()
    {
        NetworkModel model;
        model.setArchitecture(network("resnet20"));
        const auto conv = model.architecture()->find("layer1.0.conv1");
        const auto norm = model.architecture()->find("layer1.0.bn1");
        const auto cell = [&](LayerId layer, int column) {
            return model.indexOfLayer(layer, column);
        };
        const auto text = [&](LayerId layer, int column) {
            return cell(layer, column).data().toString();
        };
        model.setVariances({{{conv.value, 0.00125}}, true});
        QCOMPARE(text(conv, NetworkModel::VarianceColumn), QStringLiteral("0.00125"));
        QCOMPARE(text(norm, NetworkModel::VarianceColumn), QStringLiteral("…"));
        const auto heat = [&](LayerId layer) {
            return cell(layer, NetworkModel::VarianceColumn).data(NetworkModel::HeatRole);
        };
        QVERIFY(heat(conv).toDouble() > 0.4 && heat(conv).toDouble() < 0.6);
        QVERIFY(!heat(norm).isValid());
        QCOMPARE(cell(conv, NetworkModel::VarianceColumn).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Variance 0.00125"));
        QVERIFY(cell(conv, NetworkModel::VarianceColumn)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains("mean variance of its filters 0.00125"));
        model.setVariances({{{conv.value, 0.0}}, false});
        QCOMPARE(heat(conv).toDouble(), 0.0);
        QCOMPARE(text(norm, NetworkModel::VarianceColumn), QString());

        // A group's share is over the weights in it: 2304 of 16×16×3×3, 16 of a norm.
        const auto block = model.architecture()->find("layer1.0");
        NetworkModel::Figures shares;
        for (const int layer : model.layersAt(model.indexOfLayer(block)))
            shares.values[layer] = layer == conv.value ? 1.0 : 0.0;
        model.setShares(shares);
        QCOMPARE(text(conv, NetworkModel::ShareColumn), QStringLiteral("100 %"));
        QCOMPARE(text(norm, NetworkModel::ShareColumn), QStringLiteral("0 %"));
        QCOMPARE(text(block, NetworkModel::ShareColumn), QStringLiteral("50 %"));
        QCOMPARE(text(model.architecture()->find("layer1"), NetworkModel::ShareColumn), QString());
    }

    void aSourceTakesNothing()
    {
        NetworkModel model(nullptr, Side::Source);
        model.setArchitecture(network("resnet20"));
        QCOMPARE(model.columnCount(), int(NetworkModel::ShareColumn));
    }

    void holdsItsPromisesAsAModel_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &entry : zoo())
            QTest::newRow(entry.name.c_str()) << QString::fromStdString(entry.name);
    }

    void holdsItsPromisesAsAModel()
    {
        QFETCH(QString, name);
        NetworkModel model;
        LayerFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filterTester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto architecture = network(qPrintable(name));
        model.setArchitecture(architecture);
        model.setPartners({{1, {"conv1"}}}, {{2, "no <reason>"}});
        filter.setFilterFixedString("conv");
        for (std::size_t i = 1; i < architecture->layers.size(); ++i) {
            const LayerId layer(static_cast<std::int64_t>(i));
            const auto index = model.indexOfLayer(layer);
            QCOMPARE(model.layerAt(index), layer);
            QCOMPARE(index.data(NetworkModel::PathRole).toString().toStdString(),
                     architecture->layer(layer).path);
        }
        model.setArchitecture(network("resnet20"));
        model.setArchitecture(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void tellsPartners()
    {
        NetworkModel model;
        model.setArchitecture(network("resnet20"));
        const auto conv = model.architecture()->find("layer1.0.conv1");
        const auto norm = model.architecture()->find("bn1");
        model.setPartners({{conv.value, {"features.2", "features.5"}}},
                          {{norm.value, "a reason < another"}});
        const auto index = model.indexOfLayer(conv);
        QCOMPARE(index.data(NetworkModel::PartnerRole).toStringList(),
                 QStringList({"features.2", "features.5"}));
        const auto tip = index.data(Qt::ToolTipRole).toString();
        for (const char *words : {"layer1.0.conv1", "16×16×3×3", "stride 1", "features.5"})
            QVERIFY2(tip.contains(QString::fromUtf8(words)), qPrintable(tip));

        // Why there is none, and in second-rank text.
        const auto alone = model.indexOfLayer(norm);
        QVERIFY(alone.data(Qt::ToolTipRole).toString().contains("not matched: a reason &lt; "));
        QVERIFY(alone.data(Qt::ForegroundRole).isValid());
        QVERIFY(!index.data(Qt::ForegroundRole).isValid());
        QVERIFY(!tip.contains("not matched"));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("a path") << "layer1.0.conv1" << QStringList{"layer1", "  0", "    conv1"};
        QTest::newRow("a kind") << "linear" << QStringList{"linear"};
        QTest::newRow("a shape") << "16×3×3×3" << QStringList{"conv1"};
        // Every convolution's kind begins so, but that is not what is looked for.
        QStringList second;
        for (const auto *block : {"layer1", "layer2", "layer3"})
            second << block << "  0"
                   << "    conv2"
                   << "  1"
                   << "    conv2"
                   << "  2"
                   << "    conv2";
        QTest::newRow("a path and part of a kind") << "conv2" << second;
        QTest::newRow("a path's end")
            << "2.conv2" << QStringList{"layer1",    "  2",    "    conv2", "layer2",   "  2",
                                        "    conv2", "layer3", "  2",       "    conv2"};
        QTest::newRow("nothing") << "transformer" << QStringList{};
    }

    void filters()
    {
        QFETCH(QString, words);
        QFETCH(QStringList, rows);
        NetworkModel model;
        model.setArchitecture(network("resnet20"));
        LayerFilter filter;
        filter.setSourceModel(&model);
        filter.setFilterFixedString(words);
        QStringList names;
        for (const auto &line : printed(filter))
            names << line.section(QLatin1Char('|'), 0, 0);
        QCOMPARE(names, rows);
    }

    void aTargetHasOneLock()
    {
        auto strategy = withLock(preset("tlvfc"), "conv1", "layer1.0.conv1");
        strategy = withLock(strategy, "layer1.0.conv2", "layer1.0.conv1");
        strategy = withLock(strategy, "conv1", "bn1");
        QCOMPARE(strategy.locks.size(), std::size_t(2));
        QVERIFY(isLocked(strategy, "layer1.0.conv1"));
        QCOMPARE(strategy.locks.front().source, std::string("layer1.0.conv2"));
        const auto net = network("resnet20");
        strategy = withFittingLocks(strategy, *net, *net);
        QCOMPARE(strategy.locks.size(), std::size_t(1));
        auto others = withLock(preset("dpiat"), "bn1", "layer1.0.bn1");
        others = withLock(others, "linear", "linear");
        others = withLock(others, "layer2.0.bn1", "nothing");
        QCOMPARE(withFittingLocks(others, *net, *net).locks.size(), std::size_t(2));
        QVERIFY(withoutLock(strategy, "layer1.0.conv1").locks.empty());
    }
};

QTEST_MAIN(TestNetworkModel)
#include "tst_network_model.moc"
