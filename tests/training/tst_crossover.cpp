#include "core/training/crossover.h"
#include "tests/support/shared_material.h"

#include <QTest>

#include <algorithm>

using namespace tlvfc;

Q_DECLARE_METATYPE(CrossoverKind)

class TestCrossover : public QObject
{
    Q_OBJECT

private slots:
    void golden_data();
    void golden();
    void edges_data();
    void edges();
    void offDrawsNothing();
    void everyStepDrawsAnew();
};

static std::vector<int> numbers(const std::vector<bool> &replaced)
{
    std::vector<int> columns;
    for (std::size_t i = 0; i < replaced.size(); ++i) {
        if (replaced[i])
            columns.push_back(static_cast<int>(i));
    }
    return columns;
}

void TestCrossover::golden_data()
{
    TLVFC_NEEDS_SHARED();
    QTest::addColumn<int>("index");
    const auto cases = test::golden("crossover.json").at("cases");
    QVERIFY(!cases.empty());
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::addRow("%d from %d, p %g", cases[i]["target_features"].get<int>(),
                      cases[i]["source_features"].get<int>(), cases[i]["p"].get<double>())
            << static_cast<int>(i);
}

void TestCrossover::golden()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(int, index);
    const auto entry = test::golden("crossover.json")["cases"][static_cast<std::size_t>(index)];
    const auto replaced = [&](CrossoverKind kind) {
        Generator generator(entry["seed"].get<std::uint64_t>());
        return numbers(replaced_columns(kind, entry["p"], entry["source_features"],
                                        entry["target_features"], generator));
    };
    QCOMPARE(replaced(CrossoverKind::Mask), entry["replaced"].get<std::vector<int>>());
    QCOMPARE(replaced(CrossoverKind::Columns), entry["replaced_simple"].get<std::vector<int>>());
}

void TestCrossover::edges_data()
{
    QTest::addColumn<CrossoverKind>("kind");
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("source");
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const auto mask = CrossoverKind::Mask;
    const auto columns = CrossoverKind::Columns;
    QTest::newRow("off") << CrossoverKind::Off << 0.5 << 8 << 8 << 8 << 0 << 0;
    QTest::newRow("never") << mask << 0.0 << 8 << 8 << 8 << 0 << 0;
    QTest::newRow("always") << mask << 1.0 << 8 << 8 << 8 << 8 << 8;
    QTest::newRow("a narrow source") << mask << 1.0 << 3 << 8 << 3 << 3 << 3;
    QTest::newRow("a narrow target") << mask << 1.0 << 8 << 3 << 3 << 3 << 3;
    QTest::newRow("too few for one column") << columns << 0.1 << 9 << 9 << 9 << 0 << 0;
    QTest::newRow("one column") << columns << 0.1 << 10 << 10 << 10 << 1 << 1;
    QTest::newRow("one wide") << columns << 1.0 << 1 << 1 << 1 << 0 << 0;
    QTest::newRow("never the last, repeats") << columns << 1.0 << 4 << 4 << 4 << 1 << 3;
}

void TestCrossover::edges()
{
    QFETCH(CrossoverKind, kind);
    QFETCH(double, rate);
    QFETCH(int, source);
    QFETCH(int, target);
    QFETCH(int, width);
    QFETCH(int, least);
    QFETCH(int, most);
    Generator generator(1);
    for (int step = 0; step < 20; ++step) {
        const auto replaced = replaced_columns(kind, rate, source, target, generator);
        QCOMPARE(static_cast<int>(replaced.size()), width);
        const auto count = static_cast<int>(std::ranges::count(replaced, true));
        QVERIFY(count >= least && count <= most);
        if (kind == CrossoverKind::Columns)
            QVERIFY(!replaced.back());
    }
}

void TestCrossover::offDrawsNothing()
{
    Generator generator(1);
    const auto before = generator.state();
    replaced_columns(CrossoverKind::Off, 0.5, 8, 8, generator);
    QVERIFY(generator.state() == before);
}

void TestCrossover::everyStepDrawsAnew()
{
    Generator generator(1);
    const auto first = replaced_columns(CrossoverKind::Mask, 0.5, 64, 64, generator);
    const auto second = replaced_columns(CrossoverKind::Mask, 0.5, 64, 64, generator);
    QVERIFY(first != second);
}

QTEST_GUILESS_MAIN(TestCrossover)
#include "tst_crossover.moc"
