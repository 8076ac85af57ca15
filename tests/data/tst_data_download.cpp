// Downloads from a server that misbehaves.
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/data/download.h"
#include "tests/data/bad_server.h"
#include "tests/data/fixtures.h"
#include "tests/data/small_disk.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataDownload : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void getsTheFile_data();
    void getsTheFile();
    void goesOnByRange();
    void startsAgainForAnotherVersion();
    void dropsWhatIsKeptOfAnotherAddress();
    void mendsADamagedPart();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void aFullDiskStaysNoFuller();
    void stops_data();
    void stops();
    void oneProcessAtATime();
    void reports();
    void followsNoOtherProtocol();

private:
    fs::path root() const { return fs::path(folder_->path().toStdString()); }
    fs::path file() const { return root() / "new" / "file.bin"; }
    fs::path part() const { return root() / "new" / "file.bin.part"; }
    /// Nothing but what is named.
    std::vector<std::string> left() const
    {
        std::vector<std::string> names;
        std::error_code none;
        for (const auto &entry : fs::directory_iterator(root() / "new", none))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

/// 300,000 bytes that repeat nowhere.
static QByteArray content()
{
    QByteArray bytes;
    for (int i = 0; i < 75000; ++i)
        bytes.append(reinterpret_cast<const char *>(&i), sizeof i);
    return bytes;
}

static ExpectedContent expected_of(const QByteArray &bytes)
{
    return {static_cast<std::uint64_t>(bytes.size()),
            {},
            sha256_hex(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))))};
}

static DownloadOptions quick()
{
    DownloadOptions options;
    options.stall_timeout_s = 1;
    options.attempts = 3;
    options.pause_ms = 1;
    return options;
}

static QByteArray text_of(const fs::path &path)
{
    const auto bytes = bytes_of(path);
    return {reinterpret_cast<const char *>(bytes.data()), std::ssize(bytes)};
}

void TestDataDownload::init() { folder_ = std::make_unique<QTemporaryDir>(); }

void TestDataDownload::getsTheFile_data()
{
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<int>("requests");
    QTest::newRow("well") << QList<Answer>{{}} << 1;
    QTest::newRow("after a cut") << QList<Answer>{{.cut_after = 1000}, {}} << 2;
    QTest::newRow("after many cuts")
        << QList<Answer>{{.cut_after = 1000}, {.cut_after = 70000}, {.cut_after = 1},
                         {.cut_after = 5},    {.cut_after = 9},     {}}
        << 6;
    QTest::newRow("cut before the first byte") << QList<Answer>{{.cut_after = 0}, {}} << 2;
    QTest::newRow("ranges ignored") << QList<Answer>{{.cut_after = 1000}, {.ranges = false}} << 2;
    QTest::newRow("ranges lied about")
        << QList<Answer>{{.cut_after = 1000}, {.range_shift = 10}, {.range_shift = 10}} << 3;
    QTest::newRow("a stall") << QList<Answer>{{.cut_after = 1000, .stall = true}, {}} << 2;
    QTest::newRow("busy for a while") << QList<Answer>{{.status = 503}, {.status = 500}, {}} << 3;
    QTest::newRow("no length") << QList<Answer>{{.says_length = false}} << 1;
    QTest::newRow("no length and a cut")
        << QList<Answer>{{.cut_after = 1000, .says_length = false}, {}} << 2;
    QTest::newRow("led elsewhere")
        << QList<Answer>{{.status = 302, .location = "/other.bin"}, {}} << 2;
}

void TestDataDownload::getsTheFile()
{
    QFETCH(QList<Answer>, answers);
    QFETCH(int, requests);
    BadServer server(content());
    server.answers = answers;
    download(server.url(), file(), expected_of(content()), quick());
    QCOMPARE(text_of(file()), content());
    QCOMPARE(left(), std::vector<std::string>{"file.bin"});
    QCOMPARE(server.asked.size(), requests);
}

