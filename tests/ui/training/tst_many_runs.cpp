// What a folder of runs may hold: very many, very long, half written, vanishing.
#include "tests/ui/training/run_on_disk.h"
#include "ui/training/curves_panel.h"
#include "ui/training/runs_model.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;
namespace fs = std::filesystem;

namespace {

constexpr int longMs = 120'000; ///< on a machine that does much else

/// Lets the event loop run until it holds. @return the longest time that it was held up, in ms;
/// -1 where it never came to hold
template <typename Condition>
double longestTurn(Condition &&holds)
{
    QElapsedTimer clock;
    clock.start();
    double longest = 0.0;
    while (!holds()) {
        if (clock.hasExpired(longMs))
            return -1;
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, 1e-6 * double(turn.nsecsElapsed()));
    }
    return longest;
}

/// Without waiting for the disk, as create_run() does.
void writePlain(const fs::path &folder, const QByteArray &spec, const QByteArray &events)
{
    fs::create_directories(folder);
    QFile file(QString::fromStdString((folder / "spec.json").string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(spec);
    if (!events.isEmpty())
        append(RunFolder{folder}, events);
}

} // namespace

class TestManyRuns : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        root_ = folder_->path().toStdString();
        shelf_ = std::make_unique<RunShelf>();
        model_ = std::make_unique<RunsModel>(shelf_.get());
        spec_ = QByteArray::fromStdString(to_text(to_json(smallSpec("he"))));
    }
    void cleanup()
    {
        model_.reset();
        shelf_.reset();
    }

    void brokenLogs_data();
    void brokenLogs();
    void aMillionEvents();
    void twoThousandFolders();
    void foldersVanishWhileTheyAreShown();
    void aClockSetBackKeepsTheOrder();
    void anEpochToldTwiceCountsOnce();

private:
    bool allRead(int count) const
    {
        for (int row = 0; row < count; ++row) {
            if (!shelf_->watcher(row) || !shelf_->watcher(row)->hasLooked())
                return false;
        }
        return shelf_->count() == count;
    }
    static qsizetype openFiles()
    {
        return QDir("/proc/self/fd").entryList(QDir::AllEntries).size();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
    std::unique_ptr<RunShelf> shelf_;
    std::unique_ptr<RunsModel> model_;
    QByteArray spec_;
};

void TestManyRuns::brokenLogs_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<int>("points");
    QTest::addColumn<QString>("state");
    QTest::newRow("empty") << QByteArray("") << 0 << "prepared";
    QTest::newRow("a line break") << QByteArray("\n") << 0 << "prepared";
    QTest::newRow("half a line") << started(1).first(40) << 0 << "prepared";
    QTest::newRow("half of the second")
        << started(1) + epoch(2, 1, 0.3).first(50) << 0 << "broken off";
    QTest::newRow("zeros of a lost block")
        << started(1) + epoch(2, 1, 0.3) + QByteArray(4096, '\0') + "\n" + epoch(3, 2, 0.4) << 2
        << "broken off";
    QTest::newRow("no text") << QByteArray::fromHex("ff00fe80c0") + "\n" + started(1) << 0
                             << "broken off";
    QTest::newRow("an epoch without its numbers")
        << started(1) + test::event(2, "epoch", "\"epoch\":1") + epoch(3, 2, 0.4) << 1
        << "broken off";
    QTest::newRow("a whole one") << started(1) + epoch(2, 1, 0.3) + finished(3, 1, 0.3) << 1
                                 << "finished";
}

void TestManyRuns::brokenLogs()
{
    QFETCH(QByteArray, log);
    QFETCH(int, points);
    QFETCH(QString, state);
    const auto run = create_run(root_ / "a", smallSpec());
    append(run, log);
    shelf_->setRoot(root_);
    QTRY_VERIFY(allRead(1));
    QCOMPARE(shelf_->watcher(0)->points().size(), points);
    QCOMPARE(model_->index(0, RunsModel::StateColumn).data().toString(), state);
}

