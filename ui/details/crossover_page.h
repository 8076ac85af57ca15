// What crossover does in a step of the training to come: the mask over the features, both values
// of each, and what gets no gradient.
#pragma once

#include <memory>

#include "ui/details/crossover_words.h"
#include "ui/details/way_service.h"
#include "ui/jobs/latest_job.h"
#include "ui/theme/picture_file.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;
class QSpinBox;
class QStackedWidget;

namespace tlvfc::ui {

class BatchButton;
class CrossoverGrids;
class StepBar;
class TransferSession;

/// Works its numbers out only while it is shown.
class CrossoverPage : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the page.
    explicit CrossoverPage(TransferSession *session, QWidget *parent = nullptr);

    BatchButton *batchButton() const { return batch_; }
    /// What the Train page has as data: offered as what both networks see.
    void setTrainingData(const DataSpec &images);
    /// Of the target; crossover takes place before one layer only, and the page says so.
    void selectLayer(LayerId target);

    StepBar *steps() const { return steps_; }
    CrossoverGrids *grids() const { return grids_; }
    bool isBusy() const { return staging_.isBusy() || stepping_.isBusy(); }
    /// What is shown; nothing while a sentence says why there is nothing.
    const std::optional<CrossoverFacts> &facts() const { return facts_; }
    /// Whether what is shown is what was ordered; until then it stands there grayed, and is
    /// neither read nor saved.
    bool isCurrent() const { return facts_ && !isStale_; }
    int image() const;

    QList<Picture> pictures() const;
    QList<Table> tables() const;

signals:
    void layerChosen(tlvfc::LayerId target); ///< by a click on its name
    void factsChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using Preview = std::shared_ptr<const CrossoverPreview>;

    /// All that the features hang on.
    struct Order
    {
        std::shared_ptr<const TransferPlan> plan;
        std::shared_ptr<const Network> source; ///< as it was opened; null where none is needed
        Control control = Control::None;
        CrossoverSettings settings;
        BatchOrder batch;

        friend bool operator==(const Order &, const Order &) = default;
    };

    QWidget *makeGrids();
    void order();
    void await();
    void setStale(bool stale);
    QString hindrance() const;
    static Preview stage(const Order &order, const std::stop_token &stop);
    void takeStage(Preview preview);
    void workStepOut();
    void takeStep(int number, std::shared_ptr<const CrossoverStep> step);
    void showFacts();
    void showMessage(const QString &words);
    void read(int feature);
    void showNote();

    TransferSession *session_;
    LatestJob staging_;
    LatestJob stepping_;
    Order ordered_;
    Preview preview_;           ///< of what was ordered; null until it is there
    bool isStepWanted_ = false; ///< another than the one under way
    std::optional<CrossoverFacts> facts_;
    std::array<std::shared_ptr<const Architecture>, 2> trees_; ///< whose facts are shown
    bool isStale_ = false;                                     ///< others are ordered
    LayerId selected_;

    QStackedWidget *pages_;
    QLabel *message_;
    QLabel *figures_ = nullptr;
    QLabel *note_ = nullptr;
    QLabel *readout_ = nullptr;
    BatchButton *batch_ = nullptr;
    QSpinBox *image_ = nullptr;
    StepBar *steps_ = nullptr;
    CrossoverGrids *grids_ = nullptr;
};

} // namespace tlvfc::ui
