#include "core/base/error.h"
#include "core/nets/zoo.h"
#include "core/transfer/alignment_story.h"
#include "core/transfer/pairing.h"
#include "tests/support/shared_material.h"

#include <QTest>

#include <cmath>
#include <filesystem>

using namespace tlvfc;

namespace {

using Step = AlignmentCell::Step;

constexpr double tolerance = 1e-9; // the goldens' README

Json pathsOf(const Architecture &architecture, const LayerItems &items)
{
    Json list = Json::array();
    for (const auto &item : items)
        list.push_back(item.is_block() ? pathsOf(architecture, item.items)
                                       : Json(architecture.layer(item.layer).path));
    return list;
}

Json sideOf(const Architecture &architecture, const std::optional<LayerItem> &item)
{
    return item ? pathsOf(architecture, {*item})[0] : Json();
}

/// As the goldens write a matching.
Json pairsOf(const Architecture &source, const Architecture &target,
             const std::vector<MatchEntry> &entries)
{
    Json pairs = Json::array();
    for (const auto &entry : entries) {
        if (entry.inside.empty())
            pairs.push_back({sideOf(source, entry.source), sideOf(target, entry.target)});
        else
            pairs.push_back(pairsOf(source, target, entry.inside));
    }
    return pairs;
}

struct GoldenPair
{
    Json golden;
    Architecture source;
    Architecture target;
};

GoldenPair readPair(const QString &file)
{
    auto golden = test::golden(file.toStdString());
    auto source = build_architecture(golden["source"].get<std::string>(), golden["source_classes"]);
    auto target = build_architecture(golden["target"].get<std::string>(), golden["target_classes"]);
    return {std::move(golden), std::move(source), std::move(target)};
}

void addPairs()
{
    QTest::addColumn<QString>("file");
    for (const auto &entry :
         std::filesystem::directory_iterator(*test::shared_folder() / "goldens")) {
        const auto name = entry.path().filename().string();
        if (name.find("__") != std::string::npos)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

LayerItems convolutionsOf(const Architecture &architecture)
{
    return as_items(filtered(architecture, flatten(architecture), [](const LayerRecord &layer) {
        return layer.kind == LayerKind::Conv2d;
    }));
}

/// A chain of 3x3 convolutions of these widths after three channels.
Architecture chain(const std::vector<std::int64_t> &widths)
{
    Architecture architecture;
    architecture.layers.resize(1);
    architecture.layers[0].kind = LayerKind::Network;
    std::int64_t before = 3;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        LayerRecord layer;
        layer.path = "c" + std::to_string(i);
        layer.kind = LayerKind::Conv2d;
        layer.parent = LayerId(0);
        layer.weight_shape = Shape{widths[i], before, 3, 3};
        before = widths[i];
        architecture.layers[0].children.emplace_back(std::int64_t(architecture.layers.size()));
        architecture.layers.push_back(layer);
    }
    return architecture;
}

} // namespace

class TestAlignment : public QObject
{
    Q_OBJECT

private slots:
    void blocks_data() { golden_data(); }
    void blocks();
    void dp_data() { golden_data(); }
    void dp();
    void flat_data() { golden_data(); }
    void flat();
    void everyCellSaysWhereItCameFrom_data();
    void everyCellSaysWhereItCameFrom();
    void oneSourceServesARow();
    void aNetworkIsLikeItself_data();
    void aNetworkIsLikeItself();
    void blocksByIndexAreTheFlatList();
    void emptyListsAlign();
    void indexHasNoMatrix();

private:
    void golden_data();
};

void TestAlignment::golden_data()
{
    TLVFC_NEEDS_SHARED();
    addPairs();
}

void TestAlignment::blocks()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, file);
    const auto pair = readPair(file);
    QVERIFY(pathsOf(pair.source, tlvfc::blocks(pair.source)) == pair.golden["blocks_source"]);
    QVERIFY(pathsOf(pair.target, tlvfc::blocks(pair.target)) == pair.golden["blocks_target"]);
}

void TestAlignment::dp()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, file);
    const auto pair = readPair(file);
    const auto groups = match_layers(pair.source, pair.target, preset("dpiat"));
    QCOMPARE(groups.size(), std::size_t(1));
    QVERIFY(pairsOf(pair.source, pair.target, groups[0].entries) == pair.golden["dp_match"]);
    const double alike = similarity(pair.source, pair.target);
    QVERIFY(std::abs(alike - pair.golden["dp_sim"].get<double>()) < tolerance);
}

