#include "core/base/error.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_notes.h"
#include "tests/runs/small_run.h"

#include <QTest>

using namespace tlvfc;
namespace fs = std::filesystem;

class TestRunNotes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        run_ = create_run(test::path_in(*folder_, "run"), test::small_run());
    }
    void areEmptyWhereNothingIsSaid();
    void areKept();
    void areCleaned_data();
    void areCleaned();
    void faultsAreSentences_data();
    void faultsAreSentences();
    void leaveTheRunAlone();
    void goWithACopy();
    void areNotMadeForAFolderThatIsGone();

private:
    std::unique_ptr<QTemporaryDir> folder_;
    RunFolder run_;
};

void TestRunNotes::areEmptyWhereNothingIsSaid()
{
    QVERIFY(read_run_notes(run_).is_empty());
    change_run_notes(run_, [](RunNotes &) {});
    QVERIFY(!fs::exists(run_.notes()));
}

void TestRunNotes::areKept()
{
    const RunNotes said{"the good one", "two\nlines of Übung", {"paper", "fast"}, true};
    change_run_notes(run_, [&](RunNotes &notes) { notes = said; });
    QVERIFY(read_run_notes(run_) == said);
    change_run_notes(run_, [](RunNotes &notes) { notes.archived = false; });
    QCOMPARE(read_run_notes(run_).name, said.name);
    QVERIFY(!read_run_notes(run_).archived);
    change_run_notes(run_, [](RunNotes &notes) { notes = {}; });
    QVERIFY(read_run_notes(run_).is_empty());
}

void TestRunNotes::areCleaned_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("tags");
    QTest::newRow("nothing") << "  ,; " << QStringList{};
    QTest::newRow("words") << "fast, for-paper;small" << QStringList{"fast", "for-paper", "small"};
    QTest::newRow("with signs") << "#fast ##slow #" << QStringList{"fast", "slow"};
    QTest::newRow("twice") << "a b a" << QStringList{"a", "b"};
    QTest::newRow("another case is another word") << "A a" << QStringList{"A", "a"};
}

void TestRunNotes::areCleaned()
{
    QFETCH(QString, text);
    QFETCH(QStringList, tags);
    change_run_notes(run_, [&](RunNotes &notes) {
        notes.name = "  on\nmore lines ";
        notes.note = "\n note \n";
        notes.tags = {text.toStdString()};
    });
    const auto read = read_run_notes(run_);
    QCOMPARE(read.name, std::string("on more lines"));
    QCOMPARE(read.note, std::string("note"));
    QStringList found;
    for (const auto &tag : read.tags)
        found.append(QString::fromStdString(tag));
    QCOMPARE(found, tags);
}

void TestRunNotes::faultsAreSentences_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << "notes.json";
    QTest::newRow("garbage") << QByteArray::fromHex("ff00fe80c0") << "notes.json";
    QTest::newRow("torn") << QByteArray("{\"schema\": 1, \"na") << "notes.json";
    QTest::newRow("no object") << QByteArray("[1]") << "no notes of a run";
    QTest::newRow("a wrong type") << QByteArray("{\"tags\": \"a\"}") << "'tags'";
    QTest::newRow("from a newer version")
        << QByteArray("{\"schema\": 2, \"words\": []}") << "newer version";
}

void TestRunNotes::faultsAreSentences()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, says);
    write_file(run_.notes(), file.toStdString());
    try {
        read_run_notes(run_);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QString(error.what()).contains(says), error.what());
        QVERIFY2(!QString(error.what()).contains('\n'), error.what());
    }
    // What nobody understands is not written over, and the run is read as ever.
    QVERIFY_THROWS_EXCEPTION(Error,
                             change_run_notes(run_, [](RunNotes &notes) { notes.name = "mine"; }));
    QFile kept(QString::fromStdString(run_.notes().string()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), file);
    QCOMPARE(list_runs(run_.path.parent_path()).size(), std::size_t(1));
    QCOMPARE(read_run_spec(run_.spec()).seed, std::uint64_t(2));
    QVERIFY(run_state(run_) == RunState::Prepared);
}

void TestRunNotes::leaveTheRunAlone()
{
    EventWriter(run_.events()).write("started", {});
    const auto spec = fs::last_write_time(run_.spec());
    const auto events = fs::last_write_time(run_.events());
    change_run_notes(run_, [](RunNotes &notes) { notes.name = "a"; });
    QVERIFY(fs::last_write_time(run_.spec()) == spec);
    QVERIFY(fs::last_write_time(run_.events()) == events);
}

void TestRunNotes::goWithACopy()
{
    change_run_notes(run_, [](RunNotes &notes) { notes.tags = {"a"}; });
    const RunFolder copy{test::path_in(*folder_, "copy")};
    fs::copy(run_.path, copy.path, fs::copy_options::recursive);
    QVERIFY(read_run_notes(copy) == read_run_notes(run_));
}

void TestRunNotes::areNotMadeForAFolderThatIsGone()
{
    fs::remove_all(run_.path);
    QVERIFY(read_run_notes(run_).is_empty());
    QVERIFY_THROWS_EXCEPTION(Error,
                             change_run_notes(run_, [](RunNotes &notes) { notes.name = "a"; }));
    QVERIFY(!fs::exists(run_.path));
}

QTEST_GUILESS_MAIN(TestRunNotes)
#include "tst_run_notes.moc"
