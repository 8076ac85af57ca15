#include "tests/checkpoint/files.h"
#include "tests/checkpoint/made_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// Indices of shards, and what they must not lead to.
class TestCheckpointShards : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void allShardsAreOne();
    void shardsOfTorch();
    void linksWithinTheCache();
    void refusals_data();
    void refusals();
    void linksOut();

private:
    fs::path root() const { return fs::path(folder_->path().toStdString()) / "model"; }
    fs::path index() const { return root() / "model.safetensors.index.json"; }
    void write_index(const std::string &text) const
    {
        write_bytes(index(), QByteArray::fromStdString(text));
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

const std::string sound =
    R"({"metadata":{"total_size":44,"deeper":[{"a":null}]},"weight_map":)"
    R"({"module.b":"2.safetensors","module.a":"1.safetensors","module.c":"1.safetensors"}})";

Weights named(const std::vector<std::string> &names)
{
    Weights weights;
    float value = 0;
    for (const auto &name : names) {
        Tensor tensor({2, 3});
        for (auto &number : tensor.edit())
            number = ++value;
        weights.set(name, tensor);
    }
    return weights;
}

std::string mapped(const std::string &map) { return "{\"weight_map\":" + map + "}"; }

} // namespace

void TestCheckpointShards::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    fs::create_directory(root());
    write_weights(root() / "1.safetensors", named({"module.a", "module.c"}), {{}, {{"by", "x"}}});
    write_weights(root() / "2.safetensors", named({"module.b"}));
    write_index(sound);
}

void TestCheckpointShards::allShardsAreOne()
{
    const auto read = read_weights(index());
    QCOMPARE(to_string(read.format), std::string("index of shards"));
    QCOMPARE(Json(read.notes).dump(),
             std::string(R"(["read from 2 shards","prefix 'module.' removed"])"));
    QCOMPARE(summary(read.weights).replace("\n", ";").left(3), QByteArray("b: "));
    QCOMPARE(read.weights.size(), std::size_t(3));
    const auto whole = named({"a", "c"});
    for (const auto &[name, tensor] : whole)
        QCOMPARE(summary(read.weights.at(name)), summary(tensor));
    QCOMPARE(read.metadata.at("by"), std::string("x"));
    const auto outline = read_outline(index());
    QCOMPARE(outline.tensors.size(), std::size_t(3));
    QCOMPARE(outline.tensors[0].name, std::string("b"));
    // The index alone decides: its name may be anything, and it may begin with a line break.
    write_bytes(root() / "weights.pth", QByteArray::fromStdString("\n " + sound));
    QCOMPARE(summary(read_weights(root() / "weights.pth").weights), summary(read.weights));
}

void TestCheckpointShards::shardsOfTorch()
{
    write_weights(root() / "1.pth", named({"a"}));
    write_index(mapped(R"({"a":"1.pth"})"));
    QCOMPARE(summary(read_weights(index()).weights), summary(named({"a"})));
}

/// As huggingface_hub keeps them: the names are links into a folder beside.
void TestCheckpointShards::linksWithinTheCache()
{
    const auto blobs = root() / "blobs";
    const auto snapshot = root() / "snapshots" / "main";
    fs::create_directories(blobs);
    fs::create_directories(snapshot);
    for (const char *name : {"1.safetensors", "2.safetensors", "model.safetensors.index.json"}) {
        fs::rename(root() / name, blobs / name);
        fs::create_symlink(fs::path("../../blobs") / name, snapshot / name);
    }
    QCOMPARE(read_weights(snapshot / "model.safetensors.index.json").weights.size(),
             std::size_t(3));
}

