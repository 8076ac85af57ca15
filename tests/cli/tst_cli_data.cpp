// data and weights: the catalog, from the command line.
#include "core/base/hash.h"
#include "tests/cli/program.h"
#include "tests/data/bad_server.h"
#include "tests/data/fixtures.h"
#include "tests/data/made_archives.h"
#include "tests/data/made_cifar.h"
#include "tests/data/own_folders.h"

#include <QTest>

#include <csignal>
#include <latch>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestCliData : public QObject
{
    Q_OBJECT

private slots:
    void init() { folders_ = std::make_unique<OwnFolders>(); }
    void listsTheCatalog();
    void fetchesChecksAndTrainsOnAName();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void anInterruptedFetchGoesOn();
    void namesBadFiles();
    void fetchesAndChecksWeights();
    void modelsSayWhatIsObtainable();

private:
    QString path(const QString &name) const
    {
        return QString::fromStdString((folders_->root() / name.toStdString()).string());
    }
    /// A catalog of the user's own that says where the archive is.
    void put_small_cifar(const std::string &url) const;

    std::unique_ptr<OwnFolders> folders_;
};

static QByteArray text_of(const fs::path &file)
{
    const auto bytes = bytes_of(file);
    return {reinterpret_cast<const char *>(bytes.data()), std::ssize(bytes)};
}

static QByteArray small_cifar(const fs::path &folder)
{
    std::vector<MadeMember> members;
    for (const auto &[name, content] : made_cifar("CIFAR-100 Python"))
        members.push_back({"cifar-100-python/" + name, content});
    make_archive(folder / "small.tar.gz", members);
    return text_of(folder / "small.tar.gz");
}

void TestCliData::put_small_cifar(const std::string &url) const
{
    const auto file = folders_->root() / "small.tar.gz";
    const Json entry{{"name", "small"},
                     {"classes", 10},
                     {"url", url},
                     {"bytes", fs::file_size(file)},
                     {"sha256", sha256_of_file(file)},
                     {"image_size", 24},
                     {"mean", {.1, .2, .3}},
                     {"std", {.4, .5, .6}}};
    write(folders_->data(), "catalog.json",
          to_text({{"schema", 1}, {"data", Json::array({entry})}}));
}

void TestCliData::listsTheCatalog()
{
    const auto outcome = tlvfc_program({"data", "list", "--json"});
    VERIFY_SUCCESS(outcome);
    const auto list = outcome.json()["data"];
    QCOMPARE(list.size(), std::size_t(7));
    QVERIFY(list[0]["name"] == "cifar10");
    QVERIFY(list[0]["md5"] == "c32a1d4ab5d03f1284b67883e8d87530");
    QVERIFY(list[0]["fetched"] == false);
    const auto text = tlvfc_program({"data", "list", "intel"});
    VERIFY_SUCCESS(text);
    for (const char *said : {"intel", "6 classes", "14034", "by hand", "--from", "kaggle.com"})
        QVERIFY2(text.out.contains(said), text.out.constData());
    const auto none = tlvfc_program({"data", "list", "mnist"});
    QCOMPARE(none.code, 2);
    QVERIFY2(none.err.contains("'mnist'") && none.err.contains("cifar100"), none.err.constData());
}

void TestCliData::fetchesChecksAndTrainsOnAName()
{
    BadServer server(small_cifar(folders_->root()));
    server.answers = {{.cut_after = 500}, {}};
    put_small_cifar(server.url("/small.tar.gz"));
    const auto fetched = tlvfc_program({"data", "fetch", "small", "--json"});
    VERIFY_SUCCESS(fetched);
    QVERIFY2(fetched.err.contains("fetching small.tar.gz"), fetched.err.constData());
    QVERIFY(fetched.json()["already"] == false);
    QCOMPARE(server.asked.size(), 2);
    QVERIFY(tlvfc_program({"data", "fetch", "small", "--json"}).json()["already"] == true);
    const auto check = tlvfc_program({"data", "check", "small", "--json"});
    VERIFY_SUCCESS(check);
    QVERIFY(check.json()["kind"] == "CIFAR-100 Python");
    QVERIFY(check.json()["splits"][0]["good"] == 50);
    QVERIFY(check.json()["bad"].empty());
    const auto spec = tlvfc_program({"train", "--run", path("run"), "--data", "small", "--target",
                                     "resnet20", "--method", "he", "--dry-run", "--json"});
    VERIFY_SUCCESS(spec);
    const auto data = spec.json()["data"];
    QVERIFY2(data["source"] == "small" && data["image_size"] == 24 && data["mean"][1] == .2,
             spec.out.constData());
}

void TestCliData::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const QStringList &arguments, int code, const char *named) {
        QTest::addRow("%s", qPrintable(arguments.join(u' ')))
            << arguments << code << QByteArray(named);
    };
    row({"data"}, 2, "subcommand");
    row({"data", "drop"}, 2, "tlvfc data --help");
    row({"data", "fetch"}, 2, "name");
    row({"data", "fetch", "mnist"}, 2, "'mnist'");
    row({"data", "fetch", "intel"}, 2, "--from FILE");
    row({"data", "fetch", "cifar10", "--from", "absent.tar.gz"}, 2, "absent.tar.gz");
    row({"data", "fetch", "cifar10", "--from", "http://127.0.0.1:1/none"}, 1, "127.0.0.1:1");
    row({"data", "fetch", "cifar10", "--from", TLVFC_PICTURE}, 2, "in place of 170052171");
    row({"data", "check", "absent"}, 2, "absent");
    row({"data", "check", "cifar10"}, 2, "tlvfc data fetch cifar10");
    row({"weights", "fetch", "resnet20"}, 2, "'resnet20'");
    row({"weights", "fetch", "vgg16", "--from", TLVFC_PICTURE}, 2, "SHA-256");
    row({"weights", "check", "vgg16"}, 2, "tlvfc weights fetch vgg16");
    row({"weights", "check", TLVFC_PICTURE}, 2, "no published weights");
}

