#include "tests/ui/training/run_on_disk.h"
#include "ui/training/run_source.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"

#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

class TestRunsList : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        shelf_ = std::make_unique<RunShelf>();
        model_ = std::make_unique<RunsModel>(shelf_.get());
        list_ = std::make_unique<RunsList>(model_.get());
        list_->show();
    }

    void cleanup()
    {
        list_.reset();
        model_.reset();
        shelf_.reset();
    }

    void theMenuOffersWhatTheRunAllows_data();
    void theMenuOffersWhatTheRunAllows();
    void aFinishedRunIsASource();
    void aStoppedRunGoesOn();

private:
    RunFolder makeRun(const QByteArray &events, bool hasWeights)
    {
        const auto run =
            create_run(std::filesystem::path(folder_->path().toStdString()) / "a", smallSpec());
        append(run, events);
        if (hasWeights) {
            QFile best(QString::fromStdString(run.best_weights().string()));
            if (best.open(QIODevice::WriteOnly))
                best.write("weights");
        }
        shelf_->setRoot(folder_->path().toStdString());
        return run;
    }

    QMenu *openMenu()
    {
        const auto *view = list_->view();
        emit list_->view()->customContextMenuRequested(
            view->visualRect(view->model()->index(0, 0)).center());
        return view->findChild<QMenu *>("runMenu");
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<RunShelf> shelf_;
    std::unique_ptr<RunsModel> model_;
    std::unique_ptr<RunsList> list_;
};

void TestRunsList::theMenuOffersWhatTheRunAllows_data()
{
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<bool>("hasWeights");
    QTest::addColumn<bool>("isSource");
    QTest::addColumn<bool>("goesOn");
    const auto begun = started(1) + epoch(2, 1, 0.3);
    const auto stopped = begun + test::event(3, "stopped", "\"epoch\":1");
    const auto failed = begun + test::event(3, "failed", "\"error\":\"no\"");
    QTest::newRow("finished") << begun + finished(3, 1, 0.3) << true << true << false;
    QTest::newRow("finished, weights gone")
        << begun + finished(3, 1, 0.3) << false << false << false;
    QTest::newRow("stopped") << stopped << true << true << true;
    QTest::newRow("stopped early")
        << started(1) + test::event(2, "stopped", "\"epoch\":0") << false << false << true;
    QTest::newRow("failed") << failed << true << false << true;
    QTest::newRow("broken off") << begun << true << false << true;
    QTest::newRow("prepared") << QByteArray() << false << false << true;
}

/// The list's menu shows what stands in the window's menu, too.
static QAction *actionOf(const QMenu *menu, const char *name)
{
    const auto actions = menu->actions();
    const auto found = std::ranges::find(actions, QLatin1String(name), &QAction::objectName);
    return found == actions.end() ? nullptr : *found;
}

void TestRunsList::theMenuOffersWhatTheRunAllows()
{
    QFETCH(QByteArray, events);
    QFETCH(bool, hasWeights);
    QFETCH(bool, isSource);
    QFETCH(bool, goesOn);
    makeRun(events, hasWeights);
    QTRY_VERIFY(shelf_->watcher(0) && shelf_->watcher(0)->hasLooked());
    const QPointer<QMenu> menu = openMenu();
    QVERIFY(menu);
    QCOMPARE(actionOf(menu, "useAsSource")->isEnabled(), isSource);
    QCOMPARE(actionOf(menu, "goOn")->isEnabled(), goesOn);
    QVERIFY(!actionOf(menu, "stopRuns")->isEnabled());
    menu->close();
    QTRY_VERIFY(!menu); // one menu at a time
}

void TestRunsList::aFinishedRunIsASource()
{
    const auto run = makeRun(started(1) + epoch(2, 1, 0.3) + finished(3, 1, 0.3), true);
    QTRY_VERIFY(shelf_->watcher(0) && shelf_->watcher(0)->hasLooked());
    QCOMPARE(sourceMeaning(*shelf_->watcher(0)), "resnet32, best validation 30.00 %");
    QSignalSpy chosen(list_.get(), &RunsList::sourceChosen);
    actionOf(openMenu(), "useAsSource")->trigger();
    QCOMPARE(chosen.size(), 1);
    const auto source = chosen.first().first().value<NetworkSpec>();
    QCOMPARE(source, (NetworkSpec{"resnet32", run.best_weights().string(), 0}));
}

void TestRunsList::aStoppedRunGoesOn()
{
    makeRun(started(1) + test::event(2, "stopped", "\"epoch\":1"), false);
    QTRY_VERIFY(shelf_->watcher(0) && shelf_->watcher(0)->hasLooked());
    QSignalSpy asked(list_.get(), &RunsList::goOnRequested);
    auto *menu = openMenu();
    actionOf(menu, "goOn")->trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().value<RunWatcher *>(), shelf_->watcher(0));
    // Once it was started nobody starts it twice.
    shelf_->add(shelf_->watcher(0)->folder());
    QCOMPARE(model_->index(0, RunsModel::StateColumn).data().toString(), "starting");
}

QTEST_MAIN(TestRunsList)
#include "tst_runs_list.moc"
