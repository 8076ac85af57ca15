// The whole target along its depth: variance, norm and share from the source, for He, for what
// stands now and for the pinned strategy.
#pragma once

#include "ui/details/profile_service.h"
#include "ui/plots/depth_plot.h"
#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace tlvfc::ui {

class PinnedStrategy;
class TransferSession;

/// Works its numbers out only while it is shown; the newest order wins.
class NetworkPage : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the page.
    NetworkPage(TransferSession *session, PinnedStrategy *pinned, QWidget *parent = nullptr);

    /// Variance, norm and share.
    const QList<DepthPlot *> &plots() const { return plots_; }
    bool isBusy() const { return service_.isBusy(); }

    /// The layers that the curves show, in order.
    const std::vector<LayerId> &layers() const { return layers_; }
    void selectLayer(LayerId target);

    /// The three plots with their legend, and all layers' numbers; none while there are none.
    QList<Picture> pictures() const;
    QList<Table> tables() const;

signals:
    void layerChosen(tlvfc::LayerId target); ///< by a click
    void curvesChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Way
    {
        QString name;
        ProfileService::Profile profile;
    };

    QWidget *makeCurves();
    void order();
    void take(const QList<ProfileService::Profile> &profiles);
    void showMessage(const QString &words);
    void showCurves();
    void hover(int layer);
    void showSelected();

    TransferSession *session_;
    PinnedStrategy *pinned_;
    ProfileService service_;
    QStringList ordered_; ///< names of the ways that are on their way
    QList<Way> ways_;
    std::shared_ptr<const Architecture> tree_; ///< of the ways
    std::vector<LayerId> layers_;
    LayerId selected_;
    bool isStale_ = true;

    QStackedWidget *pages_;
    QLabel *message_;
    QLabel *legend_ = nullptr;
    QLabel *layerWords_ = nullptr;
    QComboBox *kinds_ = nullptr;
    QList<DepthPlot *> plots_;
};

} // namespace tlvfc::ui
