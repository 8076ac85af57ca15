#include "ui/training/queue_panel.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSet>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <string>
#include <unordered_set>

namespace tlvfc::ui {

namespace {

constexpr int mostAtATime = 64;

/// Thousands may be selected.
class Names
{
public:
    explicit Names(const QStringList &names)
    {
        for (const auto &name : names)
            names_.insert(name.toStdString());
    }
    bool hold(const QueuedRun &run) const { return names_.contains(run.name); }

private:
    std::unordered_set<std::string> names_;
};

} // namespace

std::vector<QueuedRun> movedRuns(std::vector<QueuedRun> runs, const QStringList &names, int by)
{
    const Names moved(names);
    if (by > 0)
        std::ranges::reverse(runs);
    for (std::size_t i = 1; i < runs.size(); ++i) {
        if (moved.hold(runs[i]) && !moved.hold(runs[i - 1]))
            std::swap(runs[i], runs[i - 1]);
    }
    if (by > 0)
        std::ranges::reverse(runs);
    return runs;
}

QueuePanel::QueuePanel(QueueService *service, RunShelf *shelf, QWidget *parent)
    : QWidget(parent)
    , service_(service)
    , model_(service, shelf)
    , status_(new QLabel)
    , view_(new QTreeView)
{
    setObjectName(QStringLiteral("queuePanel"));
    status_->setObjectName(QStringLiteral("queueStatus"));
    status_->setWordWrap(true);
    status_->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    status_->setForegroundRole(QPalette::PlaceholderText);
    view_->setObjectName(QStringLiteral("queueView"));
    view_->setAccessibleName(tr("Queue"));
    view_->setModel(&model_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSectionResizeMode(QueueModel::RunColumn, QHeaderView::Stretch);
    view_->header()->resizeSection(
        QueueModel::StateColumn,
        fontMetrics().horizontalAdvance(QStringLiteral("epoch 200 of 200")) + 24);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeButtons());
    layout->addWidget(status_);
    layout->addWidget(view_, 1);

    connect(service_, &QueueService::changed, this, &QueuePanel::refresh);
    connect(&model_, &QueueModel::standingsChanged, this, &QueuePanel::refresh);
    connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
        const auto names = std::exchange(moved_, {});
        const QSet<QString> moved(names.begin(), names.end());
        QItemSelection selection;
        for (int row = 0; row < model_.rowCount(); ++row) {
            if (moved.contains(model_.name(row)))
                selection.append(QItemSelectionRange(model_.index(row, 0)));
        }
        view_->selectionModel()->select(selection,
                                        QItemSelectionModel::Select | QItemSelectionModel::Rows);
    });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &QueuePanel::refresh);
    refresh();
}

QToolButton *QueuePanel::button(const char *name, const QString &text, const QString &tip)
{
    auto *made = new QToolButton;
    made->setObjectName(QString::fromLatin1(name));
    made->setText(text);
    made->setToolTip(tip);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

QWidget *QueuePanel::makeButtons()
{
    pause_ = button("queuePause", tr("Pause"), {});
    up_ = button("queueUp", QStringLiteral("↑"), tr("Earlier"));
    down_ = button("queueDown", QStringLiteral("↓"), tr("Later"));
    up_->setAccessibleName(tr("Earlier"));
    down_->setAccessibleName(tr("Later"));
    hold_ = button("queueHold", tr("Hold"), {});
    remove_ = button("queueRemove", tr("Remove"),
                     tr("Takes the runs out of the queue; one that goes stops, its folder stays"));
    retry_ = button("queueRetry", tr("Retry"), tr("Has every failed run tried again"));
    clear_ = button("queueClear", tr("Clear"),
                    tr("Takes finished runs out of the queue; their folders stay"));
    atATime_ = new QSpinBox;
    atATime_->setObjectName(QStringLiteral("queueAtATime"));
    atATime_->setRange(1, mostAtATime);
    atATime_->setPrefix(tr("at a time: "));
    atATime_->setToolTip(tr("So many runs go beside each other"));
    atATime_->setAccessibleName(tr("Runs at a time"));

    connect(pause_, &QToolButton::clicked, this, [this] {
        // Nobody carries it out: it is not paused, it stands still.
        if (service_->isCarried() && !service_->queue().paused)
            service_->edit([](RunQueue &queue) { queue.paused = true; });
        else
            service_->goOn();
    });
    connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move(1); });
    connect(hold_, &QToolButton::clicked, this, &QueuePanel::hold);
    connect(remove_, &QToolButton::clicked, this, &QueuePanel::remove);
    connect(retry_, &QToolButton::clicked, this, [this] {
        QStringList failed;
        for (int row = 0; row < model_.rowCount(); ++row) {
            if (model_.standing(row) == QueueModel::Standing::Failed)
                failed.append(model_.name(row));
        }
        service_->retry(failed);
    });
    connect(clear_, &QToolButton::clicked, this, [this] {
        QStringList done;
        for (int row = 0; row < model_.rowCount(); ++row) {
            if (model_.standing(row) == QueueModel::Standing::Finished ||
                model_.standing(row) == QueueModel::Standing::Gone)
                done.append(model_.name(row));
        }
        service_->edit([done](RunQueue &queue) {
            const Names names(done);
            std::erase_if(queue.runs, [&](const QueuedRun &run) { return names.hold(run); });
        });
    });
    connect(atATime_, &QSpinBox::valueChanged, this, [this](int number) {
        service_->edit([number](RunQueue &queue) { queue.at_a_time = number; });
    });

    auto *buttons = new QWidget;
    auto *rows = new QVBoxLayout(buttons);
    rows->setContentsMargins(space::tight, space::tight, space::normal, 0);
    rows->setSpacing(0);
    auto *first = new QHBoxLayout;
    for (auto *one : {pause_, up_, down_, hold_, remove_})
        first->addWidget(one);
    first->addStretch(1);
    auto *second = new QHBoxLayout;
    second->addWidget(retry_);
    second->addWidget(clear_);
    second->addStretch(1);
    second->addWidget(atATime_);
    rows->addLayout(first);
    rows->addLayout(second);
    return buttons;
}

