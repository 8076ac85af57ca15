#include "tests/checkpoint/hostile.h"

using namespace tlvfc;
using namespace tlvfc::test;

/// ONNX models, tar archives and odd numbers, made by hand.
class TestCheckpointHostileForms : public QObject
{
    Q_OBJECT

private slots:
    void onnx_data();
    void onnx();
    void tars_data();
    void tars();
    void numbersThatAreNotFinite_data();
    void numbersThatAreNotFinite();
    void peakMemoryStayedSmall() { check_peak_memory(); }

private:
    HostileFolder folder_;
};

void TestCheckpointHostileForms::onnx_data()
{
    hostile_columns();
    const std::string four(4, 'x');
    const auto row = [](const char *name, const std::string &tensor, const char *says) {
        hostile_row(name, onnx_file({tensor}), says);
    };
    const auto typed = [](std::uint64_t type, unsigned field, const std::string &list) {
        return proto_number(1, 1) + proto_number(2, type) + proto_bytes(8, "w") +
               proto_bytes(field, list);
    };
    const auto most = std::numeric_limits<std::int64_t>::max();
    row("sound", onnx_tensor("w", {1}, 1, four), "no error");
    row("too few numbers", onnx_tensor("w", {2}, 1, four), "does not fit its 4 bytes, tensor 'w'");
    row("too many numbers", onnx_tensor("w", {}, 1, four + four), "does not fit its 8 bytes");
    row("a negative size", onnx_tensor("w", {-1}, 1, four), "the negative size -1");
    row("sizes that overflow", onnx_tensor("w", {most, most}, 1, four), "overflows, tensor 'w'");
    row("many dimensions", onnx_tensor("w", std::vector<std::int64_t>(1000, 1), 1, four),
        "its shape is beyond any tensor's");
    row("no name", onnx_tensor("", {1}, 1, four), "a tensor has no name");
    row("a name that is no UTF-8", onnx_tensor("\xff", {1}, 1, four), "is no UTF-8");
    row("a name cut within a character", onnx_tensor("w\xc2", {1}, 1, four), "is no UTF-8");
    row("an unknown type", onnx_tensor("w", {1}, 99, four), "numbers of ONNX's type 99");
    row("texts", onnx_tensor("w", {1}, 8, four), "numbers of ONNX's type 8");
    row("complex numbers", onnx_tensor("w", {1}, 14, four + four), "holds complex64 numbers");
    row("numbers of another type", typed(1, 7, varint(1)), "are not of its type float32");
    row("no numbers", proto_number(1, 1) + proto_number(2, 1) + proto_bytes(8, "w"),
        "does not fit its 0 bytes");
    row("numbers twice", typed(1, 4, four) + proto_bytes(9, four), "are not in one piece");
    row("numbers one by one", typed(6, 9, "") + proto_number(5, 1), "are not in one piece");
    row("fewer varints", typed(7, 7, ""), "does not fit its 0 bytes");
    row("a varint without end", typed(7, 7, std::string(11, '\xff')), "of more than ten bytes");
    row("a varint cut off", typed(7, 7, "\xff"), "the file is cut off in the ONNX model");
    row("numbers in another file",
        proto_number(1, 1) + proto_number(2, 1) + proto_bytes(8, "w") +
            proto_bytes(13, proto_bytes(1, "location") + proto_bytes(2, "../../etc/passwd")) +
            proto_number(14, 1),
        "its numbers lie in another file");
    row("a part", onnx_tensor("w", {1}, 1, four) + proto_bytes(3, ""), "only a part of a tensor");
    row("a group", "\x0b", "a field of no known form");
    row("a field of number 0", std::string("\0\0", 2), "a field of no known form");
    row("terabytes", proto_number(2, 1) + varint(9 << 3 | 2) + varint(std::uint64_t{1} << 62),
        "the file is cut off in the ONNX model");
    hostile_row("twice",
                onnx_file({onnx_tensor("w", {1}, 1, four), onnx_tensor("w", {1}, 1, four)}),
                "the graph has it twice, tensor 'w'");
    hostile_row("sparse", proto_number(1, 8) + proto_bytes(7, proto_bytes(15, "")),
                "holds sparse tensors");
    hostile_row("no weights", onnx_file({}), "holds no initializers");
    hostile_row("a graph of terabytes",
                proto_number(1, 8) + varint(7 << 3 | 2) + varint(~std::uint64_t{0}),
                "the file is cut off in the ONNX model");
}

void TestCheckpointHostileForms::onnx() { TLVFC_CHECK_HOSTILE(folder_); }

