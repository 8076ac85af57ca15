// The queue of a folder of runs: shows it as it stands, changes it off the GUI thread, and sees
// that a process carries it out once a person has asked for that.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/runs/run_queue.h"
#include "ui/jobs/latest_job.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace tlvfc::ui {

template <typename Result>
class OnceTask;

class QueueService : public QObject
{
    Q_OBJECT

public:
    using Edit = std::function<void(RunQueue &)>;

    /// @param slowlyMs  the pause between looks that nothing prompted
    explicit QueueService(QObject *parent = nullptr, int slowlyMs = 2000);
    ~QueueService() override;

    /// What is found there; a process that carries it out is found again, none is started.
    void setRoot(const std::filesystem::path &root);

    const RunQueue &queue() const { return queue_; }
    /// A process carries it out.
    bool isCarried() const { return isCarried_; }
    /// Something waits in it that could be carried out now.
    bool hasReady() const { return hasReady_; }

    /// Changes come one after another, and none is lost: what still waits when the root changes or
    /// the service goes is made in the folder that it was meant for.
    void edit(const Edit &edit);

    // From each of these on the queue is carried out where it is not paused.
    void add(const QStringList &names); ///< of folders below the root, at the end
    void goOn();                        ///< paused no longer
    /// Forgives failures so that these runs are tried again.
    void retry(const QStringList &names);

    /// A change, or the start that belongs to it, is not carried out yet.
    bool hasOrders() const { return !inFlight_.isEmpty() || !waiting_.isEmpty(); }

    void look();

signals:
    void changed();
    void failed(const QString &fault);

private:
    using Change = std::function<void(const std::filesystem::path &root)>;
    using Order = OnceTask<QString>; ///< a change of the queue, with its fault
    using Orders = QList<std::shared_ptr<Order>>;
    struct Found
    {
        RunQueue queue;
        bool isCarried = false;
        bool hasReady = false;
        bool hasStarted = false; ///< a process for it
        QString fault;
    };

    static Found find(const std::filesystem::path &root, const Orders &orders, bool mayStart);
    void order(const Change &change);
    void take(const Found &found);

    std::filesystem::path root_;
    Orders inFlight_;
    Orders waiting_;
    bool isWanted_ = false; ///< that it is carried out
    bool lookAgain_ = false;
    QElapsedTimer sinceStart_;
    LatestJob working_;
    QTimer slowly_;
    RunQueue queue_;
    bool isCarried_ = false;
    bool hasReady_ = false;
    QString fault_; ///< told once
};

} // namespace tlvfc::ui
