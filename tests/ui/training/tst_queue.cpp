#include "tests/ui/training/run_on_disk.h"
#include "ui/training/queue_panel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

class TestQueue : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsHowEachStands();
    void namesMayHoldAnything();
    void movesInBothDirections_data();
    void movesInBothDirections();
    void buttonsChangeTheQueue();
    void manyChangesAreAllMade();
    void changesOutliveTheService();
    void changesStayInTheirFolder();
    void aProcessIsFoundAgain();
    void noProcessIsStartedUnasked();
    void onlyAskedForItIsStarted();
    void askedForItIsStarted();
    void aBrokenQueueIsSaidOnce();

private:
    RunFolder run(const char *name) const { return RunFolder{root_ / name}; }
    QStringList names() const
    {
        QStringList list;
        for (int row = 0; row < panel_->model()->rowCount(); ++row)
            list.append(panel_->model()->name(row));
        return list;
    }
    QString state(int row) const
    {
        return panel_->model()->index(row, QueueModel::StateColumn).data().toString();
    }
    void press(const char *name) const { panel_->findChild<QToolButton *>(name)->click(); }
    void select(int row) const
    {
        panel_->view()->selectionModel()->select(panel_->model()->index(row, 0),
                                                 QItemSelectionModel::ClearAndSelect |
                                                     QItemSelectionModel::Rows);
    }
    /// In the place of `tlvfc`: says that it was started, with what.
    void useProgram(const QByteArray &script);

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path root_;
    std::unique_ptr<RunShelf> shelf_;
    std::unique_ptr<QueueService> service_;
    std::unique_ptr<QueuePanel> panel_;
};

void TestQueue::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = std::filesystem::path(folder_->path().toStdString()) / "runs";
    for (const auto *name : {"a", "b", "c"})
        create_run(root_ / name, smallSpec("he", name));
    useProgram("exit 0\n");
    shelf_ = std::make_unique<RunShelf>();
    service_ = std::make_unique<QueueService>(nullptr, 50);
    panel_ = std::make_unique<QueuePanel>(service_.get(), shelf_.get());
    shelf_->setRoot(root_);
    QTRY_VERIFY(shelf_->count() == 3 && shelf_->watcher(2)->hasLooked());
}

void TestQueue::cleanup()
{
    panel_.reset();
    service_.reset();
    shelf_.reset();
}

void TestQueue::useProgram(const QByteArray &script)
{
    const auto path = folder_->filePath("tlvfc");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\necho \"$@\" >> '" + folder_->filePath("started").toUtf8() + "'\n" +
               script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file.close();
    qputenv("TLVFC_EXECUTABLE", path.toUtf8());
}

void TestQueue::showsHowEachStands()
{
    const QAbstractItemModelTester tester(panel_->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    append(run("a"), started(1) + epoch(2, 1, 0.3) + finished(3, 1, 0.3));
    append(run("b"), started(1) + test::event(2, "failed", "\"error\":\"the disk is full\""));
    shelf_->rescan();
    add_to_queue(root_, {"a", "c", "b", "gone"});
    change_queue(root_, [](RunQueue &queue) {
        queue.runs[1].held = true;
        queue.paused = true;
    });
    service_->setRoot(root_);
    QTRY_COMPARE(names(), QStringList({"a", "c", "b", "gone"}));
    QTRY_COMPARE(state(0), "finished");
    QCOMPARE(state(1), "held");
    QTRY_COMPARE(state(2), "failed");
    QCOMPARE(state(3), "its folder is gone");
    QTRY_COMPARE(panel_->statusText(), "1 held, 1 failed, 1 finished, 1 gone; paused");
    const RunLock lock(run("c"));
    append(run("c"), started(1));
    shelf_->rescan();
    QTRY_COMPARE(state(1), "running");
}

void TestQueue::namesMayHoldAnything()
{
    create_run(root_ / "<b>d", smallSpec("he", "half %2 <i>"));
    shelf_->rescan();
    add_to_queue(root_, {"<b>d"});
    service_->setRoot(root_);
    QTRY_COMPARE(names(), QStringList({"<b>d"}));
    const auto index = panel_->model()->index(0, QueueModel::RunColumn);
    QTRY_COMPARE(index.data().toString(), "half %2 <i>, seed 2");
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains("&lt;b&gt;d"));
}

void TestQueue::movesInBothDirections_data()
{
    QTest::addColumn<QStringList>("moved");
    QTest::addColumn<int>("by");
    QTest::addColumn<QString>("order");
    QTest::newRow("up") << QStringList{"c"} << -1 << "acbd";
    QTest::newRow("down") << QStringList{"b"} << 1 << "acbd";
    QTest::newRow("at the top") << QStringList{"a"} << -1 << "abcd";
    QTest::newRow("at the end") << QStringList{"d"} << 1 << "abcd";
    QTest::newRow("two up") << QStringList{"b", "c"} << -1 << "bcad";
    QTest::newRow("two down") << QStringList{"b", "c"} << 1 << "adbc";
    QTest::newRow("two at the top") << QStringList{"a", "b"} << -1 << "abcd";
}

void TestQueue::movesInBothDirections()
{
    QFETCH(QStringList, moved);
    QFETCH(int, by);
    QFETCH(QString, order);
    QString found;
    for (const auto &one : movedRuns({{"a"}, {"b"}, {"c"}, {"d"}}, moved, by))
        found += QString::fromStdString(one.name);
    QCOMPARE(found, order);
}

