// Filters by variance: which of the source's are kept, which of the target's give way.
#pragma once

#include "ui/details/count_trial.h"
#include "ui/details/pair_facts.h"

#include <QWidget>

class QLabel;

namespace tlvfc::ui {

class VarianceBars;

class FiltersPage : public QWidget
{
    Q_OBJECT

public:
    explicit FiltersPage(QWidget *parent = nullptr);

    /// Null empties the page.
    void setFacts(std::shared_ptr<const PairFacts> facts);
    void setSorted(bool sorted);

    /// Marks a target filter and the source filter that it takes most from.
    void selectFilter(int targetFilter);

signals:
    /// A target filter, clicked or served by the source filter that was clicked.
    void filterChosen(int targetFilter);

private:
    void chooseBySource(int sourceFilter);
    void resizeEvent(QResizeEvent *event) override;
    void showTrial();

    std::shared_ptr<const PairFacts> facts_;
    VarianceBars *source_;
    VarianceBars *target_;
    CountChoice sourceChoice_;
    CountChoice targetChoice_;
    QLabel *trial_;
};

} // namespace tlvfc::ui
