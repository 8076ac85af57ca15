// Two quantities of the shown runs beside each other, with one cursor through both.
#pragma once

#include "ui/plots/curve_plot.h"
#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"
#include "ui/training/curve_options_bar.h"
#include "ui/training/curve_readings.h"
#include "ui/training/curves_of.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace tlvfc::ui {

class CurveLegend;
class FaultLabel;

class CurvesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CurvesPanel(QWidget *parent = nullptr);

    void setRuns(const QList<ShownRun> &runs);
    /// What to do while there is nothing to see.
    void setEmptyText(const QString &text);
    /// What is wrong with runs, a sentence each; none takes the line away.
    void setAlerts(const QStringList &alerts);

    /// Accuracy at first.
    CurvePlot *accuracyPlot() const { return plots_[0]; }
    /// Loss at first.
    CurvePlot *lossPlot() const { return plots_[1]; }
    /// @param plot  0 on the left, 1 on the right
    void setQuantity(int plot, Quantity quantity);
    CurveReadings *readings() const { return readings_; }
    CurveOptionsBar *options() const { return options_; }

    void setCursor(std::optional<double> x);

    /// Both plots and the legend; must not outlive the panel.
    Picture picture();
    /// Every shown run's points.
    Table pointsTable() const;
    /// The picture as .png, .pdf or .svg.
    /// @throws Error (Failure) if the file cannot be written.
    void savePicture(const QString &file);

signals:
    void savePictureRequested();

private:
    QWidget *makeHeader();
    QWidget *makePlot(int number);
    void refresh();
    void refreshPlots();
    void refreshPlot(int number, bool hasSides);
    void showKey();
    QList<ShownRun> visibleRuns() const;

    QList<ShownRun> runs_;
    QList<SeedMean> means_; ///< where seeds are taken together
    QStackedWidget *pages_;
    QLabel *empty_;
    FaultLabel *alerts_;
    QLabel *key_;
    CurveOptionsBar *options_;
    QToolButton *save_;
    QComboBox *quantities_[2];
    QToolButton *logarithms_[2];
    CurvePlot *plots_[2];
    CurveReadings *readings_;
    CurveLegend *legend_;
};

} // namespace tlvfc::ui
