// Orders that overlap on the Train page: sweeps, another folder, a stop that cannot be asked for.
#include <memory>

#include "core/runs/sweep_folders.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/training/progress_panel.h"
#include "ui/training/run_words.h"
#include "ui/training/runs_model.h"
#include "ui/training/sweep_plan.h"
#include "ui/training/training_page.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestTrainingPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sweepsFollowEachOther();
    void aSweepStaysInItsFolder();
    void aStopThatCannotBeAskedForIsTakenBack();
    void aComparisonThatBeginsIsShown();
    void theTabCountsWhatIsOpen();
    void theFirstEpochIsToldOf();
    void aLongNameIsCut();

private:
    std::vector<SweepRun> sweep(const fs::path &root, const std::string &target) const
    {
        auto base = smallSpec("he");
        base.target.name = target;
        return planSweep(root, base, {{"he"}, {base.target}, {"made-up"}, {1, 2}, {}}).runs;
    }
    static std::size_t queued(const fs::path &root) { return read_queue(root).runs.size(); }

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
    std::unique_ptr<TrainingPage> page_;
};

void TestTrainingPage::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = fs::path(folder_->path().toStdString()) / "runs";
    qputenv("TLVFC_EXECUTABLE", "/bin/true");
    page_ = std::make_unique<TrainingPage>();
    page_->setRunsRoot(root_);
}

void TestTrainingPage::cleanup() { page_.reset(); }

void TestTrainingPage::sweepsFollowEachOther()
{
    page_->queue(sweep(root_, "resnet20"), 1);
    page_->queue(sweep(root_, "resnet32"), 3);
    QTRY_COMPARE(queued(root_), std::size_t(4));
    QCOMPARE(read_queue(root_).at_a_time, 3);
    QTRY_COMPARE(page_->shelf()->count(), 4);
}

void TestTrainingPage::aSweepStaysInItsFolder()
{
    const auto other = root_.parent_path() / "others";
    QSignalSpy told(page_.get(), &TrainingPage::told);
    page_->queue(sweep(root_, "resnet20"), 1);
    page_->setRunsRoot(other);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told[0][0].toString().contains(QString::fromStdString(root_.string())));
    QCOMPARE(queued(root_), std::size_t(2));
    QVERIFY(!fs::exists(other / "queue.json") && queued(other) == 0);
}

void TestTrainingPage::aStopThatCannotBeAskedForIsTakenBack()
{
    const auto run = create_run(root_ / "a", smallSpec("he", "half %2 <i>"));
    RunWatcher watcher(run);
    QTRY_VERIFY(watcher.hasLooked());
    ProgressRow row(&watcher);
    row.refresh(runName(watcher), Qt::black);
    const auto before = row.text();
    QVERIFY(std::ranges::any_of(row.findChildren<QLabel *>(), [](const QLabel *label) {
        return label->text() == "half %2 <i>" && label->toolTip().contains("&lt;i&gt;");
    }));
    QSignalSpy failed(&watcher, &RunWatcher::failedToStop);
    // Where the folder was there is a file.
    fs::remove_all(run.path);
    QFile file(QString::fromStdString(run.path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto *stop = row.findChild<QPushButton *>("stopRun");
    row.stop();
    QVERIFY(!stop->isEnabled());
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(row.text(), before);
    QVERIFY(stop->isEnabled());
}

void TestTrainingPage::aComparisonThatBeginsIsShown()
{
    create_run(root_ / "old", smallSpec("he", "old"));
    page_->shelf()->rescan();
    QTRY_COMPARE(page_->shelf()->count(), 1);
    auto base = smallSpec("tlvfc");
    const auto runs =
        planSweep(root_, base, {{"he", "tlvfc"}, {base.target}, {"made-up"}, {1, 2}, {}}).runs;
    QCOMPARE(runs.size(), std::size_t(4));
    page_->queue(runs, 1);
    QTRY_COMPARE(page_->shelf()->count(), 5);
    for (const auto &run : runs)
        QTRY_VERIFY(
            page_->runsModel()->isShown(page_->shelf()->rowOf(RunFolder{root_ / run.name})));
}

void TestTrainingPage::theTabCountsWhatIsOpen()
{
    append(create_run(root_ / "a", smallSpec("he")), started(1) + finished(2, 1, 0.3));
    create_run(root_ / "b", smallSpec("tlvfc"));
    add_to_queue(root_, {"a", "b", "trashed"});
    change_queue(root_, [](RunQueue &queue) { queue.paused = true; });
    page_->setRunsRoot(root_.parent_path());
    page_->setRunsRoot(root_);
    const auto *tabs = page_->logAndQueue();
    QTRY_COMPARE(tabs->tabText(tabs->count() - 1), "Queue (1)");
}

void TestTrainingPage::theFirstEpochIsToldOf()
{
    const auto said = [&] { return page_->findChild<QLabel *>("emptyCurves")->text(); };
    QVERIFY(said().contains("press “Start training”"));
    const auto run = create_run(root_ / "a", smallSpec("he"));
    const RunLock lock(run);
    append(run, started(1));
    page_->shelf()->rescan();
    QTRY_VERIFY2(said().contains("prepares networks and data"), qPrintable(said()));
    QVERIFY(said().startsWith("He, resnet32\n"));
    auto *bar = page_->findChild<QProgressBar *>("runProgress");
    QVERIFY(bar && bar->maximum() > 0 && bar->value() == 0);
    append(run, test::event(2, "progress",
                            "\"epoch\":1,\"epochs\":4,\"step\":40,\"steps\":120,\"loss\":2.0,"
                            "\"images_per_second\":10.0,\"elapsed_s\":4.0"));
    page_->shelf()->watcher(0)->look();
    QTRY_VERIFY2(said().contains("The first epoch is under way: 40 of 120 steps."),
                 qPrintable(said()));
    QVERIFY(!said().contains("Start training"));
}

void TestTrainingPage::aLongNameIsCut()
{
    const auto name = QString("long ").repeated(40) + "end";
    const auto run = create_run(root_ / "a", smallSpec("he"));
    RunWatcher watcher(run);
    ProgressRow row(&watcher);
    row.resize(900, 40);
    row.show();
    row.refresh(name, Qt::black);
    const auto *label = row.findChild<QLabel *>("runProgressName");
    QVERIFY(label);
    QTRY_VERIFY2(label->text().contains(u'…') && label->text().endsWith("end"),
                 qPrintable(label->text()));
    QVERIFY(label->toolTip().contains(name));
    row.refresh("short", Qt::black);
    QCOMPARE(label->text(), "short");
}

QTEST_MAIN(TestTrainingPage)
#include "tst_training_page.moc"
