#include "ui/jobs/cost_probe.h"

#include "core/base/error.h"
#include "ui/jobs/run_process.h"

#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

constexpr int lookMs = 250;
constexpr int patienceMs = 300'000;

} // namespace

CostProbe::CostProbe(QObject *parent)
    : QObject(parent)
{
    looking_.setInterval(lookMs);
    connect(&looking_, &QTimer::timeout, this, &CostProbe::lookAtLog);
    patience_.setSingleShot(true);
    patience_.setInterval(patienceMs);
    connect(&patience_, &QTimer::timeout, this,
            [this] { end(tr("ten batches took more than %1 minutes").arg(patienceMs / 60'000)); });
}

CostProbe::~CostProbe() { cancel(); }

void CostProbe::measure(const QList<RunSpec> &specs)
{
    cancel();
    specs_ = specs;
    at_ = 0;
    next();
}

void CostProbe::cancel()
{
    preparing_.cancel();
    looking_.stop();
    patience_.stop();
    letGo();
    specs_.clear();
    at_ = 0;
}

/// Its end is not waited for, and its folder stays until then.
void CostProbe::letGo()
{
    auto *process = process_.release();
    if (!process)
        return;
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning)
        return process->deleteLater(); // it may be the one that speaks
    process->setParent(QCoreApplication::instance());
    connect(process, &QProcess::finished, process,
            [process, folder = folder_] { process->deleteLater(); });
    process->kill();
}

void CostProbe::next()
{
    if (at_ >= specs_.size()) {
        emit finished();
        return;
    }
    folder_ = std::make_shared<QTemporaryDir>();
    preparing_.start(
        [spec = specs_[at_], folder = folder_](std::stop_token) {
            if (!folder->isValid())
                throw failure("no folder for the trial could be made: " +
                              folder->errorString().toStdString());
            const auto summary = summarize_data(spec.data);
            const auto path = std::filesystem::path(folder->path().toStdString()) / "trial";
            return Trial{create_run(path, trialOf(spec, summary)), imagesOf(spec, summary)};
        },
        [this](const Trial &trial) { start(trial); }, [this](const QString &fault) { end(fault); });
}

void CostProbe::start(const Trial &trial)
{
    trial_ = trial;
    process_ = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("OMP_WAIT_POLICY"), QStringLiteral("passive"));
    process_->setProcessEnvironment(environment);
    process_->setStandardInputFile(QProcess::nullDevice());
    process_->setStandardOutputFile(QProcess::nullDevice());
    connect(process_.get(), &QProcess::finished, this, &CostProbe::lookAtLog);
    connect(process_.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(tr("the program that trains does not start: %1").arg(process_->errorString()));
    });
    looking_.start();
    patience_.start();
    // Last: it may fail before this returns.
    process_->start(runExecutable(),
                    {QStringLiteral("run"), QString::fromStdString(trial.run.path.string()),
                     QStringLiteral("--quiet")});
}

/// The log of a trial is short.
void CostProbe::lookAtLog()
{
    try {
        const auto events = EventReader(trial_.run.events()).poll();
        if (const auto cost = costFrom(events)) {
            emit measured(int(at_), {*cost, trial_.images});
            end({});
            return;
        }
        for (const auto &event : events) {
            if (event.kind == "failed") {
                end(QString::fromStdString(event.fields.value("error", std::string())));
                return;
            }
        }
    } catch (const std::exception &fault) {
        end(QString::fromUtf8(fault.what()));
        return;
    }
    if (process_->state() == QProcess::NotRunning) {
        const auto said = QString::fromUtf8(process_->readAllStandardError()).trimmed();
        end(said.isEmpty() ? tr("the trial ended without a word") : said);
    }
}

void CostProbe::end(const QString &fault)
{
    looking_.stop();
    patience_.stop();
    letGo();
    if (!fault.isEmpty())
        emit failed(int(at_), fault);
    ++at_;
    next();
}

} // namespace tlvfc::ui
