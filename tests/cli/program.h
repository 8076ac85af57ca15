// The built `tlvfc`, driven as a person would.
#pragma once

#include "core/base/json.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTest>

namespace tlvfc::test {

struct Outcome
{
    int code = -1; ///< -1 where the program crashed or did not end in time
    QByteArray out;
    QByteArray err;

    /// Standard output as the one document that it is; a null value where it is none.
    Json json() const { return Json::parse(out.toStdString(), nullptr, false); }
};

constexpr int program_timeout_ms = 240'000;

inline Outcome outcome_of(QProcess &process)
{
    Outcome outcome;
    if (process.waitForFinished(program_timeout_ms) && process.exitStatus() == QProcess::NormalExit)
        outcome.code = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

/// As the program sets it for itself where it computes for long: saves its second start.
inline QProcessEnvironment program_environment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("OMP_WAIT_POLICY", "PASSIVE");
    return environment;
}

/// Runs it to its end. `folder` becomes the working folder where one is given.
inline Outcome tlvfc_program(const QStringList &arguments, const QString &folder = {})
{
    QProcess process;
    process.setProcessEnvironment(program_environment());
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(QStringLiteral(TLVFC_PROGRAM), arguments);
    return outcome_of(process);
}

} // namespace tlvfc::test

/// Ends the test function unless the program ended well.
#define VERIFY_SUCCESS(outcome) QVERIFY2((outcome).code == 0, (outcome).err.constData())
