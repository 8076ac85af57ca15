#include "ui/window/window_stage.h"

#include "core/runs/run_folder.h"
#include "ui/details/crossover_page.h"
#include "ui/details/pair_details.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/training/runs_model.h"
#include "ui/training/training_page.h"
#include "ui/window/demo_project.h"
#include "ui/window/example_runs.h"
#include "ui/window/last_project.h"
#include "ui/window/main_window.h"
#include "ui/window/page_switch.h"

#include <array>

namespace tlvfc::ui {

namespace {

constexpr std::array pages{MainWindow::Transfer, MainWindow::Train, MainWindow::Compare};

/// Details that do not come, since the layer cannot be shown, must not hold the tour up.
constexpr int mostDetailsMs = 4000;

/// The examples whose curves show first; all of them would hide each other.
bool isShownFirst(const RunSpec &spec)
{
    const auto &method = spec.strategy.method;
    return spec.seed == 1 && (method == "he" || method == "tlvfc-base" || method == "tlvfc");
}

} // namespace

WindowStage::WindowStage(MainWindow *window)
    : TourStage(window)
    , window_(window)
{
    watch();
}

void WindowStage::watch()
{
    auto *session = window_->session();
    connect(session, &TransferSession::strategyChanged, this, &TourStage::changed);
    connect(session, &TransferSession::busyChanged, this, &TourStage::changed);
    connect(session, &TransferSession::planChanged, this, [this] {
        detail_.reset();
        emit changed();
    });
    connect(session, &TransferSession::detailReady, this,
            [this](std::shared_ptr<const LayerDetail> detail) {
                detail_ = std::move(detail);
                emit changed();
            });
    connect(window_->transferPage()->matchingPanel(), &MatchingPanel::pairSelected, this,
            [this](LayerId, LayerId target) {
                selected_ = target;
                emit changed();
            });
    connect(window_->transferPage()->pairDetails(), &PairDetails::factsChanged, this,
            &TourStage::changed);
    connect(window_->transferPage()->crossoverPage(), &CrossoverPage::factsChanged, this,
            &TourStage::changed);
    patience_.setSingleShot(true);
    patience_.setInterval(mostDetailsMs);
    connect(&patience_, &QTimer::timeout, this, &TourStage::changed);
    if (auto *pageSwitch = window_->findChild<PageSwitch *>())
        connect(pageSwitch, &PageSwitch::currentChanged, this, &TourStage::changed);
    for (const auto moved : {&RunShelf::inserted, &RunShelf::changed}) {
        connect(window_->trainingPage()->shelf(), moved, this, &WindowStage::showExamples);
        connect(window_->trainingPage()->shelf(), moved, this, &WindowStage::showAsBefore);
    }
}

QWidget *WindowStage::window() const { return window_; }

void WindowStage::remember()
{
    before_.spec = projectOf(*window_);
    before_.runs = window_->trainingPage()->shelf()->root();
    before_.page = page();
    auto *pinned = window_->transferPage()->pinned();
    before_.pins = pinned->pins();
    pinned->removeAll();
    areOwnRunsAwaited_ = false;
    before_.shown.clear();
    const auto *model = window_->trainingPage()->runsModel();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->isShown(row))
            before_.shown.append(model->watcher(row)->folder().path);
    }
}

void WindowStage::restore()
{
    // Where nothing stood open the tour's networks stay, to be tried further.
    if (!before_.spec.target.is_absent())
        window_->openProject(before_.spec);
    window_->transferPage()->pinned()->restore(before_.pins);
    if (examples_.empty())
        return showPage(before_.page);
    const auto own = window_->trainingPage()->shelf()->count() - exampleRunNames().size();
    if (own > 0)
        emit told(tr("The runs that you started in the tour are in %1")
                      .arg(QString::fromStdString(examples_.string())));
    areOwnRunsAwaited_ = true;
    window_->setRunsRoot(QString::fromStdString(before_.runs.string()));
    examples_.clear();
    areExamplesAwaited_ = false;
    showPage(before_.page);
}

void WindowStage::showPage(const QString &page)
{
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (tourPages()[static_cast<qsizetype>(i)].name == page)
            window_->showPage(pages[i]);
    }
}

QString WindowStage::page() const
{
    return tourPages()[static_cast<qsizetype>(window_->page())].name;
}

QString WindowStage::perform(const TourAction &action)
{
    auto *details = window_->transferPage()->pairDetails();
    try {
        switch (action.kind) {
        case TourAction::Kind::OpenDemo:
            openDemo();
            break;
        case TourAction::Kind::Open:
            openNetworks(action);
            break;
        case TourAction::Kind::ExampleRuns:
            openExamples();
            break;
        case TourAction::Kind::Select:
            return select(action.name);
        case TourAction::Kind::Strategy:
            setStrategy(action.options);
            break;
        case TourAction::Kind::Show:
            return showPanel(action.name);
        case TourAction::Kind::Sort:
            details->setSorted(action.isOn);
            break;
        case TourAction::Kind::Filter:
            details->showFilter(action.number);
            break;
        }
    } catch (const std::exception &fault) {
        return QString::fromUtf8(fault.what());
    }
    return {};
}

