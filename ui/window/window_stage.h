// What a tour does in this window, and what it reads off it.
#pragma once

#include "ui/learn/tour_facts.h"
#include "ui/learn/tour_stage.h"
#include "ui/session/pinned_strategies.h"
#include "ui/session/transfer_session.h"

#include <QTimer>

#include <filesystem>

namespace tlvfc::ui {

class MainWindow;

class WindowStage : public TourStage
{
    Q_OBJECT

public:
    /// The window must outlive the stage.
    explicit WindowStage(MainWindow *window);

    QWidget *window() const override;
    void remember() override;
    void restore() override;
    void showPage(const QString &page) override;
    QString perform(const TourAction &action) override;
    bool isBusy() const override;
    std::optional<QVariant> fact(const TourFact &fact) const override;
    Json strategy() const override;
    QString selectedLayer() const override;
    QString page() const override;

signals:
    void told(const QString &news); ///< what a person should know at the end

private:
    struct Before
    {
        RunSpec spec; ///< networks, strategy, seed, data and recipe
        QList<PinnedStrategy> pins;
        QList<std::filesystem::path> shown; ///< the runs whose curves were shown
        std::filesystem::path runs;
        QString page;
    };

    void watch();
    void awaitDetails();
    bool showsDetails() const;
    bool awaitsCrossover() const;
    void openDemo();
    void openNetworks(const TourAction &action);
    void openExamples();
    void showExamples();
    void showAsBefore();
    QString select(const QString &path);
    void setStrategy(const Json &options);
    QString showPanel(const QString &objectName);

    MainWindow *window_;
    Before before_;
    std::filesystem::path examples_; ///< empty while others are listed
    bool areExamplesAwaited_ = false;
    bool areOwnRunsAwaited_ = false; ///< after the tour
    QTimer patience_; ///< runs while the details of the selected layer are waited for
    LayerId selected_;
    std::shared_ptr<const LayerDetail> detail_;
};

} // namespace tlvfc::ui
