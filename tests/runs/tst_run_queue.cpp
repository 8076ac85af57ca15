// The queue of a folder: what is read, written and due.
#include "core/base/error.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_queue.h"
#include "tests/runs/small_run.h"

#include <QTest>

#include <thread>

using namespace tlvfc;
using namespace tlvfc::test;

class TestRunQueue : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        root_ = path_in(*folder_, "runs");
    }

    void comesBackAsWritten();
    void noFileIsAnEmptyQueue();
    void wrongFiles_data();
    void wrongFiles();
    void addingTwiceIsOnce();
    void changesOfManyAreAllThere();
    void turns_data();
    void turns();
    void aFailureIsForgivenOnce();
    void theQueuesFolderIsNoRun();

private:
    RunFolder made(const std::string &name) { return create_run(root_ / name, small_run()); }
    static void say(const RunFolder &run, const char *kind)
    {
        EventWriter(run.events()).write(kind, {});
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path root_;
};

void TestRunQueue::comesBackAsWritten()
{
    const RunQueue wanted{{{"b", true, 2}, {"a", false, 0}}, true, 3};
    change_queue(root_, [&](RunQueue &queue) { queue = wanted; });
    QVERIFY(read_queue(root_) == wanted);
}

void TestRunQueue::noFileIsAnEmptyQueue()
{
    QVERIFY(read_queue(root_) == RunQueue());
    change_queue(root_, [](RunQueue &) {});
    QVERIFY(read_queue(root_) == RunQueue());
}

void TestRunQueue::wrongFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("torn") << QByteArray("{\"runs\": [");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("newer") << QByteArray("{\"schema\": 2}");
    QTest::newRow("out of the folder") << QByteArray("{\"runs\": [{\"run\": \"../a\"}]}");
    QTest::newRow("the folder above") << QByteArray("{\"runs\": [{\"run\": \"..\"}]}");
    QTest::newRow("no name") << QByteArray("{\"runs\": [{}]}");
    QTest::newRow("a number") << QByteArray("{\"runs\": [3]}");
}

void TestRunQueue::wrongFiles()
{
    QFETCH(QByteArray, text);
    const auto folder = queue_folder(root_).path;
    std::filesystem::create_directories(folder);
    write_file(folder / "queue.json", text.toStdString());
    QVERIFY_THROWS_EXCEPTION(Error, read_queue(root_));
}

void TestRunQueue::addingTwiceIsOnce()
{
    made("a");
    made("b");
    add_to_queue(root_, {"a", "b"});
    change_queue(root_, [](RunQueue &queue) { queue.runs[0].held = true; });
    add_to_queue(root_, {"a"});
    const auto queue = read_queue(root_);
    QCOMPARE(queue.runs.size(), 2u);
    QCOMPARE(queue.runs[0].name, std::string("a"));
    QVERIFY(!queue.runs[0].held);
}

void TestRunQueue::changesOfManyAreAllThere()
{
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([this, i] {
                for (int k = 0; k < 5; ++k)
                    add_to_queue(root_, {std::to_string(i) + "-" + std::to_string(k)});
            });
    }
    QCOMPARE(read_queue(root_).runs.size(), 40u);
}

void TestRunQueue::turns_data()
{
    QTest::addColumn<QString>("last"); // event
    QTest::addColumn<bool>("held");
    QTest::addColumn<int>("turn");
    const auto row = [](const char *last, bool held, QueueTurn turn) {
        QTest::addRow("%s%s", last, held ? ", held" : "") << QString(last) << held << int(turn);
    };
    row("", false, QueueTurn::Ready);
    row("", true, QueueTurn::Held);
    row("stopped", false, QueueTurn::Ready);
    row("progress", false, QueueTurn::Ready); // broken off
    row("finished", false, QueueTurn::Finished);
    row("finished", true, QueueTurn::Finished);
    row("failed", false, QueueTurn::Failed);
}

void TestRunQueue::turns()
{
    QFETCH(QString, last);
    QFETCH(bool, held);
    QFETCH(int, turn);
    const auto run = made("a");
    if (!last.isEmpty())
        say(run, qPrintable(last));
    QCOMPARE(int(queue_turn(root_, {"a", held, 0})), turn);
    QCOMPARE(int(queue_turn(root_, {"b", held, 0})), int(QueueTurn::Gone));
    const RunLock lock(run);
    QCOMPARE(int(queue_turn(root_, {"a", held, 0})), int(QueueTurn::Going));
}

void TestRunQueue::aFailureIsForgivenOnce()
{
    const auto run = made("a");
    say(run, "failed");
    QCOMPARE(failures_of(run), 1);
    QCOMPARE(queue_turn(root_, {"a", false, 1}), QueueTurn::Ready);
    say(run, "failed");
    QCOMPARE(queue_turn(root_, {"a", false, 1}), QueueTurn::Failed);
    add_to_queue(root_, {"a"});
    QCOMPARE(queue_turn(root_, read_queue(root_).runs[0]), QueueTurn::Ready);
}

void TestRunQueue::theQueuesFolderIsNoRun()
{
    made("a");
    add_to_queue(root_, {"a"});
    QCOMPARE(list_runs(root_).size(), 1u);
}

QTEST_APPLESS_MAIN(TestRunQueue)
#include "tst_run_queue.moc"
