#include "tests/checkpoint/files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// Precisions, notes about the file, and disks that are full.
class TestCheckpointWriting : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void everyHalfComesBack_data() { both_forms(); }
    void everyHalfComesBack();
    void rounding_data();
    void rounding();
    void beyondTheRange_data();
    void beyondTheRange();
    void wholeNumbersStay_data() { both_forms(); }
    void wholeNumbersStay();
    void halfTheSize_data() { both_forms(); }
    void halfTheSize();
    void metadataComesBack_data() { both_forms(); }
    void metadataComesBack();
    void fullDisk_data() { both_forms(); }
    void fullDisk();

private:
    static void both_forms()
    {
        QTest::addColumn<QString>("file");
        for (const char *file : {"w.safetensors", "w.pth"})
            QTest::newRow(file) << file;
    }

    fs::path path(const QString &file) const
    {
        return fs::path(folder_->path().toStdString()) / file.toStdString();
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

Weights one(const std::vector<float> &values)
{
    Weights weights;
    weights.set("w", Tensor({static_cast<std::int64_t>(values.size())}, values));
    return weights;
}

/// What a file of `precision` gives for the value.
float rounded(const fs::path &file, float value, WrittenPrecision precision)
{
    write_weights(file, one({value}), {precision, {}});
    return read_weights(file).weights.at("w").values()[0];
}

} // namespace

void TestCheckpointWriting::everyHalfComesBack()
{
    QFETCH(QString, file);
    for (const auto precision : {WrittenPrecision::Float16, WrittenPrecision::BFloat16}) {
        // The file with all 65536 numbers of the kind, made by writing what reading gave.
        std::vector<float> values(65536);
        for (std::uint32_t bits = 0; bits < 65536; ++bits) {
            const auto exponent = int(bits >> 10 & 31);
            const auto fraction = float(bits & 1023);
            const float half = exponent == 0    ? std::ldexp(fraction, -24)
                               : exponent == 31 ? (fraction > 0 ? NAN : INFINITY)
                                                : std::ldexp(1024 + fraction, exponent - 25);
            values[bits] = precision == WrittenPrecision::BFloat16
                               ? std::bit_cast<float>(bits << 16)
                               : std::copysign(half, bits < 32768 ? 1.0f : -1.0f);
        }
        write_weights(path(file), one(values), {precision, {}});
        const auto weights = read_weights(path(file)).weights;
        const auto read = weights.at("w").values();
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i]))
                QVERIFY2(std::isnan(read[i]), qPrintable(QString::number(i, 16)));
            else
                QVERIFY2(std::bit_cast<std::uint32_t>(values[i]) ==
                             std::bit_cast<std::uint32_t>(read[i]),
                         qPrintable(QString::number(i, 16)));
        }
    }
}

void TestCheckpointWriting::rounding_data()
{
    QTest::addColumn<bool>("half");
    QTest::addColumn<float>("value");
    QTest::addColumn<float>("becomes");
    const auto row = [](const char *name, bool half, float value, float becomes) {
        QTest::newRow(name) << half << value << becomes;
    };
    row("between two, down to even", true, 1 + 0x1p-11f, 1.0f);
    row("between two, up to even", true, 1 + 3 * 0x1p-11f, 1 + 4 * 0x1p-11f);
    row("just above the middle", true, 1 + 0x1p-11f + 0x1p-23f, 1 + 0x1p-10f);
    row("just below the middle", true, 1 + 0x1p-11f - 0x1p-23f, 1.0f);
    row("negative", true, -(1 + 3 * 0x1p-11f), -(1 + 4 * 0x1p-11f));
    row("carried to the exponent", true, 2 - 0x1p-12f, 2.0f);
    row("the largest", true, 65519.99f, 65504.0f);
    row("smallest normal", true, 0x1p-14f, 0x1p-14f);
    row("up to the smallest normal", true, 0x1p-14f - 0x1p-26f, 0x1p-14f);
    row("subnormal, between two", true, 2.5f * 0x1p-24f, 2 * 0x1p-24f);
    row("subnormal, between two, up", true, 3.5f * 0x1p-24f, 4 * 0x1p-24f);
    row("half of the smallest", true, 0x1p-25f, 0.0f);
    row("above half of the smallest", true, 0x1p-25f + 0x1p-40f, 0x1p-24f);
    row("far below", true, 1e-30f, 0.0f);
    row("negative zero", true, -1e-30f, -0.0f);
    row("brain, down to even", false, 1 + 0x1p-8f, 1.0f);
    row("brain, up to even", false, 1 + 3 * 0x1p-8f, 1 + 4 * 0x1p-8f);
    row("brain, above the middle", false, 1 + 0x1p-8f + 0x1p-23f, 1 + 0x1p-7f);
    row("brain, the largest", false, 3.3895e38f, 0x1.fep127f);
    row("brain, subnormal", false, 0x1p-133f, 0x1p-133f);
    row("brain, far below", false, 0x1p-149f, 0.0f);
}

