#include "ui/details/network_page.h"

#include "ui/details/pair_words.h"
#include "ui/session/change_words.h"
#include "ui/session/pinned_strategy.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>

#include <algorithm>
#include <limits>

namespace tlvfc::ui {

namespace {

enum Kinds { Dimensional, Norms };

DepthCurve::Shape shapeOf(qsizetype way)
{
    return way == 0   ? DepthCurve::Shape::Circle
           : way == 1 ? DepthCurve::Shape::Disc
                      : DepthCurve::Shape::Diamond;
}

QColor colorOf(qsizetype way, const QPalette &palette)
{
    return ink(way == 0 ? Ink::Stays : way == 1 ? Ink::Text : Ink::Drawn, palette);
}

} // namespace

NetworkPage::NetworkPage(TransferSession *session, PinnedStrategy *pinned, QWidget *parent)
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
    connect(pinned, &PinnedStrategy::changed, this, &NetworkPage::order);
    connect(&service_, &ProfileService::ready, this, &NetworkPage::take);
    connect(&service_, &ProfileService::failed, this, &NetworkPage::showMessage);
    order();
}

QWidget *NetworkPage::makeCurves()
{
    auto *page = new QWidget;
    legend_ = new QLabel;
    legend_->setObjectName(QStringLiteral("networkLegend"));
    legend_->setTextFormat(Qt::RichText);
    legend_->setMinimumWidth(120);
    layerWords_ = new QLabel;
    layerWords_->setObjectName(QStringLiteral("networkLayer"));
    layerWords_->setForegroundRole(QPalette::PlaceholderText);
    // What a layer is called must not decide how small the window can be.
    layerWords_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    kinds_ = new QComboBox;
    kinds_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    kinds_->setMinimumContentsLength(15);
    kinds_->setObjectName(QStringLiteral("networkKinds"));
    kinds_->addItem(tr("Conv and linear"), Dimensional);
    kinds_->addItem(tr("Batch norms"), Norms);
    kinds_->setAccessibleName(tr("Layers shown"));
    connect(kinds_, &QComboBox::activated, this, &NetworkPage::showCurves);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::wide, space::tight, space::normal, space::tight);
    top->setSpacing(space::page);
    top->addWidget(legend_);
    top->addWidget(layerWords_, 1);
    top->addWidget(kinds_);

    plots_ = {new DepthPlot(DepthPlot::Scale::Logarithmic, tr("Variance")),
              new DepthPlot(DepthPlot::Scale::Logarithmic, tr("Norm")),
              new DepthPlot(DepthPlot::Scale::Percent, tr("From source"))};
    const char *names[] = {"variancePlot", "normPlot", "sharePlot"};
    auto *row = new QHBoxLayout;
    row->setSpacing(space::tight);
    for (qsizetype i = 0; i < plots_.size(); ++i) {
        plots_[i]->setObjectName(QLatin1String(names[i]));
        row->addWidget(plots_[i], 1);
        connect(plots_[i], &DepthPlot::hovered, this, &NetworkPage::hover);
        connect(plots_[i], &DepthPlot::clicked, this,
                [this](int layer) { emit layerChosen(layers_[static_cast<std::size_t>(layer)]); });
    }
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addLayout(row, 1);
    return page;
}

void NetworkPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (isStale_)
        order();
}

void NetworkPage::order()
{
    isStale_ = !isVisible();
    if (isStale_)
        return service_.cancel();
    const auto plan = session_->plan();
    if (!session_->targetArchitecture())
        return showMessage(tr("Open a source and a target to see the whole network at once."));
    if (!plan)
        return showMessage(session_->planFault().isEmpty()
                               ? tr("Open a source, or choose a method that needs none.")
                               : session_->planFault());
    // The curves of before stay until there are new ones.
    if (!session_->planHasWeights())
        return;
    ProfileOrder order{nullptr,
                       nullptr,
                       session_->target(),
                       session_->targetSpec(),
                       drawnFor(session_->strategy()),
                       session_->seed()};
    QList<ProfileOrder> orders{order};
    ordered_ = QStringList{order.targetSpec.weights.empty() ? tr("He") : tr("as opened")};
    order.plan = plan;
    order.source = session_->source();
    orders << order;
    ordered_ << tr("now: %1").arg(strategyName(session_->strategy()));
    if (pinned_->isPinned() && pinned_->plan()) {
        order.plan = pinned_->plan();
        orders << order;
        ordered_ << tr("A: %1").arg(strategyName(*pinned_->strategy()));
    }
    service_.request(orders);
}

