#include "ui/window/main_window.h"

#include "ui/compare/compare_page.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/inspect/tree_columns.h"
#include "ui/jobs/run_shelf.h"
#include "ui/theme/text_size.h"
#include "ui/training/data_chooser.h"
#include "ui/training/launch_panel.h"
#include "ui/training/run_words.h"
#include "ui/training/runs_model.h"
#include "ui/training/training_page.h"
#include "ui/window/close_wait.h"
#include "ui/window/command_palette.h"
#include "ui/window/demo_project.h"
#include "ui/window/exporter.h"
#include "ui/window/last_project.h"
#include "ui/window/message_bar.h"
#include "ui/window/page_switch.h"
#include "ui/window/palettes.h"
#include "ui/window/recent_files.h"
#include "ui/window/run_sources.h"
#include "ui/window/strategy_files.h"
#include "ui/window/weights_saver.h"
#include "ui/window/window_menus.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace tlvfc::ui {

namespace {

constexpr QSize firstSize(1440, 900);
constexpr QSize frameRoom(8, 40); // that the desktop's frame and title may take
constexpr int newsMs = 8000;
constexpr int leastOfLaunch = 280;
constexpr int widthOfLaunch = 330;

/// A name of the zoo, or else a file.
NetworkSpec specOf(const QString &network)
{
    NetworkSpec spec;
    (QFileInfo(network).isFile() ? spec.weights : spec.name) = network.toStdString();
    return spec;
}

/// As the settings keep it.
QString pageName(MainWindow::Page page)
{
    switch (page) {
    case MainWindow::Train:
        return QStringLiteral("train");
    case MainWindow::Compare:
        return QStringLiteral("compare");
    case MainWindow::Transfer:
        break;
    }
    return QStringLiteral("transfer");
}

} // namespace

MainWindow::MainWindow(std::unique_ptr<Settings> settings, QWidget *parent)
    : QMainWindow(parent)
    , settings_(std::move(settings))
    , desktopPalette_(QApplication::palette())
    , desktopFont_(QApplication::font())
    , messages_(new MessageBar)
    , switch_(new PageSwitch)
    , pages_(new QStackedWidget)
    , transfer_(new TransferPage(&session_))
    , training_(new TrainingPage)
    , compare_(new ComparePage(training_->shelf()))
    , saver_(new WeightsSaver(&session_, this))
    , wait_(new CloseWait(saver_, training_, this))
    , exporter_(new Exporter(this, settings_.get()))
    , recent_(new RecentFiles(&session_, settings_.get(), this))
    , strategies_(new StrategyFiles(this, settings_.get()))
    , last_(new LastProject(this, settings_.get()))
    , activity_(new QLabel)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("TLVFC Studio"));
    QApplication::setPalette(paletteFor(settings_->theme(), desktopPalette_));
    makePages();
    connectPages();
    addMenus(this);
    resize(firstSize);
    settings_->restoreGeometry(this);
    settings_->keepSplitters(this);
    transfer_->matchingPanel()->columns()->choose(settings_->treeColumns());
    transfer_->setStartFolder(settings_->lastFolder(QStringLiteral("weights")));
    training_->launchPanel()->data()->setBrowseFolder(
        settings_->lastFolder(QStringLiteral("data")));
    compare_->setSaveFolder(settings_->lastFolder(QStringLiteral("comparisons")));
    for (const auto page : {Train, Compare}) {
        if (settings_->page() == pageName(page))
            showPage(page);
    }
    takeTransfer();
    if (isPresentation())
        setPresentation(true);
    if (!settings_->fault().isEmpty())
        messages_->show(MessageBar::Kind::Warning, settings_->fault());
}

// Panels speak to the session until they are gone.
MainWindow::~MainWindow()
{
    delete takeCentralWidget();
    setProgramFont(desktopFont_);
}

void MainWindow::makePages()
{
    switch_->addPage(PageSign::Transfer, tr("Transfer"),
                     tr("How one network becomes the start of the other (Ctrl+1)"));
    switch_->addPage(PageSign::Train, tr("Train"), tr("Runs and their curves (Ctrl+2)"));
    pages_->addWidget(transfer_);
    switch_->addPage(PageSign::Compare, tr("Compare"),
                     tr("Finished runs side by side, with what their seeds allow to say (Ctrl+3)"));
    pages_->addWidget(training_);
    pages_->addWidget(compare_);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(messages_);
    right->addWidget(pages_, 1);
    auto *whole = new QWidget;
    auto *layout = new QHBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(switch_);
    layout->addLayout(right, 1);
    setCentralWidget(whole);
    activity_->setObjectName(QStringLiteral("activity"));
    statusBar()->addPermanentWidget(activity_);
}

