#include "ui/inspect/matching_view.h"

#include "core/base/option_values.h"
#include "ui/inspect/locks.h"
#include "ui/inspect/match_legend.h"
#include "ui/inspect/match_words.h"
#include "ui/inspect/network_model.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// How near the mouse must come to a line.
constexpr double reach = 6.0;
/// How near to a tree a line can be begun or ended by hand.
constexpr double grip = 28.0;

} // namespace

MatchingView::MatchingView(NetworkTree *source, NetworkTree *target, QWidget *parent)
    : QWidget(parent)
    , source_(source)
    , target_(target)
{
    setMouseTracking(true);
    for (auto *tree : {source, target})
        connect(tree, &NetworkTree::rowsMoved, this, &MatchingView::refreshRows);
    connect(source, &NetworkTree::layersHovered, this,
            [this](const QSet<int> &layers) { hoverLayers(Side::Source, layers); });
    connect(target, &NetworkTree::layersHovered, this,
            [this](const QSet<int> &layers) { hoverLayers(Side::Target, layers); });
}

void MatchingView::setPlan(std::shared_ptr<const TransferPlan> plan)
{
    plan_ = std::move(plan);
    other_.reset();
    // Between two networks there is no plan; one of the same leaves a line that is being drawn.
    if (drawnFrom_.is_valid() && (!plan_ || !plan_->source ||
                                  drawnFrom_.index() >= plan_->source->architecture.layers.size()))
        drawnFrom_ = {};
    takeLinks();
}

void MatchingView::setOther(std::shared_ptr<const TransferPlan> other)
{
    if (other_ == other)
        return;
    other_ = std::move(other);
    takeLinks();
}

void MatchingView::takeLinks()
{
    links_ = plan_ ? linksOf(*plan_) : std::vector<MatchLink>();
    drawn_ = other_ ? overlaid(links_, linksOf(*other_)) : links_;
    isHovering_ = false;
    hovered_.clear();
    selected_.clear();
    selectTarget(target_->currentLayer());
    refreshRows();
}

void MatchingView::setLineColor(LineColor color)
{
    color_ = color;
    update();
}

const Architecture &MatchingView::architecture(Side side) const
{
    return side == Side::Source ? plan_->source->architecture : plan_->target->architecture;
}

double MatchingView::viewportTop(Side side) const
{
    return mapFromGlobal(tree(side)->viewport()->mapToGlobal(QPoint(0, 0))).y();
}

std::optional<RowPlace> MatchingView::placeOf(Side side, LayerId layer) const
{
    auto place = tree(side)->placeOf(layer);
    if (place)
        place->center += viewportTop(side);
    return place;
}

MatchField MatchingView::field() const
{
    const double sourceTop = viewportTop(Side::Source);
    const double targetTop = viewportTop(Side::Target);
    return {sourceTop, sourceTop + source_->viewport()->height(), targetTop,
            targetTop + target_->viewport()->height(), static_cast<double>(width())};
}

const std::vector<MatchCurve> &MatchingView::curves() const
{
    if (!areCurvesLaid_) {
        curves_ = layCurves(
            drawn_, [this](LayerId layer) { return placeOf(Side::Source, layer); },
            [this](LayerId layer) { return placeOf(Side::Target, layer); }, field());
        areCurvesLaid_ = true;
    }
    return curves_;
}

void MatchingView::refreshRows()
{
    areCurvesLaid_ = false;
    update();
}

void MatchingView::hoverLayers(Side side, const QSet<int> &layers)
{
    hovered_ = linksAt(drawn_, side == Side::Source, layers);
    // A layer without partners must not dim everything.
    isHovering_ = !hovered_.empty();
    light();
}

void MatchingView::hoverLayer(Side side, LayerId layer)
{
    const bool isKnown = plan_ && (side == Side::Target || plan_->source) && layer.is_valid();
    hoverLayers(side, isKnown ? layersWithin(architecture(side), layer) : QSet<int>());
}

