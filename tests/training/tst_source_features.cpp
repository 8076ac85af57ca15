// torch's headers and Qt's keywords do not go together.
#define QT_NO_KEYWORDS
#include "core/base/error.h"
#include "core/training/device.h"
#include "core/training/source_features.h"
#include "tests/training/tiny_training.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace tlvfc;

class TestSourceFeatures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rememberedIsTheSame_data();
    void rememberedIsTheSame();
    void aBatchPassesOnce();
    void partsAreTheSame();
    void varyingPicturesAreNotRemembered_data();
    void varyingPicturesAreNotRemembered();
    void stops();

private:
    static DataSpec still_data()
    {
        auto data = test::tiny_data();
        data.random_crop = false;
        data.horizontal_flip = false;
        return data;
    }

    PackedData images_;
};

namespace {

bool same(const at::Tensor &a, const at::Tensor &b)
{
    return a.sizes() == b.sizes() && at::equal(a, b);
}

} // namespace

void TestSourceFeatures::initTestCase()
{
    set_compute_threads(1); // two wait for each other on busy cores
    images_ = load_data(still_data(), 2, 2);
}

void TestSourceFeatures::rememberedIsTheSame_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<int>("batch");
    for (const QString &network : {QString("resnet20"), QString("resnet18")}) {
        for (const int batch : {16, 7, 89, 90}) // with 10, 6, a single one and none left
            QTest::newRow(qPrintable(QString("%1, %2").arg(network).arg(batch)))
                << network << batch;
    }
}

/// To the bit, in the shuffled batches of training.
void TestSourceFeatures::rememberedIsTheSame()
{
    QFETCH(QString, network);
    QFETCH(int, batch);
    const auto source = test::new_network(network.toUtf8(), 10, 5);
    SourceFeatures fresh(source, at::kCPU);
    SourceFeatures remembering(source, at::kCPU);
    remembering.remember(images_.train, still_data(), batch, {});
    QVERIFY(remembering.remembers() && !fresh.remembers());
    LoaderOptions options;
    options.batch = batch;
    options.shuffle = true;
    options.augment = true;
    Loader loader(images_.train, still_data(), options, 2);
    for (const int epoch : {1, 2}) {
        loader.start_epoch(epoch);
        for (Batch next; loader.next(next);) {
            if (next.labels.size() == 1)
                break; // training leaves such a batch out
            const auto on_device = to_torch(next, at::kCPU);
            QVERIFY(same(remembering.of(on_device), fresh.of(on_device)));
        }
    }
}

void TestSourceFeatures::aBatchPassesOnce()
{
    SourceFeatures source(test::new_network("resnet20", 10, 5), at::kCPU);
    TorchBatch batch;
    batch.images = at::rand({4, 3, 16, 16});
    const auto first = source.of(batch);
    QVERIFY(source.of(batch).is_same(first));
    QVERIFY(!first.requires_grad());
    TorchBatch other;
    other.images = batch.images.clone();
    QVERIFY(!source.of(other).is_same(first));
    QVERIFY(same(source.of(other), first));
}

void TestSourceFeatures::partsAreTheSame()
{
    SourceFeatures source(test::new_network("resnet20", 10, 5), at::kCPU);
    TorchBatch batch;
    batch.images = at::rand({10, 3, 16, 16});
    const auto whole = source.of(batch);
    TorchBatch again;
    again.images = batch.images.clone();
    QVERIFY(same(source.of(again, 3), whole));
}

void TestSourceFeatures::varyingPicturesAreNotRemembered_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<bool>("varies");
    QTest::newRow("the recipe") << "{}" << true;
    const char *still = R"("random_crop": false, "horizontal_flip": false)";
    const auto row = [&](const char *name, const QString &more, bool varies) {
        QTest::newRow(name) << QString("{%1%2}").arg(still, more) << varies;
    };
    row("still", "", false);
    row("mixup", R"(, "mixup": 0.2)", true);
    row("jitter", R"(, "color_jitter": 0.1)", true);
    row("RandAugment", R"(, "rand_augment": 1)", true);
    QTest::newRow("crop alone") << R"({"horizontal_flip": false})" << true;
    QTest::newRow("flip alone") << R"({"random_crop": false})" << true;
}

void TestSourceFeatures::varyingPicturesAreNotRemembered()
{
    QFETCH(QString, json);
    QFETCH(bool, varies);
    QCOMPARE(varies_by_epoch(data_spec_from_json(Json::parse(json.toStdString()), "x")), varies);
}

void TestSourceFeatures::stops()
{
    SourceFeatures source(test::new_network("resnet20", 10, 5), at::kCPU);
    std::stop_source stop;
    stop.request_stop();
    try {
        source.remember(images_.train, still_data(), 16, stop.get_token());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
    QVERIFY(!source.remembers());
}

QTEST_GUILESS_MAIN(TestSourceFeatures)
#include "tst_source_features.moc"