void TestCheckpointWriting::rounding()
{
    QFETCH(bool, half);
    QFETCH(float, value);
    QFETCH(float, becomes);
    const auto precision = half ? WrittenPrecision::Float16 : WrittenPrecision::BFloat16;
    const float read = rounded(path("w.safetensors"), value, precision);
    QCOMPARE(std::bit_cast<std::uint32_t>(read), std::bit_cast<std::uint32_t>(becomes));
}

void TestCheckpointWriting::beyondTheRange_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("half");
    QTest::addColumn<float>("value");
    for (const char *file : {"w.safetensors", "w.pth"}) {
        QTest::addRow("%s float16", file) << file << true << 65520.0f;
        QTest::addRow("%s negative", file) << file << true << -1e6f;
        QTest::addRow("%s bfloat16", file) << file << false << 3.4e38f;
    }
}

void TestCheckpointWriting::beyondTheRange()
{
    QFETCH(QString, file);
    QFETCH(bool, half);
    QFETCH(float, value);
    write_weights(path(file), one({1, 2}));
    const auto before = read_bytes(path(file));
    const auto precision = half ? WrittenPrecision::Float16 : WrittenPrecision::BFloat16;
    try {
        write_weights(path(file), one({1, value, 2}), {precision, {}});
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(std::strstr(error.what(), "tensor 'w'"), error.what());
        QVERIFY2(std::strstr(error.what(), half ? "beyond float16" : "beyond bfloat16"),
                 error.what());
    }
    QCOMPARE(read_bytes(path(file)), before);
    QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), QStringList{file});
    // What was not finite before is no fault of the rounding.
    write_weights(path(file), one({INFINITY, NAN}), {precision, {}});
    QVERIFY(std::isinf(read_weights(path(file)).weights.at("w").values()[0]));
}

void TestCheckpointWriting::wholeNumbersStay()
{
    QFETCH(QString, file);
    Weights weights = one({0.1f});
    Tensor count({}, DType::Int64);
    count.edit_integers()[0] = (std::int64_t{1} << 53) + 1;
    weights.set("count", count);
    write_weights(path(file), weights, {WrittenPrecision::BFloat16, {}});
    const auto outline = read_outline(path(file));
    QCOMPARE(outline.tensors.size(), std::size_t(2));
    QCOMPARE(outline.tensors[0].stored_as, std::string("bfloat16"));
    QCOMPARE(outline.tensors[1].stored_as, std::string("int64"));
    const auto read = read_weights(path(file));
    QCOMPARE(read.weights.at("count").integers()[0], (std::int64_t{1} << 53) + 1);
    QCOMPARE(Json(read.notes).dump(), std::string(R"(["1 bfloat16 tensor widened to float32"])"));
}

void TestCheckpointWriting::halfTheSize()
{
    QFETCH(QString, file);
    const auto weights = one(std::vector<float>(100'000, 0.5f));
    write_weights(path(file), weights, {WrittenPrecision::Float16, {}});
    const auto half = fs::file_size(path(file));
    write_weights(path(file), weights);
    QVERIFY(half > 200'000 && half < 201'000 && fs::file_size(path(file)) > 400'000);
}

void TestCheckpointWriting::metadataComesBack()
{
    QFETCH(QString, file);
    const std::map<std::string, std::string> notes{{"seed", "17"},
                                                   {"spec", "{\"source\":\"a \\\"b\\\"\"}"},
                                                   {"version", "0.1 ü"},
                                                   {"", "a key of nothing"}};
    write_weights(path(file), one({1}), {{}, notes});
    auto expected = notes;
    if (file == "w.safetensors")
        expected.emplace("format", "pt");
    QVERIFY(read_weights(path(file)).metadata == expected);
    QVERIFY(read_outline(path(file)).metadata == expected);
    write_weights(path(file), one({1}), {{}, notes});
    const auto once = read_bytes(path(file));
    write_weights(path(file), one({1}), {{}, notes});
    QCOMPARE(read_bytes(path(file)), once);
    QVERIFY_THROWS_EXCEPTION(Error, write_weights(path(file), one({1}), {{}, {{"by", "\xff"}}}));
    QCOMPARE(read_bytes(path(file)), once);
}

void TestCheckpointWriting::fullDisk()
{
    QFETCH(QString, file);
    write_weights(path(file), one({1, 2, 3}));
    const auto before = read_bytes(path(file));
    // A file may grow to this size and no further, as on a disk without more room.
    constexpr rlim_t room = 1 << 20;
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
    rlimit small = old;
    small.rlim_cur = room;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    std::optional<Error> met;
    try {
        write_weights(path(file), one(std::vector<float>(room, 0.5f)));
    } catch (const Error &error) {
        met = error;
    }
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
    QVERIFY(met.has_value());
    QCOMPARE(met->kind(), ErrorKind::Failure);
    QVERIFY2(std::strstr(met->what(), file.toStdString().c_str()), met->what());
    QCOMPARE(read_bytes(path(file)), before);
    QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), QStringList{file});
    // With room again the same order succeeds.
    write_weights(path(file), one(std::vector<float>(room, 0.5f)));
    QCOMPARE(read_weights(path(file)).weights.at("w").size(), std::int64_t(room));
}

QTEST_GUILESS_MAIN(TestCheckpointWriting)
#include "tst_checkpoint_writing.moc"
