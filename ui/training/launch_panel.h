// What a run will be: data, recipe, machine; and the button that starts it.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/architecture.h"
#include "core/runs/spec.h"
#include "ui/jobs/latest_job.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tlvfc::ui {

class DataChooser;
class FaultLabel;
class FormField;
class RecipePanel;
struct OptionWords;

/// A network that stands open: what a run names, and its tree for what must fit together.
struct LaunchNetwork
{
    NetworkSpec spec;
    std::shared_ptr<const Architecture> tree; ///< null while none is open
};

class LaunchPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LaunchPanel(QWidget *parent = nullptr);

    /// What the transfer page has: networks (absent ones are named as missing) and strategy.
    void setTransfer(const LaunchNetwork &source, const LaunchNetwork &target,
                     const Strategy &strategy);

    /// That stands open, whether the strategy needs it or not; absent where none is.
    const NetworkSpec &source() const { return source_.spec; }

    /// The fields as they stand; numbers that cannot be read stand as their field's fault.
    RunSpec spec() const;

    /// Fills the fields; networks and strategy are the transfer page's.
    void setSpec(const RunSpec &spec);

    /// The runs that Start starts: the one above, and He beside it where that is ticked.
    QList<RunSpec> specs() const;

    /// The seed of new weights and of the transfer is the run's too.
    void setSeed(quint64 seed);

    /// Shows each fault at its field. @returns whether there is none.
    bool check();

    /// A fault that belongs to no field, below all of them.
    void setFault(const QString &fault);

    /// While runs are being made the button waits.
    void setBusy(bool busy);

    DataChooser *data() const { return data_; }
    RecipePanel *recipe() const { return recipe_; }
    /// Null where the option has no field.
    FormField *field(const QString &option) const;
    QPushButton *startButton() const { return start_; }

signals:
    void planRequested(); ///< of a comparison
    void startRequested(const QList<tlvfc::RunSpec> &specs);
    void seedEdited(quint64 seed); ///< by the person

private:
    void addField(QGridLayout *grid, int row, int column, const OptionWords &words,
                  QWidget *editor);
    QWidget *makeMachine();
    void listDevices();
    void refreshSummary();
    QString targetClassesText() const;
    void placeFault(const QString &option, const QString &fault);
    bool checkNumbers();
    bool findFaults();
    void showFirstFault();
    bool isComparable() const;
    QString networkFault() const;
    QString deviceFault() const;

    LaunchNetwork source_;
    LaunchNetwork target_;
    Strategy strategy_;
    int classesBefore_ = 0; ///< that the same target had before; 0 where it had no others
    int processes_ = 1;     ///< of what was filled in: it has no field

    QLabel *summary_;
    QLabel *targetClasses_;
    DataChooser *data_;
    RecipePanel *recipe_;
    QComboBox *device_;
    QSpinBox *threads_;
    QLineEdit *seed_;
    QLineEdit *title_;
    QCheckBox *besideHe_;
    FaultLabel *fault_;
    QPushButton *start_;
    QHash<QString, FormField *> fields_;
    std::vector<std::string> devices_; ///< of this machine; empty until they are listed
    LatestJob listing_;
};

} // namespace tlvfc::ui
