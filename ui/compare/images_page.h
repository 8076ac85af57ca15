// Behind the number: which images a run takes for what, and where two runs disagree.
#pragma once

#include "ui/compare/confusion_model.h"
#include "ui/compare/image_model.h"
#include "ui/jobs/latest_job.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QStackedWidget;
class QTableView;

namespace tlvfc::ui {

class ImagesPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImagesPage(QWidget *parent = nullptr);

    /// The runs to choose from, by their folders and names; keeps the choice where it can.
    void setRuns(const QStringList &folders, const QStringList &names);

    ConfusionModel *confusion() { return &confusion_; }
    ImageModel *images() { return &imageModel_; }
    /// Whether all is shown that will be, the images too.
    bool hasSettled() const { return !reading_.isBusy() && !decoding_.isBusy(); }

signals:
    void shown(); ///< after each load of predictions, and again when their images are there

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Loaded
    {
        std::shared_ptr<const TestedRun> first;
        std::shared_ptr<const TestedRun> second;
    };

    QWidget *makeHeader();
    QWidget *makeContents();
    void load();
    void take(const Loaded &loaded);
    void chooseWorst();
    void loadImages();
    void fail(const QString &sentence);
    void select();

    LatestJob reading_;
    LatestJob decoding_;
    Loaded loaded_;
    std::shared_ptr<const PackedSplit> split_;
    bool hasChanged_ = false; ///< the data, since the run
    QString splitOf_;         ///< the data that split_ is of
    QStringList read_;        ///< the folders that loaded_ is of
    ConfusionModel confusion_;
    ImageModel imageModel_;
    QComboBox *first_;
    QComboBox *second_;
    QComboBox *which_;
    QStackedWidget *pages_;
    QLabel *empty_;
    QTableView *table_;
    QListView *wall_;
    QLabel *caption_;
};

} // namespace tlvfc::ui
