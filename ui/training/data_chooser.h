// The choice of data and of what becomes of its images, with a line that says what was found.
#pragma once

#include "core/data/dataset.h"
#include "ui/jobs/latest_job.h"
#include "ui/training/data_source_box.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace tlvfc::ui {

class AugmentationPanel;
class FaultLabel;
class FormField;
struct FoundData;

class DataChooser : public QWidget
{
    Q_OBJECT

public:
    explicit DataChooser(QWidget *parent = nullptr);

    DataSpec spec() const;
    void setSpec(const DataSpec &spec);

    /// Number of classes found and used; 0 while unknown.
    int classes() const { return classes_; }

    AugmentationPanel *augmentation() const { return augmentation_; }
    /// Null where the option has no field of its own.
    FormField *field(const QString &option) const;

    /// Says at each field that holds no number that it does. @returns whether all do
    bool checkNumbers();
    /// Shows the fault where the option stands. @returns whether it belongs to the data
    bool setFault(const QString &option, const QString &fault);
    void clearFaults();
    QString fault() const; ///< of the data as a whole

    /// The folder in which browsing starts.
    void setBrowseFolder(const QString &folder) { browseFolder_ = folder; }

signals:
    void changed();
    void found(int classes); ///< after each look at the data; 0 where there is none
    void folderChosen(const QString &folder);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// What the recipe does to make numbers of images: a catalog's data set brings its own.
    struct Preparation
    {
        int side = 0;
        std::array<double, 3> mean{};
        std::array<double, 3> deviation{};
    };

    void layOut();
    QWidget *makePathRow();
    QLayout *makeLimits();
    void takeSource();
    void prepare(const Preparation &preparation);
    void setPath(const QString &path);
    void browse(bool forFile);
    void tellChange();
    void look();
    void take(const FoundData &seen);
    void showFault(const QString &fault);

    DataSourceBox *source_;
    QLineEdit *path_;
    QToolButton *browse_;
    QWidget *pathRow_;
    QLabel *found_;
    QSpinBox *classLimit_;
    QSpinBox *perClass_;
    QSpinBox *side_;
    QCheckBox *refuseBad_;
    FaultLabel *fault_;
    AugmentationPanel *augmentation_;
    DataSpec base_;                            ///< what has no field here
    std::optional<Preparation> beforeCatalog_; ///< comes back when its data set is left
    QString browseFolder_;
    int classes_ = 0;
    LatestJob looking_;
};

} // namespace tlvfc::ui
