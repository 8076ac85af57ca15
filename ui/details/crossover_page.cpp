#include "ui/details/crossover_page.h"

#include "core/nets/feature_widths.h"
#include "core/transfer/apply.h"
#include "core/transfer/controls.h"
#include "ui/details/batch_button.h"
#include "ui/details/crossover_grids.h"
#include "ui/details/step_bar.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QThread>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// That can be walked through; each has its own mask.
constexpr int stepsShown = 1000;

QLabel *wrappedLabel(const char *name)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setContentsMargins(space::wide, 0, space::wide, 0);
    return label;
}

} // namespace

CrossoverPage::CrossoverPage(TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , pages_(new QStackedWidget)
    , message_(emptyLabel(QStringLiteral("crossoverMessage")))
{
    setObjectName(QStringLiteral("crossoverPage"));
    pages_->addWidget(message_);
    pages_->addWidget(makeGrids());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(session, &TransferSession::planChanged, this, &CrossoverPage::order);
    connect(session, &TransferSession::weightsReady, this, &CrossoverPage::order);
    connect(session, &TransferSession::strategyChanged, this, &CrossoverPage::order);
    connect(batch_, &BatchButton::changed, this, &CrossoverPage::order);
    order();
}

QWidget *CrossoverPage::makeGrids()
{
    auto *page = new QWidget;
    batch_ = new BatchButton;
    batch_->setObjectName(QStringLiteral("crossoverBatch"));
    image_ = new QSpinBox;
    image_->setObjectName(QStringLiteral("crossoverImage"));
    image_->setAccessibleName(tr("Image of the batch"));
    image_->setToolTip(tr("Image of the batch whose features are shown; the mask is the same for "
                          "all of them"));
    image_->setPrefix(tr("Image ", "of a batch, before its number"));
    image_->setMinimum(1);
    steps_ = new StepBar;
    steps_->setObjectName(QStringLiteral("crossoverSteps"));
    steps_->setLast(stepsShown - 1);
    steps_->setPosition(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::wide, space::tight, space::wide, space::tight);
    top->setSpacing(space::normal);
    top->addWidget(batch_);
    top->addWidget(image_);
    top->addWidget(steps_, 1);
    figures_ = wrappedLabel("crossoverFigures");
    figures_->setTextFormat(Qt::RichText);
    note_ = wrappedLabel("crossoverNote");
    note_->setFont(noteFont(font()));
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setTextFormat(Qt::RichText);
    note_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    grids_ = new CrossoverGrids;
    readout_ = new QLabel;
    readout_->setObjectName(QStringLiteral("crossoverReadout"));
    readout_->setContentsMargins(space::wide, 0, space::wide, space::tight);
    // What a feature says must not decide how small the window can be.
    readout_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(figures_);
    layout->addWidget(note_);
    layout->addWidget(grids_, 1);
    layout->addWidget(readout_);
    connect(steps_, &StepBar::moved, this, &CrossoverPage::workStepOut);
    connect(image_, &QSpinBox::valueChanged, this, &CrossoverPage::showFacts);
    connect(grids_, &CrossoverGrids::hovered, this, &CrossoverPage::read);
    connect(note_, &QLabel::linkActivated, this, [this] {
        if (const auto tree = session_->targetArchitecture())
            emit layerChosen(last_linear(*tree));
    });
    return page;
}

void CrossoverPage::setTrainingData(const DataSpec &images)
{
    batch_->setTrainingData(images);
    order();
}

void CrossoverPage::selectLayer(LayerId target)
{
    selected_ = target;
    showNote();
}

int CrossoverPage::image() const { return image_->value() - 1; }

void CrossoverPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    order();
}

/// Two models are much to keep for nobody.
void CrossoverPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    steps_->pause();
    order();
}

void CrossoverPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    read(-1);
}

void CrossoverPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !facts_)
        return;
    note_->clear(); // a text that stays the same keeps its link's color
    showNote();
}

/// Why there is nothing to see; empty where there is.
QString CrossoverPage::hindrance() const
{
    const auto target = session_->targetArchitecture();
    const auto source = session_->sourceArchitecture();
    const auto &strategy = session_->strategy();
    if (!target)
        return tr("Open a source and a target to see what crossover does in a step of training.");
    if (strategy.crossover == CrossoverKind::Off)
        return tr("This strategy crosses nothing in: training begins with the transferred weights "
                  "and goes on without the source. Choose “mask” or “columns” under Crossover in "
                  "the strategy panel.");
    if (!session_->planFault().isEmpty())
        return session_->planFault();
    if (strategy.transfers() && !source)
        return tr("Open a source, or choose a method that needs none.");
    if (strategy.crosses() && !source)
        return tr("Crossover needs a source: open one.");
    if (!target->can_run() || (strategy.crosses() && !source->can_run()))
        return tr("A network known only from its weights cannot be run, so it has no features to "
                  "cross.");
    return {};
}

void CrossoverPage::order()
{
    if (!isVisible()) {
        staging_.cancel();
        stepping_.cancel();
        preview_.reset();
        ordered_ = {};
        return;
    }
    if (const auto words = hindrance(); !words.isEmpty())
        return showMessage(words);
    const auto &strategy = session_->strategy();
    if (!session_->planHasWeights() || (strategy.crosses() && !session_->source()))
        return await();
    const auto seed = session_->seed();
    Order order{session_->plan(),
                strategy.crosses() ? session_->source() : nullptr,
                strategy.control,
                {strategy.crossover, strategy.crossover_rate, strategy.fill, seed},
                batch_->batch(session_->targetArchitecture()->classes, seed)};
    if (order == ordered_)
        return;
    await();
    ordered_ = order;
    staging_.start([order](const std::stop_token &stop) { return stage(order, stop); },
                   [this](Preview preview) { takeStage(std::move(preview)); },
                   [this](const QString &what) { showMessage(what); });
}

