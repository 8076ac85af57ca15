// What the window waits for before it closes: what a person ordered and is still being written.
#pragma once

#include <QObject>
#include <QString>

namespace tlvfc::ui {

class TrainingPage;
class WeightsSaver;

class CloseWait : public QObject
{
    Q_OBJECT

public:
    /// Saver and page must outlive it.
    CloseWait(WeightsSaver *saver, TrainingPage *training, QObject *parent = nullptr);

    /// Starts to wait and says for what; empty where there is nothing to wait for, or where it
    /// waits already: who closes the window again goes without.
    QString begin();

signals:
    void over(); ///< what was waited for is there; not told where something went wrong with it

private:
    void look();
    void callOff() { isWaiting_ = false; }

    WeightsSaver *saver_;
    TrainingPage *training_;
    bool isWaiting_ = false;
};

} // namespace tlvfc::ui
