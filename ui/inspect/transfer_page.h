// The page that shows how one network becomes the start of another: matching, strategy, details.
#pragma once

#include "ui/session/side.h"

#include <QString>
#include <QWidget>

class QTabWidget;

namespace tlvfc {
struct DataSpec;
}

namespace tlvfc::ui {

class AlignmentPage;
class CrossoverPage;
class MatchingPanel;
class NetworkPage;
class NoticeBar;
class PairDetails;
class PinnedStrategies;
class StrategyPanel;
class TransferSession;

class TransferPage : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the page.
    explicit TransferPage(TransferSession *session, QWidget *parent = nullptr);

    TransferSession *session() const { return session_; }
    MatchingPanel *matchingPanel() const { return matching_; }
    StrategyPanel *strategyPanel() const { return strategy_; }
    PairDetails *pairDetails() const { return details_; }
    AlignmentPage *alignmentPage() const { return alignment_; }
    NetworkPage *networkPage() const { return network_; }
    CrossoverPage *crossoverPage() const { return crossover_; }
    /// What the Train page has as data, for whatever passes images through the networks.
    void setTrainingData(const DataSpec &images);
    PinnedStrategies *pinned() const { return pinned_; }
    /// Layer, whole network, alignment, crossover: what stands below the matching.
    QTabWidget *detailsTabs() const { return tabs_; }
    NoticeBar *notice() const { return notice_; }

    /// Asks for a weights file and opens it on this side.
    void chooseFile(Side side);

    /// The folder in which chooseFile() begins.
    void setStartFolder(const QString &folder) { startFolder_ = folder; }

signals:
    void folderChosen(const QString &folder); ///< the user opened a file there

private:
    void connectDetails();
    void showNotice();
    void markChanges();

    TransferSession *session_;
    PinnedStrategies *pinned_;
    NoticeBar *notice_;
    MatchingPanel *matching_;
    StrategyPanel *strategy_;
    PairDetails *details_;
    NetworkPage *network_;
    AlignmentPage *alignment_;
    CrossoverPage *crossover_;
    QTabWidget *tabs_;
    QString startFolder_;
    QString notes_; ///< told already, and dismissed perhaps
};

} // namespace tlvfc::ui
