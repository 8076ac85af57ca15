// The whole target along its depth, for what stands now beside published methods and what is
// pinned: its weights, or the scale of the signals that pass through it.
#pragma once

#include <memory>

#include "ui/details/ways.h"
#include "ui/plots/depth_plot.h"
#include "ui/theme/picture_file.h"
#include "ui/theme/table_file.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace tlvfc::ui {

class BatchButton;
class PinnedStrategies;
class TransferSession;

/// Works its numbers out only while it is shown; the newest order wins.
class NetworkPage : public QWidget
{
    Q_OBJECT

public:
    enum Quantities {
        OfWeights, ///< variance, norm and share from the source
        OfSignals, ///< deviations of outputs and of their gradients, norm of the weight's gradient
    };

    /// Both must outlive the page.
    NetworkPage(TransferSession *session, PinnedStrategies *pinned, QWidget *parent = nullptr);

    void setQuantities(Quantities quantities);
    Quantities quantities() const;
    BatchButton *batchButton() const { return batch_; }
    /// What the Train page has as data: offered as what is sent through the networks.
    void setTrainingData(const DataSpec &images);

    /// The three that are shown.
    QList<DepthPlot *> plots() const;
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
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCurves();
    QWidget *makePlots();
    void makeMethods(QMenu *menu);
    void order();
    void take(const QList<WayService::Numbers> &numbers);
    void showMessage(const QString &words);
    void showCurves();
    void listLayers();
    void hover(int layer);
    void showSelected();
    QString pictureTitle() const;

    TransferSession *session_;
    PinnedStrategies *pinned_;
    WayService service_;
    MethodsShown methods_;
    QList<Way> ordered_;                       ///< that are on their way
    QList<Way> ways_;                          ///< that are shown
    std::shared_ptr<const Architecture> tree_; ///< of the ways
    std::vector<LayerId> layers_;
    LayerId selected_;
    bool isStale_ = true;

    QStackedWidget *pages_;
    QLabel *message_;
    QLabel *legend_ = nullptr;
    QLabel *note_ = nullptr;
    QLabel *layerWords_ = nullptr;
    QComboBox *quantities_ = nullptr;
    QComboBox *kinds_ = nullptr;
    BatchButton *batch_ = nullptr;
    QList<DepthPlot *> plots_; ///< of the weights, then of the signals
};

} // namespace tlvfc::ui
