// What a person does with runs on the Train page: finding, archive, trash, tags, differences.
#include <memory>

#include "core/runs/run_notes.h"
#include "core/runs/run_trash.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/training/differences_dialog.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_panel.h"
#include "ui/training/runs_filter.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/training/tags_dialog.h"
#include "ui/training/training_page.h"
#include "ui/training/trash_dialog.h"
#include "ui/training/undo_bar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestRunKeeping : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theListFindsRuns_data();
    void theListFindsRuns();
    void archivedRunsAreOutOfSight();
    void theTrashAndBack();
    void aRunThatGoesStays();
    void aRunThatIsStartingStays();
    void aFolderThatIsGone();
    void theTrashIsEmptiedWhenAsked();
    void aTakenPlaceIsTold();
    void tagsOfSeveralRuns();
    void whatDiffers();
    void theSameSpecification();
    void whatIsSaidElsewhereIsSeen();
    void notesThatCannotBeRead();
    void aNoteOutlivesTheWindow();

private:
    RunFolder make(const char *name, const RunSpec &spec = smallSpec())
    {
        const auto run = create_run(root_ / name, spec);
        append(run, started(1) + epoch(2, 1, 0.3) + finished(3, 1, 0.3));
        return run;
    }
    void open(int runs)
    {
        page_->setRunsRoot(root_);
        QTRY_COMPARE(page_->shelf()->count(), runs);
        for (int row = 0; row < runs; ++row)
            QTRY_VERIFY(page_->shelf()->watcher(row)->hasLooked());
    }
    RunsList *list() const { return page_->runsList(); }
    QAbstractItemModel *rows() const { return list()->view()->model(); }
    RunActions *actions() const { return list()->runActions(); }
    RunWatcher *watcher(const RunFolder &run) const
    {
        return page_->shelf()->watcher(page_->shelf()->rowOf(run));
    }
    void choose(const RunFolder &run) const { list()->setCurrentRun(watcher(run)); }
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < rows()->rowCount(); ++row) {
            const auto folder = rows()->index(row, 0).data(RunsModel::FolderRole).toString();
            names.append(folder.section(u'/', -1));
        }
        names.sort();
        return names;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
    std::unique_ptr<TrainingPage> page_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void TestRunKeeping::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = folder_->path().toStdString();
    page_ = std::make_unique<TrainingPage>();
    page_->resize(1600, 900);
    page_->show();
    tester_ = std::make_unique<QAbstractItemModelTester>(
        rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRunKeeping::cleanup()
{
    tester_.reset();
    page_.reset();
}

void TestRunKeeping::theListFindsRuns_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing asked") << "" << QStringList{"a", "b", "c"};
    QTest::newRow("a name") << "BEST" << QStringList{"a"};
    QTest::newRow("a note") << "overfits" << QStringList{"b"};
    QTest::newRow("a tag") << "tag:paper" << QStringList{"a", "b"};
    QTest::newRow("not a tag") << "-tag:paper" << QStringList{"c"};
    QTest::newRow("a method") << "method:he" << QStringList{"c"};
    QTest::newRow("a state") << "finished tag:paper" << QStringList{"a", "b"};
    QTest::newRow("two words") << "paper overfits" << QStringList{"b"};
    QTest::newRow("nothing found") << "vgg16" << QStringList{};
}

void TestRunKeeping::theListFindsRuns()
{
    QFETCH(QString, words);
    QFETCH(QStringList, found);
    change_run_notes(make("a"), [](RunNotes &notes) {
        notes.name = "Best so far";
        notes.tags = {"paper"};
    });
    change_run_notes(make("b"), [](RunNotes &notes) {
        notes.note = "it overfits";
        notes.tags = {"paper", "small"};
    });
    make("c", smallSpec("he"));
    open(3);
    auto *search = list()->findChild<QLineEdit *>("runsSearch");
    search->setText(words);
    QCOMPARE(names(), found);
    const auto *empty = list()->findChild<QLabel *>("emptyRuns");
    QTRY_COMPARE(empty->isVisible(), found.isEmpty());
    search->clear();
    QCOMPARE(names(), (QStringList{"a", "b", "c"}));
}

void TestRunKeeping::archivedRunsAreOutOfSight()
{
    const auto run = make("a");
    make("b", smallSpec("he"));
    open(2);
    choose(run);
    page_->runsModel()->setAllShown(true);
    actions()->archive->trigger();
    QTRY_COMPARE(names(), QStringList{"b"});
    QVERIFY(read_run_notes(run).archived);
    QVERIFY(!page_->runsModel()->isShown(page_->shelf()->rowOf(run)));
    auto *button = list()->findChild<QToolButton *>("archivedRuns");
    QTRY_COMPARE(button->text(), "1 archived");
    QTRY_COMPARE(list()->findChild<QLabel *>("undoWords")->text(),
                 "TLVFC, resnet20 → resnet32 is archived");
    button->click();
    QCOMPARE(names(), (QStringList{"a", "b"}));
    choose(run);
    QVERIFY(actions()->takesOut());
    button->click();
    QCOMPARE(names(), QStringList{"b"});
    // The way back, in place.
    list()->findChild<QToolButton *>("undoDone")->click();
    QTRY_COMPARE(names(), (QStringList{"a", "b"}));
    QVERIFY(!read_run_notes(run).archived);
    QVERIFY(!list()->undoBar()->isVisible());
}

