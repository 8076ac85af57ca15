#include "ui/window/capture_runs.h"

#include "core/runs/run_notes.h"
#include "core/runs/run_trash.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/first_kernels_page.h"
#include "ui/compare/images_page.h"
#include "ui/training/curves_panel.h"
#include "ui/training/differences_dialog.h"
#include "ui/training/form_section.h"
#include "ui/training/launch_panel.h"
#include "ui/training/queue_panel.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_panel.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/training/sweep_costs.h"
#include "ui/training/sweep_dialog.h"
#include "ui/training/training_page.h"
#include "ui/training/trash_dialog.h"
#include "ui/training/undo_bar.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

namespace tlvfc::ui {

void CaptureRuns::trainingPage(const QString &runs)
{
    window().showPage(MainWindow::Train);
    if (runs.isEmpty()) {
        window().setRunsRoot(scratch_.path());
        take(QStringLiteral("train-before"));
        trainBoth();
        sayThings();
    } else {
        until(openingMs, "curves of the runs in that folder", [this] { return showsCurves(); });
    }
    take(QStringLiteral("train"));
    kept();
    curveLooks();
    unfolded();
    window().trainingPage()->curvesPanel()->savePicture(fileFor(QStringLiteral("curves.png")));
    savePicture(fileFor(QStringLiteral("curves-on-paper.png")),
                window().trainingPage()->curvesPanel()->picture(),
                PictureShape{{85, 130}, QFont(QStringLiteral("DejaVu Sans"), 7), 300});
}

void CaptureRuns::comparePage()
{
    window().showPage(MainWindow::Compare);
    until(openingMs, "finished runs side by side",
          [this] { return window().comparePage()->comparison() != nullptr; });
    take(QStringLiteral("compare"));
    for (const auto &picture : window().comparePage()->pictures())
        savePicture(fileFor(QStringLiteral("curves-of-methods.png")), picture,
                    PictureShape{{85, 70}, QFont(QStringLiteral("DejaVu Sans"), 7), 300});
    auto *images = window().comparePage()->images();
    window().comparePage()->showImages();
    until(openingMs, "the test images of a run", [images] { return images->hasSettled(); });
    take(QStringLiteral("compare-images"));
    auto *kernels = window().comparePage()->firstKernels();
    window().comparePage()->showFirstKernels();
    until(openingMs, "a run's first layer", [kernels] { return kernels->hasSettled(); });
    take(QStringLiteral("compare-first-kernels"));
    window().comparePage()->showMethods();
}

void CaptureRuns::trainBoth()
{
    auto *launch = window().trainingPage()->launchPanel();
    auto specs = launch->specs();
    auto he = launch->spec();
    he.source = {};
    he.strategy = preset("he");
    specs.append(he);
    window().trainingPage()->start(specs);
    const auto states = [this] { return window().trainingPage()->shelf(); };
    until(trainingMs, "the first epochs of both runs", [&] {
        return states()->count() == 2 && showsCurves() &&
               states()->watcher(0)->points().size() >= 2;
    });
    take(QStringLiteral("train-running"));
    until(trainingMs, "the end of both runs", [&] {
        for (int row = 0; row < states()->count(); ++row) {
            if (states()->watcher(row)->state() != RunState::Finished)
                return false;
        }
        return window().trainingPage()->runsModel()->goingRuns().isEmpty();
    });
}

/// Of the runs that were made for the pictures; one more is in the trash.
void CaptureRuns::sayThings()
{
    auto *shelf = window().trainingPage()->shelf();
    const auto first = shelf->watcher(0)->folder();
    const auto second = shelf->watcher(1)->folder();
    move_to_trash(create_run(shelf->root() / "a-first-try", read_run_spec(first.spec())));
    change_run_notes(first, [](RunNotes &notes) {
        notes.name = "Baseline for the talk";
        notes.tags = {"baseline", "talk"};
        notes.note = "Plain He, same seed and recipe as the transfer.";
    });
    change_run_notes(second, [](RunNotes &notes) { notes.tags = {"talk"}; });
    shelf->rescan();
    until(openingMs, "what is said about the runs", [shelf, first] {
        const auto *run = shelf->watcher(first);
        return run && !run->notes().tags.empty();
    });
    settle();
}

/// A run in full, what differs between two, and the trash.
void CaptureRuns::kept()
{
    auto *training = window().trainingPage();
    auto *list = training->runsList();
    training->logAndQueue()->setCurrentWidget(training->runPanel());
    take(QStringLiteral("train-run"));
    auto *whole = training->runPanel()->findChild<QScrollArea *>(QStringLiteral("runScroll"));
    take(QStringLiteral("panel-run"), whole->widget());
    list->view()->selectAll();
    list->undoBar()->setDone(QStringLiteral("2 runs are archived"));
    const auto theme = window().theme();
    const auto size = window().size();
    window().setTheme(ThemeChoice::Dark);
    take(QStringLiteral("train-run-dark"));
    window().setTheme(theme);
    window().resize(1024, 640);
    take(QStringLiteral("train-run-small"));
    window().resize(size);
    const bool isPresentation = window().isPresentation();
    window().setPresentation(true);
    settle();
    take(QStringLiteral("train-run-presentation"));
    window().setPresentation(isPresentation);
    settle();
    list->undoBar()->setDone({});
    list->runActions()->differences->trigger();
    if (auto *differences = window().findChild<DifferencesDialog *>()) {
        take(QStringLiteral("dialog-what-differs"), differences);
        differences->close();
    }
    list->runActions()->openTrash->trigger();
    auto *trash = window().findChild<TrashDialog *>();
    until(openingMs, "what is in the trash", [trash] { return !trash->isReading(); });
    take(QStringLiteral("dialog-trash"), trash);
    trash->close();
    list->setCurrentRun(list->selectedRuns().value(0));
    training->logAndQueue()->setCurrentIndex(0);
}

/// All runs by their seeds' means, and single ones smoothed with the cursor at a place and the loss
/// along a logarithmic axis.
void CaptureRuns::curveLooks()
{
    auto *training = window().trainingPage();
    auto *curves = training->curvesPanel();
    training->runsModel()->setAllShown(true);
    curves->options()->setSmoothing(0.6);
    auto *logarithm = curves->findChild<QToolButton *>(QStringLiteral("curveLogarithm2"));
    logarithm->setChecked(true);
    settle();
    curves->accuracyPlot()->setFocus();
    for (int i = 0; i < 3; ++i)
        QCoreApplication::postEvent(curves->accuracyPlot(),
                                    new QKeyEvent(QEvent::KeyPress, Qt::Key_Left, Qt::NoModifier));
    take(QStringLiteral("train-curves-smoothed"));
    curves->setCursor(std::nullopt);
    logarithm->setChecked(false);
    curves->options()->setSmoothing(0.0);
    curves->options()->setSeeds(SeedView::MeanAndSeeds);
    curves->options()->setGroup(CurveReadings::Group::Method);
    take(QStringLiteral("train-curves-means"));
    planned();
    curves->options()->setSeeds(SeedView::Each);
    curves->options()->setGroup(CurveReadings::Group::None);
}

/// A comparison's plan, its costs measured, and the queue's page.
void CaptureRuns::planned()
{
    auto *training = window().trainingPage();
    training->planComparison();
    auto *dialog = window().findChild<SweepDialog *>();
    dialog->findChild<QLineEdit *>(QStringLiteral("sweepSeeds"))->setText(QStringLiteral("1-3"));
    until(openingMs, "the plan of a comparison",
          [dialog] { return dialog->plan().runs.size() == 3 && !dialog->isPlanning(); });
    auto *costs = dialog->findChild<SweepCosts *>();
    costs->measure();
    until(trainingMs, "what a run costs", [costs] { return !costs->isMeasuring(); });
    take(QStringLiteral("dialog-plan-comparison"), dialog);
    dialog->reject();
    training->logAndQueue()->setCurrentWidget(training->queuePanel());
    take(QStringLiteral("train-queue"));
    training->logAndQueue()->setCurrentIndex(0);
}

/// The launch panel's folded sections, one open at a time.
void CaptureRuns::unfolded()
{
    auto *launch = window().trainingPage()->launchPanel();
    auto *scroll = launch->findChild<QScrollArea *>(QStringLiteral("launchScroll"));
    for (auto *section : launch->findChildren<FormSection *>()) {
        section->setOpen(true);
        settle();
        scroll->ensureWidgetVisible(section);
        take(QStringLiteral("train-") + section->objectName());
        section->setOpen(false);
    }
    scroll->ensureVisible(0, 0);
}

bool CaptureRuns::showsCurves() const
{
    return window().trainingPage()->curvesPanel()->readings()->rowCount() >= 2;
}

} // namespace tlvfc::ui
