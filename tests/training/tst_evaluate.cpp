#include "core/base/error.h"
#include "core/training/device.h"
#include "core/training/evaluate.h"
#include "tests/training/tiny_training.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace tlvfc;

class TestEvaluate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void countsWhatIsRight_data();
    void countsWhatIsRight();
    void tellsClassFromClass();
    void topFiveAreTheLargestLogits_data();
    void topFiveAreTheLargestLogits();
    void theBatchChangesNothing_data();
    void theBatchChangesNothing();
    void nothingToEvaluate();
    void refusesForeignLabels();
    void stops();
    void reportsProgress();

private:
    PackedData images_;
};

/// Whatever the image, the logits are these.
static Network with_logits(const std::vector<float> &logits)
{
    auto network = test::new_network("resnet20", static_cast<int>(logits.size()));
    std::ranges::fill(network.weights.find("linear.weight")->edit(), 0.0f);
    std::ranges::copy(logits, network.weights.find("linear.bias")->edit().begin());
    return network;
}

void TestEvaluate::initTestCase()
{
    set_compute_threads(1); // two wait for each other on busy cores
    images_ = load_data(test::tiny_data(), 2, 2);
}

void TestEvaluate::countsWhatIsRight_data()
{
    QTest::addColumn<int>("favorite");
    for (int i = 0; i < 3; ++i)
        QTest::addRow("class %d", i) << i;
}

void TestEvaluate::countsWhatIsRight()
{
    QFETCH(int, favorite);
    std::vector<float> logits(3, 0.0f);
    logits[static_cast<std::size_t>(favorite)] = 2.0f;
    const auto result =
        evaluate_network(with_logits(logits), images_.test, test::tiny_data(), "cpu");
    const auto total = images_.test.count();
    const auto right = std::ranges::count(images_.test.labels, favorite);
    QCOMPARE(result.total, static_cast<std::int64_t>(total));
    QCOMPARE(result.correct, static_cast<std::int64_t>(right));
    QCOMPARE(result.accuracy(), double(right) / double(total));
    const double normalizer = std::log(std::exp(2.0) + 2.0);
    QVERIFY(std::abs(result.loss - (normalizer - 2.0 * result.accuracy())) < 1e-5);
    QVERIFY(result.images_per_second > 0.0);
    QCOMPARE(result.predictions.size(), total);
    for (std::size_t i = 0; i < total; ++i) {
        const auto &prediction = result.predictions[i];
        QCOMPARE(prediction.label, std::int64_t(images_.test.labels[i]));
        QCOMPARE(prediction.predicted, std::int64_t(favorite));
        const double of_favorite = std::exp(2.0 - normalizer);
        QVERIFY(std::abs(prediction.probability - of_favorite) < 1e-5);
        QVERIFY(std::abs(prediction.label_probability -
                         (prediction.is_correct() ? of_favorite : std::exp(-normalizer))) < 1e-5);
    }
}

/// The network takes every image for the second class.
void TestEvaluate::tellsClassFromClass()
{
    auto split = images_.test;
    std::ranges::replace(split.labels, 2, 0); // nothing of the third
    const auto result =
        evaluate_network(with_logits({0, 2, 1}), split, test::tiny_data(), "cpu", 5);
    const auto zeros = std::ranges::count(split.labels, 0);
    const auto ones = std::ranges::count(split.labels, 1);
    QCOMPARE(result.confusion, (std::vector<std::int64_t>{0, zeros, 0, 0, ones, 0, 0, 0, 0}));
    const auto accuracies = result.class_accuracy();
    QCOMPARE(accuracies.size(), std::size_t(3));
    QCOMPARE(accuracies[0], 0.0);
    QCOMPARE(accuracies[1], 1.0);
    QVERIFY(std::isnan(accuracies[2]));
    QVERIFY(std::isnan(result.top5_accuracy())); // of three classes it would say nothing
}

void TestEvaluate::topFiveAreTheLargestLogits_data()
{
    QTest::addColumn<int>("label");
    QTest::addColumn<double>("accuracy");
    // Logits rise with the class: 7 to 11 are the five largest of twelve.
    QTest::newRow("the largest") << 11 << 1.0;
    QTest::newRow("the fifth") << 7 << 1.0;
    QTest::newRow("the sixth") << 6 << 0.0;
}

void TestEvaluate::topFiveAreTheLargestLogits()
{
    QFETCH(int, label);
    QFETCH(double, accuracy);
    std::vector<float> logits(12);
    std::iota(logits.begin(), logits.end(), 0.0f);
    auto split = images_.test;
    std::ranges::fill(split.labels, label);
    const auto result = evaluate_network(with_logits(logits), split, test::tiny_data(), "cpu", 7);
    QCOMPARE(result.top5_accuracy(), accuracy);
    const auto blind = evaluate_network(with_logits(std::vector<float>(12, std::nanf(""))), split,
                                        test::tiny_data(), "cpu", 7);
    QCOMPARE(blind.top5_accuracy(), 0.0);
}

void TestEvaluate::theBatchChangesNothing_data()
{
    QTest::addColumn<int>("batch");
    for (const int batch : {1, 5, 17, 128})
        QTest::addRow("%d", batch) << batch;
}

void TestEvaluate::theBatchChangesNothing()
{
    QFETCH(int, batch);
    const auto network = test::new_network();
    const auto whole = evaluate_network(network, images_.val, test::tiny_data(), "cpu",
                                        static_cast<int>(images_.val.count()));
    const auto parts = evaluate_network(network, images_.val, test::tiny_data(), "cpu", batch);
    QCOMPARE(parts.total, whole.total);
    QCOMPARE(parts.correct, whole.correct);
    QVERIFY(std::abs(parts.loss - whole.loss) < 1e-5);
}

void TestEvaluate::nothingToEvaluate()
{
    PackedSplit none;
    none.size = 16;
    const auto result = evaluate_network(test::new_network(), none, test::tiny_data(), "cpu");
    QCOMPARE(result.total, std::int64_t(0));
    QCOMPARE(result.accuracy(), 0.0);
}

void TestEvaluate::refusesForeignLabels()
{
    try {
        evaluate_network(test::new_network("resnet20", 2), images_.test, test::tiny_data(), "cpu");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString(error.what()).contains("more classes than the network's 2"), error.what());
    }
}

void TestEvaluate::stops()
{
    std::stop_source stop;
    stop.request_stop();
    try {
        evaluate_network(test::new_network(), images_.test, test::tiny_data(), "cpu", 4,
                         stop.get_token());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
}

void TestEvaluate::reportsProgress()
{
    std::vector<double> fractions;
    evaluate_network(test::new_network(), images_.test, test::tiny_data(), "cpu", 4, {},
                     [&](const Progress &progress) { fractions.push_back(progress.fraction); });
    QVERIFY(!fractions.empty());
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
}

QTEST_GUILESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