void TestCliData::saysWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, named);
    const auto outcome = tlvfc_program(arguments + QStringList{"--quiet"});
    QCOMPARE(outcome.code, code);
    QVERIFY2(outcome.err.startsWith("error: ") && outcome.err.count('\n') == 1,
             outcome.err.constData());
    QVERIFY2(outcome.err.contains(named), outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(!fs::exists(folders_->data() / "data" / "cifar10"));
}

// Ctrl-C while the server says nothing: what came is kept, and the next call asks for the rest.
void TestCliData::anInterruptedFetchGoesOn()
{
    BadServer server(small_cifar(folders_->root()));
    put_small_cifar(server.url("/small.tar.gz"));
    std::latch asked(1);
    server.answers = {{.cut_after = 500, .stall = true}};
    server.answered = [&] { asked.count_down(); };
    QProcess process;
    process.setProcessEnvironment(program_environment());
    process.start(QStringLiteral(TLVFC_PROGRAM), {"data", "fetch", "small"});
    // Its first word is that bytes have come.
    QVERIFY(process.waitForStarted());
    asked.wait();
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(program_timeout_ms));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const auto stopped = outcome_of(process);
    QCOMPARE(stopped.code, 130);
    QVERIFY(!fs::exists(folders_->data() / "data" / "small"));
    server.answered = {};
    server.answers = {{}};
    VERIFY_SUCCESS(tlvfc_program({"data", "fetch", "small"}));
    QCOMPARE(server.asked.last().range, QByteArray("bytes=500-"));
}

void TestCliData::namesBadFiles()
{
    const auto root = folders_->root() / "pictures";
    for (const char *label : {"a", "b"}) {
        fs::create_directories(root / label);
        fs::copy_file(TLVFC_PICTURE, root / label / "good.png");
    }
    write(root, "a/zero.jpg", "");
    write(root, "b/text.png", "no picture");
    const auto outcome = tlvfc_program({"data", "check", path("pictures"), "--json"});
    VERIFY_SUCCESS(outcome);
    const auto document = outcome.json();
    QVERIFY(document["reasons"]["empty"] == 1);
    QCOMPARE(document["bad"].size(), std::size_t(2));
    QVERIFY(document["bad"][0]["path"].get<std::string>().ends_with("a/zero.jpg"));
    QVERIFY(document["splits"][0]["per_class"] == Json({1, 1}));
    const auto text = tlvfc_program({"data", "check", path("pictures"), "--threads", "1"});
    QVERIFY2(text.out.contains("2 good, 2 bad") && text.out.contains("zero.jpg"),
             text.out.constData());
}

void TestCliData::fetchesAndChecksWeights()
{
    const QByteArray bytes(5000, 'w');
    const auto digest =
        sha256_hex(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))));
    const auto file = "net-" + digest.substr(0, 8) + ".pth";
    BadServer server(bytes);
    const Json entry{
        {"name", "net"}, {"network", "resnet18"}, {"file", file}, {"url", server.url()}};
    write(folders_->data(), "catalog.json",
          to_text({{"schema", 1}, {"weights", Json::array({entry})}}));
    const auto list = tlvfc_program({"weights", "list", "--json"});
    VERIFY_SUCCESS(list);
    QCOMPARE(list.json()["weights"].size(), std::size_t(17));
    const auto fetched = tlvfc_program({"weights", "fetch", "net", "--json"});
    VERIFY_SUCCESS(fetched);
    const fs::path here(fetched.json()["file"].get<std::string>());
    QCOMPARE(text_of(here), bytes);
    QVERIFY(tlvfc_program({"weights", "check", "--json"}).json()["weights"][0]["state"] == "here");
    // Under another name, from anywhere.
    write(folders_->root(), "mine.bin", bytes.toStdString());
    const auto known = tlvfc_program({"weights", "check", path("mine.bin"), "--json"});
    VERIFY_SUCCESS(known);
    QVERIFY(known.json()["weights"][0]["name"] == "net");
    write(here.parent_path(), here.filename().string(), "damaged");
    const auto damaged = tlvfc_program({"weights", "check"});
    QCOMPARE(damaged.code, 2);
    QVERIFY2(damaged.err.contains("damaged: net"), damaged.err.constData());
    VERIFY_SUCCESS(tlvfc_program({"weights", "fetch", "net", "--from", path("mine.bin")}));
    QCOMPARE(text_of(here), bytes);
}

void TestCliData::modelsSayWhatIsObtainable()
{
    const auto models = tlvfc_program({"models", "--json"}).json()["models"];
    int with_weights = 0;
    for (const auto &model : models) {
        with_weights += !model["weights"].empty();
        if (model["name"] == "resnet50")
            QVERIFY(model["weights"] == Json({"resnet50", "resnet50-v2"}));
        if (model["name"] == "resnet20")
            QVERIFY(model["weights"].empty());
    }
    QCOMPARE(with_weights, 13); // every network of the list is one of the zoo
}

QTEST_GUILESS_MAIN(TestCliData)
#include "tst_cli_data.moc"