bool WindowStage::isBusy() const
{
    return window_->session()->isBusy() || areExamplesAwaited_ ||
           (patience_.isActive() && !showsDetails()) || awaitsCrossover();
}

void WindowStage::awaitDetails()
{
    const auto plan = window_->session()->plan();
    if (plan && selected_.is_valid() && plan->find(selected_))
        patience_.start();
}

bool WindowStage::showsDetails() const
{
    const auto facts = window_->transferPage()->pairDetails()->facts();
    return facts && facts->detail->target == selected_ && facts->plan == window_->session()->plan();
}

/// The page works a step out only when it shows.
bool WindowStage::awaitsCrossover() const
{
    const auto *page = window_->transferPage()->crossoverPage();
    return page->isVisible() && !page->facts() && page->isBusy();
}

/// Where it stands open already it stays, with what was done about it.
void WindowStage::openDemo()
{
    const auto demo = demoProject();
    if (window_->session()->sourceSpec() != demo.source ||
        window_->session()->targetSpec() != demo.target)
        window_->openDemo();
}

void WindowStage::openNetworks(const TourAction &action)
{
    window_->showPage(MainWindow::Transfer);
    if (!action.source.isEmpty())
        window_->session()->open(Side::Source, {action.source.toStdString(), {}, 0});
    if (!action.target.isEmpty())
        window_->session()->open(Side::Target, {action.target.toStdString(), {}, 0});
}

void WindowStage::openExamples()
{
    const auto folder = exampleRuns();
    if (folder == examples_)
        return;
    examples_ = folder;
    areExamplesAwaited_ = true;
    window_->setRunsRoot(QString::fromStdString(folder.string()));
    showExamples();
}

void WindowStage::showExamples()
{
    if (!areExamplesAwaited_)
        return;
    auto *model = window_->trainingPage()->runsModel();
    if (model->rowCount() < exampleRunNames().size())
        return;
    for (int row = 0; row < model->rowCount(); ++row) {
        if (!model->watcher(row)->hasLooked())
            return;
    }
    for (int row = 0; row < model->rowCount(); ++row)
        model->setShown(row, isShownFirst(model->watcher(row)->spec()));
    areExamplesAwaited_ = false;
    emit changed();
}

/// Once all of them are listed again.
void WindowStage::showAsBefore()
{
    if (!areOwnRunsAwaited_)
        return;
    auto *training = window_->trainingPage();
    if (training->shelf()->root() != before_.runs)
        return;
    QList<int> rows;
    for (const auto &folder : std::as_const(before_.shown))
        rows.append(training->shelf()->rowOf(training->shelf()->watcher(RunFolder{folder})));
    if (rows.contains(-1))
        return;
    areOwnRunsAwaited_ = false;
    training->runsModel()->setAllShown(false);
    training->runsModel()->setShown(rows, true);
}

QString WindowStage::select(const QString &path)
{
    const auto tree = window_->session()->targetArchitecture();
    const auto layer = tree ? tree->find(path.toStdString()) : LayerId();
    if (!layer.is_valid())
        return tree ? tr("The target has no layer “%1”.").arg(path)
                    : tr("There is no target network: open one first.");
    window_->transferPage()->matchingPanel()->selectTarget(layer);
    awaitDetails();
    return {};
}

void WindowStage::setStrategy(const Json &options)
{
    auto *session = window_->session();
    auto all = options.contains("method") ? Json::object() : to_json(session->strategy());
    for (const auto &[option, value] : options.items())
        all[option] = value;
    session->setStrategy(strategy_from_json(all, "the tour's strategy"));
    awaitDetails();
}

QString WindowStage::showPanel(const QString &objectName)
{
    auto *panel = findPanel(window_, objectName);
    if (!panel)
        return tr("This window has no panel “%1”.").arg(objectName);
    const QWidget *onPages[] = {window_->transferPage(), window_->trainingPage(),
                                window_->findChild<QWidget *>(QStringLiteral("comparePage"))};
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (onPages[i] && (onPages[i] == panel || onPages[i]->isAncestorOf(panel)))
            window_->showPage(pages[i]);
    }
    reveal(panel);
    return {};
}

std::optional<QVariant> WindowStage::fact(const TourFact &fact) const
{
    OpenTransfer open;
    auto *session = window_->session();
    if (session->planHasWeights())
        open.plan = session->plan();
    open.source = session->source();
    open.selected = selected_;
    open.detail = detail_;
    return readFact(fact, open);
}

Json WindowStage::strategy() const { return to_json(window_->session()->strategy()); }

QString WindowStage::selectedLayer() const
{
    const auto tree = window_->session()->targetArchitecture();
    return tree && selected_.is_valid() && selected_.index() < tree->layers.size()
               ? QString::fromStdString(tree->layer(selected_).path)
               : QString();
}

} // namespace tlvfc::ui
