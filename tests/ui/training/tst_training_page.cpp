// Orders that overlap on the Train page: sweeps, another folder, a stop that cannot be asked for.
#include <memory>

#include "core/runs/sweep_folders.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/training/progress_panel.h"
#include "ui/training/sweep_plan.h"
#include "ui/training/training_page.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
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
    row.refresh(Qt::black);
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

QTEST_MAIN(TestTrainingPage)
#include "tst_training_page.moc"
