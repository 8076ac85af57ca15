#include "ui/training/sweep_costs.h"

#include "ui/jobs/run_reader.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

namespace tlvfc::ui {

namespace {

enum CostColumn { KindColumn, CountColumn, PaceColumn, MemoryColumn, TimeColumn };

QString kindText(const RunSpec &spec)
{
    const auto data = QString::fromStdString(spec.data.source);
    return spec.strategy.crosses()
               ? SweepCosts::tr("%1 on %2, with crossover").arg(networkTitle(spec.target), data)
               : SweepCosts::tr("%1 on %2").arg(networkTitle(spec.target), data);
}

} // namespace

SweepCosts::SweepCosts(QWidget *parent)
    : QWidget(parent)
{
    table_ = new QTreeWidget;
    table_->setObjectName(QStringLiteral("sweepCosts"));
    table_->setAccessibleName(tr("Time and memory to expect"));
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setHeaderLabels(
        {tr("Kind of run"), tr("Runs"), tr("Images/s"), tr("Memory"), tr("Time of one")});
    table_->header()->setStretchLastSection(false);
    table_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->header()->setSectionResizeMode(KindColumn, QHeaderView::Stretch);
    measure_ = new QPushButton;
    measure_->setObjectName(QStringLiteral("sweepMeasure"));
    measure_->setToolTip(tr("Trains ten batches of each kind of run in a process of its own and "
                            "validates once; nothing of it stays"));
    connect(measure_, &QPushButton::clicked, this, &SweepCosts::measure);
    total_ = new QLabel;
    total_->setObjectName(QStringLiteral("sweepTotal"));
    total_->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table_, 1);
    auto *row = new QHBoxLayout;
    row->addWidget(total_, 1);
    row->addWidget(measure_);
    column->addLayout(row);
    connect(&probe_, &CostProbe::measured, this,
            [this](int number, const CostProbe::Measured &measured) {
                costs_.insert(measuring_[number], measured);
                refresh();
            });
    connect(&probe_, &CostProbe::failed, this, [this](int number, const QString &fault) {
        faults_.insert(measuring_[number], fault);
        refresh();
    });
    connect(&probe_, &CostProbe::finished, this, &SweepCosts::refresh);
}

void SweepCosts::setAtATime(int number)
{
    atATime_ = number;
    refresh();
}

void SweepCosts::stop()
{
    probe_.cancel();
    refresh();
}

QString SweepCosts::totalText() const { return total_->text(); }

/// What costs the same is measured once.
void SweepCosts::setPlan(const SweepPlan &plan)
{
    keys_.clear();
    kinds_.clear();
    counts_.clear();
    for (std::size_t i = 0; i < plan.runs.size() && plan.fault.isEmpty(); ++i) {
        if (plan.states[i] == RunState::Finished)
            continue;
        const auto key = costKey(plan.runs[i].spec);
        const auto known = keys_.indexOf(key);
        if (known >= 0) {
            counts_[known] += 1;
            continue;
        }
        keys_.append(key);
        kinds_.append(plan.runs[i].spec);
        counts_.append(1);
    }
    refresh();
}

void SweepCosts::refresh()
{
    table_->clear();
    double seconds = 0.0;
    double memory = 0.0;
    bool isComplete = !keys_.isEmpty();
    for (qsizetype i = 0; i < keys_.size(); ++i) {
        auto *row = new QTreeWidgetItem(table_, {kindText(kinds_[i]), QString::number(counts_[i])});
        for (int column = CountColumn; column <= TimeColumn; ++column)
            row->setTextAlignment(column, Qt::AlignRight);
        const auto cost = costs_.find(keys_[i]);
        const auto fault = faults_.value(keys_[i]);
        if (cost == costs_.end()) {
            isComplete = false;
            const bool isNow = probe_.isBusy() && measuring_.contains(keys_[i]);
            row->setText(TimeColumn, !fault.isEmpty() ? tr("failed")
                                     : isNow          ? tr("measuring…")
                                                      : tr("not measured"));
            row->setToolTip(TimeColumn, fault);
            continue;
        }
        const double each = secondsOf(cost->cost, kinds_[i], cost->images);
        row->setText(PaceColumn, QStringLiteral("%L1").arg(qRound(cost->cost.trainPerS)));
        row->setText(MemoryColumn, tr("%L1 MB").arg(qRound(cost->cost.memoryMb)));
        row->setText(TimeColumn, durationText(each));
        row->setToolTip(
            TimeColumn,
            tr("From %L1 images trained on and one validation").arg(cost->cost.trainImages));
        seconds += counts_[i] * each;
        memory = std::max(memory, cost->cost.memoryMb);
    }
    const bool isBusy = probe_.isBusy();
    measure_->setText(isBusy ? tr("Stop Measuring") : tr("Measure"));
    measure_->setEnabled(isBusy || (!keys_.isEmpty() && !isComplete));
    if (keys_.isEmpty())
        total_->clear();
    else if (!isComplete)
        total_->setText(tr("Time and memory are measured, not guessed: ten batches of each kind."));
    else
        total_->setText(
            tr("Estimate from ten measured batches of each kind, one run after another with what "
               "else this machine does now: %1 in all, %L2 MB for each run at a time (%L3 MB).")
                .arg(durationText(seconds))
                .arg(qRound(memory))
                .arg(qRound(memory * atATime_)));
}

void SweepCosts::measure()
{
    if (probe_.isBusy()) {
        probe_.cancel();
        refresh();
        return;
    }
    measuring_.clear();
    QList<RunSpec> specs;
    for (qsizetype i = 0; i < keys_.size(); ++i) {
        if (costs_.contains(keys_[i]))
            continue;
        faults_.remove(keys_[i]);
        measuring_.append(keys_[i]);
        specs.append(kinds_[i]);
    }
    probe_.measure(specs);
    refresh();
}

} // namespace tlvfc::ui
