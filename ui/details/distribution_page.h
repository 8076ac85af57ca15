// How the weights are distributed, drawn and in numbers.
#pragma once

#include "ui/details/pair_facts.h"
#include "ui/theme/picture_file.h"

#include <QWidget>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QScrollArea;

namespace tlvfc::ui {

class DistributionPage : public QWidget
{
    Q_OBJECT

public:
    explicit DistributionPage(QWidget *parent = nullptr);

    void setFacts(std::shared_ptr<const PairFacts> facts);

    /// Of the histograms; must not outlive the page.
    Picture picture(const QString &name) const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void addRow(const QString &name, const WeightNumbers &numbers);
    void addCell(int row, int column, const QString &text, bool isHeader);
    void clearTable();

    QScrollArea *scroll_;
    QBoxLayout *parts_;       ///< histograms, then numbers: beside each other or, if narrow, below
    WeightHistogram *source_; ///< of what a normal is made from
    WeightHistogram *histogram_;
    QWidget *numbers_;
    QGridLayout *table_;
    QLabel *note_;
};

} // namespace tlvfc::ui
