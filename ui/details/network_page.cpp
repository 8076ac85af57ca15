#include "ui/details/network_page.h"

#include "ui/details/batch_button.h"
#include "ui/details/pair_words.h"
#include "ui/details/ways_picture.h"
#include "ui/session/pinned_strategies.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/elided_combo_box.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

enum Kinds { Dimensional, Norms };

constexpr qsizetype plotsAtOnce = 3;

QLabel *wrappedLabel(const char *name)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setContentsMargins(space::wide, 0, space::wide, 0);
    return label;
}

QComboBox *makeChoice(const char *name, const QString &meaning, const QStringList &choices)
{
    auto *box = new ElidedComboBox;
    box->setLeastLetters(14);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(meaning);
    box->setToolTip(meaning);
    for (const auto &choice : choices)
        box->addItem(choice, box->count());
    return box;
}

/// What a plot draws of one layer.
double valueOf(const WayNumbers &numbers, LayerId layer, qsizetype plot)
{
    if (numbers.signal) {
        constexpr double LayerSignal::*quantities[] = {
            &LayerSignal::output, &LayerSignal::output_gradient, &LayerSignal::weight_gradient};
        const auto *signal = numbers.signal->find(layer);
        return signal && plot >= plotsAtOnce ? signal->*quantities[plot - plotsAtOnce]
                                             : LayerSignal::absent;
    }
    constexpr double LayerProfile::*quantities[] = {&LayerProfile::variance, &LayerProfile::norm,
                                                    &LayerProfile::source_share};
    const auto profile = std::ranges::find(numbers.profile, layer, &LayerProfile::target);
    return profile != numbers.profile.end() && plot < plotsAtOnce ? *profile.*quantities[plot]
                                                                  : LayerSignal::absent;
}

} // namespace

NetworkPage::NetworkPage(TransferSession *session, PinnedStrategies *pinned, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , pinned_(pinned)
    , pages_(new QStackedWidget)
    , message_(emptyLabel(QStringLiteral("networkMessage")))
{
    setObjectName(QStringLiteral("networkPage"));
    pages_->addWidget(message_);
    pages_->addWidget(makeCurves());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(session, &TransferSession::planChanged, this, &NetworkPage::order);
    connect(session, &TransferSession::weightsReady, this, &NetworkPage::order);
    connect(pinned, &PinnedStrategies::changed, this, &NetworkPage::order);
    connect(batch_, &BatchButton::changed, this, &NetworkPage::order);
    connect(&service_, &WayService::ready, this, &NetworkPage::take);
    order();
}

QWidget *NetworkPage::makeCurves()
{
    auto *page = new QWidget;
    quantities_ =
        makeChoice("networkQuantities", tr("Quantities shown"),
                   {tr("Weights: variance, norm, share"), tr("Signals: activations, gradients")});
    quantities_->setItemData(0, tr("Of each layer's weight, as the transfer leaves it"),
                             Qt::ToolTipRole);
    quantities_->setItemData(1,
                             tr("How large activations and gradients are before training, on a "
                                "batch: both should neither vanish nor explode along depth"),
                             Qt::ToolTipRole);
    kinds_ =
        makeChoice("networkKinds", tr("Layers shown"), {tr("Conv and linear"), tr("Batch norms")});
    batch_ = new BatchButton;
    batch_->hide();
    auto *methods = new QToolButton;
    methods->setObjectName(QStringLiteral("networkMethods"));
    methods->setText(tr("Methods"));
    methods->setToolTip(tr("What stands beside the strategy; pin strategies to see them too"));
    methods->setPopupMode(QToolButton::InstantPopup);
    methods->setFocusPolicy(Qt::StrongFocus);
    methods->setMenu(new QMenu(methods));
    makeMethods(methods->menu());
    layerWords_ = new QLabel;
    layerWords_->setObjectName(QStringLiteral("networkLayer"));
    layerWords_->setForegroundRole(QPalette::PlaceholderText);
    // What a layer is called must not decide how small the window can be.
    layerWords_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::wide, space::tight, space::normal, space::tight);
    top->setSpacing(space::normal);
    for (QWidget *widget : {static_cast<QWidget *>(quantities_), static_cast<QWidget *>(batch_),
                            static_cast<QWidget *>(methods)})
        top->addWidget(widget);
    top->addWidget(layerWords_, 1);
    top->addWidget(kinds_);
    legend_ = wrappedLabel("networkLegend");
    legend_->setTextFormat(Qt::RichText);
    note_ = wrappedLabel("networkNote");
    note_->setFont(noteFont(font()));
    note_->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(legend_);
    layout->addWidget(note_);
    layout->addWidget(makePlots(), 1);
    connect(kinds_, &QComboBox::activated, this, &NetworkPage::showCurves);
    connect(quantities_, &QComboBox::activated, this,
            [this](int choice) { setQuantities(static_cast<Quantities>(choice)); });
    return page;
}

