// Both trees with the matching between them.
#pragma once

#include "core/transfer/plan.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace tlvfc::ui {

class MatchingView;
class NetworkPanel;
class TransferSession;

class MatchingPanel : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the panel.
    explicit MatchingPanel(TransferSession *session, QWidget *parent = nullptr);

    NetworkPanel *sourcePanel() const { return sourcePanel_; }
    NetworkPanel *targetPanel() const { return targetPanel_; }
    MatchingView *view() const { return view_; }

    /// Selects the layer and its partner, as a click on its row would.
    void selectTarget(LayerId target);

signals:
    /// `source` is invalid where none serves the target; both are where nothing is selected.
    void pairSelected(tlvfc::LayerId source, tlvfc::LayerId target);

private:
    QWidget *makeHeader();
    void connectTrees();
    void selectSource(LayerId source);
    void showPair(LayerId source, LayerId target);
    void forgetPlan();
    void takePlan();
    void tellPartners();
    void chooseSomething();

    TransferSession *session_;
    NetworkPanel *sourcePanel_;
    NetworkPanel *targetPanel_;
    MatchingView *view_;
    QLabel *counts_ = nullptr;
    QToolButton *unlock_ = nullptr;
};

} // namespace tlvfc::ui
