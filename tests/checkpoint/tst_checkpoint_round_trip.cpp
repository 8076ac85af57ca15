#include "tests/checkpoint/files.h"
#include "tests/support/shared_material.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestCheckpointRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void allShapesComeBack_data();
    void allShapesComeBack();
    void sameWeightsSameBytes();
    void metadataIsKept();
    void headersOfAnyLength();
    void overTheFileBeingRead();
    void refusedNames_data();
    void refusedNames();
    void refusedEndings();
    void nothingHalfWrittenIsLeft();
    void readingTellsItsProgressAndStops();
    void aHundredMegabytes();

private:
    fs::path root() const { return fs::path(folder_->path().toStdString()); }

    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

Tensor whole_numbers(const Shape &shape)
{
    Tensor tensor(shape, DType::Int64);
    std::int64_t value = std::numeric_limits<std::int64_t>::min();
    for (auto &number : tensor.edit_integers())
        number = value += 0x0123456789abcdef;
    return tensor;
}

Weights all_kinds()
{
    Weights weights;
    weights.set("conv.weight", pattern({5, 3, 3, 3}, 1));
    weights.set("bn.num_batches_tracked", whole_numbers({}));
    weights.set("odd", pattern({7}, 2));
    weights.set("counts", whole_numbers({3, 2}));
    weights.set("one", pattern({}, 3));
    weights.set("none", Tensor(Shape{0, 4}));
    weights.set("deep", pattern({1, 2, 1, 3, 1, 2}, 4));
    weights.set("name with 'quotes', \"more\", \\ and ünïcode", pattern({2}, 5));
    weights.set("long", pattern({70000}, 6));
    return weights;
}

} // namespace

void TestCheckpointRoundTrip::allShapesComeBack_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::newRow("safetensors") << "w.safetensors"
                                 << "safetensors";
    QTest::newRow("pth") << "w.pth"
                         << "torch.save (zip)";
    QTest::newRow("pt") << "w.pt"
                        << "torch.save (zip)";
}

void TestCheckpointRoundTrip::allShapesComeBack()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    const auto weights = all_kinds();
    write_weights(root() / file.toStdString(), weights);
    const auto read = read_weights(root() / file.toStdString());
    QCOMPARE(summary(read.weights), summary(weights));
    QCOMPARE(QString::fromStdString(to_string(read.format)), format);
    QVERIFY(read.notes.empty());
    // Kept for a look by hand at what other programs make of it.
    if (const auto keep = qEnvironmentVariable("TLVFC_KEEP_WEIGHTS"); !keep.isEmpty())
        write_weights(keep.toStdString() + "/" + file.toStdString(), weights);
}

void TestCheckpointRoundTrip::sameWeightsSameBytes()
{
    for (const char *ending : {".safetensors", ".pth"}) {
        write_weights(root() / (std::string("a") + ending), all_kinds());
        write_weights(root() / (std::string("b") + ending), all_kinds());
        QCOMPARE(read_bytes(root() / (std::string("a") + ending)),
                 read_bytes(root() / (std::string("b") + ending)));
    }
}

void TestCheckpointRoundTrip::metadataIsKept()
{
    write_safetensors(root() / "a.safetensors", all_kinds(), {{}, {{"by", "a \"test\""}}});
    const auto bytes = read_bytes(root() / "a.safetensors");
    QVERIFY(bytes.contains("\"by\":\"a \\\"test\\\"\",\"format\":\"pt\""));
    write_safetensors(root() / "b.safetensors", all_kinds(), {{}, {{"format", "other"}}});
    QVERIFY(read_bytes(root() / "b.safetensors").contains("{\"format\":\"other\"}"));
    QCOMPARE(summary(read_weights(root() / "a.safetensors").weights), summary(all_kinds()));
    QVERIFY_THROWS_EXCEPTION(
        Error, write_safetensors(root() / "c.safetensors", all_kinds(), {{}, {{"by", "\xff"}}}));
}

/// A header's length is the file's first bytes, and may look like another form's beginning: 640 is
/// how a pickle of protocol 2 starts.
void TestCheckpointRoundTrip::headersOfAnyLength()
{
    Weights weights;
    weights.set("w", pattern({3}, 1));
    for (std::size_t more = 0; more < 2048; ++more) {
        WriteOptions options;
        options.metadata["padding"] = std::string(more, 'x');
        write_safetensors(root() / "w.safetensors", weights, options);
        const auto back = read_weights(root() / "w.safetensors");
        QCOMPARE(back.metadata.at("padding").size(), more);
        QVERIFY(std::ranges::equal(back.weights.at("w").bytes(), weights.at("w").bytes()));
    }
}