// What one call could not finish, the next goes on with.
void TestDataDownload::goesOnByRange()
{
    BadServer server(content());
    server.answers = {{.cut_after = 120000}, {.status = 503}};
    QVERIFY_EXCEPTION_THROWN(download(server.url(), file(), expected_of(content()), quick()),
                             Error);
    QCOMPARE(left(), (std::vector<std::string>{"file.bin.part", "file.bin.part.json"}));
    QCOMPARE(fs::file_size(part()), std::uintmax_t(120000));
    server.asked.clear();
    server.answers = {{}};
    download(server.url(), file(), expected_of(content()), quick());
    QCOMPARE(server.asked.size(), 1);
    QCOMPARE(server.asked.first().range, QByteArray("bytes=120000-"));
    QCOMPARE(server.asked.first().if_range, server.etag);
    QCOMPARE(text_of(file()), content());
}

void TestDataDownload::startsAgainForAnotherVersion()
{
    auto older = content();
    older.replace(0, 3, "old");
    BadServer old(older);
    old.answers = {{.cut_after = 120000}, {.status = 503}};
    const auto url = old.url();
    QVERIFY_EXCEPTION_THROWN(download(url, file(), {}, quick()), Error);
    // The same address, but the server has another version now.
    BadServer server(content());
    server.etag = "\"two\"";
    auto note = read_json(part().string() + ".json");
    note["url"] = server.url();
    write_json(part().string() + ".json", note);
    download(server.url(), file(), {}, quick());
    QCOMPARE(server.asked.first().if_range, QByteArray("\"one\""));
    QCOMPARE(text_of(file()), content());
}

void TestDataDownload::dropsWhatIsKeptOfAnotherAddress()
{
    BadServer server(content());
    server.answers = {{.cut_after = 120000}, {.status = 503}, {.status = 503}, {.status = 503}, {}};
    QVERIFY_EXCEPTION_THROWN(download(server.url("/a"), file(), {}, quick()), Error);
    server.asked.clear();
    server.answers = {{}};
    download(server.url("/b"), file(), {}, quick());
    QCOMPARE(server.asked.first().range, QByteArray());
    QCOMPARE(text_of(file()), content());
}

void TestDataDownload::mendsADamagedPart()
{
    BadServer server(content());
    server.answers = {{.cut_after = 120000}, {.status = 503}};
    QVERIFY_EXCEPTION_THROWN(download(server.url(), file(), expected_of(content()), quick()),
                             Error);
    auto damaged = text_of(part());
    damaged[5] = 'x';
    write(part().parent_path(), part().filename(), damaged.toStdString());
    server.answers = {{}};
    download(server.url(), file(), expected_of(content()), quick());
    QCOMPARE(text_of(file()), content());
}

void TestDataDownload::saysWhatIsWrong_data()
{
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<QByteArray>("served");
    QTest::addColumn<QByteArray>("named");
    QTest::addColumn<int>("requests");
    QTest::newRow("no such file") << QList<Answer>{{.status = 404}} << content()
                                  << QByteArray("answers 404") << 1;
    QTest::newRow("always busy") << QList<Answer>{{.status = 503}} << content()
                                 << QByteArray("answers 503") << 3;
    auto wrong = content();
    wrong[7] = 'x';
    QTest::newRow("wrong bytes") << QList<Answer>{{}} << wrong << QByteArray("its SHA-256 is") << 1;
    QTest::newRow("too short") << QList<Answer>{{}} << content().chopped(1)
                               << QByteArray("offers 299999 bytes") << 1;
    QTest::newRow("too long, unsaid") << QList<Answer>{{.says_length = false}} << content() + "x"
                                      << QByteArray("sends more than 300000 bytes") << 1;
    QTest::newRow("too short, unsaid") << QList<Answer>{{.says_length = false}, {.ranges = false}}
                                       << content().chopped(1) << QByteArray("offers 299999") << 2;
    QTest::newRow("led in circles") << QList<Answer>{{.status = 302, .location = "/file.bin"}}
                                    << content() << QByteArray("redirects") << 11;
}

