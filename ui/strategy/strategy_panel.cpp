#include "ui/strategy/strategy_panel.h"

#include "ui/session/transfer_session.h"
#include "ui/strategy/method_list.h"
#include "ui/strategy/option_row.h"
#include "ui/strategy/seed_box.h"
#include "ui/strategy/strategy_words.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto copiedShownFor = 1500ms;

} // namespace

StrategyPanel::StrategyPanel(TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , strategy_(session ? session->strategy() : preset("tlvfc"))
{
    setObjectName(QStringLiteral("strategyPanel"));
    auto *area = new QScrollArea;
    area->setObjectName(QStringLiteral("strategyScroll"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(makeOptions());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(area, 1);
    layout->addWidget(makeFooter());
    alignLabels();
    followSession();
    refresh();
}

template <typename Enum>
OptionRow *StrategyPanel::addOption(QBoxLayout *layout, const QString &label, const char *name,
                                    Enum Strategy::*option)
{
    auto *row =
        new OptionRow(label, optionEntries<Enum>(), QLatin1String(name) + QStringLiteral("Combo"));
    layout->addWidget(row);
    rows_ << row;
    showOptions_ << [this, row, option] { row->setValue(static_cast<int>(strategy_.*option)); };
    connect(row, &OptionRow::chosen, this, [this, option](int value) {
        auto strategy = strategy_;
        strategy.*option = static_cast<Enum>(value);
        edit(strategy);
    });
    return row;
}

QLabel *StrategyPanel::addHeading(QBoxLayout *layout, const QString &words)
{
    auto *heading = new QLabel(words);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setContentsMargins(0, space::normal, 0, 0);
    layout->addWidget(heading);
    return heading;
}

void StrategyPanel::Group::showEffects(const Strategy &strategy) const
{
    QStringList reasons;
    for (const auto &[row, why] : rows) {
        const auto reason = why(strategy);
        row->setWithoutEffect(reason);
        if (!reason.isEmpty())
            reasons << reason;
    }
    const bool isIdle = reasons.size() == rows.size();
    heading->setText(isIdle ? tr("%1 (no effect)").arg(title) : title);
    heading->setToolTip(isIdle ? reasons.first() : QString());
}

QWidget *StrategyPanel::makeOptions()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::wide, space::tight, space::wide, space::wide);
    layout->setSpacing(space::tight);
    addHeading(layout, tr("Method"));
    methods_ = new MethodList;
    layout->addWidget(methods_);
    connect(methods_, &MethodList::chosen, this, &StrategyPanel::chooseMethod);
    connect(methods_, &MethodList::resetAsked, this, [this] { edit(presetOf(strategy_)); });

    addHeading(layout, tr("Convolutions"));
    addOption(layout, tr("Weights"), "conv", &Strategy::conv);
    addHeading(layout, tr("Fully connected"));
    addOption(layout, tr("Weights"), "fc", &Strategy::fc);
    addMatching(layout);
    addKernelChoice(layout);
    addCrossover(layout);
    addControl(layout);
    layout->addStretch(1);
    return page;
}

void StrategyPanel::addMatching(QBoxLayout *layout)
{
    Group matching{tr("Matching"), addHeading(layout, {}), {}};
    matching.rows = {
        {addOption(layout, tr("Layers"), "standardization", &Strategy::standardization),
         whyNoStandardization},
        {addOption(layout, tr("Pairs"), "matching", &Strategy::matching), whyNoMatching}};
    groups_ << matching;
    layout->addWidget(makeLocks());
}

void StrategyPanel::addKernelChoice(QBoxLayout *layout)
{
    Group size{tr("Kernel size"), addHeading(layout, {}), {}};
    size.rows = {{addOption(layout, tr("Padding"), "pad", &Strategy::pad), whyNoKernelChoice},
                 {addOption(layout, tr("Pooling"), "pool", &Strategy::pool), whyNoKernelChoice}};
    Group selection{tr("Selection"), addHeading(layout, {}), {}};
    selection.rows = {
        {addOption(layout, tr("Keep"), "keep", &Strategy::keep), whyNoKernelChoice},
        {addOption(layout, tr("Overwrite"), "remove", &Strategy::remove), whyNoKernelChoice}};
    groups_ << size << selection;
}

void StrategyPanel::addCrossover(QBoxLayout *layout)
{
    addHeading(layout, tr("Crossover, in training"));
    addOption(layout, tr("Features"), "crossover", &Strategy::crossover);
    layout->addWidget(makeRate());
    fill_ = addOption(layout, tr("Fill"), "fill", &Strategy::fill);
}

void StrategyPanel::addControl(QBoxLayout *layout)
{
    Group control{tr("Control, for comparison"), addHeading(layout, {}), {}};
    control.rows = {
        {addOption(layout, tr("Control"), "control", &Strategy::control), whyNoControl}};
    groups_ << control;
}

QWidget *StrategyPanel::makeRate()
{
    auto *row = new QWidget;
    rateLabel_ = new QLabel(tr("Rate"));
    rate_ = new QDoubleSpinBox;
    rate_->setObjectName(QStringLiteral("crossoverRate"));
    rate_->setRange(0.0, 1.0);
    rate_->setDecimals(3);
    rate_->setSingleStep(0.05);
    rate_->setFocusPolicy(Qt::StrongFocus);
    rate_->installEventFilter(this);
    rateLabel_->setBuddy(rate_);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(rateLabel_);
    layout->addWidget(rate_, 1);
    connect(rate_, &QDoubleSpinBox::valueChanged, this, [this](double rate) {
        auto strategy = strategy_;
        strategy.crossover_rate = rate;
        edit(strategy);
    });
    return row;
}

QWidget *StrategyPanel::makeLocks()
{
    locks_ = new QWidget;
    locksWords_ = new QLabel;
    locksWords_->setObjectName(QStringLiteral("locksWords"));
    auto *release = new QToolButton;
    release->setObjectName(QStringLiteral("releaseLocks"));
    release->setText(tr("Release"));
    release->setAutoRaise(true);
    release->setToolTip(tr("Let the matching decide about all layers again"));
    auto *layout = new QHBoxLayout(locks_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(locksWords_, 1);
    layout->addWidget(release);
    connect(release, &QToolButton::clicked, this, [this] {
        auto strategy = strategy_;
        strategy.locks.clear();
        edit(strategy);
    });
    return locks_;
}

QWidget *StrategyPanel::makeFooter()
{
    auto *footer = new QWidget;
    seed_ = new SeedBox;
    seed_->setObjectName(QStringLiteral("seed"));
    seed_->setValue(2);
    seed_->setToolTip(tr("Decides every random draw: new weights and the transfer"));
    seed_->installEventFilter(this);
    auto *label = new QLabel(tr("See&d"));
    label->setBuddy(seed_);
    copy_ = new QPushButton(tr("Copy as command"));
    copy_->setObjectName(QStringLiteral("copyCommand"));
    setGlyph(copy_, Glyph::Copy, QPalette::ButtonText);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(space::wide, space::normal, space::wide, space::normal);
    layout->setSpacing(space::normal);
    layout->addWidget(label);
    layout->addWidget(seed_);
    layout->addStretch(1);
    layout->addWidget(copy_);
    connect(copy_, &QPushButton::clicked, this, &StrategyPanel::copyCommand);
    connect(seed_, &SeedBox::valueChanged, this, [this](quint64 seed) {
        if (session_)
            session_->setSeed(seed);
        refresh();
    });
    return footer;
}

void StrategyPanel::alignLabels()
{
    int widest = rateLabel_->sizeHint().width();
    for (const auto *row : rows_)
        widest = std::max(widest, row->labelWidth());
    for (auto *row : rows_)
        row->setLabelWidth(widest);
    rateLabel_->setFixedWidth(widest);
}

void StrategyPanel::setStrategy(const Strategy &strategy)
{
    strategy_ = strategy;
    refresh();
}

void StrategyPanel::edit(const Strategy &strategy)
{
    if (strategy == strategy_)
        return;
    setStrategy(strategy);
    emit strategyEdited(strategy_);
    if (session_)
        session_->setStrategy(strategy_);
}

void StrategyPanel::chooseMethod(const QString &name)
{
    auto strategy = preset(name.toStdString());
    strategy.locks = strategy_.locks;
    // Choosing the method that stands takes changes back, too.
    edit(strategy);
    refresh();
}

void StrategyPanel::refresh()
{
    methods_->setMethod(QString::fromStdString(strategy_.method), isChanged(strategy_));
    for (const auto &show : showOptions_)
        show();
    for (const auto &group : groups_)
        group.showEffects(strategy_);
    const auto whyNoRate = whyNoCrossover(strategy_);
    for (auto *part : {static_cast<QWidget *>(rate_), static_cast<QWidget *>(rateLabel_)}) {
        part->setEnabled(whyNoRate.isEmpty());
        part->setToolTip(whyNoRate);
    }
    fill_->setWithoutEffect(whyNoRate);
    const QSignalBlocker quiet(rate_);
    rate_->setValue(strategy_.crossover_rate);
    locks_->setVisible(!strategy_.locks.empty());
    locksWords_->setText(
        tr("Pairs locked by hand: %1").arg(static_cast<int>(strategy_.locks.size())));
    copy_->setToolTip(command());
}

void StrategyPanel::followSession()
{
    if (!session_)
        return;
    const auto showSeed = [this] {
        const QSignalBlocker quiet(seed_);
        seed_->setValue(session_->seed());
    };
    showSeed();
    connect(session_, &TransferSession::seedChanged, this, showSeed);
    connect(session_, &TransferSession::strategyChanged, this, [this] {
        if (session_->strategy() != strategy_)
            setStrategy(session_->strategy());
    });
    for (auto changed : {&TransferSession::sourceChanged, &TransferSession::targetChanged,
                         &TransferSession::seedChanged})
        connect(session_, changed, this, [this] { copy_->setToolTip(command()); });
}

QString StrategyPanel::command() const
{
    return transferCommand(session_ ? session_->sourceSpec() : NetworkSpec(),
                           session_ ? session_->targetSpec() : NetworkSpec(), strategy_,
                           session_ ? session_->seed() : seed_->value());
}

void StrategyPanel::copyCommand()
{
    QGuiApplication::clipboard()->setText(command());
    copy_->setText(tr("Copied"));
    QTimer::singleShot(copiedShownFor, copy_, [this] { copy_->setText(tr("Copy as command")); });
}

void StrategyPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Later, when the labels have the font, too.
    if (event->type() == QEvent::FontChange && rateLabel_)
        QTimer::singleShot(0, this, &StrategyPanel::alignLabels);
}

bool StrategyPanel::eventFilter(QObject *watched, QEvent *event)
{
    // Undo is of the transfer, not of a number's digits.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    // Whoever scrolls the panel means the panel.
    if (watched == rate_ && event->type() == QEvent::Wheel && !rate_->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui
