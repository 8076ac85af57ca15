#include "tests/checkpoint/files.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// Files made by hand to ask for too much.
class TestCheckpointHostile : public QObject
{
    Q_OBJECT

private slots:
    void safetensorsHeaders_data();
    void safetensorsHeaders();
    void pickles_data();
    void pickles();
    void views_data();
    void views();
    void archives_data();
    void archives();
    void modulesWithinThemselves();
    void peakMemoryStayedSmall();

private:
    std::string refusal_of(const QByteArray &bytes)
    {
        const auto file = fs::path(folder_.path().toStdString()) / "hostile";
        write_bytes(file, bytes);
        return refusal(file).value_or("no error");
    }

    QTemporaryDir folder_;
};

namespace {

template <typename T>
QByteArray le(T value)
{
    return {reinterpret_cast<const char *>(&value), sizeof(value)};
}

QByteArray text(const QByteArray &value) { return "X" + le(quint32(value.size())) + value; }

/// A legacy file with `root` as its object's pickle, without storages.
QByteArray legacy(const QByteArray &root)
{
    const QByteArray magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
    const QByteArray start("\x80\x02", 2);
    return magic + start + "M\xe9\x03." + start + "}" + text("little_endian") + "\x88s." + start +
           root + "." + start + "].";
}

/// A tensor's pickle; its storage is not in the file.
QByteArray tensor(const QByteArray &storage_size, const QByteArray &shape,
                  const QByteArray &strides)
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\nFloatStorage\n" +
           text("0") + text("cpu") + storage_size + "tQK" + QByteArray(1, '\0') + shape + strides +
           "\x89Nt" + "R";
}

QByteArray repeated(const QByteArray &part, int times)
{
    QByteArray all;
    for (int i = 0; i < times; ++i)
        all += part;
    return all;
}

/// One archive of stored members without checksums, as small as the format allows.
QByteArray zip(const std::vector<std::pair<QByteArray, QByteArray>> &members)
{
    QByteArray all;
    QByteArray table;
    for (const auto &[name, data] : members) {
        const auto start = quint32(all.size());
        const auto sizes = le(quint32(0)) + le(quint32(data.size())) + le(quint32(data.size())) +
                           le(quint16(name.size())) + le(quint16(0));
        all += QByteArray("PK\x03\x04") + QByteArray(10, '\0') + sizes + name + data;
        table += QByteArray("PK\x01\x02") + QByteArray(12, '\0') + sizes + QByteArray(10, '\0') +
                 le(start) + name;
    }
    const auto count = le(quint16(members.size()));
    return all + table + "PK\x05\x06" + QByteArray(4, '\0') + count + count +
           le(quint32(table.size())) + le(quint32(all.size())) + QByteArray(2, '\0');
}

} // namespace

