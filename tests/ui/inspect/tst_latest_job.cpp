#include "core/base/error.h"
#include "core/base/progress.h"
#include "ui/jobs/latest_job.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <stdexcept>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

const auto noFault = [](const QString &sentence) { QFAIL(qPrintable(sentence)); };

} // namespace

class TestLatestJob : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000)); }

    void givesTheResultOnItsOwnThread()
    {
        LatestJob job;
        QThread *worker = nullptr;
        QThread *here = nullptr;
        int result = 0;
        job.start(
            [&worker](const std::stop_token &) {
                worker = QThread::currentThread();
                return 42;
            },
            [&](int given) {
                here = QThread::currentThread();
                result = given;
            },
            noFault);
        QVERIFY(job.isBusy());
        QTRY_COMPARE(result, 42);
        QCOMPARE(here, QThread::currentThread());
        QVERIFY(worker != here);
        QVERIFY(!job.isBusy());
    }

    void newestSupersedes()
    {
        LatestJob job;
        QSemaphore started;
        std::atomic<bool> wasStopped = false;
        QList<int> results;
        const auto take = [&results](int result) { results << result; };
        job.start(
            [&](const std::stop_token &stop) {
                started.release();
                while (!stop.stop_requested())
                    QThread::yieldCurrentThread();
                wasStopped = true;
                return 1;
            },
            take, noFault);
        started.acquire();
        for (int i = 2; i <= 5; ++i)
            job.start([i](const std::stop_token &) { return i; }, take, noFault);
        QTRY_VERIFY(!job.isBusy());
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(results, QList<int>{5});
        QVERIFY(wasStopped);
    }

    void theNewestRunsBesideOneOvertakenAtMost()
    {
        LatestJob job;
        QSemaphore begun;
        QSemaphore mayEnd;
        std::atomic<int> running = 0;
        std::atomic<int> most = 0;
        QList<int> results;
        // None of them looks at its token.
        const auto order = [&](int number) {
            job.start(
                [&, number](const std::stop_token &) {
                    most = std::max<int>(most, ++running);
                    begun.release();
                    mayEnd.acquire();
                    --running;
                    return number;
                },
                [&](int result) { results << result; }, noFault);
        };
        for (int i = 1; i <= 6; ++i) {
            order(i);
            if (i <= 2)
                begun.acquire();
        }
        QVERIFY(job.isBusy());
        QCOMPARE(begun.available(), 0);
        mayEnd.release(6);
        QTRY_COMPARE(results, QList<int>{6});
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCOMPARE(begun.available(), 1); // those between never began
        QCOMPARE(int(most), 2);
    }

    void whatWaitsIsGoneWithItsOwner_data()
    {
        QTest::addColumn<bool>("isCanceled");
        QTest::newRow("canceled") << true;
        QTest::newRow("gone") << false;
    }

    void whatWaitsIsGoneWithItsOwner()
    {
        QFETCH(bool, isCanceled);
        QSemaphore begun;
        QSemaphore mayEnd;
        auto job = std::make_unique<LatestJob>();
        for (int i = 1; i <= 3; ++i) {
            job->start(
                [&](const std::stop_token &) {
                    begun.release();
                    mayEnd.acquire();
                    return 0;
                },
                [](int) { QFAIL("a result of work that nobody waits for"); }, noFault);
            if (i <= 2)
                begun.acquire();
        }
        if (isCanceled)
            job->cancel();
        else
            job.reset();
        mayEnd.release(3);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(begun.available(), 0);
    }

    void faultsOfASupersededJobAreDropped()
    {
        LatestJob job;
        QSemaphore started;
        QStringList faults;
        int result = 0;
        job.start(
            [&](const std::stop_token &stop) -> int {
                started.release();
                while (!stop.stop_requested())
                    QThread::yieldCurrentThread();
                throw_if_stopped(stop);
                return 0;
            },
            [](int) {}, [&](const QString &fault) { faults << fault; });
        started.acquire();
        job.start([](const std::stop_token &) { return 7; }, [&](int given) { result = given; },
                  noFault);
        QTRY_COMPARE(result, 7);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QVERIFY(faults.isEmpty());
    }

    void faultsArriveAsSentences_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("core's") << 0 << "no such file, weights.pth, choose another";
        QTest::newRow("standard") << 1 << "out of luck";
        QTest::newRow("memory") << 2 << "There is not enough memory for this.";
        QTest::newRow("other") << 3 << "Something went wrong that gave no reason.";
    }

    void faultsArriveAsSentences()
    {
        QFETCH(int, kind);
        QFETCH(QString, sentence);
        LatestJob job;
        QString told;
        job.start(
            [kind](const std::stop_token &) -> int {
                switch (kind) {
                case 0:
                    throw unreadable_input("no such file", "weights.pth", "choose another");
                case 1:
                    throw std::runtime_error("out of luck");
                case 2:
                    throw std::bad_alloc();
                default:
                    throw 5;
                }
            },
            [](int) { QFAIL("a result of work that failed"); },
            [&](const QString &fault) { told = fault; });
        QTRY_COMPARE(told, sentence);
        QVERIFY(!job.isBusy());
    }

    void outlivesItsOwner()
    {
        QSemaphore started;
        QSemaphore mayEnd;
        bool isStopped = false;
        {
            LatestJob job;
            job.start(
                [&](const std::stop_token &stop) {
                    started.release();
                    mayEnd.acquire();
                    isStopped = stop.stop_requested();
                    return 1;
                },
                [](int) { QFAIL("a callback of a job that is gone"); }, noFault);
            started.acquire();
        }
        mayEnd.release();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QVERIFY(isStopped);
    }

    void canceledWorkGivesNothing()
    {
        LatestJob job;
        QSignalSpy busy(&job, &LatestJob::busyChanged);
        job.start([](const std::stop_token &) { return 1; },
                  [](int) { QFAIL("a result of canceled work"); }, noFault);
        job.cancel();
        QVERIFY(!job.isBusy());
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(busy.size(), 2);
    }

    void aCallbackMayOrderTheNext()
    {
        LatestJob job;
        QList<int> results;
        job.start([](const std::stop_token &) { return 1; },
                  [&](int first) {
                      results << first;
                      job.start([](const std::stop_token &) { return 2; },
                                [&](int second) { results << second; }, noFault);
                      QVERIFY(job.isBusy());
                  },
                  noFault);
        QTRY_COMPARE(results, (QList<int>{1, 2}));
        QVERIFY(!job.isBusy());
    }

    void partsComeBeforeTheResult()
    {
        LatestJob job;
        QList<int> told;
        job.startInParts<int>(
            [](const std::stop_token &, const std::function<void(int)> &tell) {
                for (int i = 1; i <= 3; ++i)
                    tell(i);
                return 4;
            },
            [&](int part) {
                QVERIFY(job.isBusy());
                QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
                told << part;
            },
            [&](int result) { told << result; }, noFault);
        QTRY_COMPARE(told, (QList<int>{1, 2, 3, 4}));
        QVERIFY(!job.isBusy());
    }

    void partsOfASupersededJobAreDropped()
    {
        LatestJob job;
        QSemaphore started;
        QSemaphore mayGoOn;
        QList<int> told;
        const auto take = [&](int part) { told << part; };
        job.startInParts<int>(
            [&](const std::stop_token &, const std::function<void(int)> &tell) {
                tell(1);
                started.release();
                mayGoOn.acquire();
                tell(2);
                return 3;
            },
            take, take, noFault);
        started.acquire();
        QTRY_COMPARE(told, QList<int>{1});
        job.start([](const std::stop_token &) { return 9; }, take, noFault);
        mayGoOn.release();
        QTRY_COMPARE(told, (QList<int>{1, 9}));
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(told, (QList<int>{1, 9}));
    }

    void longWorkKeepsNoOtherWaiting()
    {
        // More of them than the pool has threads.
        const int many = QThreadPool::globalInstance()->maxThreadCount() + 2;
        QSemaphore mayEnd;
        std::vector<std::unique_ptr<LatestJob>> slow;
        for (int i = 0; i < many; ++i) {
            slow.push_back(std::make_unique<LatestJob>());
            slow.back()->start(
                [&mayEnd](const std::stop_token &) {
                    mayEnd.acquire();
                    return 0;
                },
                [](int) {}, noFault);
        }
        LatestJob quick;
        bool isDone = false;
        quick.start([](const std::stop_token &) { return 1; }, [&](int) { isDone = true; },
                    noFault);
        QTRY_VERIFY(isDone);
        mayEnd.release(many);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
    }
};

QTEST_MAIN(TestLatestJob)
#include "tst_latest_job.moc"
