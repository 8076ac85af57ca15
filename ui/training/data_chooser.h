// The choice of data: made-up, a folder of class folders or CIFAR-10's binary files; with a line
// that says what was found there.
#pragma once

#include "core/data/dataset.h"
#include "ui/jobs/latest_job.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace tlvfc::ui {

struct FoundData;

class DataChooser : public QWidget
{
    Q_OBJECT

public:
    enum Kind { MadeUp, ClassFolders, CifarBinary };

    explicit DataChooser(QWidget *parent = nullptr);

    DataSpec spec() const;
    void setSpec(const DataSpec &spec);

    /// Number of classes found and used; 0 while unknown.
    int classes() const { return classes_; }

    /// Whether errors about this option belong here.
    bool owns(const QString &option) const;
    void setFault(const QString &fault);
    QString fault() const;

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
    Kind kind() const;
    void setFolder(const QString &folder);
    void browse();
    void tellChange();
    void look();
    void show(const FoundData &seen);

    QComboBox *kind_;
    QLineEdit *folder_;
    QToolButton *browse_;
    QWidget *folderRow_;
    QLabel *found_;
    QSpinBox *classLimit_;
    QSpinBox *perClass_;
    QSpinBox *side_;
    QCheckBox *refuseBad_;
    QLabel *fault_;
    DataSpec base_; ///< what has no field here
    QString browseFolder_;
    int classes_ = 0;
    LatestJob looking_;
};

} // namespace tlvfc::ui