void TestCheckpointHostile::safetensorsHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto file = [](const QByteArray &header, int numbers) {
        return le(quint64(header.size())) + header + QByteArray(numbers, 'x');
    };
    const auto one = [&](const QByteArray &entry, int numbers = 8) {
        return file("{\"a\":" + entry + "}", numbers);
    };
    const auto two = [&](const QByteArray &first, const QByteArray &second) {
        return file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":)" + first +
                        R"(},"b":{"dtype":"F32","shape":[1],"data_offsets":)" + second + "}}",
                    8);
    };
    const auto row = [](const char *name, const QByteArray &bytes, const char *says) {
        QTest::newRow(name) << bytes << says;
    };
    const auto much = QByteArray::number(qint64(1) << 62);
    row("terabytes of header", le(quint64(1) << 42) + "{}", "it claims a header of 4398046511104");
    row("header past the end", le(quint64(9999)) + "{}", "the file is cut off in the header");
    row("terabytes of numbers",
        one(R"({"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]})"),
        "cut off before the end of its numbers, tensor 'a'");
    row("shape that overflows",
        one(R"({"dtype":"F32","shape":[)" + much + "," + much + R"(],"data_offsets":[0,8]})"),
        "overflows, tensor 'a'");
    row("size that overflows",
        one(R"({"dtype":"F32","shape":[)" + much + R"(],"data_offsets":[0,8]})"),
        "does not fit its 8 bytes, tensor 'a'");
    row("size beyond int64",
        one(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]})"),
        "its shape is beyond any tensor's, tensor 'a'");
    row("empty, but huge",
        one(R"({"dtype":"F32","shape":[0,)" + much + "," + much + R"(],"data_offsets":[0,0]})", 0),
        "overflows, tensor 'a'");
    row("misfit", one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"),
        "its shape 3 does not fit its 8 bytes");
    row("backwards", one(R"({"dtype":"F32","shape":[1],"data_offsets":[8,4]})"),
        "its numbers end before they begin");
    row("overlap", two("[0,4]", "[2,6]"), "its numbers overlap another tensor's, tensor 'b'");
    row("the same place", two("[0,4]", "[0,4]"), "its numbers overlap another tensor's");
    row("gap", two("[4,8]", "[8,12]"), "a gap lies before its numbers, tensor 'a'");
    row("left over", one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})"),
        "bytes that belong to no tensor");
    row("negative", one(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})"),
        "what no safetensors header says, tensor 'a'");
    row("nested deep", file("{\"a\":" + QByteArray(1'000'000, '['), 8), "no safetensors header");
    row("nested deep in notes", file("{\"__metadata__\":{\"a\":" + QByteArray(1'000'000, '{'), 8),
        "no");
    row("no JSON", file("{\"a\":", 8), "the header is no valid JSON");
    row("no UTF-8", file("{\"\xff\":{}}", 8), "the header is no valid JSON");
    row("incomplete", one(R"({"dtype":"F32","shape":[2]})"), "lacks its dtype, shape or data");
    row("twice", one(R"({"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]})"),
        "the header gives its 'dtype' twice");
    row("one name twice",
        file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
             R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
             8),
        "the header has it twice, tensor 'a'");
    row("a name that steers terminals",
        file(R"({"\u001b[2J":{"dtype":"F9","shape":[2],"data_offsets":[0,8]}})", 8),
        "tensor '?[2J'");
    row("nothing inside", file("{}", 0), "it holds no tensors");
    row("many dimensions",
        one("{\"dtype\":\"F32\",\"shape\":[" + repeated("1,", 1000) + "1],\"data_offsets\":[0,8]}"),
        "its shape is beyond any tensor's");
}

void TestCheckpointHostile::safetensorsHeaders()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const auto said = QString::fromStdString(refusal_of(bytes));
    QVERIFY2(said.contains(says), qPrintable(said));
}

void TestCheckpointHostile::pickles_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &root, const char *says) {
        QTest::newRow(name) << root << says;
    };
    const auto entry = [](const QByteArray &value) { return "}" + text("a") + value + "s"; };
    const auto large = "\x8a\x08" + le(qint64(1) << 60);
    const auto in_tuple = [](const QByteArray &values) { return "(" + values + "t"; };
    row("terabytes in a storage", entry(tensor(large, in_tuple(large), in_tuple("K\x01"))),
        "its numbers are not in the file, tensor 'a'");
    row("lists within lists", QByteArray(2'000'000, ']') + QByteArray(1'999'999, 'a'),
        "this is a list, not a state_dict");
    row("tuples within tuples", ")" + QByteArray(2'000'000, '\x85'),
        "this is a list, not a state_dict");
    row("marks without end", QByteArray(5'000'000, '('), "takes a value that is not there");
    row("a dict within itself",
        "}q" + QByteArray(1, '\0') + text("model") + "h" + QByteArray(1, '\0') + "s",
        "its state_dict contains itself");
    row("a list within itself", "]q" + QByteArray(1, '\0') + "h" + QByteArray(1, '\0') + "a",
        "this is a list");
    row("more values than memory", QByteArray(30'000'000, ')'), "more values than any checkpoint");
    row("a memo of four gigabytes", "Kr" + QByteArray("r\xff\xff\xff\xff"),
        "numbers more values than any checkpoint");
    row("terabytes of text", "\x8d" + le(quint64(1) << 42), "the file is cut off");
    row("terabytes of bytes", "\x8e" + le(~quint64(0)), "the file is cut off");
    row("a frame of terabytes", "\x95" + le(quint64(1) << 42), "the file is cut off");
    row("a number of negative length", "\x8b" + le(qint32(-1)), "an integer of negative length");
    row("copies of copies",
        "ccollections\nOrderedDict\nq" + QByteArray(1, '\0') + "0(" + repeated(")K\x01\x86", 10) +
            "lq\x01" + "0" + repeated("h" + QByteArray(1, '\0') + "h\x01\x85R0", 500'000) + "N",
        "copies more values than any checkpoint");
    row("the shell", "cos\nsystem\n(" + text("touch tlvfc-was-here") + "tR",
        "an object made by 'os.system'");
    row("the shell by INST", "(" + text("true") + "ios\nsystem\n", "an object made by 'os.system'");
    row("eval by OBJ", "(cbuiltins\neval\n" + text("1") + "o", "made by 'builtins.eval'");
    row("a name by STACK_GLOBAL", text("os") + text("system") + "\x93)R", "made by 'os.system'");
    row("extension codes", "\x82\x01", "is damaged or no pickle");
    row("a persistent id of text", "Pxyz\n", "describes a storage in no known way");
}

