#include "ui/learn/tour_file.h"

#include "core/base/error.h"
#include "ui/learn/exercise_file.h"
#include "ui/learn/tour_fields.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

static void initializeTourResources() { Q_INIT_RESOURCE(tours); }

namespace tlvfc::ui {

namespace {

constexpr qint64 mostBytes = 1 << 20;
constexpr int mostSteps = 100;
const QString tourName = QStringLiteral("tour.json");

QByteArray readFile(const QString &folder, const QString &name, const std::string &where)
{
    const auto path = fileWithin(folder, name);
    if (path.isEmpty())
        throw unreadable_input("there is no file '" + name.toStdString() + "' in the tour's folder",
                               where, "name a file that lies in the folder");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw unreadable_input("the file cannot be read", path.toStdString(), "check its rights");
    if (file.size() > mostBytes)
        throw unreadable_input("the file has more than a mebibyte", path.toStdString(),
                               "split its text over several steps");
    return file.readAll();
}

TourAction readAction(const Json &json, const TourPlace &place)
{
    place.allowOnly(json, {"do", "source", "target", "layer", "options", "panel", "on", "number"});
    TourAction action;
    action.kind = static_cast<TourAction::Kind>(place.oneOf(json, "do", tourActions()));
    switch (action.kind) {
    case TourAction::Kind::Open:
        action.source = place.text(json, "source", {});
        action.target = place.text(json, "target", {});
        place.require(!action.source.isEmpty() || !action.target.isEmpty(),
                      "'open' names neither source nor target", "give one or both");
        break;
    case TourAction::Kind::Select:
        action.name = place.text(json, "layer");
        break;
    case TourAction::Kind::Strategy:
        action.options = place.strategy(json, "options");
        break;
    case TourAction::Kind::Show:
        action.name = place.text(json, "panel");
        break;
    case TourAction::Kind::Sort:
        action.isOn = place.value(json, "on", true);
        break;
    case TourAction::Kind::Filter:
        action.number = place.value(json, "number", 0);
        break;
    case TourAction::Kind::OpenDemo:
    case TourAction::Kind::ExampleRuns:
        break;
    }
    return action;
}

QList<TourAction> readActions(const Json &step, const char *key, const TourPlace &place)
{
    QList<TourAction> actions;
    for (const auto &action : place.list(step, key))
        actions.append(readAction(action, place));
    return actions;
}

TourStep readStep(const Json &json, const QString &folder, const TourPlace &place)
{
    place.allowOnly(json, {"title", "text", "page", "panel", "begin", "actions", "exercises"});
    TourStep step;
    step.title = place.text(json, "title");
    const auto file = place.text(json, "text");
    step.text = QString::fromUtf8(readFile(folder, file, place.where()));
    if (json.contains("page"))
        step.page = tourPages()[place.oneOf(json, "page", tourPages())].name;
    step.panel = place.text(json, "panel", {});
    step.begin = readActions(json, "begin", place);
    step.actions = readActions(json, "actions", place);
    for (const auto &exercise : place.list(json, "exercises"))
        step.exercises.append(readExercise(exercise, place));
    return step;
}

} // namespace

QString fileWithin(const QString &folder, const QString &path)
{
    if (path.isEmpty() || QDir::isAbsolutePath(path))
        return {};
    const bool isBuiltIn = folder.startsWith(QLatin1Char(':'));
    const auto cleaned = QDir::cleanPath(folder + QLatin1Char('/') + path);
    const QFileInfo info(cleaned);
    if (!info.isFile())
        return {};
    const auto root = isBuiltIn ? QDir::cleanPath(folder) : QFileInfo(folder).canonicalFilePath();
    const auto file = isBuiltIn ? cleaned : info.canonicalFilePath();
    return !root.isEmpty() && file.startsWith(root + QLatin1Char('/')) ? file : QString();
}

Tour readTour(const QString &folder)
{
    const auto file = QDir(folder).filePath(tourName).toStdString();
    if (fileWithin(folder, tourName).isEmpty())
        throw unreadable_input("there is no tour.json", folder.toStdString(),
                               "choose the folder that holds one");
    const auto json = parse_json(readFile(folder, tourName, file).toStdString(), file);
    const TourPlace whole(file);
    whole.require(json.is_object(), "no tour, but another kind of JSON",
                  "begin with {\"tour\": 1, \"title\": …, \"steps\": […]}");
    whole.allowOnly(json, {"tour", "title", "steps"});
    whole.require(whole.value(json, "tour", 0) == 1, "'tour' is not 1",
                  "give \"tour\": 1, the form that this program knows");
    Tour tour;
    tour.folder = folder;
    tour.title = whole.text(json, "title");
    const auto steps = whole.list(json, "steps");
    whole.require(!steps.empty() && steps.size() <= mostSteps,
                  std::to_string(steps.size()) + " steps", "give from 1 to 100");
    for (std::size_t i = 0; i < steps.size(); ++i)
        tour.steps.append(
            readStep(steps[i], folder, TourPlace(file + ", step " + std::to_string(i + 1))));
    return tour;
}

Tour guidedTour()
{
    initializeTourResources();
    return readTour(QStringLiteral(":/tours/first"));
}

} // namespace tlvfc::ui