void TestCheckpointRoundTrip::overTheFileBeingRead()
{
    for (const char *file : {"w.safetensors", "w.pth"}) {
        write_weights(root() / file, all_kinds());
        const auto read = read_weights(root() / file);
        write_weights(root() / file, read.weights);
        QCOMPARE(summary(read.weights), summary(all_kinds()));
        QCOMPARE(summary(read_weights(root() / file).weights), summary(all_kinds()));
    }
}

void TestCheckpointRoundTrip::refusedNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("no UTF-8") << QByteArray("a\xff") << "w.safetensors";
    QTest::newRow("no UTF-8 in pth") << QByteArray("a\xff") << "w.pth";
    QTest::newRow("half a surrogate pair") << QByteArray("\xed\xa0\x80") << "w.pth";
    QTest::newRow("empty") << QByteArray("") << "w.pth";
    QTest::newRow("endless") << QByteArray(100000, 'a') << "w.safetensors";
    QTest::newRow("reserved") << QByteArray("__metadata__") << "w.safetensors";
}

void TestCheckpointRoundTrip::refusedNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, file);
    Weights weights;
    weights.set(name.toStdString(), pattern({2}, 1));
    try {
        write_weights(root() / file.toStdString(), weights);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
    }
    QVERIFY(QDir(folder_->path()).isEmpty());
}

void TestCheckpointRoundTrip::refusedEndings()
{
    for (const char *file : {"w.bin", "w", "w.h5", ".pth"}) {
        try {
            write_weights(root() / file, all_kinds());
            QFAIL(file);
        } catch (const Error &error) {
            QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        }
    }
    QVERIFY(QDir(folder_->path()).isEmpty());
}

void TestCheckpointRoundTrip::nothingHalfWrittenIsLeft()
{
    for (const char *file : {"no folder/w.safetensors", "no folder/w.pth"}) {
        try {
            write_weights(root() / file, all_kinds());
            QFAIL(file);
        } catch (const Error &error) {
            QCOMPARE(error.kind(), ErrorKind::Failure);
        }
    }
    QVERIFY(QDir(folder_->path()).isEmpty());
}

void TestCheckpointRoundTrip::readingTellsItsProgressAndStops()
{
    Weights weights;
    for (int i = 0; i < 6; ++i)
        weights.set("layer" + std::to_string(i) + ".weight", pattern({512, 512}, i));
    for (const char *file : {"w.safetensors", "w.pth"}) {
        write_weights(root() / file, weights);
        QList<double> told;
        read_weights(root() / file, {},
                     [&told](const Progress &progress) { told << progress.fraction; });
        QVERIFY(!told.isEmpty());
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.last(), 1.0);

        std::stop_source stop;
        try {
            read_weights(root() / file, stop.get_token(),
                         [&stop](const Progress &) { stop.request_stop(); });
            QFAIL(file);
        } catch (const Error &error) {
            QCOMPARE(error.kind(), ErrorKind::Interrupted);
        }
    }
}

void TestCheckpointRoundTrip::aHundredMegabytes()
{
    Weights weights;
    for (int i = 0; i < 25; ++i)
        weights.set("layer" + std::to_string(i) + ".weight", pattern({1024, 1024}, i));
    for (const char *file : {"w.safetensors", "w.pth"}) {
        QElapsedTimer timer;
        timer.start();
        write_weights(root() / file, weights);
        const auto written = timer.restart();
        const auto read = read_weights(root() / file);
        const auto opened = timer.nsecsElapsed();
        qInfo("%s: written in %lld ms, read in %.2f ms", file, static_cast<long long>(written),
              static_cast<double>(opened) / 1e6);
        QCOMPARE(read.weights.size(), weights.size());
        for (const auto &[name, tensor] : weights)
            QVERIFY(std::ranges::equal(read.weights.at(name).bytes(), tensor.bytes()));
    }
}

QTEST_GUILESS_MAIN(TestCheckpointRoundTrip)
#include "tst_checkpoint_round_trip.moc"