QWidget *NetworkPage::makePlots()
{
    const struct
    {
        const char *name;
        QString title;
        QString meaning;
        DepthPlot::Scale scale;
    } all[] = {
        {"variancePlot", tr("Variance"), tr("Population variance of the weight"),
         DepthPlot::Scale::Logarithmic},
        {"normPlot", tr("Norm"), tr("Euclidean norm of the weight"), DepthPlot::Scale::Logarithmic},
        {"sharePlot", tr("From source"), tr("Share of the weight that is the source's"),
         DepthPlot::Scale::Percent},
        {"activationPlot", tr("Activation scale"),
         tr("Standard deviation of the layer's output over the batch"),
         DepthPlot::Scale::Logarithmic},
        {"gradientPlot", tr("Gradient scale"),
         tr("Standard deviation of the loss's gradient by the layer's output"),
         DepthPlot::Scale::Logarithmic},
        {"weightGradientPlot", tr("Gradient of the weight"),
         tr("Euclidean norm of the loss's gradient by the layer's weight"),
         DepthPlot::Scale::Logarithmic},
    };
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tight);
    for (const auto &[name, title, meaning, scale] : all) {
        auto *plot = new DepthPlot(scale, title);
        plot->setObjectName(QLatin1String(name));
        plot->setTitleHint(meaning);
        row->addWidget(plot, 1);
        plot->setVisible(plots_.size() < plotsAtOnce);
        plots_ << plot;
        connect(plot, &DepthPlot::hovered, this, &NetworkPage::hover);
        connect(plot, &DepthPlot::clicked, this,
                [this](int layer) { emit layerChosen(layers_[static_cast<std::size_t>(layer)]); });
    }
    return widget;
}

void NetworkPage::makeMethods(QMenu *menu)
{
    const auto add = [&](const QString &text, bool MethodsShown::*method) {
        auto *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(methods_.*method);
        connect(action, &QAction::toggled, this, [this, method](bool isShown) {
            methods_.*method = isShown;
            order();
        });
    };
    add(tr("&He, or as opened"), &MethodsShown::he);
    add(tr("&DPIAT"), &MethodsShown::dpiat);
    add(tr("&TLVFC"), &MethodsShown::tlvfc);
}

NetworkPage::Quantities NetworkPage::quantities() const
{
    return static_cast<Quantities>(quantities_->currentData().toInt());
}

void NetworkPage::setQuantities(Quantities quantities)
{
    quantities_->setCurrentIndex(quantities);
    batch_->setVisible(quantities == OfSignals);
    for (qsizetype i = 0; i < plots_.size(); ++i) {
        plots_[i]->setCurves({});
        plots_[i]->setVisible((i < plotsAtOnce) == (quantities == OfWeights));
    }
    order();
}

void NetworkPage::setTrainingData(const DataSpec &images)
{
    batch_->setTrainingData(images);
    order();
}

QList<DepthPlot *> NetworkPage::plots() const
{
    return plots_.mid(quantities() == OfWeights ? 0 : plotsAtOnce, plotsAtOnce);
}

void NetworkPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (isStale_)
        order();
}

void NetworkPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showSelected();
}

void NetworkPage::order()
{
    isStale_ = !isVisible();
    if (isStale_)
        return service_.cancel();
    const auto target = session_->targetArchitecture();
    if (!target)
        return showMessage(tr("Open a source and a target to see the whole network at once."));
    if (!session_->plan())
        return showMessage(session_->planFault().isEmpty()
                               ? tr("Open a source, or choose a method that needs none.")
                               : session_->planFault());
    if (quantities() == OfSignals && !target->can_run())
        note_->setText(tr("A network known only from its weights cannot be run, so nothing can be "
                          "sent through it."));
    // The curves of before stay until there are new ones.
    if (!session_->planHasWeights())
        return;
    std::optional<BatchOrder> batch;
    if (quantities() == OfSignals)
        batch = batch_->batch(target->classes, session_->seed());
    ordered_ = waysOf(*session_, *pinned_, methods_, batch);
    QList<WayOrder> orders;
    for (const auto &way : std::as_const(ordered_))
        orders << way.order;
    service_.request(orders);
    if (pages_->currentIndex() == 0)
        message_->setText(tr("Working the curves out…"));
}

