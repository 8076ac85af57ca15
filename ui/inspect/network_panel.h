// One of the two networks: which it is, and the tree of its layers.
#pragma once

#include "core/runs/spec.h"
#include "ui/session/side.h"

#include <QWidget>

class QLabel;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace tlvfc::ui {

class DropHint;
class LayerMap;
class LayerMeasurer;
class NetworkChooser;
class NetworkModel;
class NetworkTree;
class NoticeBar;
class ReadingBar;
class TransferSession;
class TreeBar;
struct OfferedNetwork;

class NetworkPanel : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the panel.
    NetworkPanel(Side side, TransferSession *session, QWidget *parent = nullptr);

    Side side() const { return side_; }
    NetworkModel *model() const { return model_; }
    NetworkTree *tree() const { return tree_; }
    TreeBar *bar() const { return bar_; }
    LayerMap *map() const { return map_; }
    NoticeBar *notice() const { return notice_; }
    LayerMeasurer *measurer() const { return measurer_; }

    /// More networks to choose from than the zoo's, under this heading.
    void setOffers(const QString &heading, const QList<OfferedNetwork> &offers);

    QSize minimumSizeHint() const override;

signals:
    void fileWanted(); ///< the user wants to choose a weights file

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTitleRow();
    QWidget *makeEmptyState();
    QWidget *makeTreePage();
    void connectReading();
    void takeTree();
    void takeWeights();
    void showVariances();
    void showNumbers();
    void openFromZoo(const QString &name);
    void openWithClasses(int classes);
    void refreshColors();

    Side side_;
    TransferSession *session_;
    NetworkModel *model_;
    NetworkTree *tree_;
    TreeBar *bar_;
    LayerMap *map_;
    NoticeBar *notice_;
    LayerMeasurer *measurer_;
    ReadingBar *reading_;
    DropHint *dropHint_ = nullptr;
    QLabel *chip_ = nullptr;
    NetworkChooser *chooser_ = nullptr;
    QToolButton *open_ = nullptr;
    QSpinBox *classes_ = nullptr;
    QLabel *numbers_ = nullptr;
    QStackedWidget *pages_ = nullptr;
};

} // namespace tlvfc::ui