void MatchingView::selectTarget(LayerId target)
{
    const bool isKnown =
        plan_ && target.is_valid() && target.index() < architecture(Side::Target).layers.size();
    selectTargets(isKnown ? layersWithin(architecture(Side::Target), target) : QSet<int>());
}

void MatchingView::selectTargets(const QSet<int> &layers)
{
    selected_ = linksAt(drawn_, false, layers);
    light();
}

void MatchingView::hoverLinks(std::vector<int> links)
{
    isHovering_ = !links.empty();
    hovered_ = std::move(links);
    light();
}

void MatchingView::light()
{
    lit_ = isHovering_ ? hovered_ : selected_;
    QSet<int> sources;
    QSet<int> targets;
    for (const int link : lit_) {
        const auto &pair = drawn_[static_cast<std::size_t>(link)];
        sources.insert(pair.source.value);
        targets.insert(pair.target.value);
    }
    source_->setLit(sources, ink(Ink::Source, palette()));
    target_->setLit(targets, ink(Ink::Target, palette()));
    update();
}

const MatchCurve *MatchingView::curveAt(const QPointF &point) const
{
    const MatchCurve *best = nullptr;
    double nearest = reach;
    for (const auto &curve : curves()) {
        const double distance = curve.distanceTo(point);
        if (distance < nearest) {
            nearest = distance;
            best = &curve;
        }
    }
    return best;
}

LayerId MatchingView::layerBeside(Side side, const QPointF &point) const
{
    const bool isNear = side == Side::Source ? point.x() < grip : point.x() > width() - grip;
    if (!isNear || !plan_ || !plan_->source)
        return {};
    const auto y = static_cast<int>(point.y() - viewportTop(side));
    return tree(side)->layerAt({1, y});
}

LayerId MatchingView::beginningAt(const QPointF &point) const
{
    const auto layer = layerBeside(Side::Source, point);
    const bool isActedOn =
        layer.is_valid() && acts_on(plan_->strategy, architecture(Side::Source).layer(layer).kind);
    return isActedOn ? layer : LayerId();
}

/// Where the trees' rows begin, below which the lines are.
int MatchingView::rowsTop() const
{
    const auto topOf = [this](const NetworkTree *tree) {
        return mapFromGlobal(tree->parentWidget()->mapToGlobal(QPoint(0, 0))).y();
    };
    return std::min(topOf(source_), topOf(target_));
}

MatchLegend MatchingView::legend() const
{
    const auto nameOf = [](const TransferPlan &plan) {
        const auto name = option_name(plan.strategy.matching);
        return QString::fromUtf8(name.data(), std::ssize(name));
    };
    MatchLegend legend{color_, false, {}, {}};
    legend.isNormOnly = plan_ && plan_->strategy.control == Control::NormOnly;
    if (plan_ && other_) {
        legend.here = nameOf(*plan_);
        legend.other = nameOf(*other_);
    }
    return legend;
}

void MatchingView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto note = noteFont(font());
    const auto place = field();
    // Beside the trees' rows the ground is the rows', so that lines seem to lie on one sheet.
    painter.fillRect(rect().adjusted(0, rowsTop(), 0, 0), palette().color(QPalette::Base));
    paintLegend(painter, QRectF(space::normal, space::normal, width() - 2 * space::normal, 60),
                links_, legend(), note, palette());

    painter.setFont(note);
    paintLines(painter);
    paintEdgeHints(painter, curves(), place, note, palette());

    if (const auto from = placeOf(Side::Source, drawnFrom_)) {
        MatchCurve line;
        line.from = {0, from->center};
        line.to = drawnTo_;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink(Ink::Locked, palette()), 2, Qt::DotLine));
        painter.drawPath(line.path());
    }
}

