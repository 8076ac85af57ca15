#include "tests/checkpoint/files.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// Every damaged file must be refused as unreadable or read; anything else ends the test.
class TestCheckpointDamage : public QObject
{
    Q_OBJECT

private slots:
    void cutAnywhere_data() { every_fixture(); }
    void cutAnywhere();
    void flippedBits_data() { every_fixture(); }
    void flippedBits();
    void overwrittenStretches_data() { every_fixture(); }
    void overwrittenStretches();
    void flippedNumbersAreNoticedInZips();
    void cutShortWhileItIsRead_data();
    void cutShortWhileItIsRead();
    void overwrittenAfterItWasRead();

private:
    static void every_fixture()
    {
        QTest::addColumn<QString>("file");
        for (const auto &name : fixture_names())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    /// Whether they are read; touches every number, so that a view past the end shows.
    /// What they hold goes to `said`.
    bool survives(const fs::path &file, QByteArray *said = nullptr);
    bool survives(const QByteArray &bytes, QByteArray *said = nullptr);

    QTemporaryDir folder_;
    fs::path file_ = fs::path(folder_.path().toStdString()) / "damaged";
};

bool TestCheckpointDamage::survives(const fs::path &file, QByteArray *said)
{
    try {
        const auto numbers = summary(read_weights(file).weights);
        if (said)
            *said = numbers;
        return true;
    } catch (const Error &error) {
        const std::string_view text = error.what();
        if (error.kind() != ErrorKind::UnreadableInput || error.fault().empty() ||
            text.find(file.string()) == std::string_view::npos ||
            text.find('\n') != std::string_view::npos)
            QTest::qFail(error.what(), __FILE__, __LINE__);
        return false;
    }
}

bool TestCheckpointDamage::survives(const QByteArray &bytes, QByteArray *said)
{
    write_bytes(file_, bytes);
    return survives(file_, said);
}

void TestCheckpointDamage::cutAnywhere()
{
    QFETCH(QString, file);
    const auto whole = read_bytes(fixtures() / file.toStdString());
    QVERIFY(whole.size() > 8);
    // A tar's last blocks mean nothing, nor does what follows the graph in an ONNX model.
    constexpr char operator_sets = 8 << 3 | 2;
    const auto last = file.startsWith("tar")   ? whole.lastIndexOf(".")
                      : file.endsWith(".onnx") ? whole.lastIndexOf(operator_sets) - 1
                                               : whole.size() - 1;
    write_bytes(file_, whole);
    for (qsizetype size = last; size >= 0; --size) {
        fs::resize_file(file_, static_cast<std::uintmax_t>(size));
        if (survives(file_))
            QFAIL(qPrintable(QString("read although cut at byte %1").arg(size)));
    }
}

void TestCheckpointDamage::flippedBits()
{
    QFETCH(QString, file);
    const auto whole = read_bytes(fixtures() / file.toStdString());
    // Where every member has a checksum, what is still read must be what was written.
    const bool checked =
        (file.startsWith("zip_") && !file.contains("no_checksums")) || file.startsWith("script_");
    const auto right =
        checked ? summary(read_weights(fixtures() / file.toStdString()).weights) : QByteArray();
    QRandomGenerator random(7);
    int read = 0;
    constexpr int rounds = 500;
    for (int round = 0; round < rounds; ++round) {
        auto bytes = whole;
        for (auto left = random.bounded(1, 4); left > 0; --left) {
            const auto place = random.bounded(int(bytes.size()));
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.bounded(8)));
        }
        QByteArray said;
        const bool still_read = survives(bytes, &said);
        read += still_read;
        if (still_read && checked)
            QCOMPARE(said, right);
    }
    qInfo("%d of %d still read", read, rounds);
}

void TestCheckpointDamage::overwrittenStretches()
{
    QFETCH(QString, file);
    const auto whole = read_bytes(fixtures() / file.toStdString());
    QRandomGenerator random(11);
    for (int round = 0; round < 200; ++round) {
        auto bytes = whole;
        const auto start = random.bounded(int(bytes.size()));
        const auto size = std::min(random.bounded(1, 9), int(bytes.size()) - start);
        const int kind = random.bounded(3);
        if (kind == 0)
            bytes.replace(start, size, QByteArray(size, '\xff'));
        else if (kind == 1)
            bytes.replace(start, size, QByteArray(size, '\0'));
        else
            bytes.remove(start, size);
        survives(bytes);
    }
}

void TestCheckpointDamage::flippedNumbersAreNoticedInZips()
{
    const auto whole = read_bytes(fixtures() / "zip_plain.pth");
    const auto weights = read_weights(fixtures() / "zip_plain.pth").weights;
    const auto values = weights.at("conv1.weight").bytes();
    const auto place = whole.indexOf(
        QByteArray(reinterpret_cast<const char *>(values.data()), int(values.size())));
    QVERIFY(place > 0);
    auto bytes = whole;
    bytes[place + 5] = static_cast<char>(bytes[place + 5] ^ 1);
    write_bytes(file_, bytes);
    const auto said = refusal(file_).value_or("no error");
    QVERIFY2(said.find("checksum") != std::string::npos, said.c_str());
    QVERIFY2(said.find("tensor 'conv1.weight'") != std::string::npos, said.c_str());
}

/// As torch.save() does with a file that it writes again.
void TestCheckpointDamage::cutShortWhileItIsRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("no checksums") << "large.safetensors";
    QTest::newRow("checksums") << "large.pth";
}

void TestCheckpointDamage::cutShortWhileItIsRead()
{
    QFETCH(QString, name);
    const auto file = fs::path(folder_.filePath(name).toStdString());
    Weights large;
    large.set("fc.weight", Tensor({1 << 12, 1 << 12}));
    write_weights(file, large);
    std::string said;
    try {
        read_weights(file, {}, [&](const Progress &) { fs::resize_file(file, 1 << 12); });
    } catch (const Error &error) {
        QCOMPARE(int(error.kind()), int(ErrorKind::UnreadableInput));
        said = error.what();
    }
    QVERIFY2(said.find("cut short") != std::string::npos &&
                 said.find(file.string()) != std::string::npos,
             said.c_str());
}

void TestCheckpointDamage::overwrittenAfterItWasRead()
{
    const auto file = fs::path(folder_.filePath("kept.safetensors").toStdString());
    Weights weights;
    weights.set("fc.weight", Tensor({2, 2}, std::vector<float>{1, 2, 3, 4}));
    write_weights(file, weights);
    const auto read = read_weights(file).weights;
    fs::resize_file(file, 0);
    QVERIFY(std::ranges::equal(read.at("fc.weight").bytes(), weights.at("fc.weight").bytes()));
}

QTEST_GUILESS_MAIN(TestCheckpointDamage)
#include "tst_checkpoint_damage.moc"
