#include "tests/ui/training/run_on_disk.h"
#include "ui/jobs/run_reader.h"
#include "ui/jobs/run_shelf.h"
#include "ui/jobs/run_watcher.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

class TestRunWatcher : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        root_ = folder_->path().toStdString();
    }

    void readsWhatIsThere()
    {
        const auto run = create_run(root_ / "a", smallSpec("tlvfc", "first"));
        append(run, started(1) + epoch(2, 1, 0.3) + epoch(3, 2, 0.45) + finished(4, 2, 0.45));
        RunWatcher watcher(run);
        QSignalSpy states(&watcher, &RunWatcher::stateChanged);
        QTRY_VERIFY(watcher.hasLooked());
        QCOMPARE(watcher.spec().title, "first");
        QCOMPARE(watcher.state(), RunState::Finished);
        QCOMPARE(states.size(), 1);
        QCOMPARE(watcher.points().size(), 2);
        QCOMPARE(watcher.points()[1].val_accuracy, 0.45);
        QCOMPARE(watcher.best()->epoch, 2);
        QCOMPARE(watcher.result()->testAccuracy, 0.61);
        QVERIFY(!watcher.isGoing());
        QVERIFY(watcher.log().last().text.contains("45.00 %"));
    }

    /// A look that ends while the event loop is busy is taken before the next one begins.
    void manyLooksLoseNothing()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + epoch(2, 1, 0.3));
        RunWatcher watcher(run);
        QElapsedTimer clock;
        clock.start();
        while (!clock.hasExpired(100))
            watcher.look();
        QTRY_VERIFY(watcher.hasLooked());
        QCOMPARE(watcher.points().size(), 1);
    }

    void waitsForTheEndOfATornLine()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        const auto line = epoch(2, 1, 0.3);
        append(run, started(1) + line.first(30));
        const RunLock lock(run);
        RunWatcher watcher(run, nullptr, 50);
        QSignalSpy points(&watcher, &RunWatcher::epochPoint);
        QTRY_VERIFY(watcher.hasLooked());
        QCOMPARE(watcher.state(), RunState::Running);
        QCOMPARE(points.size(), 0);
        append(run, line.mid(30) + epoch(3, 2, 0.4).first(12));
        QTRY_COMPARE(points.size(), 1);
        QCOMPARE(watcher.points().first().val_accuracy, 0.3);
        append(run, epoch(3, 2, 0.4).mid(12));
        QTRY_COMPARE(points.size(), 2);
    }

    void followsStates()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        RunWatcher watcher(run, nullptr, 50);
        QTRY_VERIFY(watcher.hasLooked());
        QCOMPARE(watcher.state(), RunState::Prepared);
        QVERIFY(!watcher.isGoing());
        watcher.markStarted();
        QVERIFY(watcher.isGoing());
        {
            const RunLock lock(run);
            append(run, started(1));
            QTRY_COMPARE(watcher.state(), RunState::Running);
            append(run, test::event(2, "stopped", "\"epoch\":1"));
        }
        QTRY_COMPARE(watcher.state(), RunState::Stopped);
        QVERIFY(watcher.wasSeenGoing());
    }

    void aRunThatGoesOnGoesFromTheStart()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + epoch(2, 1, 0.3) + test::event(3, "stopped", "\"epoch\":1"));
        RunWatcher watcher(run, nullptr, 50);
        QTRY_COMPARE(watcher.state(), RunState::Stopped);
        watcher.markStarted();
        QVERIFY(watcher.isGoing()); // while the folder still says that it has stopped
        QVERIFY(watcher.wasSeenGoing());
        {
            const RunLock lock(run);
            append(run, test::event(4, "resumed", "\"host\":\"here\",\"epoch\":2"));
            QTRY_COMPARE(watcher.state(), RunState::Running);
            append(run, epoch(5, 2, 0.4) + finished(6, 2, 0.4));
        }
        QTRY_COMPARE(watcher.state(), RunState::Finished);
        QVERIFY(!watcher.isGoing());
        QCOMPARE(watcher.points().size(), 2);
    }

    void aRunThatFailsAgainSaysSoAgain()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        const auto failed = [](int n) {
            return test::event(n, "failed", "\"error\":\"the disk is full\"");
        };
        append(run, started(1) + failed(2));
        RunWatcher watcher(run, nullptr, 50);
        QSignalSpy states(&watcher, &RunWatcher::stateChanged);
        QTRY_COMPARE(watcher.state(), RunState::Failed);
        watcher.markStarted();
        append(run, failed(3));
        QTRY_COMPARE(states.size(), 2);
        QVERIFY(!watcher.isGoing());
        QCOMPARE(watcher.error(), "the disk is full");
    }

    /// Nothing says that it has ended: the watcher stops waiting by itself.
    void aProcessThatSaysNothingIsNotWaitedForForever()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + test::event(2, "stopped", "\"epoch\":1"));
        RunWatcher watcher(run, nullptr, 5);
        QTRY_COMPARE(watcher.state(), RunState::Stopped);
        watcher.markStarted();
        QTRY_VERIFY(!watcher.isGoing());
        QCOMPARE(watcher.state(), RunState::Stopped);
    }

    void bestWeightsAreSeen()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + epoch(2, 1, 0.3));
        RunWatcher watcher(run, nullptr, 50);
        QTRY_VERIFY(watcher.hasLooked());
        QVERIFY(!watcher.hasBestWeights());
        QFile best(QString::fromStdString(run.best_weights().string()));
        QVERIFY(best.open(QIODevice::WriteOnly));
        best.close();
        watcher.look();
        QTRY_VERIFY(watcher.hasBestWeights());
    }

    void tellsWhyARunFailed()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + test::event(2, "failed", "\"error\":\"the disk is full\""));
        RunWatcher watcher(run);
        QTRY_COMPARE(watcher.state(), RunState::Failed);
        QCOMPARE(watcher.error(), "the disk is full");
        QCOMPARE(watcher.log().last().level, RunLogLine::Level::Error);
    }

    void aChildThatCouldNotBeginHasFailed()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        QFile log(QString::fromStdString(run.log().string()));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("error: no such library, libc10.so\n");
        log.close();
        RunWatcher watcher(run);
        QTRY_COMPARE(watcher.state(), RunState::Failed);
        QCOMPARE(watcher.error(), "error: no such library, libc10.so");
    }

    void anUnreadableSpecIsNoCrash()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        QFile spec(QString::fromStdString(run.spec().string()));
        QVERIFY(spec.open(QIODevice::WriteOnly));
        spec.write("{ \"nonsense\": ");
        spec.close();
        RunWatcher watcher(run);
        QTRY_VERIFY(watcher.hasLooked());
        QCOMPARE(watcher.state(), RunState::Broken);
        QVERIFY(!watcher.error().isEmpty());
    }

    void aRunThatBeganAnewForgetsItsCurve()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + epoch(2, 1, 0.3) + epoch(3, 2, 0.4) + started(4) +
                        epoch(5, 2, 0.42) + epoch(6, 3, 0.5));
        RunWatcher watcher(run);
        QTRY_COMPARE(watcher.points().size(), 2);
        QCOMPARE(watcher.points()[0].epoch, 2);
        QCOMPARE(watcher.points()[0].val_accuracy, 0.42);
    }

    void whatIsUndoneLeavesTheCurve()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        const RunLock lock(run);
        append(run, started(1) + epoch(2, 1, 0.3) + epoch(3, 2, 0.4));
        RunWatcher watcher(run);
        QTRY_COMPARE(watcher.points().size(), 2);
        append(run, test::event(4, "back", "\"epoch\":2") + epoch(5, 2, 0.35));
        QTRY_COMPARE(watcher.points().last().val_accuracy, 0.35);
        QCOMPARE(watcher.points().size(), 2);
        append(run, test::event(6, "back", "\"epoch\":1"));
        QTRY_VERIFY(watcher.points().isEmpty());
        // Seen from the beginning it is the same.
        RunWatcher late(run);
        QTRY_VERIFY(late.hasLooked());
        QVERIFY(late.points().isEmpty());
    }

    void stopIsAFile()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        RunWatcher watcher(run);
        watcher.stop();
        QTRY_VERIFY(std::filesystem::exists(run.stop_request()));
    }

    void aShelfFindsNewRunsAndForgetsRemovedOnes()
    {
        create_run(root_ / "a", smallSpec());
        RunShelf shelf;
        QSignalSpy scanned(&shelf, &RunShelf::scanned);
        shelf.setRoot(root_);
        QTRY_COMPARE(shelf.count(), 1);
        const auto run = create_run(root_ / "b", smallSpec());
        shelf.add(run);
        QCOMPARE(shelf.count(), 2);
        QCOMPARE(shelf.rowOf(run), 0);
        QTRY_VERIFY(scanned.size() > 1);
        std::filesystem::remove_all(root_ / "b");
        shelf.rescan();
        QTRY_COMPARE(shelf.count(), 1);
    }

    void aShelfWithoutItsFolderIsEmpty()
    {
        RunShelf shelf;
        QSignalSpy scanned(&shelf, &RunShelf::scanned);
        shelf.setRoot(root_ / "absent");
        QTRY_COMPARE(scanned.size(), 1);
        QCOMPARE(shelf.count(), 0);
    }

    void durations_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 4.2 << "4 s";
        QTest::newRow("minutes") << 65.0 << "1 min 05 s";
        QTest::newRow("hours") << 8040.0 << "2 h 14 min";
    }

    void durations()
    {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(durationText(seconds), text);
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path root_;
};

QTEST_MAIN(TestRunWatcher)
#include "tst_run_watcher.moc"