void MainWindow::connectPages()
{
    connect(switch_, &PageSwitch::currentChanged, this, [this](int page) {
        pages_->setCurrentIndex(page);
        settings_->setPage(pageName(static_cast<Page>(page)));
        emit pageChanged();
    });

    for (const auto changed : {&TransferSession::sourceChanged, &TransferSession::targetChanged,
                               &TransferSession::strategyChanged})
        connect(&session_, changed, this, &MainWindow::takeTransfer);
    // Later: the session is still busy with opening the target when it tells of it.
    connect(
        &session_, &TransferSession::targetChanged, this,
        [this] {
            if (session_.targetSpec().classes == 0)
                fitTargetToData();
        },
        Qt::QueuedConnection);
    connect(&session_, &TransferSession::busyChanged, this,
            [this](bool busy) { setActivity(busy ? tr("Working the transfer out…") : QString()); });
    connect(transfer_, &TransferPage::folderChosen, this, [this](const QString &folder) {
        settings_->setLastFolder(QStringLiteral("weights"), folder);
    });

    connect(transfer_->matchingPanel()->columns(), &TreeColumns::chosenChanged, this,
            [this](const QStringList &names) { settings_->setTreeColumns(names); });
    connect(recent_, &RecentFiles::opening, this, [this] { showPage(Transfer); });

    auto *launch = training_->launchPanel();
    connect(&session_, &TransferSession::seedChanged, launch,
            [this, launch] { launch->setSeed(session_.seed()); });
    connect(launch, &LaunchPanel::seedEdited, &session_, &TransferSession::setSeed);
    connect(launch->data(), &DataChooser::found, this, [this](int classes) {
        if (classes > 0 && classes != fittedClasses_)
            fitTargetToData();
    });
    const auto offerData = [this, launch] { transfer_->setTrainingData(launch->data()->spec()); };
    connect(launch->data(), &DataChooser::changed, this, offerData);
    offerData();
    connect(launch->data(), &DataChooser::folderChosen, this, [this](const QString &folder) {
        settings_->setLastFolder(QStringLiteral("data"), folder);
    });
    connect(compare_, &ComparePage::failed, messages_, &MessageBar::showError);
    connect(compare_, &ComparePage::saved, this, [this](const QString &file) {
        settings_->setLastFolder(QStringLiteral("comparisons"), QFileInfo(file).absolutePath());
        showNews(tr("The comparison is in %1").arg(file));
    });
    connect(training_, &TrainingPage::failed, messages_, &MessageBar::showError);
    connect(training_, &TrainingPage::told, this, &MainWindow::showNews);
    connect(training_, &TrainingPage::busyChanged, this,
            [this](bool, const QString &activity) { setActivity(activity); });
    connect(training_, &TrainingPage::otherRootRequested, this, &MainWindow::chooseRunsRoot);
    connect(training_, &TrainingPage::sourceChosen, this, [this](const NetworkSpec &source) {
        session_.openSource(source);
        showPage(Transfer);
    });
    new RunSources(training_->shelf(), transfer_->matchingPanel()->sourcePanel(), training_);
    connect(training_, &TrainingPage::savePictureRequested, exporter_, &Exporter::askPicture);
    connect(exporter_, &Exporter::failed, messages_, &MessageBar::showError);
    connect(exporter_, &Exporter::hindered, this,
            [this](const QString &why) { messages_->show(MessageBar::Kind::Warning, why); });
    connect(exporter_, &Exporter::saved, this,
            [this](const QString &file) { showNews(tr("Written to %1").arg(file)); });

    connect(last_, &LastProject::failed, messages_, &MessageBar::showError);
    connect(strategies_, &StrategyFiles::failed, messages_, &MessageBar::showError);
    connect(strategies_, &StrategyFiles::told, this, &MainWindow::showNews);
    connect(saver_, &WeightsSaver::failed, messages_, &MessageBar::showError);
    connect(saver_, &WeightsSaver::saved, this,
            [this](const QString &file) { showNews(tr("The weights are in %1").arg(file)); });
    connect(saver_, &WeightsSaver::busyChanged, this,
            [this](bool busy) { setActivity(busy ? tr("Writing weights…") : QString()); });
    connect(wait_, &CloseWait::over, this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::takeTransfer()
{
    training_->launchPanel()->setTransfer({session_.sourceSpec(), session_.sourceArchitecture()},
                                          {session_.targetSpec(), session_.targetArchitecture()},
                                          session_.strategy());
}

/// A new target's last layer has the data's classes, so that the transfer shown is the one that a
/// run carries out, to the bit.
void MainWindow::fitTargetToData()
{
    const int classes = training_->launchPanel()->data()->classes();
    const auto tree = session_.targetArchitecture();
    auto spec = session_.targetSpec();
    if (classes == 0 || !tree || !spec.weights.empty() || !tree->can_run())
        return;
    fittedClasses_ = classes;
    if (tree->classes == classes)
        return;
    spec.classes = classes;
    history_.openQuietly(Side::Target, spec);
}

void MainWindow::open(const StudioOptions &options)
{
    setRunsRoot(options.runs);
    if (options.demo)
        openDemo();
    if (!options.source.isEmpty())
        history_.openQuietly(Side::Source, specOf(options.source));
    if (!options.target.isEmpty())
        history_.openQuietly(Side::Target, specOf(options.target));
    if (!options.source.isEmpty() || !options.target.isEmpty())
        showPage(Transfer);
}

void MainWindow::openDemo()
{
    try {
        openProject(demoProject());
        showPage(Transfer);
    } catch (const std::exception &fault) {
        messages_->showError(QString::fromUtf8(fault.what()));
    }
}

void MainWindow::openProject(const RunSpec &project)
{
    fittedClasses_ = project.target.classes;
    training_->launchPanel()->setSpec(project);
    session_.setSeed(project.seed);
    session_.setStrategy(project.strategy);
    if (!project.source.is_absent())
        history_.openQuietly(Side::Source, project.source);
    if (!project.target.is_absent())
        history_.openQuietly(Side::Target, project.target);
    history_.clear();
}

void MainWindow::setRunsRoot(const QString &folder)
{
    training_->setRunsRoot(folder.isEmpty() ? default_runs_root()
                                            : std::filesystem::absolute(folder.toStdString()));
}

void MainWindow::showPage(Page page) { switch_->setCurrent(page); }

MainWindow::Page MainWindow::page() const { return static_cast<Page>(pages_->currentIndex()); }

void MainWindow::setTheme(ThemeChoice theme)
{
    settings_->setTheme(theme);
    QApplication::setPalette(paletteFor(theme, desktopPalette_));
}

void MainWindow::setPresentation(bool isOne)
{
    settings_->setPresentation(isOne);
    setProgramFont(isOne ? scaledFont(desktopFont_, presentationScale) : desktopFont_);
    // Its fields stand in rows that cannot be scrolled sideways.
    training_->launchPanel()->setMinimumWidth(
        isOne ? static_cast<int>(presentationScale * widthOfLaunch) : leastOfLaunch);
}

void MainWindow::fitScreen() { resize(size().boundedTo(screen()->availableSize() - frameRoom)); }

void MainWindow::resetLayout()
{
    settings_->resetLayout();
    resize(firstSize);
    fitScreen();
    showNews(tr("Panels have their first sizes again after the next start"));
}

void MainWindow::saveWeights()
{
    if (const auto fault = saver_->hindrance(); !fault.isEmpty()) {
        messages_->show(MessageBar::Kind::Warning, fault);
        return;
    }
    auto *dialog = new QFileDialog(this, tr("Save the transferred weights"),
                                   settings_->lastFolder(QStringLiteral("weights")),
                                   tr("Safetensors (*.safetensors);;PyTorch (*.pth *.pt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("safetensors"));
    dialog->selectFile(QString::fromStdString(session_.targetArchitecture()->name + "-" +
                                              session_.strategy().method + ".safetensors"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("pth"))
                                     ? QStringLiteral("pth")
                                     : QStringLiteral("safetensors"));
    });
    connect(dialog, &QFileDialog::fileSelected, saver_, &WeightsSaver::save);
    dialog->open();
}

void MainWindow::chooseRunsRoot()
{
    const auto now = QString::fromStdString(training_->shelf()->root().string());
    const auto folder =
        QFileDialog::getExistingDirectory(this, tr("The folder that holds the runs"), now);
    if (folder.isEmpty())
        return;
    setRunsRoot(folder);
    showPage(Train);
}

void MainWindow::showPalette() { (new CommandPalette(paletteEntries(*menuBar()), this))->open(); }

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (const auto what = wait_->begin(); !what.isEmpty()) {
        messages_->show(MessageBar::Kind::Info, what);
        event->ignore();
        return;
    }
    const auto going = training_->runsModel()->goingRuns();
    if (!going.isEmpty()) {
        QStringList names;
        for (const auto *run : going)
            names.append(runName(*run));
        const auto answer = closeQuestion_(this, names);
        if (answer == CloseAnswer::Cancel) {
            event->ignore();
            return;
        }
        if (answer == CloseAnswer::Stop) {
            // The window is about to go: the requests are written here and now.
            try {
                training_->pauseQueue(); // which would begin the next ones
                for (const auto *run : going)
                    request_stop(run->folder());
            } catch (const std::exception &fault) {
                messages_->showError(QString::fromUtf8(fault.what()));
                event->ignore();
                return;
            }
        }
    }
    settings_->saveGeometry(this);
    last_->keep();
    event->accept();
}

void MainWindow::showNews(const QString &news) { statusBar()->showMessage(news, newsMs); }

void MainWindow::setActivity(const QString &activity) { activity_->setText(activity); }

} // namespace tlvfc::ui
