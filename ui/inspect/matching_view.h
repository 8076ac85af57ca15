// The space between two trees: a line from every source layer to those that it serves.
#pragma once

#include "ui/inspect/match_legend.h"
#include "ui/inspect/match_painting.h"
#include "ui/session/side.h"

#include <QWidget>

#include <memory>

namespace tlvfc::ui {

class MatchingView : public QWidget
{
    Q_OBJECT

public:
    /// The trees stand left and right of the view and must outlive it.
    MatchingView(NetworkTree *source, NetworkTree *target, QWidget *parent = nullptr);

    /// Null for no lines.
    void setPlan(std::shared_ptr<const TransferPlan> plan);
    const std::vector<MatchLink> &links() const { return links_; }

    /// Lays another matching of the same networks over the plan's; null takes it away.
    void setOther(std::shared_ptr<const TransferPlan> other);
    /// What is drawn: links(), and behind them those that the other matching alone has.
    const std::vector<MatchLink> &drawnLinks() const { return drawn_; }

    void setLineColor(LineColor color);
    LineColor lineColor() const { return color_; }

    /// The lines as they run now, in the view's coordinates.
    const std::vector<MatchCurve> &curves() const;

    /// Lights the layers' lines and partners; none put the light out.
    void hoverLayers(Side side, const QSet<int> &layers);
    void hoverLayer(Side side, LayerId layer);

    /// Lit as long as nothing is hovered; a group stands for what is in it.
    void selectTarget(LayerId target);
    void selectTargets(const QSet<int> &layers);

    /// Numbers of the drawn links that are lit now.
    const std::vector<int> &lit() const { return lit_; }

    /// A tree's rows are where they are now.
    void refreshRows();

    QSize sizeHint() const override { return {200, 400}; }
    QSize minimumSizeHint() const override { return {96, 120}; }

signals:
    void pairChosen(tlvfc::LayerId source, tlvfc::LayerId target);
    /// The user drew a line by hand.
    void pairDrawn(tlvfc::LayerId source, tlvfc::LayerId target);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    NetworkTree *tree(Side side) const { return side == Side::Source ? source_ : target_; }
    const Architecture &architecture(Side side) const;
    std::optional<RowPlace> placeOf(Side side, LayerId layer) const;
    MatchField field() const;
    double viewportTop(Side side) const;
    const MatchCurve *curveAt(const QPointF &point) const;
    /// The layer whose row stands beside the point, near enough to take hold of.
    LayerId layerBeside(Side side, const QPointF &point) const;
    /// The source layer from which a line can be drawn here.
    LayerId beginningAt(const QPointF &point) const;
    /// A line that is being drawn comes to a row: shows whether it may end there, and why not.
    void drawOver(LayerId target, const QPoint &globalPosition);
    void hoverLinks(std::vector<int> links);
    void takeLinks();
    void choose(const MatchLink &link);
    void paintLines(QPainter &painter);
    MatchLegend legend() const;
    int rowsTop() const;
    void light();

    NetworkTree *source_;
    NetworkTree *target_;
    std::shared_ptr<const TransferPlan> plan_;
    std::shared_ptr<const TransferPlan> other_;
    std::vector<MatchLink> links_;
    std::vector<MatchLink> drawn_;
    LineColor color_ = LineColor::Action;
    mutable std::vector<MatchCurve> curves_;
    mutable bool areCurvesLaid_ = false;
    bool isHovering_ = false;
    std::vector<int> hovered_;
    std::vector<int> selected_;
    std::vector<int> lit_;
    LayerId drawnFrom_;
    QPointF drawnTo_;
};

} // namespace tlvfc::ui
