#include "ui/window/window_menus.h"

#include "core/nets/zoo.h"
#include "ui/compare/compare_page.h"
#include "ui/inspect/network_words.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/pinned_strategies.h"
#include "ui/strategy/strategy_panel.h"
#include "ui/theme/core_text.h"
#include "ui/theme/plain_tip.h"
#include "ui/training/training_page.h"
#include "ui/window/edit_menu.h"
#include "ui/window/exporter.h"
#include "ui/window/help_menu.h"
#include "ui/window/last_project.h"
#include "ui/window/main_window.h"
#include "ui/window/recent_files.h"
#include "ui/window/runs_menu.h"
#include "ui/window/strategy_files.h"
#include "ui/window/tree_menus.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QTabWidget>

namespace tlvfc::ui {

namespace {

struct Menus
{
    Q_DECLARE_TR_FUNCTIONS(Menus)
};

template <typename Act>
QAction *add(QMenu *menu, const QString &text, const QString &tip, const QKeySequence &keys,
             MainWindow *window, Act act)
{
    auto *action = menu->addAction(text);
    action->setStatusTip(tip);
    action->setShortcut(keys);
    QObject::connect(action, &QAction::triggered, window, act);
    return action;
}

/// The zoo, a submenu per family.
void addZoo(QMenu *menu, MainWindow *window, Side side)
{
    for (const auto family : {Family::Vgg, Family::ResNet, Family::CifarResNet}) {
        auto *names = menu->addMenu(familyText(family));
        for (const auto &entry : zoo()) {
            if (entry.family != family)
                continue;
            const auto name = QString::fromStdString(entry.name);
            add(names, name, coreText(entry.description), {}, window,
                [window, side, spec = NetworkSpec{entry.name, {}, 0}] {
                    window->showPage(MainWindow::Transfer);
                    window->session()->open(side, spec);
                });
        }
    }
}

void addFileMenu(MainWindow *window)
{
    auto *menu = window->menuBar()->addMenu(Menus::tr("&File"));
    const auto choose = [window](Side side) {
        return [window, side] {
            window->showPage(MainWindow::Transfer);
            window->transferPage()->chooseFile(side);
        };
    };
    add(menu, Menus::tr("&Open Source Weights…"),
        Menus::tr("Opens a safetensors, torch.save or ONNX file as the network that gives"),
        QKeySequence::Open, window, choose(Side::Source));
    window->recentFiles()->addMenu(menu, Side::Source, Menus::tr("Recent Source &Files"));
    addZoo(menu->addMenu(Menus::tr("&Source from the Zoo")), window, Side::Source);
    menu->addSeparator();
    add(menu, Menus::tr("Open &Target Weights…"),
        Menus::tr("Opens a safetensors, torch.save or ONNX file as the network that receives"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), window, choose(Side::Target));
    window->recentFiles()->addMenu(menu, Side::Target, Menus::tr("Recent Target Fi&les"));
    addZoo(menu->addMenu(Menus::tr("Ta&rget from the Zoo")), window, Side::Target);
    menu->addSeparator();
    add(menu, Menus::tr("Save Transferred &Weights…"),
        Menus::tr("Writes the target as the transfer leaves it, for this program or for PyTorch"),
        QKeySequence::Save, window, &MainWindow::saveWeights);
    auto *exporter = window->exporter();
    add(menu, Menus::tr("Save &Picture…"),
        Menus::tr("Writes what the page shows as PNG, SVG or PDF"),
        QKeySequence(Qt::CTRL | Qt::Key_P), window, [exporter] { exporter->askPicture(); });
    add(menu, Menus::tr("Save Ta&ble…"),
        Menus::tr("Writes the numbers behind what the page shows as CSV or LaTeX"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), window,
        [exporter] { exporter->askTable(); });
    add(menu, Menus::tr("Save P&lan…"),
        Menus::tr("Writes who serves whom, why, and what happens as JSON"), {}, window,
        [exporter] { exporter->askPlan(); });
    menu->addMenu(window->comparePage()->savingMenu());
    menu->addSeparator();
    menu->addAction(window->lastProject()->action());
    add(menu, Menus::tr("Open &Demo Project"),
        Menus::tr("Two networks, made-up pictures and a short recipe to try everything with"), {},
        window, &MainWindow::openDemo);
    add(menu, Menus::tr("Plan &Comparison…"),
        Menus::tr("Methods × targets × data × seeds as runs for the queue, with time and memory "
                  "measured"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), window, [window] {
            window->showPage(MainWindow::Train);
            window->trainingPage()->planComparison();
        });
    add(menu, Menus::tr("Runs &Folder…"), Menus::tr("Lists and makes runs below another folder"),
        {}, window, &MainWindow::chooseRunsRoot);
    menu->addSeparator();
    add(menu, Menus::tr("&Quit"), Menus::tr("Closes the window; runs may go on without it"),
        QKeySequence::Quit, window, &QWidget::close);
}

/// Pinning, and below it what can be done with each that is pinned.
void addPins(QMenu *menu, MainWindow *window)
{
    auto *pinned = window->transferPage()->pinned();
    auto *pin = add(menu, Menus::tr("&Pin This"),
                    Menus::tr("Keeps the strategy, to see what others do differently"),
                    QKeySequence(Qt::CTRL | Qt::Key_D), window, [pinned] { pinned->pin(); });
    auto *pins = menu->addMenu(Menus::tr("P&inned"));
    pins->setObjectName(QStringLiteral("pinnedMenu"));
    const auto show = [pinned, pin, pins, window] {
        pin->setEnabled(pinned->canPin());
        pins->menuAction()->setVisible(!pinned->isEmpty());
        pins->clear();
        for (int at = 0; at < pinned->pins().size(); ++at) {
            const auto title = plainAction(pinned->pins()[at].title());
            add(pins, Menus::tr("Return to %1").arg(title),
                Menus::tr("Makes it the strategy again"), {}, window,
                [pinned, at] { pinned->returnTo(at); });
            add(pins, Menus::tr("Unpin %1").arg(title), Menus::tr("Compares with it no longer"), {},
                window, [pinned, at] { pinned->remove(at); });
        }
        pins->addSeparator();
        add(pins, Menus::tr("Unpin &All"), Menus::tr("Compares with none of them any longer"), {},
            window, [pinned] { pinned->removeAll(); });
    };
    // Later: one of these actions may be what asked for it.
    QObject::connect(pinned, &PinnedStrategies::changed, pins, show, Qt::QueuedConnection);
    show();
}

/// What the strategy panel has as buttons, for the keyboard and the palette.
void addStrategyMenu(MainWindow *window)
{
    auto *menu = window->menuBar()->addMenu(Menus::tr("&Strategy"));
    auto *names = menu->addMenu(Menus::tr("&Method"));
    for (const auto &info : methods()) {
        add(names, QString::fromStdString(info.title), coreText(info.summary), {}, window,
            [window, name = info.name] {
                auto strategy = preset(name);
                strategy.locks = window->session()->strategy().locks;
                window->session()->setStrategy(strategy);
            });
    }
    add(menu, Menus::tr("&Copy as Command"),
        Menus::tr("Copies the command line that does the same transfer"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), window,
        [window] { window->transferPage()->strategyPanel()->copyCommand(); });
    auto *files = window->strategyFiles();
    add(menu, Menus::tr("Copy as &JSON"), Menus::tr("Copies the strategy as a text to pass on"), {},
        window, [files] { files->copy(); });
    add(menu, Menus::tr("Paste a &Strategy"),
        Menus::tr("Takes over the strategy that was copied as JSON"), {}, window,
        [files] { files->paste(); });
    add(menu, Menus::tr("&Open Strategy…"),
        Menus::tr(
            "Takes over the strategy of a file; a run's specification and a plan hold one, too"),
        {}, window, [files] { files->askOpen(); });
    add(menu, Menus::tr("Sa&ve Strategy…"), Menus::tr("Writes every option as JSON"), {}, window,
        [files] { files->askSave(); });
    menu->addSeparator();
    addPins(menu, window);
}

/// What stands below the matching.
void addDetails(QMenu *menu, MainWindow *window)
{
    auto *tabs = window->transferPage()->detailsTabs();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        add(menu, tabs->tabText(tab), Menus::tr("Shows this below the matching"),
            QKeySequence(QKeyCombination(Qt::ALT, static_cast<Qt::Key>(Qt::Key_1 + tab))), window,
            [window, tabs, tab] {
                window->showPage(MainWindow::Transfer);
                tabs->setCurrentIndex(tab);
            });
    }
}

void addViewMenu(MainWindow *window)
{
    auto *menu = window->menuBar()->addMenu(Menus::tr("&View"));
    add(menu, Menus::tr("&Transfer"), Menus::tr("How one network becomes the start of the other"),
        QKeySequence(Qt::CTRL | Qt::Key_1), window,
        [window] { window->showPage(MainWindow::Transfer); });
    add(menu, Menus::tr("T&rain"), Menus::tr("Runs and their curves"),
        QKeySequence(Qt::CTRL | Qt::Key_2), window,
        [window] { window->showPage(MainWindow::Train); });
    add(menu, Menus::tr("&Compare"), Menus::tr("Finished runs side by side"),
        QKeySequence(Qt::CTRL | Qt::Key_3), window,
        [window] { window->showPage(MainWindow::Compare); });
    menu->addSeparator();
    addDetails(menu, window);
    menu->addSeparator();
    addTreeActions(menu, window);
    menu->addSeparator();
    auto *themes = menu->addMenu(Menus::tr("&Colors"));
    auto *group = new QActionGroup(themes);
    const struct
    {
        QString text;
        ThemeChoice choice;
    } choices[] = {{Menus::tr("Like the &Desktop"), ThemeChoice::System},
                   {Menus::tr("&Light"), ThemeChoice::Light},
                   {Menus::tr("&Dark"), ThemeChoice::Dark}};
    for (const auto &[text, choice] : choices) {
        auto *action = add(themes, text, {}, {}, window,
                           [window, choice = choice] { window->setTheme(choice); });
        action->setCheckable(true);
        action->setChecked(window->theme() == choice);
        group->addAction(action);
    }
    auto *large = add(menu, Menus::tr("&Presentation Size"),
                      Menus::tr("Larger text and lines, for a projector"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), window,
                      [window] { window->setPresentation(!window->isPresentation()); });
    large->setObjectName(QStringLiteral("presentation"));
    large->setCheckable(true);
    large->setChecked(window->isPresentation());
    add(menu, Menus::tr("&Reset Layout"), Menus::tr("Gives every panel its first size again"), {},
        window, &MainWindow::resetLayout);
}

} // namespace

void addMenus(MainWindow *window)
{
    addFileMenu(window);
    addEditMenu(window);
    addStrategyMenu(window);
    addRunsMenu(window);
    addViewMenu(window);
    addHelpMenu(window);
}

} // namespace tlvfc::ui
