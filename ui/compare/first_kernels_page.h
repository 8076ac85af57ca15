// A run's first layer as it was when training began and after an epoch.
#pragma once

#include "core/runs/kernel_history.h"
#include "ui/jobs/latest_job.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QStackedWidget;

namespace tlvfc::ui {

class KernelGrid;
class KernelScale;

class FirstKernelsPage : public QWidget
{
    Q_OBJECT

public:
    explicit FirstKernelsPage(QWidget *parent = nullptr);

    /// The runs to choose from, by their folders and names; keeps the choice where it can.
    void setRuns(const QStringList &folders, const QStringList &names);

    /// The epoch on the right; -1 where nothing is shown.
    int epoch() const;
    /// Whether all is shown that will be.
    bool hasSettled() const { return !reading_.isBusy(); }
    KernelGrid *beginning() const { return beginning_; }
    KernelGrid *now() const { return now_; }

signals:
    void shown(); ///< after each run that was read

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum What { Values, Change };
    struct Kept
    {
        std::vector<FirstKernels> epochs;
        std::vector<std::string> problems;
    };

    QWidget *makeHeader();
    QWidget *makeContents();
    void load();
    void take(std::shared_ptr<const Kept> kept);
    void fail(const QString &sentence);
    void showEpoch();

    LatestJob reading_;
    std::shared_ptr<const Kept> kept_;
    QString read_; ///< the folder that kept_ is of
    QComboBox *run_;
    QComboBox *what_;
    QSlider *slider_;
    QLabel *words_;
    QStackedWidget *pages_;
    QLabel *empty_;
    KernelGrid *beginning_;
    KernelGrid *now_;
    KernelScale *scale_;
    QLabel *note_;
};

} // namespace tlvfc::ui