void TestRunKeeping::theTrashAndBack()
{
    const auto run = make("a");
    make("b", smallSpec("he"));
    open(2);
    choose(run);
    QVERIFY(!actions()->undo->isEnabled());
    list()->view()->setFocus();
    QTest::keyClick(list()->view(), Qt::Key_Delete);
    QTRY_COMPARE(names(), QStringList{"b"});
    QVERIFY(!fs::exists(run.path));
    QCOMPARE(list_trash(root_).size(), std::size_t(1));
    QTRY_VERIFY(list()->undoBar()->isVisible());
    QCOMPARE(actions()->undo->text().remove('&'),
             "Undo: TLVFC, resnet20 → resnet32 is in the trash");
    actions()->undo->trigger();
    QTRY_COMPARE(names(), (QStringList{"a", "b"}));
    QTRY_COMPARE(watcher(run)->state(), RunState::Finished);
    QVERIFY(!actions()->undo->isEnabled());
}

void TestRunKeeping::aRunThatGoesStays()
{
    const auto going = make("a");
    const auto other = make("b");
    const RunLock lock(going);
    open(2);
    QTRY_VERIFY(watcher(going)->isGoing());
    choose(going);
    QVERIFY(!actions()->trash->isEnabled());
    list()->view()->selectAll();
    QVERIFY(actions()->trash->isEnabled());
    QSignalSpy failed(page_.get(), &TrainingPage::failed);
    actions()->trash->trigger();
    QTRY_COMPARE(names(), QStringList{"a"});
    QTRY_COMPARE(failed.size(), 1);
    const auto sentence = failed.first().first().toString();
    QVERIFY2(sentence.contains("another process writes this run"), qPrintable(sentence));
    QVERIFY(!fs::exists(other.path));
}

/// Its process was started and has not yet said a word.
void TestRunKeeping::aRunThatIsStartingStays()
{
    const auto run = create_run(root_ / "a", smallSpec());
    make("b");
    open(2);
    page_->shelf()->add(run);
    list()->view()->selectAll();
    actions()->trash->trigger();
    QTRY_COMPARE(names(), QStringList{"a"});
    QVERIFY(fs::exists(run.spec()));
}

void TestRunKeeping::aFolderThatIsGone()
{
    const auto run = make("a");
    make("b");
    open(2);
    choose(run);
    fs::remove_all(run.path);
    QSignalSpy failed(page_.get(), &TrainingPage::failed);
    actions()->archive->trigger();
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(names(), QStringList{"b"});
    QVERIFY(!fs::exists(run.path));
}

void TestRunKeeping::theTrashIsEmptiedWhenAsked()
{
    make("a");
    const auto kept = make("b");
    move_to_trash({root_ / "a"});
    open(1);
    actions()->openTrash->trigger();
    auto *dialog = page_->findChild<TrashDialog *>();
    QVERIFY(dialog);
    auto *view = dialog->findChild<QTreeView *>("trashView");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), "TLVFC, resnet20 → resnet32");
    QCOMPARE(view->model()->index(0, 1).data().toString(), "a");
    dialog->findChild<QPushButton *>("emptyTrash")->click();
    const auto question = dialog->findChild<QLabel *>("emptyQuestion")->text();
    QVERIFY2(question.startsWith("Delete 1 run, ") && question.contains("B, for good?"),
             qPrintable(question));
    dialog->findChild<QPushButton *>("keepTrash")->click();
    QCOMPARE(list_trash(root_).size(), std::size_t(1));
    dialog->findChild<QPushButton *>("emptyTrash")->click();
    QSignalSpy told(page_.get(), &TrainingPage::told);
    dialog->findChild<QPushButton *>("deleteForGood")->click();
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(list_trash(root_).empty());
    QTRY_COMPARE(view->model()->rowCount(), 0);
    QTRY_VERIFY(dialog->findChild<QLabel *>("trashWords")->text().endsWith("is empty."));
    QVERIFY(fs::exists(kept.spec()));
    dialog->close();
}

