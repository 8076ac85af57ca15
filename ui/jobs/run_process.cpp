#include "ui/jobs/run_process.h"

#include "core/base/error.h"
#include "core/runs/run_queue.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

namespace tlvfc::ui {

QString runExecutable()
{
    const auto chosen = qEnvironmentVariable("TLVFC_EXECUTABLE");
    if (!chosen.isEmpty())
        return chosen;
    return QCoreApplication::applicationDirPath() + QStringLiteral("/tlvfc");
}

namespace {

void startDetached(const QStringList &arguments, const RunFolder &where)
{
    const auto program = runExecutable();
    if (!QFileInfo(program).isExecutable())
        throw failure("the program that trains was not found", program.toStdString(),
                      "install or build `tlvfc` beside tlvfc-studio");
    const auto log = QString::fromStdString(where.log().string());
    QProcess process;
    // Runs beside each other wait for their threads asleep: spinning threads take each other's
    // cores, and two runs on two cores came to a fifth of their speed.
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(QStringLiteral("OMP_WAIT_POLICY")))
        environment.insert(QStringLiteral("OMP_WAIT_POLICY"), QStringLiteral("passive"));
    process.setProcessEnvironment(environment);
    process.setProgram(program);
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(log, QIODevice::Append);
    process.setStandardErrorFile(log, QIODevice::Append);
    if (!process.startDetached())
        throw failure("the process did not start: " + process.errorString().toStdString(),
                      program.toStdString());
}

} // namespace

void startRunProcess(const RunFolder &run)
{
    startDetached({QStringLiteral("run"), QString::fromStdString(run.path.string())}, run);
}

void startQueueProcess(const std::filesystem::path &root)
{
    startDetached(
        {QStringLiteral("queue"), QStringLiteral("--runs"), QString::fromStdString(root.string())},
        queue_folder(root));
}

} // namespace tlvfc::ui
