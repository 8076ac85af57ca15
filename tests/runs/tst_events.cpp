#include "core/base/error.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <cmath>
#include <csignal>
#include <fstream>
#include <limits>
#include <sys/resource.h>

using namespace tlvfc;

class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void comeBackAsWritten();
    void linesAreAsPromised();
    void numbersGoOnAfterARestart();
    void readsOnlyWhatIsNew();
    void aTornLineWaitsForItsEnd();
    void aTornLineIsNamedAfterARestart_data();
    void aTornLineIsNamedAfterARestart();
    void damagedLinesAreNamed_data();
    void damagedLinesAreNamed();
    void theLastEventIsFound_data();
    void theLastEventIsFound();
    void epochPoints();
    void shorterEpochs();
    void whatIsUndoneDoesNotCount_data();
    void whatIsUndoneDoesNotCount();
    void lossesBeyondNumbers();
    void incompleteEpochs();
    void aFullDisk();
    void goesOnAfterAFullDisk();

private:
    void append(const QByteArray &text) const
    {
        std::ofstream(file_, std::ios::binary | std::ios::app) << text.toStdString();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path file_;
};

static const char *const line_one =
    "{\"v\":1,\"n\":1,\"t\":0.5,\"event\":\"log\",\"text\":\"a\"}\n";
static const char *const line_two = "{\"v\":1,\"n\":2,\"t\":1.5,\"event\":\"finished\"}\n";

static QStringList problems_of(const EventReader &reader)
{
    QStringList problems;
    for (const auto &problem : reader.problems())
        problems.append(QString::fromStdString(problem));
    return problems;
}

void TestEvents::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    file_ = test::path_in(*folder_, "events.jsonl");
}

void TestEvents::comeBackAsWritten()
{
    EventWriter writer(file_);
    writer.write("log", {{"level", "info"}, {"text", "two\nlines, \"quoted\" ü"}});
    writer.write("stopped", {{"epoch", 3}});
    writer.write("bare", Json::object());
    const auto events = EventReader(file_).poll();
    QCOMPARE(events.size(), std::size_t(3));
    QCOMPARE(events[0].kind, std::string("log"));
    QCOMPARE(events[0].fields["text"].get<std::string>(), std::string("two\nlines, \"quoted\" ü"));
    QCOMPARE(events[1].fields["epoch"].get<int>(), 3);
    QVERIFY(events[2].fields.empty());
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].number, static_cast<std::int64_t>(i) + 1);
    QVERIFY(events[0].elapsed_s <= events[2].elapsed_s);
}

void TestEvents::linesAreAsPromised()
{
    EventWriter(file_).write("stopped", {{"epoch", 3}});
    std::ifstream in(file_);
    std::string line;
    QVERIFY(std::getline(in, line));
    QVERIFY2(line.starts_with(R"({"v":1,"n":1,"t":)"), line.c_str());
    QVERIFY2(line.ends_with(R"("event":"stopped","epoch":3})"), line.c_str());
}

void TestEvents::numbersGoOnAfterARestart()
{
    append("{\"v\":1,\"n\":7,\"t\":100.5,\"event\":\"log\"}\n");
    EventWriter(file_).write("log", {});
    EventWriter writer(file_);
    QVERIFY(writer.elapsed_s() >= 100.5);
    writer.write("log", {});
    const auto events = EventReader(file_).poll();
    QCOMPARE(events.size(), std::size_t(3));
    QCOMPARE(events[1].number, std::int64_t(8));
    QCOMPARE(events[2].number, std::int64_t(9));
    QVERIFY(events[1].elapsed_s >= 100.5 && events[2].elapsed_s >= events[1].elapsed_s);
}

void TestEvents::readsOnlyWhatIsNew()
{
    EventReader reader(file_);
    QVERIFY(reader.poll().empty()); // no file yet
    EventWriter writer(file_);
    QVERIFY(reader.poll().empty());
    writer.write("log", {});
    QCOMPARE(reader.poll().size(), std::size_t(1));
    QVERIFY(reader.poll().empty());
    writer.write("log", {});
    writer.write("log", {});
    QCOMPARE(reader.poll().size(), std::size_t(2));
    QVERIFY(reader.problems().empty());
}

void TestEvents::aTornLineWaitsForItsEnd()
{
    EventReader reader(file_);
    append(line_one);
    append(QByteArray(line_two).left(20));
    QCOMPARE(reader.poll().size(), std::size_t(1));
    QVERIFY(reader.poll().empty());
    append(QByteArray(line_two).mid(20));
    const auto events = reader.poll();
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].kind, std::string("finished"));
    QVERIFY(reader.problems().empty());
}

