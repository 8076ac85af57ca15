// A sweep of four runs of a second, and what its processes and folders tell.
#pragma once

#include "core/runs/events.h"
#include "core/runs/run_folder.h"
#include "core/runs/spec.h"
#include "tests/cli/program.h"
#include "tests/training/tiny_training.h"

#include <QDir>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tlvfc::test {

/// Runs of a second; two methods that share a source's pass, or do not.
inline Json tiny_sweep(int epochs = 2)
{
    RunSpec base;
    base.source = {"resnet20", "", 10};
    base.target = {"resnet20", "", 0};
    base.data = tiny_data();
    base.training = tiny_options(epochs);
    base.device = "cpu";
    base.threads = 1;
    return {{"base", to_json(base)}, {"methods", {"he", "tlvfc"}}, {"seeds", {1, 2}}};
}

inline const std::vector<const char *> tiny_names{
    "he-resnet20-made-up-seed1", "tlvfc-resnet20-made-up-seed1", "he-resnet20-made-up-seed2",
    "tlvfc-resnet20-made-up-seed2"};

inline QStringList entries_of(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

inline std::ptrdiff_t count(const RunFolder &run, const std::string &kind)
{
    return std::ranges::count(EventReader(run.events()).poll(), kind, &Event::kind);
}

inline Json states_of(const Json &document)
{
    Json states = Json::array();
    for (const auto &run : document["runs"])
        states.push_back(run["state"]);
    return states;
}

inline std::string text_of(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void begin(QProcess &process, const QStringList &arguments)
{
    process.setProcessEnvironment(program_environment());
    process.start(QStringLiteral(TLVFC_PROGRAM), arguments);
    process.setReadChannel(QProcess::StandardError);
}

/// Reads until the program says it. @return all that it said
inline QByteArray said(QProcess &process, const QByteArray &what)
{
    QByteArray seen;
    while (!seen.contains(what) && process.waitForReadyRead(program_timeout_ms))
        seen += process.readAllStandardError();
    return seen;
}

/// Looks again and again while the program goes on.
template <typename Condition>
inline bool comes_true(QProcess &process, Condition &&condition)
{
    while (!condition()) {
        if (process.state() == QProcess::NotRunning)
            return false;
        process.waitForFinished(20);
    }
    return true;
}

} // namespace tlvfc::test
