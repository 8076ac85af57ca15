// What can be done with runs is in the menus, and with it in the command palette.
#include "tests/ui/training/run_on_disk.h"
#include "tests/ui/window/studio_fixture.h"

#include "core/runs/run_lock.h"
#include "ui/training/run_actions.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/window/command_palette.h"

#include <QAction>
#include <QLabel>
#include <QMenuBar>
#include <QTreeView>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

class TestRunsMenu : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        studio_ = std::make_unique<StudioFixture>();
        root_ = studio_->openRuns();
        studio_->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&studio_->window()));
    }
    void cleanup() { studio_.reset(); }

    void aCommandIsFound_data();
    void aCommandIsFound();
    void nothingFoundIsSaid();
    void whatIsPossibleFollowsTheState_data();
    void whatIsPossibleFollowsTheState();
    void stopEndsEverySelectedRun();
    void undoIsOfThePage();

private:
    RunFolder makeRun(const char *name, const QByteArray &events)
    {
        const auto run = create_run(root_ / name, smallSpec("he", name));
        if (!events.isEmpty())
            append(run, events);
        return run;
    }
    /// On the Train page, where all of them are listed.
    void open(int runs)
    {
        studio_->window().showPage(MainWindow::Train);
        studio_->training().shelf()->rescan();
        QTRY_COMPARE(list()->view()->model()->rowCount(), runs);
        for (int row = 0; row < runs; ++row)
            QTRY_VERIFY(studio_->training().runsModel()->watcher(row)->hasLooked());
    }

    RunsList *list() { return studio_->training().runsList(); }
    RunActions *actions() { return list()->runActions(); }

    std::unique_ptr<StudioFixture> studio_;
    std::filesystem::path root_;
};

void TestRunsMenu::aCommandIsFound_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    const auto row = [](const char *typed, const char *first) {
        QTest::newRow(typed) << typed << first;
    };
    row("start training", "Runs › Start Training");
    row("stop", "Runs › Stop");
    row("go on", "Runs › Go On");
    row("use as source", "Runs › Use as Source");
    row("add to queue", "Runs › Add to Queue");
    row("open its folder", "Runs › Open Its Folder");
    row("show all", "Runs › Show All Curves");
    row("report", "File › Save Comparison › Report with tables and curves (HTML)");
}

void TestRunsMenu::aCommandIsFound()
{
    QFETCH(QString, typed);
    QFETCH(QString, first);
    CommandPalette palette(paletteEntries(*studio_->window().menuBar()));
    palette.search(typed);
    QVERIFY(!palette.shown().isEmpty());
    QCOMPARE(palette.shown().first(), first);
}

void TestRunsMenu::nothingFoundIsSaid()
{
    CommandPalette palette(paletteEntries(*studio_->window().menuBar()));
    palette.show();
    auto *said = palette.findChild<QLabel *>("noCommand");
    QVERIFY(!said->isVisible());
    palette.search("nothing is called so");
    QVERIFY(said->isVisible());
    QVERIFY(!said->text().isEmpty());
    palette.search("stop");
    QVERIFY(!said->isVisible());
}

void TestRunsMenu::whatIsPossibleFollowsTheState_data()
{
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<bool>("goesOn");
    QTest::addColumn<QString>("called");
    const QByteArray begun = started(1) + epoch(2, 1, 0.31);
    QTest::newRow("prepared") << QByteArray() << true << "Start";
    QTest::newRow("stopped") << begun + test::event(3, "stopped", "\"epoch\":1") << true << "Go On";
    QTest::newRow("finished") << begun + finished(3, 1, 0.31) << false << "Go On";
}

void TestRunsMenu::whatIsPossibleFollowsTheState()
{
    QFETCH(QByteArray, events);
    QFETCH(bool, goesOn);
    QFETCH(QString, called);
    makeRun("a", events);
    open(1);
    QTRY_COMPARE(actions()->goOn->isEnabled(), goesOn);
    QCOMPARE(actions()->addToQueue->isEnabled(), goesOn);
    QTRY_COMPARE(actions()->goOn->text().remove('&'), called);
    QVERIFY(!actions()->stop->isEnabled());
    QVERIFY(actions()->openFolder->isEnabled());
}

void TestRunsMenu::stopEndsEverySelectedRun()
{
    const QByteArray going = started(1) + epoch(2, 1, 0.31);
    const auto first = makeRun("a", going);
    const auto second = makeRun("b", going);
    const RunLock lockOfFirst(first);
    const RunLock lockOfSecond(second);
    open(2);
    list()->view()->selectAll();
    QTRY_VERIFY(actions()->stop->isEnabled());
    actions()->stop->trigger();
    QTRY_VERIFY(std::filesystem::exists(first.stop_request()));
    QTRY_VERIFY(std::filesystem::exists(second.stop_request()));
}

/// A deleted run comes back, and the strategy that a person does not see stays as it is.
void TestRunsMenu::undoIsOfThePage()
{
    auto strategy = studio_->session().strategy();
    strategy.keep = SelectionRule::MaxVar;
    studio_->session().setStrategy(strategy);
    const auto run = makeRun("a", started(1) + epoch(2, 1, 0.31) + finished(3, 1, 0.31));
    makeRun("b", {});
    open(2);
    list()->setCurrentRun(studio_->training().shelf()->watcher(run));
    list()->view()->setFocus();
    QTest::keyClick(list()->view(), Qt::Key_Delete);
    QTRY_COMPARE(list()->view()->model()->rowCount(), 1);
    auto *undo = studio_->window().findChild<QAction *>("undo");
    QTRY_VERIFY(undo->text().contains("trash"));
    QTest::keyClick(&studio_->window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(list()->view()->model()->rowCount(), 2);
    QCOMPARE(studio_->session().strategy(), strategy);
    QCOMPARE(studio_->window().page(), MainWindow::Train);

    QTRY_COMPARE(undo->text(), "&Undo: keep the largest variances");
    QTest::keyClick(&studio_->window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(studio_->session().strategy(), preset("tlvfc"));
    QCOMPARE(studio_->window().page(), MainWindow::Transfer);
}

QTEST_MAIN(TestRunsMenu)
#include "tst_runs_menu.moc"