void TestCheckpointHostileForms::tars_data()
{
    hostile_columns();
    const auto number = [](std::int64_t value) { return pickle_protocol_2(pickled(value)); };
    const auto storage = [&](const std::string &type, std::int64_t count, const std::string &data) {
        return pickle_protocol_2("(" + pickled(7) + pickled("cpu") + "ctorch\n" + type + "\nt") +
               le(count) + data;
    };
    const auto tensor = [&](std::int32_t dimensions, std::int64_t size, std::int64_t stride) {
        return pickle_protocol_2("(" + pickled(8) + pickled(7) + "ctorch\nFloatTensor\nt") +
               le(dimensions) + std::string(4, '\0') + le(size) + le(stride) + le(std::int64_t{0});
    };
    const auto file = [&](const std::string &storages, const std::string &views,
                          const std::string &tensors, const std::string &root) {
        return tar_file({{"storages", storages + pickle_protocol_2(views)},
                         {"tensors", tensors},
                         {"pickle", pickle_protocol_2(root)}});
    };
    const auto sound = storage("FloatStorage", 4, std::string(16, 'x'));
    const auto root = "}" + pickled("w") + pickled("8") + "Qs";
    const auto one = number(1);
    const auto row = hostile_row;
    const auto large = std::int64_t{1} << 60;
    row("sound", file(one + sound, "]", one + tensor(1, 4, 1), root), "no error");
    row("a storage of exabytes", file(one + storage("FloatStorage", large, ""), "]", one, root),
        "the file is cut off in the tar archive's storages");
    row("a storage of 2^62", file(one + storage("FloatStorage", large * 4, ""), "]", one, root),
        "claims to hold 4611686018427387904 numbers");
    row("a negative storage", file(one + storage("FloatStorage", -1, ""), "]", one, root),
        "claims to hold -1 numbers");
    row("a storage of no type", file(one + storage("LuckyStorage", 1, "x"), "]", one, root),
        "the unknown type 'LuckyStorage'");
    row("a storage twice", file(number(2) + sound + sound, "]", one, root),
        "stands in the file twice");
    row("more storages than there are", file(number(large) + sound, "]", one, root),
        "described in no known way");
    row("a part of a storage beyond it",
        file(one + sound, "](" + pickled_tuple({9, 7, 2, 3}) + "e", one + tensor(1, 4, 1), root),
        "reaches beyond the one that it is part of");
    row("a part of nothing", file(one + sound, "](" + pickled_tuple({9, 5, 0, 1}) + "e", one, root),
        "part of one that is not there");
    row("a tensor beyond its storage", file(one + sound, "]", one + tensor(1, 5, 1), root),
        "asks for 5 numbers of a storage of 4");
    row("a negative stride", file(one + sound, "]", one + tensor(1, 2, -1), root),
        "a negative stride");
    row("a million dimensions", file(one + sound, "]", one + tensor(1'000'000, 1, 1), root),
        "a tensor claims 1000000 dimensions");
    row("no such tensor", file(one + sound, "]", number(0), root),
        "refers to a tensor that is not there");
    row("the shell", file(one + sound, "]", one + tensor(1, 4, 1), "cos\nsystem\n)R"),
        "it would call 'os.system'");
    row("a member of terabytes",
        tar_file({{"storages", ""}}).replace(124, 11, "77777777777").replace(148, 6, "011077"), "");
    row("a wrong checksum", tar_file({{"storages", "x"}}).replace(0, 1, "S"),
        "a header with a wrong checksum");
    row("other files", tar_file({{"../../etc/passwd", "x"}}), "without the member 'storages'");
}

void TestCheckpointHostileForms::tars() { TLVFC_CHECK_HOSTILE(folder_); }

void TestCheckpointHostileForms::numbersThatAreNotFinite_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("note");
    const auto file = [](const char *type, const std::string &numbers) {
        return safetensors_file(R"({"w":{"dtype":")" + std::string(type) + R"(","shape":[2],)" +
                                    R"("data_offsets":[0,)" + std::to_string(numbers.size()) +
                                    "]}}",
                                numbers);
    };
    const auto row = [](const char *name, const std::string &bytes, const char *note) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << note;
    };
    const auto inf = std::numeric_limits<float>::infinity();
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    row("finite", file("F32", le(1.0f) + le(std::numeric_limits<float>::max())), "");
    row("NaN", file("F32", le(nan) + le(0.0f)), "(1 NaN)");
    row("infinite", file("F32", le(inf) + le(-inf)), "(2 infinite)");
    row("both", file("F32", le(-nan) + le(inf)), "(1 NaN, 1 infinite)");
    row("halves", file("F16", le(std::uint16_t{0x7c00}) + le(std::uint16_t{0xfe00})),
        "(1 NaN, 1 infinite)");
    row("brain floats", file("BF16", le(std::uint16_t{0x3f80}) + le(std::uint16_t{0x7fc0})),
        "(1 NaN)");
    row("beyond float32", file("F64", le(1e300) + le(1.0)), "(1 infinite)");
    row("whole numbers", file("I64", le(~std::uint64_t{0}) + le(std::int64_t{0x7ff0} << 48)), "");
}

void TestCheckpointHostileForms::numbersThatAreNotFinite()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, note);
    write_bytes(folder_.file(), bytes);
    const auto notes = read_weights(folder_.file()).notes;
    const auto found = std::ranges::find_if(
        notes, [](const auto &text) { return text.find("not finite") != std::string::npos; });
    if (note.isEmpty()) {
        QVERIFY(found == notes.end());
        return;
    }
    QVERIFY(found != notes.end());
    QCOMPARE(QString::fromStdString(*found),
             "numbers that are not finite in 1 tensor: 'w' " + note);
}

QTEST_GUILESS_MAIN(TestCheckpointHostileForms)
#include "tst_checkpoint_hostile_forms.moc"
