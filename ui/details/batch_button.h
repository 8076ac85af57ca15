// The choice of what is sent through the networks to measure their signals.
#pragma once

#include <memory>

#include "ui/details/way_service.h"

#include <QToolButton>

class QAction;
class QActionGroup;

namespace tlvfc::ui {

class BatchButton : public QToolButton
{
    Q_OBJECT

public:
    explicit BatchButton(QWidget *parent = nullptr);

    /// What the Train page has as data: offered, and the preparation of a folder chosen here.
    void setTrainingData(const DataSpec &images);

    BatchOrder batch(int classes, quint64 seed) const;
    void useFolder(const QString &folder);

signals:
    void changed(); ///< by a person

private:
    enum class From { Numbers, Training, Folder };

    void takeFrom(From from);
    void askFolder();
    void refresh();

    From from_ = From::Numbers;
    int side_ = 32;
    QString folder_;
    DataSpec training_;
    QActionGroup *group_;
    QAction *numbers_;
    QAction *ofTraining_;
    QAction *ofFolder_;
};

} // namespace tlvfc::ui
