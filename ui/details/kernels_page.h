// The kernels of one filter by variance: what it takes over, what of its own gives way.
#pragma once

#include "ui/details/count_trial.h"
#include "ui/details/pair_facts.h"

#include <QWidget>

class QLabel;
class QSpinBox;

namespace tlvfc::ui {

class VarianceBars;

class KernelsPage : public QWidget
{
    Q_OBJECT

public:
    explicit KernelsPage(QWidget *parent = nullptr);

    void setFacts(std::shared_ptr<const PairFacts> facts);
    void setSorted(bool sorted);

    /// By its number before the transfer.
    void setFilter(int targetFilter);
    int filter() const;

signals:
    void filterChanged(int targetFilter);

private:
    void refresh();
    void showSource(int finished);
    void showTarget(int finished);
    void resizeEvent(QResizeEvent *event) override;
    void showTrial();

    std::shared_ptr<const PairFacts> facts_;
    QSpinBox *number_;
    QLabel *story_;
    VarianceBars *source_;
    VarianceBars *target_;
    CountChoice sourceChoice_;
    CountChoice targetChoice_;
    QLabel *trial_;
};

} // namespace tlvfc::ui