void TestQueue::buttonsChangeTheQueue()
{
    add_to_queue(root_, {"a", "b", "c"});
    service_->setRoot(root_);
    QTRY_COMPARE(names(), QStringList({"a", "b", "c"}));
    select(2);
    press("queueUp");
    QTRY_COMPARE(names(), QStringList({"a", "c", "b"}));
    press("queueUp"); // the same run is still selected
    QTRY_COMPARE(names(), QStringList({"c", "a", "b"}));
    press("queueDown");
    QTRY_COMPARE(names(), QStringList({"a", "c", "b"}));
    select(0);
    press("queueHold");
    QTRY_COMPARE(state(0), "held");
    press("queueHold");
    QTRY_COMPARE(state(0), "waiting");
    panel_->findChild<QSpinBox *>("queueAtATime")->setValue(3);
    QTRY_COMPARE(read_queue(root_).at_a_time, 3);
    select(1);
    press("queueRemove");
    QTRY_COMPARE(names(), QStringList({"a", "b"}));
    append(run("b"), started(1) + test::event(2, "failed", "\"error\":\"x\""));
    append(run("a"), started(1) + finished(2, 1, 0.3));
    shelf_->rescan();
    QTRY_VERIFY(panel_->findChild<QToolButton *>("queueRetry")->isEnabled());
    press("queueRetry");
    QTRY_COMPARE(read_queue(root_).runs[1].tries, 1);
    QTRY_VERIFY(panel_->findChild<QToolButton *>("queueClear")->isEnabled());
    press("queueClear");
    QTRY_COMPARE(names(), QStringList({"b"}));
}

void TestQueue::manyChangesAreAllMade()
{
    service_->setRoot(root_);
    for (int i = 0; i < 30; ++i)
        service_->add({QString::number(i)});
    QTRY_COMPARE(read_queue(root_).runs.size(), 30u);
    QCOMPARE(read_queue(root_).runs[29].name, std::string("29"));
}

void TestQueue::changesOutliveTheService()
{
    service_->setRoot(root_);
    panel_.reset();
    for (int i = 0; i < 30; ++i)
        service_->add({QString::number(i)});
    service_.reset();
    QCOMPARE(read_queue(root_).runs.size(), 30u);
}

void TestQueue::changesStayInTheirFolder()
{
    const auto other = root_.parent_path() / "other";
    service_->setRoot(root_);
    for (int i = 0; i < 30; ++i)
        service_->add({QString::number(i)});
    service_->setRoot(other);
    QTRY_COMPARE(read_queue(root_).runs.size(), 30u);
    service_->edit([](RunQueue &queue) { queue.at_a_time = 7; });
    QTRY_COMPARE(read_queue(other).at_a_time, 7);
    QVERIFY(read_queue(other).runs.empty());
    QCOMPARE(read_queue(root_).at_a_time, 1);
}

/// The window was closed and opened again.
void TestQueue::aProcessIsFoundAgain()
{
    add_to_queue(root_, {"a"});
    const RunLock lock(queue_folder(root_));
    service_->setRoot(root_);
    QTRY_VERIFY(service_->isCarried());
    QTRY_VERIFY(panel_->statusText().contains("goes on when the window closes"));
    service_->edit([](RunQueue &queue) { queue.at_a_time = 2; });
    QTRY_COMPARE(read_queue(root_).at_a_time, 2);
    QVERIFY(!QFile::exists(folder_->filePath("started")));
    press("queuePause");
    QTRY_VERIFY(read_queue(root_).paused);
}

void TestQueue::noProcessIsStartedUnasked()
{
    add_to_queue(root_, {"a"});
    service_->setRoot(root_);
    QTRY_VERIFY(panel_->statusText().contains("press “Go on”"));
    QSignalSpy looked(service_.get(), &QueueService::changed);
    QTRY_VERIFY(looked.size() > 3);
    QVERIFY(!QFile::exists(folder_->filePath("started")));
}

void TestQueue::onlyAskedForItIsStarted()
{
    add_to_queue(root_, {"a", "b", "c"});
    service_->setRoot(root_);
    QTRY_COMPARE(names(), QStringList({"a", "b", "c"}));
    select(1);
    press("queueRemove");
    QTRY_COMPARE(names(), QStringList({"a", "c"}));
    select(1);
    press("queueUp");
    QTRY_COMPARE(names(), QStringList({"c", "a"}));
    panel_->findChild<QSpinBox *>("queueAtATime")->setValue(2);
    QTRY_COMPARE(read_queue(root_).at_a_time, 2);
    QSignalSpy looked(service_.get(), &QueueService::changed);
    QTRY_VERIFY(looked.size() > 3);
    QVERIFY(panel_->statusText().contains("press “Go on”"));
    QVERIFY(!QFile::exists(folder_->filePath("started")));
    service_->retry({"a"});
    QTRY_VERIFY(QFile::exists(folder_->filePath("started")));
}

void TestQueue::askedForItIsStarted()
{
    add_to_queue(root_, {"a"});
    service_->setRoot(root_);
    QTRY_VERIFY(panel_->findChild<QToolButton *>("queuePause")->isEnabled());
    press("queuePause"); // "Go on"
    const auto said = [this] {
        QFile file(folder_->filePath("started"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    };
    QTRY_COMPARE(said(), QByteArray::fromStdString("queue --runs " + root_.string()));
}

void TestQueue::aBrokenQueueIsSaidOnce()
{
    std::filesystem::create_directories(queue_folder(root_).path);
    QFile file(QString::fromStdString((queue_folder(root_).path / "queue.json").string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ nonsense");
    file.close();
    QSignalSpy failed(service_.get(), &QueueService::failed);
    QSignalSpy looked(service_.get(), &QueueService::changed);
    service_->setRoot(root_);
    QTRY_COMPARE(failed.size(), 1);
    QTRY_VERIFY(looked.size() > 4);
    QCOMPARE(failed.size(), 1);
}

QTEST_MAIN(TestQueue)
#include "tst_queue.moc"
