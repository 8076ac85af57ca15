#include "ui/inspect/matching_panel.h"

#include "ui/inspect/elided_label.h"
#include "ui/inspect/layer_map.h"
#include "ui/inspect/lines_menu.h"
#include "ui/inspect/locks.h"
#include "ui/inspect/match_words.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/tree_columns.h"
#include "ui/inspect/tree_menu.h"
#include "ui/session/match_overlay.h"
#include "ui/session/source_shares.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>

namespace tlvfc::ui {

MatchingPanel::MatchingPanel(TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , sourcePanel_(new NetworkPanel(Side::Source, session))
    , targetPanel_(new NetworkPanel(Side::Target, session))
    , view_(new MatchingView(sourcePanel_->tree(), targetPanel_->tree()))
    , overlay_(new MatchOverlay(this))
    , shares_(new SourceShares(this))
    , columns_(new TreeColumns(sourcePanel_->tree(), targetPanel_->tree(), this))
    , linesMenu_(makeLinesMenu(view_, overlay_, this))
{
    setObjectName(QStringLiteral("matchingPanel"));
    view_->setObjectName(QStringLiteral("matchingView"));
    view_->setAccessibleName(tr("Matching between source and target"));
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("matchingSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(sourcePanel_);
    splitter->addWidget(view_);
    splitter->addWidget(targetPanel_);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 2);
    splitter->setStretchFactor(2, 5);
    splitter->setSizes({520, 150, 520});

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(splitter, 1);
    connectTrees();

    connect(session, &TransferSession::sourceChanged, this, &MatchingPanel::forgetPlan);
    connect(session, &TransferSession::targetChanged, this, &MatchingPanel::forgetPlan);
    connect(session, &TransferSession::planChanged, this, &MatchingPanel::takePlan);
    connect(overlay_, &MatchOverlay::changed, this, &MatchingPanel::takeOverlay);
    connect(shares_, &SourceShares::changed, this, [this] {
        targetPanel_->model()->setShares({shares_->shares(), shares_->isBusy()});
    });
    takePlan();
}

QWidget *MatchingPanel::makeHeader()
{
    auto *header = new QWidget;
    counts_ = new ElidedLabel;
    counts_->setObjectName(QStringLiteral("matchCounts"));
    unlock_ = new QToolButton;
    unlock_->setObjectName(QStringLiteral("unlockAllButton"));
    unlock_->setText(tr("Unlock all"));
    unlock_->setToolTip(tr("Let the matching decide for every layer again"));
    unlock_->setAutoRaise(true);
    connect(unlock_, &QToolButton::clicked, this, [this] {
        auto strategy = session_->strategy();
        strategy.locks.clear();
        session_->setStrategy(strategy);
    });
    auto *lines = new QToolButton;
    lines->setObjectName(QStringLiteral("linesButton"));
    lines->setText(tr("Lines"));
    lines->setToolTip(tr("What the lines' colors say, and another matching to compare with"));
    lines->setPopupMode(QToolButton::InstantPopup);
    lines->setAutoRaise(true);
    lines->setMenu(linesMenu_);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(space::wide, space::tight, space::wide, space::tight);
    layout->addWidget(counts_, 1);
    layout->addWidget(lines);
    layout->addWidget(unlock_);
    header->setMinimumHeight(30);
    return header;
}

void MatchingPanel::connectTrees()
{
    auto *source = sourcePanel_->tree();
    auto *target = targetPanel_->tree();
    connect(source, &NetworkTree::layerChosen, this, &MatchingPanel::selectSource);
    connect(target, &NetworkTree::layerChosen, this, &MatchingPanel::selectTarget);
    connect(view_, &MatchingView::pairChosen, this, &MatchingPanel::showPair);
    connect(view_, &MatchingView::pairDrawn, this, [this](LayerId from, LayerId to) {
        const auto plan = session_->plan();
        if (!plan || !plan->source)
            return;
        session_->setStrategy(withLock(session_->strategy(),
                                       plan->source->architecture.layer(from).path,
                                       plan->target->architecture.layer(to).path));
        selectTarget(to);
    });
    connect(source, &NetworkTree::blockChosen, this,
            [this](const QSet<int> &layers) { view_->hoverLayers(Side::Source, layers); });
    connect(target, &NetworkTree::blockChosen, view_, &MatchingView::selectTargets);
    for (auto *panel : {sourcePanel_, targetPanel_}) {
        auto *tree = panel->tree();
        auto *lockable = panel == targetPanel_ ? session_ : nullptr;
        tree->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(tree, &QWidget::customContextMenuRequested, tree,
                [tree, lockable](QPoint position) { showTreeMenu(tree, position, lockable); });
    }
}

QList<NetworkPanel *> MatchingPanel::meantPanels() const
{
    for (auto *panel : {sourcePanel_, targetPanel_}) {
        if (panel->focusWidget() && panel->focusWidget()->hasFocus())
            return {panel};
    }
    return {sourcePanel_, targetPanel_};
}

void MatchingPanel::selectTarget(LayerId target)
{
    const auto plan = session_->plan();
    const auto *layer = plan && target.is_valid() ? plan->find(target) : nullptr;
    if (layer) {
        showPair(layer->source, target);
    } else {
        // A group: its lines light up, the details stay.
        targetPanel_->tree()->setCurrentLayer(target);
        view_->selectTarget(target);
    }
}

void MatchingPanel::selectSource(LayerId source)
{
    for (const auto &link : view_->links()) {
        if (link.source == source)
            return showPair(source, link.target);
    }
}

void MatchingPanel::showPair(LayerId source, LayerId target)
{
    if (source.is_valid())
        sourcePanel_->tree()->setCurrentLayer(source);
    else
        sourcePanel_->tree()->setCurrentLayer({});
    targetPanel_->tree()->setCurrentLayer(target);
    view_->selectTarget(target);
    emit pairSelected(source, target);
}

void MatchingPanel::forgetPlan()
{
    view_->setPlan(nullptr);
    tellCounts();
    // Locks speak of layers by name; those of another network would only stand in the way.
    const auto source = session_->sourceArchitecture();
    const auto target = session_->targetArchitecture();
    if (source && target)
        session_->setStrategy(withFittingLocks(session_->strategy(), *source, *target));
}

void MatchingPanel::takePlan()
{
    const auto plan = session_->plan();
    view_->setPlan(plan);
    tellPartners();
    overlay_->setPlan(plan);
    shares_->setPlan(plan);
    takeOverlay();
    unlock_->setVisible(!session_->strategy().locks.empty());
    if (plan)
        chooseSomething();
}

void MatchingPanel::takeOverlay()
{
    view_->setOther(overlay_->other());
    tellCounts();
}

void MatchingPanel::tellCounts()
{
    const auto plan = session_->plan();
    const bool hasSource = session_->sourceArchitecture() != nullptr;
    const bool hasTarget = session_->targetArchitecture() != nullptr;
    if (!plan && !session_->planFault().isEmpty())
        return counts_->setText(tr("Nothing is matched: the strategy cannot be carried out"));
    if (!plan)
        return counts_->setText(
            hasSource && hasTarget ? QString()
            : hasSource            ? tr("Now choose a target to see what the source gives it")
            : hasTarget            ? tr("Now choose a source to see what the target takes over")
                        : tr("Open a source and a target to see how one becomes the other"));
    auto words = matchText(*plan);
    if (const auto other = overlay_->other())
        words += agreementText(*plan, *other);
    else if (!overlay_->fault().isEmpty())
        words += tr(" · no comparison: %1").arg(overlay_->fault());
    counts_->setText(words);
}

void MatchingPanel::chooseSomething()
{
    const auto plan = session_->plan();
    const auto current = targetPanel_->tree()->currentLayer();
    if (const auto *layer = current.is_valid() ? plan->find(current) : nullptr) {
        sourcePanel_->tree()->setCurrentLayer(layer->source);
        return;
    }
    if (!current.is_valid() && !plan->layers.empty()) {
        const auto &first = plan->layers.front();
        showPair(first.source, first.target);
    }
}

void MatchingPanel::tellPartners()
{
    QHash<int, QStringList> ofSources;
    QHash<int, QStringList> ofTargets;
    const auto plan = session_->plan();
    for (const auto &link : view_->links()) {
        const auto path = [](const Architecture &architecture, LayerId layer) {
            return QString::fromStdString(architecture.layer(layer).path);
        };
        ofSources[link.source.value] << path(plan->target->architecture, link.target);
        ofTargets[link.target.value] << path(plan->source->architecture, link.source);
    }
    const auto layersOf = [](const QHash<int, QStringList> &partners) {
        return QSet<int>(partners.keyBegin(), partners.keyEnd());
    };
    sourcePanel_->map()->setMatched(layersOf(ofSources));
    targetPanel_->map()->setMatched(layersOf(ofTargets));
    using Remarks = QHash<int, QString>;
    sourcePanel_->model()->setPartners(ofSources, plan ? sourceRemarks(*plan) : Remarks());
    targetPanel_->model()->setPartners(ofTargets, plan ? targetRemarks(*plan) : Remarks());
}

} // namespace tlvfc::ui
