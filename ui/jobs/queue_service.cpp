#include "ui/jobs/queue_service.h"

#include "core/runs/run_lock.h"
#include "ui/jobs/once_task.h"
#include "ui/jobs/run_process.h"

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// In which a process that was started has taken the queue's lock.
constexpr qint64 startingMs = 6000;

} // namespace

QueueService::QueueService(QObject *parent, int slowlyMs)
    : QObject(parent)
{
    slowly_.setInterval(slowlyMs);
    connect(&slowly_, &QTimer::timeout, this, &QueueService::look);
}

QueueService::~QueueService()
{
    for (const auto &order : inFlight_ + waiting_)
        order->carryOut(); // waits for it where it has begun
}

void QueueService::setRoot(const std::filesystem::path &root)
{
    root_ = root;
    working_.cancel();
    // A look that is called off may have made none of them.
    waiting_ = std::exchange(inFlight_, {}) + waiting_;
    isWanted_ = false;
    sinceStart_.invalidate();
    fault_.clear();
    queue_ = {};
    isCarried_ = hasReady_ = false;
    emit changed();
    slowly_.start();
    look();
}

void QueueService::edit(const Edit &edit)
{
    order([edit](const std::filesystem::path &root) { change_queue(root, edit); });
}

void QueueService::add(const QStringList &names)
{
    std::vector<std::string> list;
    for (const auto &name : names)
        list.push_back(name.toStdString());
    isWanted_ = true;
    order([list](const std::filesystem::path &root) { add_to_queue(root, list); });
}

void QueueService::goOn()
{
    isWanted_ = true;
    edit([](RunQueue &queue) { queue.paused = false; });
}

void QueueService::retry(const QStringList &names)
{
    isWanted_ = true;
    order([names](const std::filesystem::path &root) {
        change_queue(root, [&](RunQueue &queue) {
            for (auto &run : queue.runs) {
                if (!names.contains(QString::fromStdString(run.name)))
                    continue;
                run.held = false;
                run.tries = std::max(run.tries + 1, failures_of({root / run.name}));
            }
        });
    });
}

void QueueService::order(const Change &change)
{
    waiting_.append(std::make_shared<Order>([root = root_, change] {
        try {
            change(root);
            return QString();
        } catch (const std::exception &fault) {
            return QString::fromUtf8(fault.what());
        }
    }));
    look();
}

void QueueService::look()
{
    if (working_.isBusy()) {
        lookAgain_ = true;
        return;
    }
    const bool isStarting = sinceStart_.isValid() && !sinceStart_.hasExpired(startingMs);
    inFlight_ = std::exchange(waiting_, {});
    working_.start([root = root_, orders = inFlight_, mayStart = isWanted_ && !isStarting](
                       std::stop_token) { return find(root, orders, mayStart); },
                   [this](const Found &found) { take(found); },
                   [this](const QString &fault) {
                       Found found;
                       found.queue = queue_;
                       found.fault = fault;
                       take(found);
                   });
}

QueueService::Found QueueService::find(const std::filesystem::path &root, const Orders &orders,
                                       bool mayStart)
{
    Found found;
    for (const auto &order : orders) {
        if (const auto fault = order->carryOut(); !fault.isEmpty())
            found.fault = fault;
    }
    found.queue = read_queue(root);
    if (found.queue.runs.empty())
        return found;
    found.isCarried = run_state(queue_folder(root)) == RunState::Running;
    found.hasReady = std::ranges::any_of(found.queue.runs, [&](const QueuedRun &run) {
        return queue_turn(root, run) == QueueTurn::Ready;
    });
    if (mayStart && found.hasReady && !found.isCarried && !found.queue.paused) {
        startQueueProcess(root);
        found.hasStarted = true;
    }
    return found;
}

void QueueService::take(const Found &found)
{
    inFlight_.clear();
    queue_ = found.queue;
    hasReady_ = found.hasReady;
    if (found.hasStarted)
        sinceStart_.start();
    const bool isStarting = sinceStart_.isValid() && !sinceStart_.hasExpired(startingMs);
    isCarried_ = found.isCarried || (isStarting && hasReady_);
    if (!found.fault.isEmpty() && found.fault != fault_)
        emit failed(found.fault);
    fault_ = found.fault;
    emit changed();
    if (std::exchange(lookAgain_, false))
        QMetaObject::invokeMethod(this, &QueueService::look, Qt::QueuedConnection);
}

} // namespace tlvfc::ui
