#include "ui/training/sweep_dialog.h"

#include "core/nets/zoo.h"
#include "ui/theme/core_text.h"
#include "ui/theme/counted.h"
#include "ui/theme/fault_label.h"
#include "ui/theme/theme.h"
#include "ui/training/run_words.h"
#include "ui/training/sweep_costs.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr QSize firstSize(860, 620);
constexpr int mostAtATime = 64;

void addItem(QListWidget *list, const QString &text, const QString &value, bool isTicked,
             const QString &tip = {})
{
    auto *item = new QListWidgetItem(text, list);
    item->setData(Qt::UserRole, value);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
    item->setToolTip(tip);
}

QStringList ticked(const QListWidget *list)
{
    QStringList values;
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->checkState() == Qt::Checked)
            values.append(list->item(row)->data(Qt::UserRole).toString());
    }
    return values;
}

} // namespace

SweepDialog::SweepDialog(const std::filesystem::path &root, const RunSpec &base,
                         const QStringList &sources, QWidget *parent)
    : QDialog(parent)
    , root_(root)
    , base_(base)
    , summary_(new QLabel)
    , fault_(new FaultLabel(QStringLiteral("sweepFault")))
    , costs_(new SweepCosts)
{
    setObjectName(QStringLiteral("sweepDialog"));
    setWindowTitle(tr("Plan a Comparison"));
    auto *about = new QLabel(
        tr("Every combination of what is ticked is a run; the recipe, the source network and the "
           "device are those of the Train page. Runs that are in the folder already are kept."));
    about->setWordWrap(true);
    summary_->setObjectName(QStringLiteral("sweepSummary"));
    summary_->setWordWrap(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    start_ = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    start_->setObjectName(QStringLiteral("startSweep"));
    start_->setToolTip(tr("Makes the folders that are missing and puts all that is not finished "
                          "into the queue"));
    connect(buttons, &QDialogButtonBox::accepted, this, &SweepDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addWidget(about);
    layout->addWidget(makeChoices(), 3);
    layout->addWidget(makeFields());
    layout->addWidget(summary_);
    layout->addWidget(fault_);
    layout->addWidget(costs_, 2);
    layout->addWidget(buttons);
    fillLists(sources);
    resize(firstSize);

    for (auto *list : {methods_, targets_, data_})
        connect(list, &QListWidget::itemChanged, this, [this] { replan(); });
    for (auto *field : {seeds_, rates_})
        connect(field, &QLineEdit::textChanged, this, [this] { replan(); });
    connect(atATime_, &QSpinBox::valueChanged, costs_, &SweepCosts::setAtATime);
    replan();
}

QListWidget *SweepDialog::makeList(const char *name, const QString &what)
{
    auto *list = new QListWidget;
    list->setObjectName(QString::fromLatin1(name));
    list->setAccessibleName(what);
    list->setUniformItemSizes(true);
    return list;
}

QWidget *SweepDialog::makeChoices()
{
    methods_ = makeList("sweepMethods", tr("Methods"));
    targets_ = makeList("sweepTargets", tr("Targets"));
    data_ = makeList("sweepData", tr("Data"));
    auto *choices = new QWidget;
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    for (auto *list : {methods_, targets_, data_}) {
        auto *column = new QVBoxLayout;
        auto *label = new QLabel(list->accessibleName());
        label->setBuddy(list);
        column->addWidget(label);
        column->addWidget(list, 1);
        row->addLayout(column, 1);
    }
    return choices;
}

QWidget *SweepDialog::makeFields()
{
    seeds_ = new QLineEdit(QString::number(base_.seed));
    seeds_->setObjectName(QStringLiteral("sweepSeeds"));
    seeds_->setPlaceholderText(QStringLiteral("1-5, 8"));
    rates_ = new QLineEdit;
    rates_->setObjectName(QStringLiteral("sweepRates"));
    rates_->setPlaceholderText(tr("the recipe's: %1").arg(base_.training.learning_rate, 0, 'g', 6));
    atATime_ = new QSpinBox;
    atATime_->setObjectName(QStringLiteral("sweepAtATime"));
    atATime_->setRange(1, mostAtATime);
    atATime_->setToolTip(
        tr("Runs that go beside each other; on a processor they divide its cores"));
    auto *fields = new QWidget;
    auto *row = new QHBoxLayout(fields);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [row](const QString &text, QWidget *field, int stretch) {
        auto *label = new QLabel(text);
        label->setBuddy(field);
        row->addWidget(label);
        row->addWidget(field, stretch);
    };
    add(tr("Seeds"), seeds_, 2);
    add(tr("Learning rates"), rates_, 2);
    add(tr("At a time"), atATime_, 0);
    auto *device =
        new QLabel(tr("on %1").arg(base_.device == "auto" ? tr("the device chosen automatically")
                                                          : QString::fromStdString(base_.device)));
    device->setToolTip(tr("Chosen under “Machine” on the Train page"));
    row->addWidget(device);
    return fields;
}

void SweepDialog::fillLists(const QStringList &sources)
{
    for (const auto &info : methods())
        addItem(methods_, QString::fromStdString(info.title), QString::fromStdString(info.name),
                info.name == base_.strategy.method, coreText(info.summary));
    if (!base_.target.is_absent())
        addItem(targets_, tr("%1 (of the Transfer page)").arg(networkTitle(base_.target)), {},
                true);
    for (const auto &entry : zoo()) {
        if (base_.target != NetworkSpec{entry.name, {}, 0})
            addItem(targets_, QString::fromStdString(entry.name),
                    QString::fromStdString(entry.name), false, coreText(entry.description));
    }
    const auto own = QString::fromStdString(base_.data.source);
    QStringList all = {own, QStringLiteral("made-up")};
    all += sources;
    all.removeDuplicates();
    all.removeAll(QString());
    for (const auto &source : std::as_const(all))
        addItem(data_, source, source, source == own);
}

SweepChoice SweepDialog::choice() const
{
    SweepChoice choice;
    choice.methods = ticked(methods_);
    for (const auto &name : ticked(targets_))
        choice.targets.push_back(name.isEmpty() ? base_.target
                                                : NetworkSpec{name.toStdString(), {}, 0});
    for (const auto &source : ticked(data_))
        choice.data.push_back(source.toStdString());
    choice.seeds = readSeeds(seeds_->text()).value_or(QList<quint64>());
    choice.rates = readRates(rates_->text()).value_or(QList<double>());
    return choice;
}

int SweepDialog::atATime() const { return atATime_->value(); }

void SweepDialog::replan()
{
    start_->setEnabled(false);
    SweepPlan wrong;
    if (!readSeeds(seeds_->text()))
        wrong.fault = tr("The seeds are no list of whole numbers: write 1-5, 8.");
    else if (!readRates(rates_->text()))
        wrong.fault = tr("The learning rates are no list of numbers: write 0.001, 0.0003.");
    if (!wrong.fault.isEmpty()) {
        planning_.cancel();
        take(wrong);
        return;
    }
    planning_.start([root = root_, base = base_,
                     choice = choice()](std::stop_token) { return planSweep(root, base, choice); },
                    [this](const SweepPlan &plan) { take(plan); },
                    [this](const QString &fault) {
                        SweepPlan plan;
                        plan.fault = fault;
                        take(plan);
                    });
}

void SweepDialog::take(const SweepPlan &plan)
{
    plan_ = plan;
    const int open = plan.countNew() + plan.countGoneOn();
    QStringList parts;
    if (plan.countNew() > 0)
        parts.append(tr("%L1 new").arg(plan.countNew()));
    if (plan.countGoneOn() > 0)
        parts.append(tr("%L1 there that go on").arg(plan.countGoneOn()));
    if (plan.countFinished() > 0)
        parts.append(tr("%L1 finished and reused").arg(plan.countFinished()));
    summary_->setText(plan.runs.empty() ? QString()
                                        : counted(qint64(plan.runs.size()), tr("<b>1 run</b>: %2"),
                                                  tr("<b>%L1 runs</b>: %2"))
                                              .arg(parts.join(QStringLiteral(", "))));
    fault_->setFault(plan.fault);
    start_->setEnabled(plan.fault.isEmpty() && open > 0);
    start_->setText(open > 0 ? counted(open, tr("Start 1 run"), tr("Start %L1 runs"))
                             : tr("Start"));
    costs_->setPlan(plan);
    emit planned();
}

void SweepDialog::start()
{
    std::vector<SweepRun> open;
    for (std::size_t i = 0; i < plan_.runs.size(); ++i) {
        if (plan_.states[i] != RunState::Finished)
            open.push_back(plan_.runs[i]);
    }
    costs_->stop();
    emit startRequested(open, atATime());
    accept();
}

} // namespace tlvfc::ui
