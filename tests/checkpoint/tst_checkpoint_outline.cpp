#include "tests/checkpoint/files.h"
#include "tests/checkpoint/made_files.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <sys/resource.h>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// Names and shapes without the numbers.
class TestCheckpointOutline : public QObject
{
    Q_OBJECT

private slots:
    void sameAsReading_data();
    void sameAsReading();
    void sameRefusals_data();
    void sameRefusals();
    void damagedNumbersAreNotLookedAt();
    void numbersOf600MegabytesStayWhereTheyAre_data();
    void numbersOf600MegabytesStayWhereTheyAre();
};

void TestCheckpointOutline::sameAsReading_data()
{
    QTest::addColumn<QString>("file");
    for (const auto &name : fixture_names()) {
        if (!name.starts_with("refused_"))
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestCheckpointOutline::sameAsReading()
{
    QFETCH(QString, file);
    const auto path = fixtures() / file.toStdString();
    const auto outline = read_outline(path);
    auto read = read_weights(path);
    QCOMPARE(int(outline.format), int(read.format));
    std::erase_if(read.notes, [](const auto &note) { return note.starts_with("numbers that"); });
    QCOMPARE(Json(outline.notes).dump(), Json(read.notes).dump());
    QCOMPARE(outline.tensors.size(), read.weights.size());
    auto tensor = outline.tensors.begin();
    for (const auto &[name, loaded] : read.weights) {
        QCOMPARE(tensor->name, name);
        QCOMPARE(tensor->shape, loaded.shape());
        QCOMPARE(int(tensor->dtype), int(loaded.dtype()));
        QVERIFY(!tensor->stored_as.empty());
        ++tensor;
    }
}

void TestCheckpointOutline::sameRefusals_data()
{
    QTest::addColumn<QString>("file");
    for (const auto &name : fixture_names("refused_"))
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void TestCheckpointOutline::sameRefusals()
{
    QFETCH(QString, file);
    const auto path = fixtures() / file.toStdString();
    try {
        (void)read_outline(path);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(std::string(error.what()), refusal(path).value_or("no error"));
    }
}

void TestCheckpointOutline::damagedNumbersAreNotLookedAt()
{
    const QTemporaryDir folder;
    const auto file = fs::path(folder.path().toStdString()) / "w.pth";
    Weights weights;
    weights.set("w", Tensor(Shape{1000}));
    write_weights(file, weights);
    auto bytes = read_bytes(file);
    bytes[bytes.indexOf(QByteArray(1000, '\0')) + 500] = 1;
    write_bytes(file, bytes);
    QCOMPARE(read_outline(file).tensors.at(0).shape, Shape{1000});
    QVERIFY(refusal(file)->find("checksum") != std::string::npos);
}

namespace {

constexpr std::int64_t count = 150'000'000;
constexpr std::uint64_t size = count * sizeof(float);

/// What stands before and behind the numbers of one large tensor.
struct Around
{
    std::string before;
    std::string after;
};

std::string large_tensor()
{
    return "}" + pickled("w") +
           pickled_tensor(pickled(count), pickled_tuple({count}), pickled_tuple({1})) + "s";
}

Around safetensors_around()
{
    return {safetensors_file(R"({"w":{"dtype":"F32","shape":[)" + std::to_string(count) +
                                 R"(],"data_offsets":[0,)" + std::to_string(size) + "]}}",
                             ""),
            ""};
}

Around legacy_around()
{
    auto file = legacy_file(large_tensor(), {{"0", ""}});
    file.replace(file.size() - 8, 8, le(count));
    return {file, ""};
}

/// The archive of an empty member, with the sizes and the place of its table put right.
Around zip_around()
{
    auto file = zip_file({{"x/data.pkl", pickle_protocol_2(large_tensor())}, {"x/data/0", ""}});
    const auto table = file.find("PK\x01\x02");
    const auto sizes = le(std::uint32_t(size)) + le(std::uint32_t(size));
    file.replace(file.rfind("PK\x03\x04", table) + 18, 8, sizes);
    file.replace(file.find("PK\x01\x02", table + 4) + 20, 8, sizes);
    file.replace(file.size() - 6, 4, le(std::uint32_t(table + size)));
    return {file.substr(0, table), file.substr(table)};
}

Around onnx_around()
{
    const auto numbers = varint(9 << 3 | 2) + varint(size);
    const auto tensor = proto_number(1, count) + proto_number(2, 1) + proto_bytes(8, "w") + numbers;
    const auto initializer = varint(5 << 3 | 2) + varint(tensor.size() + size);
    const auto graph = varint(7 << 3 | 2) + varint(initializer.size() + tensor.size() + size);
    return {proto_number(1, 8) + graph + initializer + tensor, ""};
}

long peak_memory_in_mb()
{
    struct rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

void TestCheckpointOutline::numbersOf600MegabytesStayWhereTheyAre_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const Around &around) {
        QTest::newRow(name) << QByteArray::fromStdString(around.before)
                            << QByteArray::fromStdString(around.after);
    };
    row("safetensors", safetensors_around());
    row("torch.save (legacy)", legacy_around());
    row("torch.save (zip)", zip_around());
    row("ONNX", onnx_around());
}

void TestCheckpointOutline::numbersOf600MegabytesStayWhereTheyAre()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QTemporaryDir folder;
    const auto file = fs::path(folder.path().toStdString()) / "large";
    {
        // The numbers are a hole in the file, which takes no room on the disk.
        std::ofstream out(file, std::ios::binary);
        out.write(before.data(), before.size());
        out.seekp(static_cast<std::streamoff>(before.size()) + static_cast<std::streamoff>(size));
        out.write(after.data(), after.size());
    }
    fs::resize_file(file, std::uint64_t(before.size()) + size + std::uint64_t(after.size()));
    const auto memory = peak_memory_in_mb();
    QElapsedTimer timer;
    timer.start();
    const auto outline = read_outline(file);
    const auto took = timer.nsecsElapsed();
    qInfo("opened in %.2f ms", static_cast<double>(took) / 1e6);
    QCOMPARE(outline.tensors.at(0).shape, Shape{count});
    QCOMPARE(to_string(outline.format), std::string(QTest::currentDataTag()));
    // Pages of the file count as memory once they are touched.
    QVERIFY(peak_memory_in_mb() - memory < 50);
    QVERIFY(took < 100'000'000);
}

QTEST_GUILESS_MAIN(TestCheckpointOutline)
#include "tst_checkpoint_outline.moc"
