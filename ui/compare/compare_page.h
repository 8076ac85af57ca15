// The Compare page: finished runs by method, with what their seeds allow to say.
#pragma once

#include "ui/compare/comparison_model.h"
#include "ui/jobs/latest_job.h"
#include "ui/plots/curve_plot.h"
#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace tlvfc::ui {

class ElidedComboBox;
class FirstKernelsPage;
class ImagesPage;
class RunShelf;

class ComparePage : public QWidget
{
    Q_OBJECT

public:
    /// Compares what is finished on the shelf, which outlives the page.
    explicit ComparePage(RunShelf *shelf, QWidget *parent = nullptr);

    /// What is shown; null while there is none.
    std::shared_ptr<const Comparison> comparison() const { return comparison_; }
    ComparisonModel *model() { return &model_; }
    CurvePlot *plot() const { return plot_; }
    ImagesPage *images() const { return images_; }
    /// The setting's curves with their legend, and its table; none without a comparison. They must
    /// not outlive the page.
    QList<Picture> pictures() const;
    QList<Table> tables() const;
    FirstKernelsPage *firstKernels() const { return kernels_; }
    /// Brings the tab of single test images to the front.
    void showImages();
    void showFirstKernels();
    void showMethods();

    /// The forms that the comparison can be saved in; not to be chosen while there is none.
    QMenu *savingMenu() const { return forms_; }
    /// The folder in which saving starts.
    void setSaveFolder(const QString &folder) { saveFolder_ = folder; }

signals:
    void shown(); ///< after each comparison
    void failed(const QString &fault);
    void saved(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeContents();
    void lookSoon();
    void look();
    void take(std::shared_ptr<const Comparison> comparison);
    void showSetting();
    QString archivedNote() const;
    QStringList saidOfRuns() const;
    void offerRuns();
    void offerForms();
    void save(int form);
    QStringList finishedRuns() const;

    RunShelf *shelf_;
    LatestJob working_;
    QTimer soon_;          ///< gathers the news of many runs
    QStringList said_;     ///< names and archive of the runs, as they are shown
    QStringList compared_; ///< the runs that the comparison is of
    std::shared_ptr<const Comparison> comparison_;
    ComparisonModel model_;
    QStackedWidget *pages_;
    QLabel *empty_;
    ElidedComboBox *setting_;
    ElidedComboBox *measure_;
    ElidedComboBox *baseline_;
    ElidedComboBox *axis_; ///< in the order of CostAxis
    QToolButton *save_;
    QMenu *forms_;
    CurvePlot *plot_;
    QTreeView *table_;
    QLabel *warnings_;
    QTabWidget *tabs_;
    ImagesPage *images_;
    FirstKernelsPage *kernels_;
    QString saveFolder_;
};

} // namespace tlvfc::ui
