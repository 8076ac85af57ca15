// How the curves are shown: along what, each run or seeds together, in which groups, how smooth.
#pragma once

#include "ui/training/curve_readings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;

namespace tlvfc::ui {

enum class SeedView {
    Each,         ///< a curve for every run
    Mean,         ///< one for all seeds of a setting, with its band
    MeanAndSeeds, ///< and the seeds' own behind it
};

class CurveOptionsBar : public QWidget
{
    Q_OBJECT

public:
    explicit CurveOptionsBar(QWidget *parent = nullptr);

    CurvePlot::Along along() const;
    SeedView seeds() const;
    CurveReadings::Group group() const;
    double smoothing() const;

    void setAlong(CurvePlot::Along along);
    void setSeeds(SeedView view);
    void setGroup(CurveReadings::Group group);
    void setSmoothing(double weight); ///< from 0 to 0.99

signals:
    void alongChanged();
    void changed(); ///< anything else
    void groupChanged();

private:
    void showSmoothing();

    QComboBox *along_;
    QComboBox *seeds_;
    QComboBox *group_;
    QSlider *smoothing_;
    QLabel *smoothingText_;
};

} // namespace tlvfc::ui