/// What another order gave stays in sight, grayed, so that nothing flickers while options are
/// turned; another network's must not.
void CrossoverPage::await()
{
    const auto words = tr("Passing the batch through both networks…");
    const bool isOfThese = facts_ && trees_ == std::array{session_->sourceArchitecture(),
                                                          session_->targetArchitecture()};
    if (!isOfThese)
        return showMessage(words);
    staging_.cancel();
    stepping_.cancel();
    preview_.reset();
    ordered_ = {};
    figures_->setText(words);
    if (isStale_)
        return;
    setStale(true);
    read(-1);
    emit factsChanged();
}

void CrossoverPage::setStale(bool stale)
{
    isStale_ = stale;
    grids_->setEnabled(!stale);
}

CrossoverPage::Preview CrossoverPage::stage(const Order &order, const std::stop_token &stop)
{
    const auto threads = static_cast<unsigned>(std::max(1, QThread::idealThreadCount() - 1));
    const auto &batch = order.batch;
    const auto images = batch.data ? data_batch(*batch.data, batch.seed, stop)
                                   : normal_batch(batch.side, batch.classes, batch.seed);
    const auto &plan = *order.plan;
    const Network begun{plan.target->architecture, apply_plan(plan, threads, stop), {}};
    const auto source = order.source
                            ? controlled_source(order.source, order.control, order.settings.seed)
                            : nullptr;
    return std::make_shared<const CrossoverPreview>(begun, source.get(), images, order.settings,
                                                    stop);
}

void CrossoverPage::takeStage(Preview preview)
{
    preview_ = std::move(preview);
    isStepWanted_ = false;
    workStepOut();
}

/// The step under way is let through, so that something shows while it is played.
void CrossoverPage::workStepOut()
{
    const int number = steps_->position() + 1;
    steps_->setWords(tr("step %1").arg(number));
    isStepWanted_ = stepping_.isBusy();
    if (!preview_ || isStepWanted_)
        return;
    stepping_.start(
        [preview = preview_, number](const std::stop_token &stop) {
            return std::make_shared<const CrossoverStep>(preview->step(number, stop));
        },
        [this, number](std::shared_ptr<const CrossoverStep> step) {
            takeStep(number, std::move(step));
        },
        [this](const QString &what) { showMessage(what); });
}

void CrossoverPage::takeStep(int number, std::shared_ptr<const CrossoverStep> step)
{
    facts_ = CrossoverFacts{preview_->target_features(), preview_->source_features(),
                            std::move(step), number, ordered_.settings};
    trees_ = {session_->sourceArchitecture(), session_->targetArchitecture()};
    setStale(false);
    image_->setMaximum(facts_->images());
    image_->setSuffix(tr(" of %1", "images of a batch").arg(facts_->images()));
    pages_->setCurrentIndex(1);
    showFacts();
    if (isStepWanted_)
        workStepOut();
}

void CrossoverPage::showFacts()
{
    if (!facts_)
        return;
    grids_->setFacts(*facts_, image());
    if (!isStale_)
        figures_->setText(stepFigures(*facts_));
    showNote();
    read(-1);
    emit factsChanged();
}

void CrossoverPage::showMessage(const QString &words)
{
    staging_.cancel();
    stepping_.cancel();
    preview_.reset();
    ordered_ = {};
    facts_.reset();
    setStale(false);
    grids_->clear();
    message_->setText(words);
    pages_->setCurrentIndex(0);
    emit factsChanged();
}

void CrossoverPage::showNote()
{
    const auto tree = session_->targetArchitecture();
    if (!facts_ || !tree || !tree->can_run())
        return;
    const auto last = last_linear(*tree);
    const auto nameOf = [&](LayerId layer) {
        return QString::fromStdString(tree->layer(layer).path).toHtmlEscaped();
    };
    const auto link = QStringLiteral("<a href=\"layer\">%1</a>").arg(nameOf(last));
    const bool isOther = selected_.is_valid() && selected_.index() < tree->layers.size() &&
                         selected_ != last && !nameOf(selected_).isEmpty();
    const auto where = isOther ? tr("Only what %1 reads is crossed; %2, selected, lies before it "
                                    "and learns through the rest.")
                                     .arg(link, nameOf(selected_))
                               : tr("Only what %1 reads is crossed.").arg(link);
    note_->setText(
        tr("%1 The mask is the training's, the features those before its first step.").arg(where));
    note_->setToolTip(
        tr("With this seed, rate and these widths every training draws this mask in "
           "this step, whatever its data and batch. In evaluation crossover is off."));
}

void CrossoverPage::read(int feature)
{
    if (!facts_ || !readout_)
        return;
    const auto words = feature < 0 ? tr("Hover over a feature to read it; Ctrl and the wheel zoom.")
                                   : featureWords(*facts_, image(), feature);
    readout_->setForegroundRole(feature < 0 ? QPalette::PlaceholderText : QPalette::WindowText);
    readout_->setText(readout_->fontMetrics().elidedText(
        words, Qt::ElideRight, std::max(0, readout_->width() - 2 * space::wide)));
    readout_->setToolTip(words);
}

QList<Picture> CrossoverPage::pictures() const
{
    if (!isCurrent())
        return {};
    return {widgetPicture(tr("Crossover in step %1").arg(facts_->number), grids_)};
}

QList<Table> CrossoverPage::tables() const
{
    if (!isCurrent())
        return {};
    return {crossoverTable(*facts_, image())};
}

} // namespace tlvfc::ui
