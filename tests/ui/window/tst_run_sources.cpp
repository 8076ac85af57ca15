// A run's best weights among the sources: pretraining is a run like any other.
#include "tests/ui/training/run_on_disk.h"
#include "tests/ui/window/studio_fixture.h"

#include "core/checkpoint/checkpoint.h"
#include "ui/training/run_actions.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"

#include <QAction>
#include <QMenu>
#include <QTreeView>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

namespace {

constexpr int openingMs = 30'000;

} // namespace

class TestRunSources : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        studio_ = std::make_unique<StudioFixture>();
        root_ = studio_->openRuns();
    }
    void cleanup() { studio_.reset(); }

    void finishedRunsAreAmongTheSources();
    void theListFollowsTheRuns();
    void theRunsMenuOpensItToo();

private:
    /// A resnet20 of four classes, as a run would leave it.
    RunFolder makeRun(const char *name, const char *title, const QByteArray &events)
    {
        auto spec = smallSpec("he", title);
        spec.target = {"resnet20", {}, 4};
        const auto run = create_run(root_ / name, spec);
        write_safetensors(run.best_weights(), open_network(spec.target, 2).weights);
        append(run, events);
        return run;
    }

    static QByteArray ended() { return started(1) + epoch(2, 1, 0.31) + finished(3, 1, 0.31); }

    NetworkChooser *chooser()
    {
        return studio_->panel(Side::Source)->findChild<NetworkChooser *>();
    }

    int rowOf(const RunFolder &run)
    {
        return chooser()->findData(QString::fromStdString(run.best_weights().string()));
    }

    std::unique_ptr<StudioFixture> studio_;
    std::filesystem::path root_;
};

void TestRunSources::finishedRunsAreAmongTheSources()
{
    QVERIFY(chooser()->findText("From a run") < 0);
    const auto run = makeRun("a", "pretraining", ended());
    studio_->training().shelf()->rescan();
    QTRY_VERIFY(rowOf(run) >= 0);
    QVERIFY(chooser()->findText("From a run") >= 0);
    QCOMPARE(chooser()->itemText(rowOf(run)), QStringLiteral("pretraining"));
    // A target is made, not taken from a run.
    QVERIFY(studio_->panel(Side::Target)->findChild<NetworkChooser *>()->findText("From a run") <
            0);

    chooser()->setCurrentIndex(rowOf(run));
    emit chooser()->activated(rowOf(run));
    QTRY_VERIFY_WITH_TIMEOUT(studio_->session().source(), openingMs);
    QCOMPARE(studio_->session().sourceArchitecture()->name, std::string("resnet20"));
    QCOMPARE(studio_->session().sourceArchitecture()->classes, 4);
    QCOMPARE(studio_->session().sourceSpec().weights, run.best_weights().string());
    QCOMPARE(chooser()->currentText(), QStringLiteral("pretraining"));
    // A zoo's network of the same name is another one.
    studio_->choose(Side::Source, "resnet20");
    QTRY_VERIFY_WITH_TIMEOUT(studio_->session().sourceSpec().weights.empty(), openingMs);
    QCOMPARE(chooser()->currentText(), QStringLiteral("resnet20"));
}

void TestRunSources::theListFollowsTheRuns()
{
    const auto run = makeRun("a", "goes", started(1) + epoch(2, 1, 0.31));
    auto lock = std::make_unique<RunLock>(run);
    auto *shelf = studio_->training().shelf();
    shelf->rescan();
    QTRY_VERIFY(shelf->watcher(0) && shelf->watcher(0)->state() == RunState::Running);
    QVERIFY(rowOf(run) < 0); // while its weights change
    append(run, finished(3, 1, 0.31));
    lock.reset();
    QTRY_VERIFY(rowOf(run) >= 0);
    std::filesystem::remove_all(run.path);
    shelf->rescan();
    QTRY_VERIFY(rowOf(run) < 0);
    QVERIFY(chooser()->findText("From a run") < 0);
}

void TestRunSources::theRunsMenuOpensItToo()
{
    const auto run = makeRun("a", "pretraining", ended());
    studio_->window().showPage(MainWindow::Train);
    studio_->training().shelf()->rescan();
    QTRY_VERIFY(rowOf(run) >= 0);
    auto *view = studio_->training().findChild<QTreeView *>("runsView");
    emit view->customContextMenuRequested(view->visualRect(view->model()->index(0, 0)).center());
    QVERIFY(view->findChild<QMenu *>("runMenu"));
    studio_->training().runsList()->runActions()->useAsSource->trigger();
    QCOMPARE(studio_->window().page(), MainWindow::Transfer);
    QTRY_VERIFY_WITH_TIMEOUT(studio_->session().source(), openingMs);
    QCOMPARE(studio_->session().sourceSpec().weights, run.best_weights().string());
}

QTEST_MAIN(TestRunSources)
#include "tst_run_sources.moc"
