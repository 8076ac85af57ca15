#include "ui/window/example_runs.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/runs/run_folder.h"
#include "ui/window/demo_project.h"

#include <QDir>
#include <QFile>

static void initializeTourResources() { Q_INIT_RESOURCE(tours); }

namespace tlvfc::ui {

namespace {

const QString root = QStringLiteral(":/tours/runs");

std::string resource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw failure("the example run's file " + path.toStdString() +
                      " is missing from this build");
    return file.readAll().toStdString();
}

/// The source lies where this machine has the demo's.
std::string specText(const QString &path, const std::string &source)
{
    auto spec = Json::parse(resource(path));
    if (!spec["source"]["name"].get<std::string>().empty())
        spec["source"]["weights"] = source;
    return to_text(spec, 2);
}

} // namespace

QStringList exampleRunNames()
{
    initializeTourResources();
    return QDir(root).entryList(QDir::Dirs, QDir::Name);
}

std::filesystem::path exampleRuns()
{
    const auto folder = data_folder() / "examples" / "runs";
    const auto source = demoProject().source.weights;
    for (const auto &name : exampleRunNames()) {
        const RunFolder run{folder / name.toStdString()};
        std::error_code exists;
        std::filesystem::create_directories(run.path, exists);
        const auto from = root + QLatin1Char('/') + name;
        const auto spec = specText(from + QStringLiteral("/spec.json"), source);
        QFile written(QString::fromStdString(run.spec().string()));
        if (!written.open(QIODevice::ReadOnly) || written.readAll().toStdString() != spec)
            write_file(run.spec(), spec);
        // What is there is left alone: its time of writing is the order of the list.
        if (!is_there(run.result()))
            write_file(run.result(), resource(from + QStringLiteral("/result.json")));
        if (!is_there(run.events()))
            write_file(run.events(), resource(from + QStringLiteral("/events.jsonl")));
    }
    return folder;
}

} // namespace tlvfc::ui
