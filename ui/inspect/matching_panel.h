// Both trees with the matching between them.
#pragma once

#include "core/transfer/plan.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace tlvfc::ui {

class MatchingView;
class MatchOverlay;
class NetworkPanel;
class SourceShares;
class TreeColumns;
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
    MatchOverlay *overlay() const { return overlay_; }
    /// Of both trees.
    TreeColumns *columns() const { return columns_; }
    QMenu *linesMenu() const { return linesMenu_; }
    /// The trees that a command is about: the one that has the keyboard, else both.
    QList<NetworkPanel *> meantPanels() const;

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
    void takeOverlay();
    void tellCounts();
    void tellPartners();
    void chooseSomething();

    TransferSession *session_;
    NetworkPanel *sourcePanel_;
    NetworkPanel *targetPanel_;
    MatchingView *view_;
    MatchOverlay *overlay_;
    SourceShares *shares_;
    TreeColumns *columns_;
    QMenu *linesMenu_;
    QLabel *counts_ = nullptr;
    QToolButton *unlock_ = nullptr;
};

} // namespace tlvfc::ui