void MatchingView::paintLines(QPainter &painter)
{
    const auto isLit = [this](const MatchCurve &curve) {
        return std::ranges::any_of(
            curve.links, [this](int link) { return std::ranges::binary_search(lit_, link); });
    };
    const auto even = lit_.empty() ? Emphasis::Even : isHovering_ ? Emphasis::Dim : Emphasis::Calm;
    for (const bool isNorm : {true, false}) {
        for (const auto &curve : curves()) {
            if (!isLit(curve) && curve.isNorm == isNorm)
                paintCurve(painter, curve, even, color_, palette());
        }
    }
    for (const auto &curve : curves()) {
        if (isLit(curve))
            paintCurve(painter, curve, Emphasis::Lit, color_, palette());
    }
}

void MatchingView::mouseMoveEvent(QMouseEvent *event)
{
    drawnTo_ = event->position();
    if (drawnFrom_.is_valid()) {
        drawOver(layerBeside(Side::Target, drawnTo_), event->globalPosition().toPoint());
        update();
        return;
    }
    const auto *curve = curveAt(drawnTo_);
    hoverLinks(curve ? curve->links : std::vector<int>());
    const bool canDraw = beginningAt(drawnTo_).is_valid();
    setCursor(curve ? Qt::PointingHandCursor : canDraw ? Qt::CrossCursor : Qt::ArrowCursor);
}

void MatchingView::drawOver(LayerId target, const QPoint &globalPosition)
{
    if (!target.is_valid()) {
        setCursor(Qt::CrossCursor);
        return QToolTip::hideText();
    }
    const auto why = whyNoLock(*plan_, drawnFrom_, target);
    setCursor(why.isEmpty() ? Qt::PointingHandCursor : Qt::ForbiddenCursor);
    if (why.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(globalPosition, why, this);
}

void MatchingView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    drawnTo_ = event->position();
    drawnFrom_ = beginningAt(drawnTo_);
}

void MatchingView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto from = std::exchange(drawnFrom_, LayerId());
    const auto to = layerBeside(Side::Target, event->position());
    update();
    if (from.is_valid() && to.is_valid()) {
        const auto why = whyNoLock(*plan_, from, to);
        if (why.isEmpty())
            emit pairDrawn(from, to);
        else
            QToolTip::showText(event->globalPosition().toPoint(), why, this);
    } else if (const auto *curve = curveAt(event->position())) {
        choose(drawn_[static_cast<std::size_t>(curve->links.front())]);
    }
}

/// What the other matching alone has shows the layer with what really serves it.
void MatchingView::choose(const MatchLink &link)
{
    const auto *layer = plan_->find(link.target);
    const bool isOther = link.agreement == Agreement::OtherOnly;
    emit pairChosen(isOther && layer ? layer->source : link.source, link.target);
}

void MatchingView::leaveEvent(QEvent *) { hoverLinks({}); }

void MatchingView::resizeEvent(QResizeEvent *) { refreshRows(); }

void MatchingView::wheelEvent(QWheelEvent *event)
{
    // Between the trees both scroll, so that pairs stay beside each other.
    for (auto *tree : {source_, target_}) {
        auto *bar = tree->verticalScrollBar();
        bar->setValue(bar->value() - event->angleDelta().y() / 2);
    }
    event->accept();
}

bool MatchingView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const auto *curve = curveAt(help->pos()))
        QToolTip::showText(
            help->globalPos(),
            curveText(curve->agreement == Agreement::OtherOnly ? *other_ : *plan_, drawn_, *curve),
            this);
    else if (beginningAt(help->pos()).is_valid())
        QToolTip::showText(help->globalPos(),
                           tr("Draw a line from here to a layer of the target of the same kind to "
                              "lock the two to each other"),
                           this);
    else if (help->pos().y() < rowsTop()) // where its lines may not find room
        QToolTip::showText(help->globalPos(), legendLines(links_, legend()).join(QLatin1Char('\n')),
                           this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace tlvfc::ui