void TestCheckpointHostile::pickles()
{
    QFETCH(QByteArray, root);
    QFETCH(QString, says);
    const auto said = QString::fromStdString(refusal_of(legacy(root)));
    QVERIFY2(said.contains(says), qPrintable(said));
    // The same pickle within an archive meets the same end, but for its storages.
    const QByteArray pickle = QByteArray("\x80\x02", 2) + root + ".";
    const auto packed = refusal_of(zip({{"x/data.pkl", pickle}}));
    QVERIFY2(packed != "no error", packed.c_str());
}

void TestCheckpointHostile::views_data()
{
    QTest::addColumn<QByteArray>("tensor");
    QTest::addColumn<QString>("says");
    const auto number = [](qint64 value) { return "\x8a\x08" + le(value); };
    const auto numbers = [&](const std::vector<qint64> &values) {
        QByteArray all = "(";
        for (const auto value : values)
            all += number(value);
        return all + "t";
    };
    const auto row = [&](const char *name, qint64 size, const std::vector<qint64> &shape,
                         const std::vector<qint64> &strides, const char *says) {
        QTest::newRow(name) << tensor(number(size), numbers(shape), numbers(strides)) << says;
    };
    const qint64 large = qint64(1) << 62;
    row("sound", 4, {2, 2}, {2, 1}, "no error");
    row("storage beyond the file", large, {4}, {1}, "its storage claims 4611686018427387904 num");
    row("storage one too large", 5, {4}, {1}, "its storage claims 5 numbers of 4 bytes, but hold");
    row("negative storage", -1, {4}, {1}, "describes a storage in no known way");
    row("beyond the storage", 4, {5}, {1}, "asks for 5 numbers of a storage of 4");
    row("strides beyond it", 4, {2, 2}, {3, 1}, "asks for 5 numbers of a storage of 4");
    row("huge strides", 4, {3, 3}, {large, large}, "strides lead past any memory");
    row("huge sizes", 4, {large, large}, {0, 0}, "overflows");
    row("huge sizes on one number", 4, {large}, {0}, "overflows");
    row("terabytes of one number", 4, {qint64(1) << 40}, {0}, "ask for many times the file's size");
    row("negative size", 4, {-2}, {1}, "the negative size -2");
    row("negative stride", 4, {2}, {-1}, "a negative stride");
    row("fewer strides than sizes", 4, {2, 2}, {1}, "it has 2 sizes but 1 stride");
    row("forty dimensions", 4, std::vector<qint64>(40, 1), std::vector<qint64>(40, 1),
        "its shape is no short list of numbers");
}