/// A run of a fortnight that reports every second.
void TestManyRuns::aMillionEvents()
{
    const auto run = create_run(root_ / "a", smallSpec());
    append(run, started(1));
    QByteArray block;
    int line = 1;
    for (int epochs = 1; epochs <= 100; ++epochs) {
        block.clear();
        for (int step = 0; step < 9'999; ++step)
            block += "{\"v\":1,\"n\":" + QByteArray::number(++line) +
                     ",\"t\":1.5,\"event\":\"progress\",\"epoch\":1,\"epochs\":100,\"step\":" +
                     QByteArray::number(step) + ",\"steps\":9999,\"loss\":1.25}\n";
        ++line;
        append(run, block + epoch(line, epochs, 0.005 * epochs));
    }
    QVERIFY(line > 1'000'000);
    shelf_->setRoot(root_);
    QElapsedTimer clock;
    clock.start();
    const double longest = longestTurn([this] { return allRead(1); });
    qInfo("a million events: read after %lld ms, the thread held up for %.1f ms at most",
          clock.elapsed(), longest);
    QVERIFY(longest >= 0 && longest < 500);
    QCOMPARE(shelf_->watcher(0)->points().size(), 100);
    QCOMPARE(shelf_->watcher(0)->progress()->step, 9'998);
}

void TestManyRuns::twoThousandFolders()
{
    constexpr int count = 2000;
    const auto events = started(1) + epoch(2, 1, 0.3) + epoch(3, 2, 0.4);
    for (int i = 0; i < count; ++i)
        writePlain(root_ / std::to_string(i), spec_, i % 3 == 0 ? QByteArray() : events);
    const auto before = openFiles();
    shelf_->setRoot(root_);
    QElapsedTimer clock;
    clock.start();
    const double longest = longestTurn([this] { return allRead(count); });
    qInfo("two thousand folders: read after %lld ms, the thread held up for %.1f ms at most",
          clock.elapsed(), longest);
    QVERIFY(longest >= 0 && longest < 2000);
    // A watch for each would be more than systems have.
    QVERIFY2(openFiles() < before + 30, qPrintable(QString::number(openFiles())));
    model_->setAllShown(true);
    QCOMPARE(model_->rowCount(), count);
    QVERIFY(model_->isShown(count - 1));
}

void TestManyRuns::foldersVanishWhileTheyAreShown()
{
    const QAbstractItemModelTester tester(model_.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 20; ++i)
        writePlain(root_ / std::to_string(i), spec_, started(1) + epoch(2, 1, 0.3));
    shelf_->setRoot(root_);
    QTRY_VERIFY(allRead(20));
    model_->setAllShown(true);
    CurvesPanel panel;
    QList<ShownRun> shown;
    for (int row = 0; row < 20; ++row)
        shown.append(shownRun(*model_->watcher(row), model_->names().name(*model_->watcher(row)),
                              model_->color(row)));
    panel.setRuns(shown);
    for (int i = 0; i < 20; i += 2) {
        fs::remove_all(root_ / std::to_string(i));
        shelf_->watcher(i / 2)->look(); // one of those that are there or gone
    }
    shelf_->rescan();
    QTRY_COMPARE(shelf_->count(), 10);
    QVERIFY(allRead(10));
    panel.setRuns({});
    fs::remove_all(root_);
    shelf_->rescan();
    QTRY_COMPARE(shelf_->count(), 0);
}

void TestManyRuns::aClockSetBackKeepsTheOrder()
{
    const auto run = create_run(root_ / "a", smallSpec());
    auto late = epoch(100, 1, 0.3); // after 150 s
    append(run, started(99) + late + epoch(2, 2, 0.4) + epoch(3, 3, 0.5));
    shelf_->setRoot(root_);
    QTRY_VERIFY(allRead(1));
    const auto places =
        placesOf(shownRun(*shelf_->watcher(0), "a", Qt::blue), CurvePlot::Along::Minutes);
    QCOMPARE(places, QList<double>({2.5, 2.5, 2.5}));
    QVERIFY(shelf_->watcher(0)->quietS() >= 0);
}

void TestManyRuns::anEpochToldTwiceCountsOnce()
{
    const auto run = create_run(root_ / "a", smallSpec());
    append(run, started(1) + epoch(2, 1, 0.3) + epoch(3, 2, 0.4) + epoch(4, 3, 0.5) +
                    test::event(5, "resumed", "\"host\":\"here\",\"epoch\":2") + epoch(6, 2, 0.45) +
                    epoch(7, 3, 0.55));
    shelf_->setRoot(root_);
    QTRY_VERIFY(allRead(1));
    const auto curve =
        curvesOf(shownRun(*shelf_->watcher(0), "a", Qt::blue), quantities()[0], {}).last();
    QCOMPARE(curve.points, QList<QPointF>({{1, 0.3}, {2, 0.45}, {3, 0.55}}));
}

QTEST_MAIN(TestManyRuns)
#include "tst_many_runs.moc"