void TestRunKeeping::aTakenPlaceIsTold()
{
    move_to_trash(make("a"));
    make("a");
    open(1);
    actions()->openTrash->trigger();
    auto *dialog = page_->findChild<TrashDialog *>();
    auto *view = dialog->findChild<QTreeView *>("trashView");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    auto *restore = dialog->findChild<QPushButton *>("restoreRuns");
    QVERIFY(!restore->isEnabled());
    view->setCurrentIndex(view->model()->index(0, 0));
    QSignalSpy told(page_.get(), &TrainingPage::told);
    restore->click();
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().first().toString(), "The place of a was taken: it is now a-2");
    QTRY_COMPARE(names(), (QStringList{"a", "a-2"}));
    dialog->close();
}

void TestRunKeeping::tagsOfSeveralRuns()
{
    const auto a = make("a");
    const auto b = make("b");
    change_run_notes(a, [](RunNotes &notes) { notes.tags = {"paper", "only-a"}; });
    change_run_notes(b, [](RunNotes &notes) { notes.tags = {"paper"}; });
    open(2);
    list()->view()->selectAll();
    actions()->editTags->trigger();
    auto *dialog = page_->findChild<TagsDialog *>();
    auto *line = dialog->findChild<QLineEdit *>("tagsLine");
    QCOMPARE(line->text(), "paper");
    line->setText("final #good");
    dialog->accept();
    QTRY_COMPARE(QSet<QString>({rows()->index(0, RunsModel::TagsColumn).data().toString(),
                                rows()->index(1, RunsModel::TagsColumn).data().toString()}),
                 (QSet<QString>{"only-a, final, good", "final, good"}));
    QTRY_VERIFY(!list()->view()->isColumnHidden(RunsModel::TagsColumn));
}

void TestRunKeeping::whatDiffers()
{
    auto other = smallSpec("he");
    other.training.epochs = 9;
    const auto a = make("a");
    const auto b = make("b", other);
    open(2);
    choose(a);
    QVERIFY(!actions()->differences->isEnabled());
    list()->view()->selectAll();
    QVERIFY(actions()->differences->isEnabled());
    actions()->differences->trigger();
    auto *dialog = page_->findChild<DifferencesDialog *>();
    QVERIFY(dialog);
    const auto *model = dialog->findChild<QTreeView *>("differencesView")->model();
    QCOMPARE(model->columnCount(), 3);
    dialog->close();
    const auto table = differencesTable({watcher(a), watcher(b)});
    QVERIFY(table.rows.contains(QStringList{"Method", "TLVFC", "He"}));
    QVERIFY(table.rows.contains(QStringList{"Recipe: Epochs", "4", "9"}));
    QCOMPARE(table.rows.first().size(), 3);
    for (const auto &row : table.rows.mid(1))
        QVERIFY2(row[1] != row[2], qPrintable(row.join(u'|')));
}

void TestRunKeeping::theSameSpecification()
{
    const auto a = make("a");
    const auto b = make("b");
    open(2);
    DifferencesDialog dialog(differencesTable({watcher(a), watcher(b)}));
    QVERIFY(dialog.findChild<QLabel *>("differencesWords")->text().contains("are the same"));
    QVERIFY(!dialog.findChild<QPushButton *>("copyDifferences")->isEnabled());
}

void TestRunKeeping::whatIsSaidElsewhereIsSeen()
{
    const auto run = make("a");
    open(1);
    QCOMPARE(rows()->index(0, 0).data().toString(), "TLVFC, resnet20 → resnet32");
    change_run_notes(run, [](RunNotes &notes) { notes.name = "from the command line"; });
    page_->shelf()->rescan();
    QTRY_COMPARE(rows()->index(0, 0).data().toString(), "from the command line");
    fs::remove(run.notes());
    page_->shelf()->rescan();
    QTRY_COMPARE(rows()->index(0, 0).data().toString(), "TLVFC, resnet20 → resnet32");
}

void TestRunKeeping::notesThatCannotBeRead()
{
    const auto run = make("a");
    QFile file(QString::fromStdString(run.notes().string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schema\": 99}");
    file.close();
    open(1);
    QCOMPARE(rows()->index(0, RunsModel::StateColumn).data().toString(), "finished");
    const auto tip = rows()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains("newer version"), qPrintable(tip));
    choose(run);
    QSignalSpy failed(page_.get(), &TrainingPage::failed);
    actions()->archive->trigger();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(names(), QStringList{"a"});
}

/// Typed, and the window closed at once.
void TestRunKeeping::aNoteOutlivesTheWindow()
{
    const auto run = make("a");
    open(1);
    choose(run);
    actions()->archive->trigger(); // which may not have begun either
    actions()->editNote->trigger();
    QTest::keyClicks(page_->runPanel()->findChild<QPlainTextEdit *>("runNote"), "last words");
    tester_.reset();
    page_.reset();
    QCOMPARE(read_run_notes(run).note, std::string("last words"));
    QVERIFY(read_run_notes(run).archived);
}

QTEST_MAIN(TestRunKeeping)
#include "tst_run_keeping.moc"
