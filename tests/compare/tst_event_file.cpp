// TensorBoard's event files, read back by the format's own description.
#include "core/base/error.h"
#include "core/compare/event_file.h"
#include "tests/compare/made_runs.h"

#include <QFile>
#include <QTest>

#include <cstring>
#include <map>

using namespace tlvfc;
using namespace tlvfc::test;

class TestEventFile : public QObject
{
    Q_OBJECT

private slots:
    void everyEpochIsThere();
    void filesAreReplaced();
    void twoRunsOfOneNameAreRefused();
    void saysWhyThereIsNoFolder();
};

namespace {

/// Bit by bit, as the polynomial says.
std::uint32_t crc32c(const std::string &bytes)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78U : 0U);
    }
    return ~crc;
}

std::uint32_t masked(std::uint32_t crc) { return (crc >> 15 | crc << 17) + 0xA282EAD8U; }

class Bytes
{
public:
    explicit Bytes(std::string bytes)
        : bytes_(std::move(bytes))
    {
    }
    bool atEnd() const { return at_ == bytes_.size(); }
    std::string take(std::size_t count)
    {
        const auto taken = bytes_.substr(at_, count);
        at_ += taken.size();
        return taken;
    }
    template <typename Number>
    Number number()
    {
        Number value{};
        const auto bytes = take(sizeof value);
        std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = number<unsigned char>();
            value |= std::uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
    }

private:
    std::string bytes_;
    std::size_t at_ = 0;
};

struct ReadEvent
{
    double wall_time = 0.0;
    std::uint64_t step = 0;
    std::string version;
    std::map<std::string, float> scalars;
};

void readValue(Bytes value, ReadEvent &event)
{
    std::string tag;
    while (!value.atEnd()) {
        if (value.varint() == (1 << 3 | 2))
            tag = value.take(value.varint());
        else
            event.scalars[tag] = value.number<float>();
    }
}

ReadEvent readEvent(Bytes bytes)
{
    ReadEvent event;
    while (!bytes.atEnd()) {
        switch (bytes.varint()) {
        case 1 << 3 | 1:
            event.wall_time = bytes.number<double>();
            break;
        case 2 << 3 | 0:
            event.step = bytes.varint();
            break;
        case 3 << 3 | 2:
            event.version = bytes.take(bytes.varint());
            break;
        case 5 << 3 | 2: {
            Bytes summary(bytes.take(bytes.varint()));
            while (!summary.atEnd()) {
                summary.varint();
                readValue(Bytes(summary.take(summary.varint())), event);
            }
            break;
        }
        default:
            qFatal("an unknown field");
        }
    }
    return event;
}

std::vector<ReadEvent> readFile(const std::string &text)
{
    std::vector<ReadEvent> events;
    Bytes file(text);
    while (!file.atEnd()) {
        const auto length = file.take(8);
        if (file.number<std::uint32_t>() != masked(crc32c(length)))
            return {};
        const auto event = file.take(Bytes(length).number<std::uint64_t>());
        if (file.number<std::uint32_t>() != masked(crc32c(event)))
            return {};
        events.push_back(readEvent(Bytes(event)));
    }
    return events;
}

} // namespace

void TestEventFile::everyEpochIsThere()
{
    QCOMPARE(crc32c("123456789"), 0xE3069283U);
    RunRecord run;
    for (int epoch : {1, 2, 300}) {
        EpochPoint point;
        point.epoch = epoch;
        point.train_loss = 1.0 / epoch;
        point.val_accuracy = 0.25;
        point.learning_rate = 1e-4;
        point.elapsed_s = 2.5 * epoch;
        run.points.push_back(point);
    }
    const auto events = readFile(event_file(run, 1.7e9));
    QCOMPARE(events.size(), std::size_t(4));
    QCOMPARE(events[0].version, std::string("brain.Event:2"));
    QCOMPARE(events[0].wall_time, 1.7e9);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto &event = events[i + 1];
        const auto &point = run.points[i];
        QCOMPARE(event.step, std::uint64_t(point.epoch));
        QCOMPARE(event.wall_time, 1.7e9 + point.elapsed_s);
        QCOMPARE(event.scalars.at("train/loss"), float(point.train_loss));
        QCOMPARE(event.scalars.at("val/accuracy"), 0.25F);
        QCOMPARE(event.scalars.at("learning_rate"), 1e-4F);
        QVERIFY(!event.scalars.contains("val/top5")); // not measured
    }
}

void TestEventFile::filesAreReplaced()
{
    const QTemporaryDir runs;
    const QTemporaryDir out;
    make_run(runs, {"he", 1});
    make_run(runs, {"tlvfc", 1});
    make_run(runs, {"tlvfc", 2, 0.5, {}, false}, spec_of({"tlvfc", 2})); // no epoch yet
    const auto collection = collect_runs({runs.path().toStdString()});
    for (int again = 0; again < 2; ++again) {
        QCOMPARE(write_event_files(collection, out.path().toStdString()), 2);
        const auto folders = QDir(out.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 2);
        for (const auto &folder : folders) {
            const QDir place(out.filePath(folder));
            const auto files = place.entryList(QDir::Files);
            QCOMPARE(files.size(), 1);
            QVERIFY(files[0].startsWith("events.out.tfevents."));
            QFile file(place.filePath(files[0]));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(readFile(file.readAll().toStdString()).size(), std::size_t(4));
        }
    }
}

void TestEventFile::twoRunsOfOneNameAreRefused()
{
    Collection collection;
    collection.runs.resize(2);
    collection.runs[0].folder.path = "a/run";
    collection.runs[1].folder.path = "b/run";
    const QTemporaryDir out;
    QVERIFY_THROWS_EXCEPTION(Error, write_event_files(collection, out.path().toStdString()));
    QVERIFY(QDir(out.path()).isEmpty());
}

void TestEventFile::saysWhyThereIsNoFolder()
{
    const QTemporaryDir runs;
    const auto run = make_run(runs, {"he", 1});
    try {
        write_event_files(collect_runs({run.path}), run.spec()); // below a file
    } catch (const Error &error) {
        QCOMPARE(error.exit_code(), 1);
        QVERIFY2(QString(error.what()).contains("cannot make the folder: Not a directory"),
                 error.what());
        QVERIFY(!error.remedy().empty());
        return;
    }
    QFAIL("nothing was thrown");
}

QTEST_GUILESS_MAIN(TestEventFile)
#include "tst_event_file.moc"
