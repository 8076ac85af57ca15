#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/host_name.h"
#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/base/read_file.h"
#include "core/base/weights.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

using namespace tlvfc;
namespace fs = std::filesystem;

class TestBase : public QObject
{
    Q_OBJECT

private slots:
    void errorIsOneLineAndKnowsItsExitCode();
    void copiesOfATensorShareUntilEdited();
    void aViewOfForeignMemoryIsNeverWrittenTo();
    void weightsKeepTheirOrderAndNameWhatIsMissing();
    void generatorMatchesTorch();
    void generatorIsAValue();
    void streamsDiffer();
    void aLinkStaysAndAPipeIsWrittenThrough();
    void aFailedWriteLeavesTheOldFile();
    void onlyAbandonedScratchIsRemoved();
    void filesThatCannotBeRead();
    void hostileJson_data();
    void hostileJson();
    void progressIsThrottled();
    void sha256OfKnownBytes();
};

void TestBase::errorIsOneLineAndKnowsItsExitCode()
{
    const auto error = invalid_request("unknown network 'a\nb'", "option --source", "run models");
    QCOMPARE(error.what(), "unknown network 'a b', option --source, run models");
    QCOMPARE(error.exit_code(), 2);
    QCOMPARE(failure("x").exit_code(), 1);
    QCOMPARE(interrupted("x").exit_code(), 130);
}

void TestBase::copiesOfATensorShareUntilEdited()
{
    const std::vector<float> numbers{1, 2, 3, 4, 5, 6};
    const Tensor a({2, 3}, numbers);
    Tensor b = a;
    QCOMPARE(b.values().data(), a.values().data());
    b.edit()[0] = 9;
    QCOMPARE(a.values()[0], 1.0f);
    QCOMPARE(b.values()[0], 9.0f);
    QCOMPARE(QString::fromStdString(to_string(a.shape())), QStringLiteral("2×3"));
    QVERIFY_EXCEPTION_THROWN(Tensor({4}, numbers), Error);
    QVERIFY_EXCEPTION_THROWN((void)a.integers(), Error);
}

void TestBase::aViewOfForeignMemoryIsNeverWrittenTo()
{
    auto memory = std::make_shared<std::vector<float>>(4, 7.0f);
    Tensor view({4}, DType::Float32, memory, memory->data());
    view.edit()[1] = 0;
    QCOMPARE((*memory)[1], 7.0f);
    QCOMPARE(view.values()[1], 0.0f);
}

void TestBase::weightsKeepTheirOrderAndNameWhatIsMissing()
{
    Weights weights;
    weights.set("b", Tensor(Shape{1}));
    weights.set("a", Tensor(Shape{2}));
    weights.set("b", Tensor(Shape{3}));
    QCOMPARE(weights.size(), std::size_t(2));
    QCOMPARE(QByteArray::fromStdString(weights.begin()->first), QByteArray("b"));
    QCOMPARE(weights.at("b").size(), std::int64_t(3));
    try {
        (void)weights.at("c.weight");
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY(std::string(error.what()).find("'c.weight'") != std::string::npos);
    }
}

void TestBase::generatorMatchesTorch()
{
    // torch.manual_seed(2) right before each draw, in PyTorch 2.11 on an x86-64 CPU with AVX2.
    const std::vector<std::int64_t> randint{0, 6, 8, 0, 8};
    const std::vector<std::int64_t> randperm{0, 4, 7, 2, 6, 5, 1, 3};
    QCOMPARE(Generator(2).randint(0, 9, 5), randint);
    QCOMPARE(Generator(2).randperm(8), randperm);
    QCOMPARE(Generator(2).rand(2), (std::vector<float>{0.614695072f, 0.381012857f}));
    QCOMPARE(Generator(2).randn(2), (std::vector<float>{0.392296821f, -0.223564014f}));
    QCOMPARE(Generator(2).randn(20).back(), 0.69896096f);
}

void TestBase::generatorIsAValue()
{
    Generator a(11);
    a.randn(3);
    Generator b = a;
    const auto saved = a.state();
    const auto from_a = a.randn(5);
    QCOMPARE(b.randn(5), from_a);
    b.set_state(saved);
    QCOMPARE(b.randn(5), from_a);
    QVERIFY_EXCEPTION_THROWN(b.set_state("foreign"), Error);
}

void TestBase::streamsDiffer()
{
    QVERIFY(stream_seed(1, "order") != stream_seed(1, "augmentation"));
    QVERIFY(stream_seed(1, "order") != stream_seed(2, "order"));
    QCOMPARE(stream_seed(1, "order"), stream_seed(1, "order"));
}

