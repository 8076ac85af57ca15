// How dynamic programming finds the pairs: its score matrix, filled and traced back step by step.
#pragma once

#include "ui/details/alignment_words.h"
#include "ui/jobs/latest_job.h"
#include "ui/plots/score_map.h"
#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace tlvfc::ui {

class StepBar;
class TransferSession;

/// Follows the session's plan. Works a matrix out, off the GUI thread, only while it is shown.
class AlignmentPage : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the page.
    explicit AlignmentPage(TransferSession *session, QWidget *parent = nullptr);

    /// Null while there is none, or another is being worked out.
    std::shared_ptr<const AlignmentStory> story() const { return story_; }
    ScoreMap *map() const { return map_; }
    StepBar *steps() const { return steps_; }
    /// The matrices opened within each other, the outermost first.
    const std::vector<AlignmentLevel> &levels() const { return levels_; }

    /// Into the matrix of the two blocks that meet there; nothing where they are none.
    void openCell(MapPlace place);
    void leaveLevel();

    /// Of the target; where pairs come by index, its numbers are said.
    void selectLayer(LayerId target);

    QString explanation() const;

    /// The whole matrix; none while there is none. Must not outlive the page.
    QList<Picture> pictures() const;
    QList<Table> tables() const;

signals:
    void storyChanged();
    void layerChosen(tlvfc::LayerId target); ///< a cell of two layers was activated

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeMatrix();
    QWidget *makeToolRow();
    void takePlan();
    QString hindrance() const;
    void chooseGroup();
    void workOut();
    void takeStory(std::shared_ptr<const AlignmentStory> story);
    void showMessage(const QString &words);
    void showCells();
    void showStep(int position);
    void explain();

    TransferSession *session_;
    std::shared_ptr<const TransferPlan> plan_; ///< whose alignment is shown
    std::vector<AlignmentLevel> levels_;
    std::shared_ptr<const AlignmentStory> story_;
    std::vector<std::pair<std::size_t, std::size_t>> path_;
    LatestJob telling_;
    bool isStale_ = true;
    LayerId selected_;

    QStackedWidget *pages_;
    QLabel *message_;
    QComboBox *groups_ = nullptr;
    QToolButton *back_ = nullptr;
    QLabel *title_ = nullptr;
    QComboBox *values_ = nullptr;
    StepBar *steps_ = nullptr;
    ScoreMap *map_ = nullptr;
    QLabel *words_ = nullptr;
};

} // namespace tlvfc::ui
