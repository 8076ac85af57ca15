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

protected:
    void changeEvent(QEvent *event) override;

private:
    void showTitle();

    LayerKind kind_ = LayerKind::Other;
    QString target_;
    QString source_; ///< empty where none serves the layer
    bool isLocked_ = false;
    QLabel *icon_;
    QLabel *title_;
    QLabel *shapes_;
    QLabel *busy_;
    QLabel *story_;
    ShareStrip *strip_;
    QLabel *shares_;
};

} // namespace tlvfc::ui
