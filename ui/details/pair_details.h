// What one target layer takes over, in full.
#pragma once

#include "ui/details/pair_facts.h"
#include "ui/jobs/latest_job.h"
#include "ui/theme/picture_file.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QCheckBox;

namespace tlvfc::ui {

class DistributionPage;
class FiltersPage;
class KernelsPage;
class PairHeader;
class PicturesPage;
class TransferSession;

/// Follows the session: shows whichever layer showLayer() or a detail of the session named last,
/// and works it out anew when the plan changes.
class PairDetails : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the widget; without one only setFacts() fills it.
    explicit PairDetails(TransferSession *session, QWidget *parent = nullptr);

    /// A layer of the target; an invalid id shows the empty state.
    void showLayer(LayerId target);
    LayerId layer() const { return layer_; }

    /// Shows these facts, whatever the session says.
    void setFacts(std::shared_ptr<const PairFacts> facts);
    const std::shared_ptr<const PairFacts> &facts() const { return facts_; }

    /// What the current tab shows; must not outlive the widget.
    QList<Picture> pictures() const;

    bool isSorted() const;
    void setSorted(bool sorted);

    /// A filter of the target as it stood before, on every page.
    void showFilter(int targetFilter);

    QSize sizeHint() const override { return {900, 320}; }

signals:
    void factsChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeEmptyPage();
    QWidget *makeTabs();
    void followSession();
    void takePlan();
    void takeDetail(std::shared_ptr<const LayerDetail> detail);
    void forget();
    void showMessage(const QString &title, const QString &words);
    void chooseTabs();
    void fillPages(const std::shared_ptr<const PairFacts> &facts);
    void setWaiting(bool waiting);
    void showWaiting();

    TransferSession *session_;
    LayerId layer_;
    std::shared_ptr<const PairFacts> facts_;
    LatestJob gathering_;
    QTimer patience_; ///< nothing is said of work that ends at once

    QStackedWidget *pages_;
    QLabel *emptyIcon_ = nullptr;
    QLabel *emptyTitle_ = nullptr;
    QLabel *emptyWords_ = nullptr;
    PairHeader *header_ = nullptr;
    QTabWidget *tabs_ = nullptr;
    QCheckBox *sorted_ = nullptr;
    QLabel *note_ = nullptr;
    FiltersPage *filters_ = nullptr;
    KernelsPage *kernels_ = nullptr;
    PicturesPage *pictures_ = nullptr;
    DistributionPage *distribution_ = nullptr;
};

} // namespace tlvfc::ui
