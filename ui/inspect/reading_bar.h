// Below a tree while its file is read or its layers are measured: how far that is, and a way out.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tlvfc::ui {

class LayerMeasurer;

/// Takes no room where nothing goes on, and for work that is over in a blink.
class ReadingBar : public QWidget
{
    Q_OBJECT

public:
    /// The measurer must outlive the bar.
    explicit ReadingBar(LayerMeasurer *measurer, QWidget *parent = nullptr);

    /// From 0 to 1; a file is being read.
    void setReading(double fraction);
    void endReading();

signals:
    void cancelRequested(); ///< of the reading; measuring is stopped without further ado

private:
    void show();
    void act();
    void showWhatGoesOn();

    LayerMeasurer *measurer_;
    bool isReading_ = false;
    double fraction_ = 0.0;
    QTimer patience_;
    QLabel *words_;
    QProgressBar *bar_;
    QToolButton *button_;
};

} // namespace tlvfc::ui