void TestCheckpointHostile::views()
{
    QFETCH(QByteArray, tensor);
    QFETCH(QString, says);
    const auto pickle = "\x80\x02}" + text("w") + tensor + "s.";
    const auto said = QString::fromStdString(
        refusal_of(zip({{"x/data.pkl", pickle}, {"x/data/0", QByteArray(16, 'x')}})));
    QVERIFY2(said.contains(says), qPrintable(said));
}

void TestCheckpointHostile::archives_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const QByteArray pickle = "\x80\x02}.";
    QTest::newRow("nothing") << zip({}) << "a zip archive, but none that torch wrote";
    QTest::newRow("documents") << zip({{"word/document.xml", "<?xml"}})
                               << "a zip archive, but none that torch wrote";
    QTest::newRow("old TorchScript")
        << zip({{"net/model.json", "{}"}}) << "TorchScript from before torch 1.4";
    QTest::newRow("no tensors") << zip({{"x/data.pkl", pickle}}) << "it holds no tensors";
    QTest::newRow("twice") << zip({{"x/data.pkl", pickle}, {"x/data.pkl", pickle}})
                           << "two members named 'x/data.pkl'";
    auto bytes = zip({{"x/data.pkl", pickle}});
    const auto table = bytes.indexOf("PK\x01\x02");
    const auto end = bytes.indexOf("PK\x05\x06");
    const auto patched = [&](qsizetype place, const QByteArray &patch) {
        return QByteArray(bytes).replace(place, patch.size(), patch);
    };
    const QByteArray most = "\xff\xff\xff\x7f";
    QTest::newRow("terabytes packed small") << patched(table + 24, most) << "is compressed";
    QTest::newRow("member beyond the file")
        << patched(table + 20, most + most) << "the file is cut off in the zip archive";
    QTest::newRow("header beyond the file") << patched(table + 42, most) << "lies outside";
    QTest::newRow("header elsewhere") << patched(table + 42, "\x01") << "not where the table says";
    QTest::newRow("another name") << patched(30, "y") << "another name in its own place";
    QTest::newRow("encrypted") << patched(table + 8, "\x01") << "is encrypted";
    QTest::newRow("table beyond the file") << patched(end + 16, most) << "lies outside of the file";
    QTest::newRow("more members than said") << patched(end + 10, "\xff") << "cut off in the zip";
    QTest::newRow("wrong checksum") << patched(table + 16, "\x01") << "does not have the checksum";
}

void TestCheckpointHostile::archives()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const auto said = QString::fromStdString(refusal_of(bytes));
    QVERIFY2(said.contains(says), qPrintable(said));
}

void TestCheckpointHostile::modulesWithinThemselves()
{
    const QByteArray zero(1, '\0');
    const QByteArray module = "c__torch__\nNet\n)\x81q" + zero + "}" + text("a") + "h" + zero +
                              "s" + text("b") + "h" + zero + "sb";
    const auto said =
        refusal_of(zip({{"x/data.pkl", "\x80\x02" + module + "."}, {"x/constants.pkl", "N."}}));
    QVERIFY2(said.find("modules lie deeper") != std::string::npos, said.c_str());
    // Thirty modules, each twice in the one before: a billion names.
    QByteArray doubled = "N";
    for (int i = 0; i < 30; ++i) {
        const auto slot = QByteArray(1, char(i));
        doubled = "c__torch__\nNet\n)\x81}" + text("a") + doubled + "q" + slot + "s" + text("b") +
                  "h" + slot + "sb";
    }
    const auto many =
        refusal_of(zip({{"x/data.pkl", "\x80\x02" + doubled + "."}, {"x/constants.pkl", "N."}}));
    QVERIFY2(many.find("more names than any network's") != std::string::npos, many.c_str());
}

void TestCheckpointHostile::peakMemoryStayedSmall()
{
    struct rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    qInfo("peak memory of all these files: %ld MB", usage.ru_maxrss / 1024);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY(usage.ru_maxrss / 1024 < 1024);
#endif
}

QTEST_GUILESS_MAIN(TestCheckpointHostile)
#include "tst_checkpoint_hostile.moc"
