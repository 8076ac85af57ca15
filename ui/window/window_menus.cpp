#include "ui/window/window_menus.h"

#include "core/nets/zoo.h"
#include "ui/inspect/network_words.h"
#include "ui/inspect/transfer_page.h"
#include "ui/window/about.h"
#include "ui/window/main_window.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace tlvfc::ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Menus", text); }

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
            add(names, name, QString::fromStdString(entry.description), {}, window,
                [window, side, spec = NetworkSpec{entry.name, {}, 0}] {
                    window->showPage(MainWindow::Transfer);
                    window->session()->open(side, spec);
                });
        }
    }
}

void addFileMenu(MainWindow *window)
{
    auto *menu = window->menuBar()->addMenu(tr("&File"));
    const auto choose = [window](Side side) {
        return [window, side] {
            window->showPage(MainWindow::Transfer);
            window->transferPage()->chooseFile(side);
        };
    };
    add(menu, tr("&Open Source Weights…"),
        tr("Opens a safetensors or torch.save file as the network that gives"), QKeySequence::Open,
        window, choose(Side::Source));
    addZoo(menu->addMenu(tr("&Source from the Zoo")), window, Side::Source);
    menu->addSeparator();
    add(menu, tr("Open &Target Weights…"),
        tr("Opens a safetensors or torch.save file as the network that receives"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), window, choose(Side::Target));
    addZoo(menu->addMenu(tr("Ta&rget from the Zoo")), window, Side::Target);
    menu->addSeparator();
    add(menu, tr("Save Transferred &Weights…"),
        tr("Writes the target as the transfer leaves it, for this program or for PyTorch"),
        QKeySequence::Save, window, &MainWindow::saveWeights);
    add(menu, tr("Save &Curves as Picture…"), tr("Writes the curves as PNG, PDF or SVG"), {},
        window, &MainWindow::saveCurvesPicture);
    menu->addSeparator();
    add(menu, tr("Open &Demo Project"),
        tr("Two networks, made-up pictures and a short recipe to try everything with"), {}, window,
        &MainWindow::openDemo);
    add(menu, tr("Runs &Folder…"), tr("Lists and makes runs below another folder"), {}, window,
        &MainWindow::chooseRunsRoot);
    menu->addSeparator();
    add(menu, tr("&Quit"), tr("Closes the window; runs may go on without it"), QKeySequence::Quit,
        window, &QWidget::close);
}

void addViewMenu(MainWindow *window)
{
    auto *menu = window->menuBar()->addMenu(tr("&View"));
    add(menu, tr("&Transfer"), tr("How one network becomes the start of the other"),
        QKeySequence(Qt::CTRL | Qt::Key_1), window,
        [window] { window->showPage(MainWindow::Transfer); });
    add(menu, tr("T&rain"), tr("Runs and their curves"), QKeySequence(Qt::CTRL | Qt::Key_2), window,
        [window] { window->showPage(MainWindow::Train); });
    add(menu, tr("&Compare"), tr("Finished runs side by side"), QKeySequence(Qt::CTRL | Qt::Key_3),
        window, [window] { window->showPage(MainWindow::Compare); });
    menu->addSeparator();
    auto *themes = menu->addMenu(tr("&Colors"));
    auto *group = new QActionGroup(themes);
    const struct
    {
        QString text;
        ThemeChoice choice;
    } choices[] = {{tr("Like the &Desktop"), ThemeChoice::System},
                   {tr("&Light"), ThemeChoice::Light},
                   {tr("&Dark"), ThemeChoice::Dark}};
    for (const auto &[text, choice] : choices) {
        auto *action = add(themes, text, {}, {}, window,
                           [window, choice = choice] { window->setTheme(choice); });
        action->setCheckable(true);
        action->setChecked(window->theme() == choice);
        group->addAction(action);
    }
    add(menu, tr("&Reset Layout"), tr("Gives every panel its first size again"), {}, window,
        &MainWindow::resetLayout);
}

} // namespace

void addMenus(MainWindow *window)
{
    addFileMenu(window);
    addViewMenu(window);
    auto *help = window->menuBar()->addMenu(tr("&Help"));
    add(help, tr("&About TLVFC Studio"), tr("Version, license and where the method comes from"), {},
        window, [window] { showAbout(window); });
}

} // namespace tlvfc::ui
