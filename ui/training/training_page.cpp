#include "ui/training/training_page.h"

#include "ui/jobs/run_process.h"
#include "ui/training/curves_panel.h"
#include "ui/training/launch_panel.h"
#include "ui/training/log_panel.h"
#include "ui/training/progress_panel.h"
#include "ui/training/run_words.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace tlvfc::ui {

namespace {

constexpr int gatherMs = 60;

struct Started
{
    QList<RunFolder> runs;
    QString fault;
};

/// Runs that stand in their folders go on first.
Started makeAndStart(const std::filesystem::path &root, const QList<RunFolder> &runs,
                     const QList<RunSpec> &specs)
{
    Started started;
    try {
        for (const auto &run : runs) {
            startRunProcess(run);
            started.runs.append(run);
        }
        for (const auto &spec : specs) {
            const auto run = create_run(new_run_path(root, spec), spec);
            started.runs.append(run);
            startRunProcess(run);
        }
    } catch (const std::exception &fault) {
        started.fault = QString::fromUtf8(fault.what());
    }
    return started;
}

QSplitter *splitter(Qt::Orientation orientation, const QString &name)
{
    auto *made = new QSplitter(orientation);
    made->setObjectName(name);
    made->setChildrenCollapsible(false);
    made->setHandleWidth(1);
    return made;
}

} // namespace

TrainingPage::TrainingPage(QWidget *parent)
    : QWidget(parent)
    , model_(new RunsModel(&shelf_, this))
    , launch_(new LaunchPanel)
    , curves_(new CurvesPanel)
    , progress_(new ProgressPanel)
    , runs_(new RunsList(model_))
    , log_(new LogPanel)
{
    setObjectName(QStringLiteral("trainingPage"));
    makePanels();
    curves_->setEmptyText(tr("No curve to show yet.\n\nChoose data and a recipe on the left and "
                             "press “Start training”, or tick a run in the list below."));
    soon_.setSingleShot(true);
    soon_.setInterval(gatherMs);
    connect(&soon_, &QTimer::timeout, this, &TrainingPage::refresh);

    connect(model_, &RunsModel::shownChanged, this, &TrainingPage::refreshSoon);
    connect(model_, &QAbstractItemModel::dataChanged, this, &TrainingPage::refreshSoon);
    connect(&shelf_, &RunShelf::failed, this, &TrainingPage::failed);
    connect(&shelf_, &RunShelf::inserted, this, [this](int row) {
        auto *run = shelf_.watcher(row);
        connect(run, &RunWatcher::stateChanged, this,
                [this, run](RunState state) { tellChange(run, state); });
    });
    connect(runs_, &RunsList::currentRunChanged, log_, &LogPanel::setRun);
    connect(runs_, &RunsList::otherRootRequested, this, &TrainingPage::otherRootRequested);
    connect(runs_, &RunsList::sourceChosen, this, &TrainingPage::sourceChosen);
    connect(runs_, &RunsList::goOnRequested, this, &TrainingPage::goOn);
    connect(curves_, &CurvesPanel::savePictureRequested, this, &TrainingPage::savePictureRequested);
    connect(launch_, &LaunchPanel::startRequested, this, &TrainingPage::start);
}

void TrainingPage::makePanels()
{
    auto *bottom = splitter(Qt::Horizontal, QStringLiteral("runsAndLog"));
    bottom->addWidget(runs_);
    bottom->addWidget(log_);
    bottom->setStretchFactor(0, 3);
    bottom->setStretchFactor(1, 2);

    auto *top = new QWidget;
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(curves_, 1);
    column->addWidget(progress_);

    auto *right = splitter(Qt::Vertical, QStringLiteral("curvesAndRuns"));
    right->addWidget(top);
    right->addWidget(bottom);
    right->setStretchFactor(0, 5);
    right->setStretchFactor(1, 2);

    auto *whole = splitter(Qt::Horizontal, QStringLiteral("launchAndRuns"));
    whole->addWidget(launch_);
    whole->addWidget(right);
    whole->setStretchFactor(0, 0);
    whole->setStretchFactor(1, 1);
    whole->setSizes({330, 1100});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(whole);
}

void TrainingPage::setRunsRoot(const std::filesystem::path &root) { shelf_.setRoot(root); }

void TrainingPage::start(const QList<RunSpec> &specs)
{
    toStart_ += specs;
    if (!starting_.isBusy())
        startNext();
}

void TrainingPage::goOn(RunWatcher *run)
{
    toGoOn_.append(run->folder());
    if (!starting_.isBusy())
        startNext();
}

void TrainingPage::startNext()
{
    if (toStart_.isEmpty() && toGoOn_.isEmpty())
        return;
    launch_->setBusy(true);
    emit busyChanged(true, tr("Starting…"));
    starting_.start([root = shelf_.root(), runs = std::exchange(toGoOn_, {}),
                     specs = std::exchange(toStart_, {})](
                        std::stop_token) { return makeAndStart(root, runs, specs); },
                    [this](const Started &started) { takeStarted(started.runs, started.fault); },
                    [this](const QString &fault) { takeStarted({}, fault); });
}

void TrainingPage::takeStarted(const QList<RunFolder> &runs, const QString &fault)
{
    launch_->setBusy(false);
    emit busyChanged(false, {});
    for (const auto &run : runs)
        shelf_.add(run);
    if (!runs.isEmpty())
        runs_->setCurrentRun(shelf_.watcher(shelf_.rowOf(runs.first())));
    if (!fault.isEmpty()) {
        launch_->setFault(fault);
        emit failed(fault);
    }
    startNext();
}

void TrainingPage::refresh()
{
    QList<ShownRun> shown;
    QList<QPair<RunWatcher *, QColor>> going;
    for (int row = 0; row < model_->rowCount(); ++row) {
        auto *run = model_->watcher(row);
        if (run->hasLooked() && run->isGoing())
            going.append({run, model_->color(row)});
        if (!model_->isShown(row) || !run->hasLooked() || run->points().isEmpty())
            continue;
        shown.append({model_->index(row, 0).data(RunsModel::FolderRole).toString(),
                      runTitle(run->spec()), model_->color(row), run->points(),
                      run->spec().training.epochs});
    }
    curves_->setRuns(shown);
    progress_->setRuns(going);
}

void TrainingPage::tellChange(RunWatcher *run, RunState state)
{
    const auto title = runTitle(run->spec());
    if (state == RunState::Failed && run->wasSeenGoing())
        emit failed(tr("%1 failed: %2").arg(title, run->error()));
    else if (state == RunState::Broken && run->wasSeenGoing())
        emit failed(tr("%1 broke off: its process is gone without a word; its log may tell why.")
                        .arg(title));
    else if (run->wasSeenGoing())
        emit told(tr("%1: %2").arg(title, stateTitle(state)));
}

} // namespace tlvfc::ui