QStringList QueuePanel::selected() const
{
    QStringList names;
    for (const auto &index : view_->selectionModel()->selectedRows())
        names.append(model_.name(index.row()));
    return names;
}

/// Their rows are others afterwards.
void QueuePanel::move(int by)
{
    moved_ = selected();
    service_->edit([names = selected(), by](RunQueue &queue) {
        queue.runs = movedRuns(std::move(queue.runs), names, by);
    });
}

/// Releases where every selected run is held.
void QueuePanel::hold()
{
    const bool holds = hold_->property("holds").toBool();
    service_->edit([names = selected(), holds](RunQueue &queue) {
        const Names chosen(names);
        for (auto &run : queue.runs) {
            if (chosen.hold(run))
                run.held = holds;
        }
    });
}

void QueuePanel::remove()
{
    service_->edit([names = selected()](RunQueue &queue) {
        const Names chosen(names);
        std::erase_if(queue.runs, [&](const QueuedRun &run) { return chosen.hold(run); });
    });
}

void QueuePanel::refresh()
{
    const auto &queue = service_->queue();
    const bool isAny = !queue.runs.empty();
    const bool goes = service_->isCarried() && !queue.paused;
    pause_->setText(goes ? tr("Pause") : tr("Go on"));
    pause_->setToolTip(goes ? tr("Stops the runs that go, with their state kept, until it goes on")
                            : tr("Carries the queue out; that goes on when the window closes"));
    pause_->setEnabled(goes || (isAny && (service_->hasReady() || queue.paused)));
    const auto names = selected();
    for (auto *one : {up_, down_, hold_, remove_})
        one->setEnabled(!names.isEmpty());
    const Names chosen(names);
    const bool holds = std::ranges::any_of(
        queue.runs, [&](const QueuedRun &run) { return !run.held && chosen.hold(run); });
    hold_->setProperty("holds", holds || names.isEmpty());
    hold_->setText(holds || names.isEmpty() ? tr("Hold") : tr("Release"));
    hold_->setToolTip(holds ? tr("Stops the run, or lets it wait, until it is released")
                            : tr("Lets the run have its turn again"));
    retry_->setEnabled(model_.count(QueueModel::Standing::Failed) > 0);
    clear_->setEnabled(model_.count(QueueModel::Standing::Finished) +
                           model_.count(QueueModel::Standing::Gone) >
                       0);
    const QSignalBlocker quiet(atATime_);
    if (!atATime_->hasFocus() || atATime_->value() == queue.at_a_time)
        atATime_->setValue(queue.at_a_time);
    showStatus();
}

void QueuePanel::showStatus()
{
    const auto &queue = service_->queue();
    if (queue.runs.empty()) {
        status_->setText(tr("Nothing is queued. “Plan Comparison…” fills the queue, and so does "
                            "“Add to Queue” in the list of runs."));
        return;
    }
    using Standing = QueueModel::Standing;
    QStringList parts;
    const auto add = [&](Standing standing, const QString &text) {
        if (const int number = model_.count(standing); number > 0)
            parts.append(text.arg(number));
    };
    add(Standing::Running, tr("%1 running"));
    add(Standing::Waiting, tr("%1 waiting"));
    add(Standing::Held, tr("%1 held"));
    add(Standing::Failed, tr("%1 failed"));
    add(Standing::Finished, tr("%1 finished"));
    add(Standing::Gone, tr("%1 gone"));
    auto text = parts.join(QStringLiteral(", "));
    if (queue.paused)
        text += tr("; paused");
    else if (service_->isCarried())
        text += tr("; goes on when the window closes");
    else if (service_->hasReady())
        text += tr("; nobody carries it out: press “Go on”");
    status_->setText(text);
}

QString QueuePanel::statusText() const { return status_->text(); }

} // namespace tlvfc::ui
