#include "core/base/json.h"
#include "core/nets/zoo.h"
#include "tests/checkpoint/files.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// What this program writes, read by Python's torch and safetensors where they are installed.
/// TLVFC_PYTHON names an interpreter that has them; else it is python3.
class TestCheckpointPython : public QObject
{
    Q_OBJECT

private slots:
    void torchReads();
    void torchvisionTakes();
    void safetensorsReads();

private:
    /// The script's answer; nothing where the library is missing, after `why` was set.
    static std::optional<Json> ask(const QString &library, const std::vector<fs::path> &files,
                                   QString &why);

    fs::path path(const std::string &name) const
    {
        return fs::path(folder_.path().toStdString()) / name;
    }

    QTemporaryDir folder_;
};

namespace {

constexpr int missing = 77;

Weights some()
{
    Weights weights;
    Tensor filters({3, 2, 1, 5});
    float value = 0.3f;
    for (auto &number : filters.edit())
        number = value = -1.1f * value;
    weights.set("conv.weight", filters);
    Tensor count({}, DType::Int64);
    count.edit_integers()[0] = -7;
    weights.set("bn.num_batches_tracked", count);
    weights.set("none", Tensor({0, 4}));
    weights.set("ünïcode", Tensor(Shape{700}));
    return weights;
}

const std::vector<std::pair<std::string, WrittenPrecision>> &precisions()
{
    static const std::vector<std::pair<std::string, WrittenPrecision>> all{
        {"float32", WrittenPrecision::Float32},
        {"float16", WrittenPrecision::Float16},
        {"bfloat16", WrittenPrecision::BFloat16}};
    return all;
}

/// As the script says it of the file that this program reads itself.
Json expected(const fs::path &file)
{
    const auto outline = read_outline(file);
    const auto weights = read_weights(file).weights;
    Json tensors = Json::object();
    for (const auto &tensor : outline.tensors) {
        const auto own = summary(weights.at(tensor.name));
        tensors[tensor.name] = "torch." + tensor.stored_as + own.substr(own.find(' '));
    }
    return tensors;
}

} // namespace

std::optional<Json> TestCheckpointPython::ask(const QString &library,
                                              const std::vector<fs::path> &files, QString &why)
{
    QStringList arguments{TLVFC_CHECK_WITH_TORCH, library};
    for (const auto &file : files)
        arguments << QString::fromStdString(file.string());
    QProcess python;
    python.start(qEnvironmentVariable("TLVFC_PYTHON", "python3"), arguments);
    if (!python.waitForStarted()) {
        why = "there is no python3: " + python.errorString();
        return std::nullopt;
    }
    python.waitForFinished(120'000);
    const auto said = python.readAllStandardOutput();
    if (python.exitStatus() == QProcess::NormalExit && python.exitCode() == missing) {
        why = QString::fromUtf8(said).trimmed() + " (TLVFC_PYTHON can name an interpreter with it)";
        return std::nullopt;
    }
    if (python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0)
        return Json(python.readAllStandardError().toStdString());
    return Json::parse(said.toStdString());
}

void TestCheckpointPython::torchReads()
{
    std::vector<fs::path> files;
    for (const auto &[name, precision] : precisions()) {
        for (const char *ending : {".pth", ".pt"}) {
            files.push_back(path(name + ending));
            write_weights(files.back(), some(), {precision, {{"seed", "3"}}});
        }
    }
    QString why;
    const auto said = ask("torch", files, why);
    if (!said)
        QSKIP(qPrintable(why));
    for (const auto &file : files) {
        QVERIFY2(said->is_object(), said->dump().c_str());
        QCOMPARE(said->at(file.string()).at("tensors").dump(), expected(file).dump());
    }
}

void TestCheckpointPython::torchvisionTakes()
{
    Weights weights;
    const auto architecture = build_architecture("resnet18", 10);
    for (const auto &parameter : architecture.parameters())
        weights.set(parameter.name, Tensor(parameter.shape));
    for (const auto &buffer : architecture.buffers())
        weights.set(buffer.name, Tensor(buffer.shape, buffer.dtype));
    write_weights(path("resnet18.pth"), weights);
    QString why;
    const auto said = ask("torchvision", {path("resnet18.pth")}, why);
    if (!said)
        QSKIP(qPrintable(why));
    QVERIFY2(said->is_object(), said->dump().c_str());
}

void TestCheckpointPython::safetensorsReads()
{
    const std::map<std::string, std::string> notes{{"seed", "3"}, {"spec", "{\"a\":\"ü\"}"}};
    std::vector<fs::path> files;
    for (const auto &[name, precision] : precisions()) {
        files.push_back(path(name + ".safetensors"));
        write_weights(files.back(), some(), {precision, notes});
    }
    QString why;
    const auto said = ask("safetensors", files, why);
    if (!said)
        QSKIP(qPrintable(why));
    auto metadata = notes;
    metadata.emplace("format", "pt");
    for (const auto &file : files) {
        QVERIFY2(said->is_object(), said->dump().c_str());
        // Its names come sorted.
        const auto &tensors = said->at(file.string()).at("tensors");
        const auto right = expected(file);
        QCOMPARE(tensors.size(), right.size());
        for (const auto &[name, tensor] : right.items())
            QCOMPARE(tensors.at(name).dump(), tensor.dump());
        const auto found =
            said->at(file.string()).at("metadata").get<std::map<std::string, std::string>>();
        QVERIFY(found == metadata);
    }
}

QTEST_GUILESS_MAIN(TestCheckpointPython)
#include "tst_checkpoint_python.moc"