void NetworkPage::take(const QList<ProfileService::Profile> &profiles)
{
    ways_.clear();
    for (qsizetype i = 0; i < profiles.size(); ++i)
        ways_ << Way{ordered_[i], profiles[i]};
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

void NetworkPage::showCurves()
{
    const bool wantsNorms = kinds_->currentData().toInt() == Norms;
    layers_.clear();
    std::vector<std::size_t> rows;
    if (!ways_.isEmpty()) {
        const auto &all = *ways_.first().profile;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto kind = tree_->layer(all[i].target).kind;
            if (wantsNorms ? !is_batch_norm(kind) : !is_dimensional(kind))
                continue;
            rows.push_back(i);
            layers_.push_back(all[i].target);
        }
    }
    const double LayerProfile::*const numbers[] = {&LayerProfile::variance, &LayerProfile::norm,
                                                   &LayerProfile::source_share};
    QStringList signs;
    for (qsizetype plot = 0; plot < plots_.size(); ++plot) {
        QList<DepthCurve> curves;
        for (qsizetype way = 0; way < ways_.size(); ++way) {
            DepthCurve curve{ways_[way].name, colorOf(way, palette()), shapeOf(way), {}};
            for (const auto row : rows)
                curve.values.push_back((*ways_[way].profile)[row].*numbers[plot]);
            if (plot == 0)
                signs << QStringLiteral("<span style='color:%1'>%2</span> %3")
                             .arg(curve.color.name(), shapeSign(curve.shape),
                                  curve.name.toHtmlEscaped());
            curves << curve;
        }
        plots_[plot]->setCurves(curves);
    }
    legend_->setText(signs.join(QStringLiteral("&nbsp;&nbsp; ")));
    showSelected();
    emit curvesChanged();
}

void NetworkPage::hover(int layer)
{
    for (auto *plot : plots_)
        plot->setCursor(layer);
    const auto at = layer >= 0 ? layers_[static_cast<std::size_t>(layer)] : selected_;
    if (!at.is_valid() || !tree_ || at.index() >= tree_->layers.size())
        return layerWords_->clear();
    const auto &record = tree_->layer(at);
    auto words = QString::fromStdString(record.path);
    if (record.weight_shape)
        words += QStringLiteral("  %1").arg(shapeText(*record.weight_shape));
    layerWords_->setText(words);
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
    for (auto *plot : plots_)
        plot->setSelected(layer);
    hover(-1);
}

QList<Picture> NetworkPage::pictures() const
{
    if (ways_.isEmpty())
        return {};
    const int line = legend_->sizeHint().height() + 2 * space::tight;
    const auto plot = plots_.first()->size();
    const QSize whole(plot.width() * static_cast<int>(plots_.size()), line + plot.height());
    const auto paint = [this, line, plot, whole](QPainter &painter) {
        painter.fillRect(QRect(QPoint(), whole), palette().color(QPalette::Base));
        painter.setFont(font());
        int x = space::normal;
        for (const auto &curve : plots_.first()->curves()) {
            const auto text = QStringLiteral("%1 %2").arg(shapeSign(curve.shape), curve.name);
            painter.setPen(curve.color);
            painter.drawText(QRect(x, 0, whole.width() - x, line), Qt::AlignVCenter, text);
            x += painter.fontMetrics().horizontalAdvance(text) + space::page;
        }
        for (qsizetype i = 0; i < plots_.size(); ++i) {
            painter.save();
            painter.translate(static_cast<double>(i) * plot.width(), line);
            plots_[i]->paintPicture(painter, plot);
            painter.restore();
        }
    };
    return {{tr("The whole network"), whole, paint}};
}

QList<Table> NetworkPage::tables() const
{
    if (ways_.isEmpty())
        return {};
    QStringList names{tr("layer"), tr("kind")};
    for (const auto &way : ways_)
        names << tr("%1, variance").arg(way.name) << tr("%1, norm").arg(way.name)
              << tr("%1, share from the source").arg(way.name);
    QList<QStringList> rows{names};
    for (std::size_t i = 0; i < ways_.first().profile->size(); ++i) {
        const auto &record = tree_->layer((*ways_.first().profile)[i].target);
        const auto kind = to_string(record.kind);
        QStringList row{QString::fromStdString(record.path),
                        QString::fromUtf8(kind.data(), std::ssize(kind))};
        for (const auto &way : ways_) {
            const auto &numbers = (*way.profile)[i];
            for (const double number : {numbers.variance, numbers.norm, numbers.source_share})
                row << QString::number(number, 'g', 9);
        }
        rows << row;
    }
    return {{tr("The whole network"), rows}};
}

void NetworkPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && legend_)
        showCurves();
}

} // namespace tlvfc::ui