void TestEvents::aTornLineIsNamedAfterARestart_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("number");
    const auto whole = static_cast<int>(qstrlen(line_two)) - 1;
    QTest::newRow("cut within") << 20 << 2;
    QTest::newRow("one character") << 1 << 2;
    QTest::newRow("only its end is missing") << whole << 3; // so it can be read after all
}

void TestEvents::aTornLineIsNamedAfterARestart()
{
    QFETCH(int, left);
    QFETCH(int, number);
    append(line_one);
    append(QByteArray(line_two).left(left));
    EventReader before(file_);
    QCOMPARE(before.poll().size(), std::size_t(1));
    EventWriter(file_).write("log", {});
    for (auto *reader : {&before, new EventReader(file_)}) {
        const auto events = reader->poll();
        QCOMPARE(events.back().number, std::int64_t(number));
        QCOMPARE(problems_of(*reader),
                 number == 3 ? QStringList() : QStringList{"line 2 cannot be read"});
        if (reader != &before)
            delete reader;
    }
}

void TestEvents::damagedLinesAreNamed_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<QStringList>("problems");
    const auto row = [](const char *name, const QByteArray &damage, const QStringList &problems) {
        QTest::newRow(name) << damage << problems;
    };
    const QStringList second{"line 2 cannot be read"};
    row("no JSON", "hello\n", second);
    row("half a line", "{\"v\":1,\"n\":2,\n", second);
    row("no object", "[1,2]\n", second);
    row("a bare number", "5\n", second);
    row("no number", "{\"v\":1,\"t\":1,\"event\":\"log\"}\n", second);
    row("a number as text", "{\"v\":1,\"n\":\"2\",\"t\":1,\"event\":\"log\"}\n", second);
    row("no time", "{\"v\":1,\"n\":2,\"t\":null,\"event\":\"log\"}\n", second);
    row("no kind", "{\"v\":1,\"n\":2,\"t\":1,\"event\":{}}\n", second);
    row("no UTF-8", "{\"v\":1,\"n\":2,\"t\":1,\"event\":\"\xff\"}\n", second);
    row("zeros, as after a power cut", QByteArray(300, '\0') + "\n", second);
    row("deep", QByteArray(100000, '[') + "\n", second);
    row("binary lines", QByteArray("\x01\x02\n\xfe\xff\n\x7f\x00\n", 9),
        {"lines 2 to 4 cannot be read"});
    row("a newer version", "{\"v\":2,\"n\":2,\"t\":1,\"event\":\"log\"}\n",
        {"line 2 was written by a newer version"});
    row("both", "x\n{\"v\":2}\ny\n",
        {"line 2 cannot be read", "line 3 was written by a newer version",
         "line 4 cannot be read"});
    row("empty lines", "\n\n", {});
}

void TestEvents::damagedLinesAreNamed()
{
    QFETCH(QByteArray, damage);
    QFETCH(QStringList, problems);
    append(line_one + damage + line_two);
    EventReader reader(file_);
    const auto events = reader.poll();
    QCOMPARE(problems_of(reader), problems);
    QCOMPARE(events.size(), std::size_t(2));
    QCOMPARE(events[1].kind, std::string("finished"));
    QVERIFY(reader.poll().empty());
    QCOMPARE(problems_of(reader), problems); // told once
}

void TestEvents::theLastEventIsFound_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("number");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("only damage") << QByteArray("x\ny\n") << 0;
    QTest::newRow("one") << QByteArray(line_one) << 1;
    QTest::newRow("two") << QByteArray(line_one) + line_two << 2;
    QTest::newRow("a torn line after") << QByteArray(line_one) + "{\"v\"" << 1;
    QTest::newRow("damage after") << QByteArray(line_one) + line_two + "x\ny\n" << 2;
    QTest::newRow("much damage after")
        << QByteArray(line_one) + QByteArray("damage\n").repeated(40000) << 1;
    QTest::newRow("one long line after a line")
        << QByteArray(line_one) + "{\"v\":1,\"n\":2,\"t\":1,\"event\":\"log\",\"text\":\"" +
               QByteArray(200000, 'a') + "\"}\n"
        << 2;
}

void TestEvents::theLastEventIsFound()
{
    QFETCH(QByteArray, content);
    QFETCH(int, number);
    QVERIFY(!last_event(file_)); // no file
    append(content);
    const auto event = last_event(file_);
    QCOMPARE(event ? event->number : 0, std::int64_t(number));
}

