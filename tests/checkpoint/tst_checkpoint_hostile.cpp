#include "tests/checkpoint/hostile.h"

using namespace tlvfc;
using namespace tlvfc::test;

/// safetensors and torch's archives, made by hand to ask for too much.
class TestCheckpointHostile : public QObject
{
    Q_OBJECT

private slots:
    void safetensorsHeaders_data();
    void safetensorsHeaders();
    void views_data();
    void views();
    void archives_data();
    void archives();
    void peakMemoryStayedSmall() { check_peak_memory(); }

private:
    HostileFolder folder_;
};

namespace {

std::string safetensors_of(const std::string &header, std::size_t numbers)
{
    return safetensors_file(header, std::string(numbers, 'x'));
}

/// A state_dict of this one tensor, with 16 bytes of numbers.
std::string archive(const std::string &tensor)
{
    return zip_file({{"x/data.pkl", pickle_protocol_2("}" + pickled("w") + tensor + "s")},
                     {"x/data/0", std::string(16, 'x')}});
}

} // namespace

void TestCheckpointHostile::safetensorsHeaders_data()
{
    hostile_columns();
    const auto one = [&](const std::string &entry, std::size_t numbers = 8) {
        return safetensors_of("{\"a\":" + entry + "}", numbers);
    };
    const auto two = [&](const std::string &first, const std::string &second) {
        return safetensors_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":)" + first +
                                  R"(},"b":{"dtype":"F32","shape":[1],"data_offsets":)" + second +
                                  "}}",
                              8);
    };
    const auto much = std::to_string(std::int64_t(1) << 62);
    hostile_row("terabytes of header", le(std::uint64_t(1) << 42) + "{}",
                "it claims a header of 4398046511104");
    hostile_row("header past the end", le(std::uint64_t(9999)) + "{}",
                "the file is cut off in the header");
    hostile_row("terabytes of numbers",
                one(R"({"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]})"),
                "cut off before the end of its numbers, tensor 'a'");
    hostile_row(
        "shape that overflows",
        one(R"({"dtype":"F32","shape":[)" + much + "," + much + R"(],"data_offsets":[0,8]})"),
        "overflows, tensor 'a'");
    hostile_row("size that overflows",
                one(R"({"dtype":"F32","shape":[)" + much + R"(],"data_offsets":[0,8]})"),
                "does not fit its 8 bytes, tensor 'a'");
    hostile_row("size beyond int64",
                one(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]})"),
                "its shape is beyond any tensor's, tensor 'a'");
    hostile_row(
        "empty, but huge",
        one(R"({"dtype":"F32","shape":[0,)" + much + "," + much + R"(],"data_offsets":[0,0]})", 0),
        "overflows, tensor 'a'");
    hostile_row("misfit", one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"),
                "its shape 3 does not fit its 8 bytes");
    hostile_row("backwards", one(R"({"dtype":"F32","shape":[1],"data_offsets":[8,4]})"),
                "its numbers end before they begin");
    hostile_row("overlap", two("[0,4]", "[2,6]"),
                "its numbers overlap another tensor's, tensor 'b'");
    hostile_row("the same place", two("[0,4]", "[0,4]"), "its numbers overlap another tensor's");
    hostile_row("gap", two("[4,8]", "[8,12]"), "a gap lies before its numbers, tensor 'a'");
    hostile_row("left over", one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})"),
                "bytes that belong to no tensor");
    hostile_row("negative", one(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})"),
                "what no safetensors header says, tensor 'a'");
    hostile_row("nested deep", safetensors_of("{\"a\":" + std::string(1'000'000, '['), 8),
                "no safetensors header");
    hostile_row("nested deep in notes",
                safetensors_of("{\"__metadata__\":{\"a\":" + std::string(1'000'000, '{'), 8), "no");
    hostile_row("no JSON", safetensors_of("{\"a\":", 8), "the header is no valid JSON");
    hostile_row("no UTF-8", safetensors_of("{\"\xff\":{}}", 8), "the header is no valid JSON");
    hostile_row("incomplete", one(R"({"dtype":"F32","shape":[2]})"),
                "lacks its dtype, shape or data");
    hostile_row("twice", one(R"({"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]})"),
                "the header gives its 'dtype' twice");
    hostile_row("one name twice",
                safetensors_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                               R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                               8),
                "the header has it twice, tensor 'a'");
    hostile_row(
        "a name that steers terminals",
        safetensors_of(R"({"\u001b[2J":{"dtype":"F9","shape":[2],"data_offsets":[0,8]}})", 8),
        "tensor '?[2J'");
    hostile_row("nothing inside", safetensors_of("{}", 0), "it holds no tensors");
    hostile_row(
        "many dimensions",
        one("{\"dtype\":\"F32\",\"shape\":[" + repeated("1,", 1000) + "1],\"data_offsets\":[0,8]}"),
        "its shape is beyond any tensor's");
    hostile_row("a list of notes", safetensors_of(R"({"__metadata__":["a"]})", 0),
                "no safetensors header");
    hostile_row("a note that is a number", safetensors_of(R"({"__metadata__":{"a":1}})", 0),
                "no safetensors header");
    hostile_row("an unknown type", one(R"({"dtype":"F64X","shape":[1],"data_offsets":[0,8]})"),
                "numbers of the unknown type 'F64X', tensor 'a'");
    hostile_row("a type that is a number", one(R"({"dtype":5,"shape":[1],"data_offsets":[0,8]})"),
                "no safetensors header");
    hostile_row("a size of 2^63",
                one(R"({"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,8]})"),
                "its shape is beyond any tensor's");
    hostile_row("a fraction of a number",
                one(R"({"dtype":"U8","shape":[8.5],"data_offsets":[0,8]})"),
                "no safetensors header");
    hostile_row("three offsets", one(R"({"dtype":"U8","shape":[8],"data_offsets":[0,4,8]})"),
                "no safetensors header");
    hostile_row("an offset of 2^64",
                one(R"({"dtype":"U8","shape":[8],"data_offsets":[0,18446744073709551616]})"),
                "no safetensors header");
    hostile_row("a number beyond int64",
                safetensors_file(R"({"a":{"dtype":"U64","shape":[1],"data_offsets":[0,8]}})",
                                 std::string(8, '\xff')),
                "the number 18446744073709551615, beyond int64");
    hostile_row("a name of 5000 letters",
                safetensors_of("{\"" + std::string(5000, 'a') +
                                   R"(":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}})",
                               8),
                "a tensor's name has 5000 characters");
}

