// The window: the pages put together, what one tells the other, and what happens at its end.
#pragma once

#include "ui/session/transfer_history.h"
#include "ui/window/close_question.h"
#include "ui/window/settings.h"
#include "ui/window/studio_options.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace tlvfc::ui {

class CloseWait;
class ComparePage;
class Exporter;
class LastProject;
class MessageBar;
class PageSwitch;
class RecentFiles;
class StrategyFiles;
class TrainingPage;
class TransferPage;
class WeightsSaver;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum Page { Transfer, Train, Compare };

    explicit MainWindow(std::unique_ptr<Settings> settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens what the command line asked for; what cannot be opened is said in the window.
    void open(const StudioOptions &options);
    /// Networks, strategy, data and recipe of the demo project.
    void openDemo();
    /// Networks, strategy and seed go to the Transfer page, data and recipe to the Train page.
    void openProject(const RunSpec &project);
    /// Lists, follows and makes runs below this folder.
    void setRunsRoot(const QString &folder);

    void showPage(Page page);
    Page page() const;

    void setTheme(ThemeChoice theme);
    ThemeChoice theme() const { return settings_->theme(); }
    /// Text and lines for a projector; remembered.
    void setPresentation(bool isOne);
    bool isPresentation() const { return settings_->isPresentation(); }
    void resetLayout();
    /// Makes it small enough for its screen, as far as its panels allow.
    void fitScreen();
    /// Every action in a list that is searched by typing.
    void showPalette();

    /// Asks where to, then writes the target's weights as the transfer leaves them.
    void saveWeights();
    void chooseRunsRoot();

    TransferSession *session() { return &session_; }
    const TransferSession *session() const { return &session_; }
    TransferHistory *history() { return &history_; }
    TransferPage *transferPage() const { return transfer_; }
    TrainingPage *trainingPage() const { return training_; }
    ComparePage *comparePage() const { return compare_; }
    MessageBar *messages() const { return messages_; }
    WeightsSaver *weightsSaver() const { return saver_; }
    Exporter *exporter() const { return exporter_; }
    RecentFiles *recentFiles() const { return recent_; }
    StrategyFiles *strategyFiles() const { return strategies_; }
    LastProject *lastProject() const { return last_; }

    /// What is asked when the window closes while runs go.
    void setCloseQuestion(CloseQuestion question) { closeQuestion_ = std::move(question); }

signals:
    void pageChanged();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makePages();
    void connectPages();
    void takeTransfer();
    void fitTargetToData();
    void showNews(const QString &news);
    void setActivity(const QString &activity);

    std::unique_ptr<Settings> settings_;
    QPalette desktopPalette_;
    QFont desktopFont_;
    TransferSession session_;
    TransferHistory history_{&session_}; ///< before the pages, which answer to new networks
    CloseQuestion closeQuestion_ = askAboutRuns;
    int fittedClasses_ = 0; ///< the data's, when the target's last layer was fitted to them
    MessageBar *messages_;
    PageSwitch *switch_;
    QStackedWidget *pages_;
    TransferPage *transfer_;
    TrainingPage *training_;
    ComparePage *compare_;
    WeightsSaver *saver_;
    CloseWait *wait_;
    Exporter *exporter_;
    RecentFiles *recent_;
    StrategyFiles *strategies_;
    LastProject *last_;
    QLabel *activity_;
};

} // namespace tlvfc::ui
