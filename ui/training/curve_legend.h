// The table below the plots: legend and reading of every curve.
#pragma once

#include "ui/training/curve_readings.h"

#include <QTreeView>

namespace tlvfc::ui {

class ColumnFit;

/// A tick hides and shows, a double click or Enter isolates, and so does the menu.
class CurveLegend : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive the table.
    explicit CurveLegend(CurveReadings *readings, QWidget *parent = nullptr);

    /// Columns and height for what the model has now.
    void fit();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();
    void fitHeight();
    void toggle(const QModelIndex &index);
    void showMenu(const QPoint &at);

    CurveReadings *readings_;
    ColumnFit *fit_;
};

} // namespace tlvfc::ui
