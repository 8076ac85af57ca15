#include "ui/training/training_page.h"

#include "ui/jobs/run_keeper.h"
#include "ui/jobs/run_process.h"
#include "ui/training/curves_panel.h"
#include "ui/training/launch_panel.h"
#include "ui/training/log_panel.h"
#include "ui/training/progress_panel.h"
#include "ui/training/queue_panel.h"
#include "ui/training/run_keeping.h"
#include "ui/training/run_panel.h"
#include "ui/training/run_words.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/training/shown_words.h"
#include "ui/training/sweep_dialog.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr std::size_t mostShown = 12; ///< of a comparison that begins: more hide each other
constexpr int gatherMs = 60;
constexpr int leisure = 8; ///< times as long as a look of the plots took

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

/// Every method has its first seeds among them.
QList<RunFolder> shownAtStart(const SweepToQueue &sweep)
{
    auto runs = sweep.runs;
    std::ranges::stable_sort(runs, {}, [](const SweepRun &run) { return run.spec.seed; });
    runs.resize(std::min(runs.size(), mostShown));
    QList<RunFolder> folders;
    for (const auto &run : runs)
        folders.append(RunFolder{sweep.root / run.name});
    return folders;
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
    , keeper_(new RunKeeper(&shelf_, this))
    , launch_(new LaunchPanel)
    , curves_(new CurvesPanel)
    , progress_(new ProgressPanel)
    , runs_(new RunsList(model_))
    , log_(new LogPanel)
    , runPanel_(new RunPanel(keeper_))
    , queuePanel_(new QueuePanel(&queue_, &shelf_))
    , tabs_(new QTabWidget)
{
    setObjectName(QStringLiteral("trainingPage"));
    makePanels();
    curves_->setEmptyText(noCurveText(*model_, false));
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
    new RunKeeping(keeper_, model_->names(), runs_, runPanel_, tabs_);
    connect(keeper_, &RunKeeper::failed, this, &TrainingPage::failed);
    connect(keeper_, &RunKeeper::told, this, &TrainingPage::told);
    connect(runs_, &RunsList::otherRootRequested, this, &TrainingPage::otherRootRequested);
    connect(runs_, &RunsList::sourceChosen, this, &TrainingPage::sourceChosen);
    connect(runs_, &RunsList::goOnRequested, this, &TrainingPage::goOn);
    connect(curves_, &CurvesPanel::savePictureRequested, this, &TrainingPage::savePictureRequested);
    connect(launch_, &LaunchPanel::startRequested, this, &TrainingPage::start);
    connect(launch_, &LaunchPanel::planRequested, this, &TrainingPage::planComparison);
    connect(runs_, &RunsList::queueRequested, this, [this](RunWatcher *run) {
        queue_.add({QString::fromStdString(run->folder().path.filename().string())});
        tabs_->setCurrentWidget(queuePanel_);
    });
    connect(&queue_, &QueueService::failed, this, &TrainingPage::failed);
    connect(&queue_, &QueueService::changed, this, &TrainingPage::tellSettled);
    for (const auto *job : {&starting_, &making_})
        connect(job, &LatestJob::busyChanged, this, &TrainingPage::tellSettled);
    connect(queuePanel_->model(), &QueueModel::standingsChanged, this, &TrainingPage::nameTab);
}

// Panels and dialogs look at the shelf until they are gone.
TrainingPage::~TrainingPage()
{
    runPanel_->commit();
    keeper_->finish();
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
}

void TrainingPage::makePanels()
{
    auto *bottom = splitter(Qt::Horizontal, QStringLiteral("runsAndLog"));
    bottom->addWidget(runs_);
    tabs_->setObjectName(QStringLiteral("logAndQueue"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(log_, tr("Log"));
    tabs_->addTab(runPanel_, tr("Run"));
    tabs_->addTab(queuePanel_, tr("Queue"));
    bottom->addWidget(tabs_);
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

/// A method's color follows the ground.
void TrainingPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshSoon();
}

void TrainingPage::setRunsRoot(const std::filesystem::path &root)
{
    keeper_->forget(); // of another folder
    shelf_.setRoot(root);
    queue_.setRoot(root);
}

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
    const auto root = shelf_.root();
    starting_.start(
        [root, runs = std::exchange(toGoOn_, {}), specs = std::exchange(toStart_, {})](
            std::stop_token) { return makeAndStart(root, runs, specs); },
        [this, root](const Started &started) { takeStarted(root, started.runs, started.fault); },
        [this, root](const QString &fault) { takeStarted(root, {}, fault); });
}

void TrainingPage::takeStarted(const std::filesystem::path &root, const QList<RunFolder> &runs,
                               const QString &fault)
{
    launch_->setBusy(false);
    emit busyChanged(false, {});
    // The folder that is shown may be another by now.
    if (!runs.isEmpty() && root == shelf_.root()) {
        for (const auto &run : runs)
            shelf_.add(run);
        runs_->setCurrentRun(shelf_.watcher(runs.first()));
    }
    if (!fault.isEmpty()) {
        launch_->setFault(fault);
        emit failed(fault);
    }
    startNext();
}

void TrainingPage::planComparison()
{
    auto base = launch_->spec();
    base.source = launch_->source();
    auto *dialog = new SweepDialog(shelf_.root(), base, dataAtHand(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SweepDialog::startRequested, this, &TrainingPage::queue);
    dialog->open();
}

void TrainingPage::queue(const std::vector<SweepRun> &runs, int atATime)
{
    toQueue_.append({shelf_.root(), runs, atATime});
    if (!making_.isBusy())
        makeNext();
}

void TrainingPage::makeNext()
{
    if (toQueue_.isEmpty())
        return;
    const auto sweep = toQueue_.takeFirst();
    emit busyChanged(true, tr("Making the runs' folders…"));
    making_.start(
        [sweep](std::stop_token) {
            queueSweep(sweep);
            return true;
        },
        [this, sweep](bool) { takeMade(sweep, {}); },
        [this, sweep](const QString &fault) { takeMade(sweep, fault); });
}

void TrainingPage::takeMade(const SweepToQueue &sweep, const QString &fault)
{
    const auto &root = sweep.root;
    emit busyChanged(false, {});
    if (!fault.isEmpty()) {
        emit failed(fault);
    } else if (root == shelf_.root()) {
        queue_.goOn();
        model_->showOnceThere(shownAtStart(sweep));
        tabs_->setCurrentWidget(queuePanel_);
    } else {
        emit told(tr("The comparison waits in the queue of %1")
                      .arg(QString::fromStdString(root.string())));
    }
    shelf_.rescan();
    makeNext();
}

bool TrainingPage::hasOrders() const
{
    return starting_.isBusy() || making_.isBusy() || queue_.hasOrders();
}

void TrainingPage::tellSettled()
{
    if (!hasOrders())
        emit ordersSettled();
}

void TrainingPage::pauseQueue()
{
    if (queue_.isCarried())
        change_queue(shelf_.root(), [](RunQueue &queue) { queue.paused = true; });
}

void TrainingPage::nameTab()
{
    const auto *queued = queuePanel_->model();
    const int open = queued->rowCount() - queued->count(QueueModel::Standing::Finished) -
                     queued->count(QueueModel::Standing::Gone);
    tabs_->setTabText(tabs_->indexOf(queuePanel_),
                      open == 0 ? tr("Queue") : tr("Queue (%1)").arg(open));
}

/// The first news starts the wait: a folder of many runs would put it off again and again.
void TrainingPage::refreshSoon()
{
    if (!soon_.isActive())
        soon_.start();
}

void TrainingPage::refresh()
{
    QElapsedTimer clock;
    clock.start();
    QList<ShownRun> shown;
    QList<GoingRun> going;
    for (int row = 0; row < model_->rowCount(); ++row) {
        auto *run = model_->watcher(row);
        if (run->hasLooked() && run->isGoing())
            going.append({run, model_->names().name(*run), model_->color(row)});
        if (!model_->isShown(row) || !run->hasLooked() || run->points().isEmpty())
            continue;
        shown.append(shownRun(*run, model_->names().name(*run), model_->color(row)));
    }
    const bool waits = queuePanel_->model()->count(QueueModel::Standing::Waiting) > 0;
    curves_->setEmptyText(noCurveText(*model_, waits));
    curves_->setAlerts(alertLines(*model_));
    curves_->setRuns(shown);
    progress_->setRuns(going);
    // Many curves take longer: most of the time stays the person's.
    soon_.setInterval(std::max<int>(gatherMs, leisure * int(clock.elapsed())));
}

void TrainingPage::tellChange(RunWatcher *run, RunState state)
{
    const auto title = model_->names().name(*run);
    if (state == RunState::Failed && run->wasSeenGoing())
        emit failed(tr("%1 failed: %2").arg(title, run->error()));
    else if (state == RunState::Broken && run->wasSeenGoing())
        emit failed(tr("%1 broke off: its process is gone without a word; its log may tell why.")
                        .arg(title));
    else if (run->wasSeenGoing())
        emit told(tr("%1: %2").arg(title, stateTitle(state)));
}

} // namespace tlvfc::ui