void TestCheckpointHostile::safetensorsHeaders() { TLVFC_CHECK_HOSTILE(folder_); }

void TestCheckpointHostile::views_data()
{
    hostile_columns();
    const auto row = [&](const char *name, std::int64_t size,
                         const std::vector<std::int64_t> &shape,
                         const std::vector<std::int64_t> &strides, const char *says) {
        hostile_row(
            name,
            archive(pickled_tensor(pickled(size), pickled_tuple(shape), pickled_tuple(strides))),
            says);
    };
    const std::int64_t large = std::int64_t(1) << 62;
    row("sound", 4, {2, 2}, {2, 1}, "no error");
    row("storage beyond the file", large, {4}, {1}, "its storage claims 4611686018427387904 num");
    row("storage one too large", 5, {4}, {1}, "its storage claims 5 numbers of 4 bytes, but hold");
    row("negative storage", -1, {4}, {1}, "describes a storage in no known way");
    row("beyond the storage", 4, {5}, {1}, "asks for 5 numbers of a storage of 4");
    row("strides beyond it", 4, {2, 2}, {3, 1}, "asks for 5 numbers of a storage of 4");
    row("huge strides", 4, {3, 3}, {large, large}, "strides lead past any memory");
    row("huge sizes", 4, {large, large}, {0, 0}, "overflows");
    row("huge sizes on one number", 4, {large}, {0}, "overflows");
    row("terabytes of one number", 4, {std::int64_t(1) << 40}, {0},
        "ask for many times the file's size");
    row("negative size", 4, {-2}, {1}, "the negative size -2");
    row("negative stride", 4, {2}, {-1}, "a negative stride");
    row("fewer strides than sizes", 4, {2, 2}, {1}, "it has 2 sizes but 1 stride");
    row("forty dimensions", 4, std::vector<std::int64_t>(40, 1), std::vector<std::int64_t>(40, 1),
        "its shape is no short list of numbers");
    const auto other = [&](const char *name, const std::string &tensor, const char *says) {
        hostile_row(name, archive(tensor), says);
    };
    const auto one = pickled_tuple({1});
    other("an offset beyond it",
          pickled_tensor(pickled(4), one, one, "0", "FloatStorage", pickled(5)),
          "it starts at number 5 of a storage of 4");
    other("a negative offset",
          pickled_tensor(pickled(4), one, one, "0", "FloatStorage", pickled(-1)),
          "it starts at number -1");
    other("an offset of 2^63 - 1",
          pickled_tensor(pickled(4), one, one, "0", "FloatStorage",
                         pickled(std::numeric_limits<std::int64_t>::max())),
          "it starts at number 9223372036854775807");
    other("numbers of a wider type", pickled_tensor(pickled(4), one, one, "0", "DoubleStorage"),
          "its storage claims 4 numbers of 8 bytes, but holds 16 bytes");
    other("numbers of no type", pickled_tensor(pickled(4), one, one, "0", "LuckyStorage"),
          "numbers of the unknown type 'LuckyStorage'");
    other("a storage elsewhere", pickled_tensor(pickled(4), one, one, "../../etc/passwd"),
          "has no member 'x/data/../../etc/passwd'");
    other("a size that is a text", pickled_tensor(pickled(4), "(" + pickled("2") + "t", one),
          "its shape is no number");
    other("a shape that is a number", pickled_tensor(pickled(4), pickled(2), one),
          "its shape is no short list of numbers");
}