void TestDataDownload::saysWhatIsWrong()
{
    QFETCH(QList<Answer>, answers);
    QFETCH(QByteArray, served);
    QFETCH(QByteArray, named);
    QFETCH(int, requests);
    BadServer server(served);
    server.answers = answers;
    try {
        download(server.url(), file(), expected_of(content()), quick());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Failure);
        QVERIFY2(QByteArray(error.what()).toLower().contains(named.toLower()), error.what());
        QVERIFY2(error.remedy().find("by hand") != std::string::npos, error.what());
    }
    QCOMPARE(left(), std::vector<std::string>());
    QCOMPARE(server.asked.size(), requests);
}

void TestDataDownload::aFullDiskStaysNoFuller()
{
    BadServer server(content());
    try {
        const SmallDisk disk(100000);
        download(server.url(), file(), expected_of(content()), quick());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Failure);
        QVERIFY2(QByteArray(error.what()).contains("cannot write"), error.what());
        QVERIFY2(QByteArray(error.what()).contains("free space"), error.what());
    }
    QCOMPARE(left(), std::vector<std::string>());
}

void TestDataDownload::stops_data()
{
    QTest::addColumn<qint64>("after");
    QTest::newRow("in the middle") << qint64(1000);
    QTest::newRow("before the first byte") << qint64(0);
}

// A server that says nothing more: only the stop can end this before the timeout of an hour.
void TestDataDownload::stops()
{
    QFETCH(qint64, after);
    BadServer server(content());
    server.answers = {{.cut_after = after, .stall = true}};
    std::stop_source stop;
    auto options = quick();
    options.stall_timeout_s = 3600;
    if (after == 0)
        server.answered = [&] { stop.request_stop(); };
    const auto on_first_bytes = [&](const Progress &) { stop.request_stop(); };
    try {
        download(server.url(), file(), expected_of(content()), options, stop.get_token(),
                 on_first_bytes);
        QFAIL("not stopped");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
    QVERIFY(!fs::exists(file()));
    QCOMPARE(qint64(fs::file_size(part())), after);
    server.answered = {};
    server.answers = {{}};
    download(server.url(), file(), expected_of(content()), quick());
    QCOMPARE(text_of(file()), content());
}

void TestDataDownload::oneProcessAtATime()
{
    BadServer server(content());
    bool refused = false;
    // While the first one is at it.
    const auto second = [&](const Progress &) {
        try {
            download(server.url(), file(), expected_of(content()), quick());
        } catch (const Error &error) {
            refused = QByteArray(error.what()).contains("another process");
        }
    };
    download(server.url(), file(), expected_of(content()), quick(), {}, second);
    QVERIFY(refused);
    QCOMPARE(text_of(file()), content());
}

void TestDataDownload::reports()
{
    BadServer server(content());
    std::vector<std::pair<std::string, double>> seen;
    download(server.url(), file(), expected_of(content()), quick(), {},
             [&](const Progress &at) { seen.emplace_back(at.activity, at.fraction); });
    QVERIFY(seen.size() >= 2);
    QCOMPARE(seen.front().first, std::string("fetching file.bin"));
    QVERIFY(seen.front().second > 0.0);
    QCOMPARE(seen.back().first, std::string("checking file.bin.part"));
    QCOMPARE(seen.back().second, 1.0);
}

void TestDataDownload::followsNoOtherProtocol()
{
    write(root(), "secret", "not to be copied");
    BadServer server(content());
    server.answers = {
        {.status = 302,
         .location = "file://" + QByteArray::fromStdString((root() / "secret").string())}};
    for (const auto &url : {server.url(), "file://" + (root() / "secret").string()}) {
        try {
            download(url, file(), {}, quick());
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.kind(), ErrorKind::Failure);
        }
        QCOMPARE(left(), std::vector<std::string>());
    }
}

QTEST_GUILESS_MAIN(TestDataDownload)
#include "tst_data_download.moc"
