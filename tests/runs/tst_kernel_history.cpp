// The first layer's kernels, as a run keeps them.
#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/runs/execute.h"
#include "core/runs/kernel_history.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <fstream>

using namespace tlvfc;
namespace fs = std::filesystem;

class TestKernelHistory : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void aRunKeepsThem();
    void whichEpochsAreKept_data();
    void whichEpochsAreKept();
    void damagedFilesAreNamed();
    void anOlderRunHasNone();

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

void TestKernelHistory::aRunKeepsThem()
{
    auto spec = test::small_run();
    spec.training.epochs = 3;
    const auto run = create_run(test::path_in(*folder_, "run"), spec);
    execute_run(run, {});
    std::vector<std::string> problems;
    const auto kept = read_first_kernels(run, problems);
    QVERIFY(problems.empty());
    QCOMPARE(kept.size(), std::size_t(4));
    for (std::size_t i = 0; i < kept.size(); ++i) {
        QCOMPARE(kept[i].epoch, int(i));
        QCOMPARE(QString::fromStdString(kept[i].layer), QStringLiteral("conv1"));
        QVERIFY(kept[i].weight.shape() == (Shape{16, 3, 3, 3}));
    }
    QVERIFY(!std::ranges::equal(kept[0].weight.bytes(), kept[1].weight.bytes()));
    const auto last = read_weights(run.last_weights()).weights;
    QVERIFY(std::ranges::equal(kept[3].weight.bytes(), last.at("conv1.weight").bytes()));
}

void TestKernelHistory::whichEpochsAreKept_data()
{
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("kept");
    QTest::newRow("few") << 7 << 7;
    QTest::newRow("fifty") << 50 << 50;
    QTest::newRow("two hundred") << 200 << 58; // ten, and every fourth from 12 on
    QTest::newRow("a prime number") << 211 << 61;
    QTest::newRow("ten thousand") << 10000 << 60;
}

void TestKernelHistory::whichEpochsAreKept()
{
    QFETCH(int, epochs);
    QFETCH(int, kept);
    int count = 0;
    for (int epoch = 1; epoch <= epochs; ++epoch)
        count += keeps_kernels(epoch, epochs);
    QCOMPARE(count, kept);
    QVERIFY(keeps_kernels(epochs, epochs));
}

void TestKernelHistory::damagedFilesAreNamed()
{
    const auto run = create_run(test::path_in(*folder_, "run"), test::small_run());
    const auto network = test::new_network();
    keep_first_kernels(run, 0, network.architecture, network.weights);
    std::ofstream(run.kernels() / "epoch-1.safetensors") << "nothing";
    std::ofstream(run.kernels() / "notes.txt") << "a stranger";
    std::ofstream(run.kernels() / "epoch-two.safetensors") << "another";
    write_safetensors(run.kernels() / "epoch-3.safetensors", network.weights);
    std::vector<std::string> problems;
    const auto kept = read_first_kernels(run, problems);
    QCOMPARE(kept.size(), std::size_t(1));
    QCOMPARE(problems.size(), std::size_t(2));
    for (const auto &problem : problems)
        QVERIFY2(problem.find(".safetensors") != std::string::npos, problem.c_str());
}

void TestKernelHistory::anOlderRunHasNone()
{
    const auto run = create_run(test::path_in(*folder_, "run"), test::small_run());
    std::vector<std::string> problems;
    QVERIFY(read_first_kernels(run, problems).empty());
    QVERIFY(problems.empty());
}

QTEST_GUILESS_MAIN(TestKernelHistory)
#include "tst_kernel_history.moc"