void NetworkPage::take(const QList<WayService::Numbers> &numbers)
{
    ways_ = ordered_;
    for (qsizetype i = 0; i < ways_.size(); ++i)
        ways_[i].numbers = numbers[i];
    tree_ = session_->targetArchitecture();
    pages_->setCurrentIndex(1);
    showCurves();
}

void NetworkPage::showMessage(const QString &words)
{
    service_.cancel();
    ways_.clear();
    layers_.clear();
    message_->setText(words);
    pages_->setCurrentIndex(0);
    emit curvesChanged();
}

void NetworkPage::listLayers()
{
    const bool wantsNorms = kinds_->currentData().toInt() == Norms;
    layers_.clear();
    for (std::size_t i = 0; !ways_.isEmpty() && i < tree_->layers.size(); ++i) {
        const auto &layer = tree_->layers[i];
        if (layer.weight_shape &&
            (wantsNorms ? is_batch_norm(layer.kind) : is_dimensional(layer.kind)))
            layers_.push_back(LayerId(static_cast<std::int64_t>(i)));
    }
}

void NetworkPage::showCurves()
{
    listLayers();
    QStringList names;
    for (const auto layer : layers_)
        names << QString::fromStdString(tree_->layer(layer).path);
    for (auto *plot : plots()) {
        QList<DepthCurve> curves;
        for (const auto &way : std::as_const(ways_)) {
            if (!way.numbers || !way.numbers->fault.isEmpty())
                continue;
            DepthCurve curve{way.name, colorOf(way, palette()), way.shape, {}};
            for (const auto layer : layers_)
                curve.values.push_back(valueOf(*way.numbers, layer, plots_.indexOf(plot)));
            curves << curve;
        }
        plot->setLayerNames(names);
        plot->setCurves(curves);
    }
    legend_->setText(legendText(ways_, palette()));
    note_->setText(tree_ ? waysNote(ways_, *tree_) : QString());
    note_->setVisible(!note_->text().isEmpty());
    showSelected();
    emit curvesChanged();
}

void NetworkPage::hover(int layer)
{
    for (auto *plot : plots())
        plot->setCursor(layer);
    const auto at = layer >= 0 ? layers_[static_cast<std::size_t>(layer)] : selected_;
    if (!at.is_valid() || !tree_ || at.index() >= tree_->layers.size())
        return layerWords_->clear();
    const auto &record = tree_->layer(at);
    auto words = QString::fromStdString(record.path);
    if (record.weight_shape)
        words += QStringLiteral("  %1").arg(shapeText(*record.weight_shape));
    const int room = layerWords_->width();
    layerWords_->setText(room < 5 * space::page
                             ? QString()
                             : layerWords_->fontMetrics().elidedText(words, Qt::ElideRight, room));
    layerWords_->setToolTip(words);
}

void NetworkPage::selectLayer(LayerId target)
{
    selected_ = target;
    showSelected();
}

void NetworkPage::showSelected()
{
    const auto at = std::ranges::find(layers_, selected_);
    const int layer = at == layers_.end() ? -1 : static_cast<int>(at - layers_.begin());
    for (auto *plot : plots())
        plot->setSelected(layer);
    hover(-1);
}

QString NetworkPage::pictureTitle() const
{
    return quantities() == OfWeights ? tr("The whole network: weights")
                                     : tr("The whole network: signals");
}

QList<Picture> NetworkPage::pictures() const
{
    if (ways_.isEmpty())
        return {};
    return {waysPicture(pictureTitle(), ways_, note_->text(), plots())};
}

QList<Table> NetworkPage::tables() const
{
    if (ways_.isEmpty())
        return {};
    return {{pictureTitle(), waysTable(ways_, *tree_)}};
}

void NetworkPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && legend_)
        showCurves();
}

} // namespace tlvfc::ui