void TestAlignment::flat()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, file);
    const auto pair = readPair(file);
    auto strategy = preset("tlvfc-base");
    strategy.matching = Matching::DpFlat;
    const auto groups = match_layers(pair.source, pair.target, strategy);
    QCOMPARE(groups.size(), std::size_t(1));
    QVERIFY(pairsOf(pair.source, pair.target, groups[0].entries) ==
            pair.golden["dp_flat_match_conv"]);
    const auto matrix = tell_alignment(pair.source, pair.target, groups[0].sources,
                                       groups[0].targets, Matching::DpFlat)
                            .table;
    QVERIFY(std::abs(matrix.score() - pair.golden["dp_flat_score_conv"].get<double>()) < tolerance);
}

void TestAlignment::everyCellSaysWhereItCameFrom_data()
{
    QTest::addColumn<bool>("isFlat");
    QTest::newRow("dp") << false;
    QTest::newRow("dp-flat") << true;
}

void TestAlignment::everyCellSaysWhereItCameFrom()
{
    QFETCH(bool, isFlat);
    const auto source = build_architecture("vgg11", 10);
    const auto target = build_architecture("resnet20", 10);
    const auto from = convolutionsOf(source);
    const auto to = convolutionsOf(target);
    const auto matrix =
        tell_alignment(source, target, from, to, isFlat ? Matching::DpFlat : Matching::Dp).table;
    Aligner aligner(source, target);
    for (std::size_t i = 0; i <= to.size(); ++i) {
        for (std::size_t j = 0; j <= from.size(); ++j) {
            const auto &cell = matrix.at(i, j);
            QCOMPARE(cell.step == Step::Start, i == 0 || j == 0);
            if (cell.step == Step::Start) {
                QCOMPARE(cell.score, 0.0);
                continue;
            }
            const auto row = static_cast<std::size_t>(cell.target);
            const auto column = static_cast<std::size_t>(cell.source);
            double expected = matrix.at(row, column).score;
            if (cell.step == Step::Serve && isFlat) {
                const auto x = static_cast<double>(column) - static_cast<double>(j);
                expected += aligner.score(from[j - 1], to[i - 1]) - (x >= 0 ? (x + 1) / 2 : 0);
            } else if (cell.step == Step::Serve) {
                double sum = 0.0;
                for (auto k = i; k > row; --k)
                    sum += aligner.score(from[j - 1], to[k - 1]);
                expected += sum / std::sqrt(static_cast<double>(i - row));
            }
            QVERIFY(std::abs(cell.score - expected) < tolerance);
        }
    }
    const auto path = matrix.trace_back();
    QCOMPARE(path.front(), std::pair(to.size(), from.size()));
    QVERIFY(path.back().first == 0 || path.back().second == 0);
}

void TestAlignment::oneSourceServesARow()
{
    // Four targets like the only source: 1, then 2/√2, 3/√3, 4/√4: serving them all is best.
    const auto source = chain({3});
    const auto target = chain({3, 3, 3, 3});
    const auto matrix =
        tell_alignment(source, target, convolutionsOf(source), convolutionsOf(target), Matching::Dp)
            .table;
    QCOMPARE(matrix.score(), 2.0);
    QCOMPARE(matrix.trace_back().size(), std::size_t(2));
}

void TestAlignment::aNetworkIsLikeItself_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"vgg16", "vgg11_bn", "resnet18", "resnet50", "resnet20"})
        QTest::newRow(name) << name;
}

void TestAlignment::aNetworkIsLikeItself()
{
    QFETCH(QString, name);
    const auto network = build_architecture(name.toStdString(), 10);
    for (const auto &way : option_values<Standardization>())
        QCOMPARE(similarity(network, network, way.value), 1.0);
    QVERIFY(similarity(chain({3, 5}), network) < 1.0);
}

void TestAlignment::blocksByIndexAreTheFlatList()
{
    const auto source = build_architecture("vgg11", 10);
    const auto target = build_architecture("resnet18", 10);
    auto strategy = preset("tlvfc-base");
    const auto flat = match_layers(source, target, strategy);
    strategy.standardization = Standardization::Blocks;
    const auto nested = match_layers(source, target, strategy);
    QVERIFY(pairsOf(source, target, flat[0].entries) == pairsOf(source, target, nested[0].entries));
}

void TestAlignment::emptyListsAlign()
{
    const Architecture nothing;
    const auto network = build_architecture("resnet20", 10);
    QCOMPARE(similarity(nothing, network), 0.0);
    QCOMPARE(similarity(network, nothing), 0.0);
    const auto groups = match_layers(nothing, network, preset("dpiat"));
    for (const auto &entry : groups.at(0).entries)
        QVERIFY(!entry.source && entry.target);
}

void TestAlignment::indexHasNoMatrix()
{
    const auto network = build_architecture("resnet20", 10);
    QVERIFY_EXCEPTION_THROWN(tell_alignment(network, network, {}, {}, Matching::Index), Error);
}

QTEST_GUILESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
