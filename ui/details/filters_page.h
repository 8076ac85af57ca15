// Filters by variance: which of the source's are kept, which of the target's give way.
#pragma once

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

    std::shared_ptr<const PairFacts> facts_;
    VarianceBars *source_;
    VarianceBars *target_;
};

} // namespace tlvfc::ui
