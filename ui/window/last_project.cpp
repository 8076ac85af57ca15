#include "ui/window/last_project.h"

#include "core/base/json.h"
#include "ui/training/launch_panel.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"

#include <QAction>

#include <filesystem>

namespace tlvfc::ui {

namespace {

/// The next start may be in another folder.
void makeAbsolute(NetworkSpec &network)
{
    if (!network.weights.empty())
        network.weights = std::filesystem::absolute(network.weights).string();
}

} // namespace

RunSpec projectOf(const MainWindow &window)
{
    auto project = window.trainingPage()->launchPanel()->spec();
    project.source = window.session()->sourceSpec();
    project.target = window.session()->targetSpec();
    project.strategy = window.session()->strategy();
    project.seed = window.session()->seed();
    return project;
}

LastProject::LastProject(MainWindow *window, Settings *settings)
    : QObject(window)
    , window_(window)
    , settings_(settings)
    , before_(settings->lastProject())
    , action_(new QAction(tr("&Reopen Last Project"), this))
{
    action_->setStatusTip(tr("Networks, strategy, data and recipe as they stood when the window "
                             "was closed"));
    action_->setEnabled(!before_.isEmpty());
    connect(action_, &QAction::triggered, this, &LastProject::reopen);
}

void LastProject::keep()
{
    auto project = projectOf(*window_);
    if (project.target.is_absent() && project.source.is_absent())
        return;
    makeAbsolute(project.source);
    makeAbsolute(project.target);
    settings_->setLastProject(QString::fromStdString(to_text(to_json(project))));
}

void LastProject::reopen()
{
    try {
        const auto project = run_spec_from_json(parse_json(before_.toStdString(), "the settings"),
                                                "the last project in the settings");
        window_->openProject(project);
        window_->showPage(MainWindow::Transfer);
    } catch (const std::exception &fault) {
        emit failed(QString::fromUtf8(fault.what()));
    }
}

} // namespace tlvfc::ui
