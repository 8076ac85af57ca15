// The head of a layer's details: both ends, their shapes, what happens and why.
#pragma once

#include "ui/details/pair_facts.h"

#include <QWidget>

class QLabel;

namespace tlvfc::ui {

class ShareStrip;

class PairHeader : public QWidget
{
    Q_OBJECT

public:
    explicit PairHeader(QWidget *parent = nullptr);

    /// What the plan knows already; shares follow with the facts.
    void setLayer(const TransferPlan &plan, const LayerPlan &layer);
    void setFacts(const PairFacts &facts);
    void setBusy(bool busy);

private:
    QLabel *icon_;
    QLabel *title_;
    QLabel *shapes_;
    QLabel *busy_;
    QLabel *story_;
    ShareStrip *strip_;
    QLabel *shares_;
};

} // namespace tlvfc::ui