void TestBase::aLinkStaysAndAPipeIsWrittenThrough()
{
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_file(root / "real", "old");
    fs::create_symlink("real", root / "link");
    write_file(root / "link", "new");
    QVERIFY(fs::is_symlink(root / "link"));
    std::ifstream real(root / "real");
    QCOMPARE(std::string(std::istreambuf_iterator<char>(real), {}), std::string("new"));
    fs::create_symlink("circle", root / "circle");
    QVERIFY_EXCEPTION_THROWN(write_file(root / "circle", "x"), Error);

    const auto pipe = root / "pipe";
    QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
    const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    write_file(pipe, "through");
    char text[16] = {};
    QCOMPARE(read(reader, text, sizeof text), ssize_t(7));
    QCOMPARE(std::string(text), std::string("through"));
    close(reader);
    QVERIFY(fs::is_fifo(pipe));
}

void TestBase::aFailedWriteLeavesTheOldFile()
{
    QTemporaryDir dir;
    const auto file = fs::path(dir.path().toStdString()) / "a.txt";
    write_file(file, "old");
    QVERIFY_EXCEPTION_THROWN(write_file(file,
                                        [](std::ostream &out) {
                                            out << "half";
                                            throw failure("broken off");
                                        }),
                             Error);
    std::string text;
    std::getline(std::ifstream(file), text);
    QCOMPARE(QByteArray::fromStdString(text), QByteArray("old"));
    QCOMPARE(std::distance(fs::directory_iterator(file.parent_path()), {}), 1);
    QVERIFY_EXCEPTION_THROWN(write_file(file / "below", "x"), Error);
}

void TestBase::onlyAbandonedScratchIsRemoved()
{
    QTemporaryDir dir;
    const auto folder = fs::path(dir.path().toStdString());
    fs::create_directory(folder / "state");
    QProcess gone;
    gone.start("true", QStringList());
    QVERIFY(gone.waitForStarted());
    const auto here = ".part." + host_name() + ".";
    const auto id = std::to_string(gone.processId());
    QVERIFY(gone.waitForFinished());
    const auto mine = "mine" + here + std::to_string(getpid());
    const auto elsewhere = "notes.json.part.else.where." + id;
    for (const auto &name : {mine, elsewhere, "a" + here + "x1", std::string("result.json")})
        write_file(folder / name, "x");
    for (const auto &name : {"result.json" + here + id, "state/resume" + here + id})
        write_file(folder / name, "x");
    remove_abandoned_scratch(folder);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 4);
    QVERIFY(!fs::exists(folder / ("result.json" + here + id)));
    QVERIFY(fs::is_empty(folder / "state"));
}

void TestBase::filesThatCannotBeRead()
{
    QTemporaryDir dir;
    const auto folder = fs::path(dir.path().toStdString());
    for (const auto &[file, reason] : {std::pair(folder / "none", "no such file"),
                                       {folder, "directory"},
                                       {fs::path("/proc/self/mem"), "Input/output error"}}) {
        try {
            read_file(file);
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(int(error.kind()), int(ErrorKind::UnreadableInput));
            QCOMPARE(error.where(), file.string());
            QVERIFY2(error.fault().find(reason) != std::string::npos, error.what());
        }
    }
    write_file(folder / "large", std::string(200'000, 'x'));
    QCOMPARE(read_file(folder / "large"), std::string(200'000, 'x'));
}

void TestBase::hostileJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("brackets") << QByteArray(300'000, '[') << "nested more than 100 deep";
    QTest::newRow("braces") << QByteArray("{\"a\":").repeated(200'000)
                            << "nested more than 100 deep";
    QTest::newRow("a number beyond all")
        << QByteArray("{\"lr\": 1e999}") << "a number that is too large";
    QTest::newRow("broken off") << QByteArray("{\n\"a\": 1,\n") << "in line 3";
    QTest::newRow("brackets in a text") << '"' + QByteArray("\\\"[").repeated(1000) + '"' << "";
    QTest::newRow("as deep as may be") << QByteArray(100, '[') + QByteArray(100, ']') << "";
}

void TestBase::hostileJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    QString error;
    try {
        auto json = parse_json(text.toStdString(), "spec.json");
        const auto copy = json;
        QCOMPARE(to_text(copy).empty(), false);
    } catch (const Error &fault) {
        QCOMPARE(int(fault.kind()), int(ErrorKind::UnreadableInput));
        QCOMPARE(fault.where(), std::string("spec.json"));
        error = fault.what();
    }
    QVERIFY2(said.isEmpty() ? error.isEmpty() : error.contains(said), qPrintable(error));
}

void TestBase::progressIsThrottled()
{
    int reports = 0;
    double last = -1;
    ProgressThrottle throttle([&](const Progress &p) {
        ++reports;
        last = p.fraction;
    });
    for (int i = 0; i <= 100000; ++i)
        throttle.report("counting", i / 100000.0);
    QVERIFY2(reports >= 2 && reports < 200, qPrintable(QString::number(reports)));
    QCOMPARE(last, 1.0);
}

void TestBase::sha256OfKnownBytes()
{
    const std::string text = "abc";
    QCOMPARE(QByteArray::fromStdString(sha256_hex(std::as_bytes(std::span(text)))),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