void TestEvents::epochPoints()
{
    EpochPoint point;
    point.epoch = 3;
    point.train_loss = 1.0 / 3.0;
    point.train_accuracy = 0.1;
    point.val_loss = 2.5;
    point.val_accuracy = 0.7;
    point.learning_rate = 1e-4;
    point.images_per_second = 123.4;
    point.elapsed_s = 9.75;
    point.is_best = true;
    point.clean_accuracy = 0.65;
    point.val_top5 = 0.9;
    point.memory_mb = 812.5;
    point.val_class_accuracy = {0.25, EpochPoint::not_measured, 1.0};
    EventWriter(file_).write("epoch", to_json(point));
    const auto back = to_epoch_point(EventReader(file_).poll().at(0));
    QCOMPARE(to_text(to_json(back)), to_text(to_json(point)));
    QCOMPARE(back.train_loss, point.train_loss);
    QVERIFY(std::isnan(back.gradient_norm)); // was not measured
}

/// As the version before wrote it.
void TestEvents::shorterEpochs()
{
    Event event;
    event.kind = "epoch";
    event.fields = to_json(EpochPoint());
    for (const char *key :
         {"clean_accuracy", "val_top5", "gradient_norm", "memory_mb", "val_class_accuracy"})
        event.fields.erase(key);
    event.fields["val_accuracy"] = 0.5;
    const auto point = to_epoch_point(event);
    QCOMPARE(point.val_accuracy, 0.5);
    QVERIFY(std::isnan(point.clean_accuracy) && point.val_class_accuracy.empty());
}

void TestEvents::whatIsUndoneDoesNotCount_data()
{
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("counts");
    // An epoch as its number, "b" and a number for a way back, "s" for a new start.
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("in order") << "1 2 3"
                              << "1 2 3";
    QTest::newRow("begun anew") << "1 2 s 1"
                                << "1";
    QTest::newRow("back by two") << "1 2 3 b2 2"
                                 << "1 2";
    QTest::newRow("back to the start") << "1 2 b1"
                                       << "";
    QTest::newRow("back twice") << "1 2 b2 2 3 b1 1 2"
                                << "1 2";
}

void TestEvents::whatIsUndoneDoesNotCount()
{
    QFETCH(QString, told);
    QFETCH(QString, counts);
    std::vector<Event> events;
    for (const auto &word : told.split(' ', Qt::SkipEmptyParts)) {
        Event event;
        EpochPoint point;
        if (word == "s") {
            event.kind = "started";
        } else if (word.startsWith('b')) {
            event.kind = "back";
            event.fields = {{"epoch", word.mid(1).toInt()}};
        } else {
            event.kind = "epoch";
            point.epoch = word.toInt();
            event.fields = to_json(point);
        }
        events.push_back(event);
    }
    QStringList left;
    for (const auto &point : epoch_points(events))
        left.append(QString::number(point.epoch));
    QCOMPARE(left.join(' '), counts);
}

void TestEvents::lossesBeyondNumbers()
{
    EpochPoint point;
    point.epoch = 1;
    point.val_loss = std::numeric_limits<double>::infinity();
    point.train_loss = std::nan("");
    EventWriter(file_).write("epoch", to_json(point));
    EventReader reader(file_);
    const auto back = to_epoch_point(reader.poll().at(0));
    QVERIFY(std::isnan(back.val_loss) && std::isnan(back.train_loss));
    QVERIFY(reader.problems().empty());
}

void TestEvents::incompleteEpochs()
{
    Event event;
    event.kind = "epoch";
    event.number = 12;
    QVERIFY_THROWS_EXCEPTION(Error, to_epoch_point(event));
    event.fields = to_json(EpochPoint());
    event.fields["val_loss"] = "small";
    try {
        to_epoch_point(event);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QCOMPARE(error.where(), std::string("event 12"));
    }
}

void TestEvents::aFullDisk()
{
    EventWriter writer("/dev/full");
    try {
        writer.write("log", {});
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Failure);
        QVERIFY2(QString(error.what()).contains("No space left"), error.what());
    }
    QVERIFY_THROWS_EXCEPTION(Error, EventWriter(test::path_in(*folder_, "absent/events.jsonl")));
}

/// A limit of the file's size stands in for a disk that fills up within a line.
void TestEvents::goesOnAfterAFullDisk()
{
    EventWriter writer(file_);
    writer.write("log", {});
    const auto size = std::filesystem::file_size(file_);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit limit = before;
    limit.rlim_cur = size + 10;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
    bool failed = false;
    try {
        writer.write("log", {{"text", "does not fit"}});
    } catch (const Error &) {
        failed = true;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(failed);
    QCOMPARE(std::filesystem::file_size(file_), size + 10);
    writer.write("failed", {{"error", "the disk was full"}});
    EventReader reader(file_);
    const auto events = reader.poll();
    QCOMPARE(problems_of(reader), QStringList{"line 2 cannot be read"});
    QCOMPARE(events.size(), std::size_t(2));
    QCOMPARE(events[1].kind, std::string("failed"));
    QCOMPARE(events[1].number, std::int64_t(2));
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
