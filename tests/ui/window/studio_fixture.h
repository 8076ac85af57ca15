// A window with settings, runs and demo data in a folder that goes when it does.
#pragma once

#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_chooser.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

namespace tlvfc::test {

class StudioFixture
{
public:
    StudioFixture()
    {
        qputenv("XDG_DATA_HOME", folder_.filePath(QStringLiteral("data")).toLocal8Bit());
        reopen();
    }

    /// A new window as after a new start, on the same settings and runs.
    void reopen()
    {
        window_.reset();
        window_ = std::make_unique<ui::MainWindow>(
            std::make_unique<ui::Settings>(folder_.filePath(QStringLiteral("studio.ini"))));
        window_->open({});
        window_->show();
    }

    /// An empty folder of runs, which the window lists from now on.
    std::filesystem::path openRuns()
    {
        const auto root = path(QStringLiteral("runs"));
        std::filesystem::create_directories(root.toStdString());
        window_->setRunsRoot(root);
        return root.toStdString();
    }

    ui::MainWindow &window() { return *window_; }
    ui::TransferSession &session() { return *window_->session(); }
    ui::TrainingPage &training() { return *window_->trainingPage(); }
    ui::LaunchPanel &launch() { return *training().launchPanel(); }

    ui::NetworkPanel *panel(ui::Side side)
    {
        auto *matching = window_->transferPage()->matchingPanel();
        return side == ui::Side::Source ? matching->sourcePanel() : matching->targetPanel();
    }

    /// As a person picks a network from the list.
    void choose(ui::Side side, const QString &name)
    {
        auto *chooser = panel(side)->findChild<ui::NetworkChooser *>();
        chooser->setCurrentIndex(chooser->findData(name));
        emit chooser->activated(chooser->currentIndex());
    }

    bool isPlanned() { return session().planHasWeights() && !session().isBusy(); }

    QString path(const QString &name) const { return folder_.filePath(name); }

private:
    QTemporaryDir folder_;
    std::unique_ptr<ui::MainWindow> window_;
};

} // namespace tlvfc::test