void TestCheckpointShards::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const std::string &text, const char *says) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << says;
    };
    const auto file = [&](const char *name, const std::string &shard) {
        row(name, mapped("{\"a\":" + shard + "}"), "which is no plain file name");
    };
    file("a way up", R"("../1.safetensors")");
    file("a way down and up", R"("x/../1.safetensors")");
    file("a way down", R"("x/1.safetensors")");
    file("an absolute way", R"("/etc/passwd")");
    file("a way on Windows", R"("..\\1.safetensors")");
    file("the folder", R"(".")");
    file("the folder above", R"("..")");
    file("nothing", R"("")");
    file("a zero byte", R"("1.safetensors\u0000.txt")");
    file("a line break", R"("1\n.safetensors")");
    file("300 letters", "\"" + std::string(300, 'a') + "\"");
    row("a shard that is missing", mapped(R"({"module.a":"3.safetensors"})"),
        "there is no such file, shard '3.safetensors' in ");
    row("a tensor that is missing", mapped(R"({"module.x":"2.safetensors"})"),
        "the shard '2.safetensors' holds it, which it does not, tensor 'module.x' in ");
    row("a tensor in the other shard",
        mapped(R"({"module.a":"2.safetensors","module.b":"2.safetensors"})"),
        "holds it, which it does not, tensor 'module.a'");
    row("a tensor that is surplus",
        mapped(R"({"module.b":"2.safetensors","module.a":"1.safetensors"})"),
        "holds it, but the index does not name it, tensor 'module.c'");
    row("an index within the index", mapped(R"({"a":"model.safetensors.index.json"})"),
        "this is an index of shards where the shard itself is needed");
    row("a tensor twice", mapped(R"({"a":"1.safetensors","a":"2.safetensors"})"),
        "the index has it twice, tensor 'a'");
    row("two maps", R"({"weight_map":{"a":"1"},"weight_map":{"a":"1"}})", "two weight maps");
    row("a number for a file", mapped(R"({"a":1})"), "no index of shards");
    row("a list for a file", mapped(R"({"a":["1"]})"), "no index of shards");
    row("a list for the map", mapped(R"(["1.safetensors"])"), "no index of shards");
    row("a text for the map", mapped(R"("1.safetensors")"), "no index of shards");
    row("an empty map", mapped("{}"), "the index names no tensors");
    row("no map", R"({"metadata":{}, "a":"1.safetensors"})", "no 'weight_map'");
    row("settings", R"({"hidden_size": 768, "layers": [1, 2]})", "no 'weight_map'");
    row("a name that is empty", mapped(R"({"":"1.safetensors"})"), "a tensor has no name");
    row("a name of 5000 letters", mapped("{\"" + std::string(5000, 'a') + "\":\"1\"}"),
        "a tensor's name has 5000 characters");
    row("no JSON", R"({"weight_map":)", "the index is no valid JSON");
    row("no UTF-8", "{\"weight_map\":{\"\xff\":\"1\"}}", "the index is no valid JSON");
    row("nested deep", R"({"metadata":)" + std::string(1'000'000, '['), "no index of shards");
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += (i ? ",\"" : "\"") + std::to_string(i) + "\":\"" + std::to_string(i) + "\"";
    row("5000 shards", mapped("{" + many + "}"), "more shards than any network has");
}

void TestCheckpointShards::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    write_bytes(index(), text);
    const auto said = QString::fromStdString(refusal(index()).value_or("no error"));
    QVERIFY2(said.contains(says), qPrintable(said));
    QVERIFY2(said.contains(QString::fromStdString(index().string())), qPrintable(said));
    QVERIFY_THROWS_EXCEPTION(Error, read_outline(index()));
}

void TestCheckpointShards::linksOut()
{
    write_weights(root().parent_path() / "secret.safetensors", named({"a"}));
    fs::create_symlink("../secret.safetensors", root() / "3.safetensors");
    fs::create_directory_symlink("..", root() / "4.safetensors");
    fs::create_symlink("5.safetensors", root() / "5.safetensors");
    fs::create_symlink("2.safetensors", root() / "6.safetensors");
    write_index(mapped(R"({"a":"3.safetensors"})"));
    auto said = refusal(index()).value_or("no error");
    QVERIFY2(said.find("'3.safetensors' is a link to another folder") != std::string::npos,
             said.c_str());
    for (const char *name : {"4.safetensors", "5.safetensors"}) {
        write_index(mapped(R"({"a":")" + std::string(name) + "\"}"));
        QVERIFY(refusal(index()));
    }
    write_index(mapped(R"({"module.b":"6.safetensors"})"));
    QVERIFY(!refusal(index()));
}

QTEST_GUILESS_MAIN(TestCheckpointShards)
#include "tst_checkpoint_shards.moc"
