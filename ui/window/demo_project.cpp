#include "ui/window/demo_project.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/paths.h"

#include <QDir>
#include <QFile>

static void initializeDemoResources() { Q_INIT_RESOURCE(demo); }

namespace tlvfc::ui {

namespace {

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/demo/") + name);
    if (!file.open(QIODevice::ReadOnly))
        throw failure("the demo's " + name.toStdString() + " is missing from this build");
    return file.readAll();
}

/// Networks are read from files, and a run must find its source again later.
std::filesystem::path writtenSource()
{
    const auto folder = data_folder() / "weights";
    const auto file = folder / "resnet20-made-up.safetensors";
    const auto weights = resource(QStringLiteral("source.safetensors"));
    QFile there(QString::fromStdString(file.string()));
    if (there.open(QIODevice::ReadOnly) && there.readAll() == weights)
        return file;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    write_file(file,
               std::string_view(weights.constData(), static_cast<std::size_t>(weights.size())));
    return file;
}

} // namespace

RunSpec demoProject()
{
    initializeDemoResources();
    const auto text = resource(QStringLiteral("project.json"));
    auto project =
        run_spec_from_json(Json::parse(text.begin(), text.end()), "the demo's project.json");
    project.source.weights = writtenSource().string();
    return project;
}

} // namespace tlvfc::ui