void TestCheckpointHostile::views() { TLVFC_CHECK_HOSTILE(folder_); }

void TestCheckpointHostile::archives_data()
{
    hostile_columns();
    const std::string pickle = "\x80\x02}.";
    hostile_row("nothing", zip_file({}), "a zip archive, but none that torch wrote");
    hostile_row("documents", zip_file({{"word/document.xml", "<?xml"}}),
                "a zip archive, but none that torch wrote");
    hostile_row("old TorchScript", zip_file({{"net/model.json", "{}"}}),
                "TorchScript from before torch 1.4");
    hostile_row("no tensors", zip_file({{"x/data.pkl", pickle}}), "it holds no tensors");
    hostile_row("twice", zip_file({{"x/data.pkl", pickle}, {"x/data.pkl", pickle}}),
                "two members named 'x/data.pkl'");
    auto bytes = zip_file({{"x/data.pkl", pickle}});
    const auto table = bytes.find("PK\x01\x02");
    const auto end = bytes.find("PK\x05\x06");
    const auto patched = [&](std::size_t place, const std::string &patch) {
        return std::string(bytes).replace(place, patch.size(), patch);
    };
    const std::string most = "\xff\xff\xff\x7f";
    hostile_row("terabytes packed small", patched(table + 24, most), "is compressed");
    hostile_row("member beyond the file", patched(table + 20, most + most),
                "the file is cut off in the zip archive");
    hostile_row("header beyond the file", patched(table + 42, most), "lies outside");
    hostile_row("header elsewhere", patched(table + 42, "\x01"), "not where the table says");
    hostile_row("another name", patched(30, "y"), "another name in its own place");
    hostile_row("encrypted", patched(table + 8, "\x01"), "is encrypted");
    hostile_row("table beyond the file", patched(end + 16, most), "lies outside of the file");
    hostile_row("more members than said", patched(end + 10, "\xff"), "cut off in the zip");
    hostile_row("wrong checksum", patched(table + 16, "\x01"), "does not have the checksum");
    // A member that lies within another: what unpacks to more than the archive holds is made so.
    const auto inner = zip_file({{"x/data/0", "1234"}, {"x/data.pkl", pickle}});
    auto overlapping = inner;
    const auto first = inner.find("PK\x01\x02");
    overlapping.replace(first + 20, 8, le(std::uint32_t{40}) + le(std::uint32_t{40}));
    hostile_row("members within members", overlapping, "member 'x/data.pkl' overlaps another");
    auto same_place = inner;
    same_place.replace(inner.find("PK\x01\x02", first + 4) + 42, 4, le(std::uint32_t{0}));
    hostile_row("two members in one place", same_place, "overlaps another");
    hostile_row("a bomb", patched(table + 10, std::string("\x08\x00", 2)), "is compressed");
    hostile_row("a way out", zip_file({{"../data.pkl", pickle}}), "it holds no tensors");
    hostile_row("an absolute way", zip_file({{"/data.pkl", pickle}}), "it holds no tensors");
    hostile_row("a name of control characters", zip_file({{"x\x1b[2J/model.json", ""}}),
                "TorchScript from before torch 1.4");
    hostile_row("zip64 without its record",
                inner.substr(0, inner.find("PK\x05\x06")) + "PK\x06\x07" + std::string(16, '\xff') +
                    inner.substr(inner.find("PK\x05\x06")),
                "no zip64 record where it says so");
    hostile_row(
        "the notes are none",
        zip_file({{"x/data.pkl",
                   pickle_protocol_2(
                       "}" + pickled("w") +
                       pickled_tensor(pickled(1), pickled_tuple({1}), pickled_tuple({1})) + "s")},
                  {"x/data/0", "1234"},
                  {"x/extra/tlvfc.json", "[1]"}}),
        "no safetensors header");
}

void TestCheckpointHostile::archives() { TLVFC_CHECK_HOSTILE(folder_); }

QTEST_GUILESS_MAIN(TestCheckpointHostile)
#include "tst_checkpoint_hostile.moc"
