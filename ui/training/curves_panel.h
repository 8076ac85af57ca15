// Accuracy and loss of the shown runs beside each other, with one cursor through both.
#pragma once

#include "ui/plots/curve_plot.h"
#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"
#include "ui/training/curve_readings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace tlvfc::ui {

class ColumnFit;

class CurvesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CurvesPanel(QWidget *parent = nullptr);

    void setRuns(const QList<ShownRun> &runs);
    /// What to do while there is nothing to see.
    void setEmptyText(const QString &text);

    CurvePlot *accuracyPlot() const { return accuracy_; }
    CurvePlot *lossPlot() const { return loss_; }
    CurveReadings *readings() const { return readings_; }

    void setCursor(std::optional<double> x);

    /// Both plots and the legend; must not outlive the panel.
    Picture picture();
    /// Every shown run's points.
    Table pointsTable() const;
    /// The picture as .png, .pdf or .svg.
    /// @throws Error (Failure) if the file cannot be written.
    void savePicture(const QString &file);

    /// The series that stand for one run: "ID/val", "ID/train", and "ID/clean"
    /// where that was measured.
    static QString validationId(const QString &run) { return run + QStringLiteral("/val"); }
    static QString cleanId(const QString &run) { return run + QStringLiteral("/clean"); }
    static QString trainingId(const QString &run) { return run + QStringLiteral("/train"); }

signals:
    void savePictureRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    void refresh();
    void fitReadings();
    void showKey();
    bool alongMinutes() const;

    QList<ShownRun> runs_;
    QStackedWidget *pages_;
    QLabel *empty_;
    QLabel *key_;
    QComboBox *along_;
    QToolButton *save_;
    CurvePlot *accuracy_;
    CurvePlot *loss_;
    CurveReadings *readings_;
    QTreeView *table_;
    ColumnFit *fit_;
};

} // namespace tlvfc::ui
