#include "tests/checkpoint/files.h"
#include "tests/support/shared_material.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestCheckpointForms : public QObject
{
    Q_OBJECT

private slots:
    void everyForm_data();
    void everyForm();
    void contentDecidesNotTheName();
    void halfPrecision();
    void refusals_data();
    void refusals();
    void nothingIsExecuted();
    void noFile();
    void realCheckpoints_data();
    void realCheckpoints();
};

void TestCheckpointForms::everyForm_data()
{
    QTest::addColumn<QString>("file");
    for (const auto &name : fixture_names()) {
        if (!name.starts_with("refused_"))
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestCheckpointForms::everyForm()
{
    QFETCH(QString, file);
    static const auto everything = read_json(fixtures() / "expected.json");
    const auto &expected = everything[file.toStdString()];
    const auto checkpoint = read_weights(fixtures() / file.toStdString());
    QCOMPARE(to_string(checkpoint.format), expected["format"].get<std::string>());
    QCOMPARE(Json(checkpoint.notes).dump(), Json(expected["notes"]).dump());
    auto tensors = expected["tensors"];
    while (tensors.is_string())
        tensors = everything[tensors.get<std::string>()]["tensors"];
    // safetensors and TorchScript have an order of their own: names first, then the count.
    for (const auto &[name, said] : tensors.items()) {
        const auto *tensor = checkpoint.weights.find(name);
        QVERIFY2(tensor, name.c_str());
        QCOMPARE(QByteArray::fromStdString(name + " " + summary(*tensor)),
                 QByteArray::fromStdString(name + " " + said.get<std::string>()));
    }
    QCOMPARE(checkpoint.weights.size(), tensors.size());
    if (!file.startsWith("safetensors")) {
        std::string order;
        for (const auto &[name, said] : tensors.items())
            order += name + ": " + said.get<std::string>() + "\n";
        QCOMPARE(summary(checkpoint.weights), QByteArray::fromStdString(order));
    }
}

void TestCheckpointForms::contentDecidesNotTheName()
{
    const QTemporaryDir folder;
    const auto copy = fs::path(folder.path().toStdString()) / "weights.safetensors";
    for (const char *name : {"zip_plain.pth", "legacy_plain.pth", "tar_plain.pth", "script_net.pt",
                             "safetensors_plain.safetensors"}) {
        write_bytes(copy, read_bytes(fixtures() / name));
        QCOMPARE(summary(read_weights(copy).weights),
                 summary(read_weights(fixtures() / name).weights));
    }
}

void TestCheckpointForms::halfPrecision()
{
    const auto weights = read_weights(fixtures() / "zip_half.pth").weights;
    const auto half = weights.at("half").values();
    QCOMPARE(half[0], 0.0f);
    QVERIFY(std::signbit(half[1]));
    QCOMPARE(half[2], 1.0f);
    QCOMPARE(half[3], 65504.0f);
    QCOMPARE(half[4], 0x1p-24f); // the smallest subnormal
    QVERIFY(std::isinf(half[6]) && half[7] == -half[6]);
}

void TestCheckpointForms::refusals_data()
{
    QTest::addColumn<QString>("says");
    const auto row = [](const char *file, const char *says) { QTest::newRow(file) << says; };
    row("refused_big_endian.pth", "its numbers are big-endian");
    row("refused_complex.pth", "it holds complex64 numbers, which are not read, tensor 'a.weight'");
    row("refused_compressed.pth", "is compressed, which torch never does");
    row("refused_evil.pth", "opened by Python it would call 'posix.system'");
    row("refused_evil_legacy.pth", "opened by Python it would call 'posix.system'");
    row("refused_evil_inside.pth", "opened by Python it would call 'posix.system'");
    row("refused_evil_inside_legacy.pth", "opened by Python it would call 'posix.system'");
    row("refused_external.onnx", "its numbers lie in another file, tensor 'a.weight'");
    row("refused_float8.safetensors", "the unknown type 'F8_E4M3', tensor 'w'");
    row("refused_model.pth",
        "this is a whole pickled model of class 'torch.nn.modules.container.Sequential'");
    row("refused_number.pth", "it holds no state_dict, only entries named 'epoch', 'lr'");
    row("refused_pickle.pkl", "this is a plain pickle, not a file of torch.save");
    row("refused_quantized.pth",
        "'torch._utils._rebuild_qtensor', which is not read, tensor 'a.weight'");
    row("refused_sparse.pth",
        "'torch._utils._rebuild_sparse_tensor', which is not read, tensor 'a.weight'");
    row("refused_tensor.pth", "this is a single tensor, not a state_dict");
    row("refused_unknown_class.pth", "it asks for '__main__.Settings', which is not known");
    QCOMPARE(fixture_names("refused_").size(), std::size_t(16));
}

void TestCheckpointForms::refusals()
{
    QFETCH(QString, says);
    const auto *file = QTest::currentDataTag();
    const auto said = QString::fromStdString(refusal(fixtures() / file).value_or("no error"));
    QVERIFY2(said.contains(says), qPrintable(said));
    QVERIFY2(said.contains(file), qPrintable(said));
    QVERIFY(!said.contains('\n'));
}

void TestCheckpointForms::nothingIsExecuted()
{
    const QTemporaryDir folder;
    const auto before = QDir::currentPath();
    QDir::setCurrent(folder.path());
    for (const char *name : {"refused_evil.pth", "refused_evil_legacy.pth",
                             "refused_evil_inside.pth", "refused_evil_inside_legacy.pth"})
        QVERIFY(refusal(fixtures() / name));
    QVERIFY(QDir(folder.path()).isEmpty());
    QDir::setCurrent(before);
}

void TestCheckpointForms::noFile()
{
    const QTemporaryDir folder;
    const auto root = fs::path(folder.path().toStdString());
    QVERIFY(refusal(root / "nothing.pth")->starts_with("there is no such file, " + root.string()));
    QVERIFY(refusal(root)->starts_with("this is a folder"));
    QVERIFY(refusal("/dev/null")->starts_with("this is no regular file"));
    write_bytes(root / "empty.pth", {});
    QVERIFY(refusal(root / "empty.pth")->starts_with("the file is empty"));
    write_bytes(root / "page.pth", "<!DOCTYPE html><html>not found</html>");
    QVERIFY(refusal(root / "page.pth")->starts_with("this is a web page"));
    write_bytes(root / "text.pth", "these are no weights");
    QVERIFY(refusal(root / "text.pth")->starts_with("this is no weights file of a known form"));
    QVERIFY(refusal(root / "text.pth")->find("ONNX") != std::string::npos);
}

void TestCheckpointForms::realCheckpoints_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("tensors");
    QTest::addColumn<qint64>("parameters");
    // He et al. 2016, table 6; the batch norms' running statistics are no parameters.
    QTest::newRow("resnet20") << "resnet20-12fca82f.th" << 97 << qint64(269722);
    QTest::newRow("resnet32") << "resnet32-d509ac18.th" << 157 << qint64(464154);
}

void TestCheckpointForms::realCheckpoints()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, file);
    QFETCH(int, tensors);
    QFETCH(qint64, parameters);
    QElapsedTimer timer;
    timer.start();
    const auto read = read_weights(*shared_folder() / "checkpoints" / file.toStdString());
    qInfo("read in %.2f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    QCOMPARE(read.format, WeightsFormat::TorchLegacy);
    QCOMPARE(Json(read.notes).dump(),
             std::string(R"(["taken from 'state_dict'","prefix 'module.' removed"])"));
    QCOMPARE(read.weights.size(), std::size_t(tensors));
    QCOMPARE(read.weights.at("conv1.weight").shape(), (Shape{16, 3, 3, 3}));
    qint64 count = 0;
    for (const auto &[name, tensor] : read.weights) {
        if (name.find("running_") == std::string::npos)
            count += tensor.size();
    }
    QCOMPARE(count, parameters);
}

QTEST_GUILESS_MAIN(TestCheckpointForms)
#include "tst_checkpoint_forms.moc"
