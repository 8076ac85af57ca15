#include "ui/jobs/run_reader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <limits>

namespace tlvfc::ui {

namespace {

constexpr qint64 childOutputLimit = 64 * 1024;

struct RunReaderWords
{
    Q_DECLARE_TR_FUNCTIONS(RunReaderWords)
};

QString percent(double share)
{
    return QString::number(100.0 * share, 'f', 2) + QStringLiteral(" %");
}

template <typename T>
T field(const Event &event, const char *key, T fallback)
{
    return json_value<T>(event.fields, key, fallback, "event " + event.kind);
}

QString textField(const Event &event, const char *key)
{
    return QString::fromStdString(field<std::string>(event, key, {}));
}

RunProgress toProgress(const Event &event)
{
    RunProgress progress;
    progress.epoch = field(event, "epoch", 0);
    progress.epochs = field(event, "epochs", 0);
    progress.step = field(event, "step", 0);
    progress.steps = field(event, "steps", 0);
    progress.imagesPerSecond = field(event, "images_per_second", 0.0);
    // JSON has no NaN: such a loss stands as null.
    const auto loss = event.fields.find("loss");
    progress.loss = loss != event.fields.end() && loss->is_number()
                        ? loss->get<double>()
                        : std::numeric_limits<double>::quiet_NaN();
    progress.elapsedS = event.elapsed_s;
    return progress;
}

RunResult toResult(const Event &event)
{
    RunResult result;
    result.bestEpoch = field(event, "best_epoch", 0);
    result.bestValAccuracy = field(event, "best_val_accuracy", 0.0);
    const auto test = event.fields.find("test_accuracy");
    if (test != event.fields.end() && test->is_number())
        result.testAccuracy = test->get<double>();
    return result;
}

/// 0 where the clocks of this machine and the writer's disagree.
double quietSeconds(const RunFolder &run)
{
    std::error_code absent;
    const auto written = std::filesystem::last_write_time(run.events(), absent);
    if (absent)
        return 0.0;
    const std::chrono::duration<double> age =
        std::filesystem::file_time_type::clock::now() - written;
    return std::max(0.0, age.count());
}

RunStart toStart(const Event &event)
{
    RunStart start;
    start.goesOn = event.kind == "resumed";
    start.elapsedS = event.elapsed_s;
    start.host = textField(event, "host");
    start.program = textField(event, "program");
    start.torch = textField(event, "torch");
    start.device = textField(event, "device");
    start.threads = field(event, "threads", 0);
    start.sideBySide = field(event, "side_by_side", 1);
    return start;
}

RunLogLine startedLine(const Event &event)
{
    const int threads = field(event, "threads", 0);
    return {event.elapsed_s, RunLogLine::Level::Info,
            RunReaderWords::tr("Started on %1 (%2, %3): %4 pictures to train on, %5 to validate")
                .arg(textField(event, "host"), textField(event, "device"),
                     threads == 1 ? RunReaderWords::tr("1 thread")
                                  : RunReaderWords::tr("%1 threads").arg(threads))
                .arg(field(event, "train", 0))
                .arg(field(event, "val", 0))};
}

RunLogLine finishedLine(const Event &event)
{
    const auto result = toResult(event);
    auto text = RunReaderWords::tr("Finished: best validation accuracy %1 in epoch %2")
                    .arg(percent(result.bestValAccuracy))
                    .arg(result.bestEpoch);
    if (result.testAccuracy)
        text += RunReaderWords::tr(", test accuracy %1").arg(percent(*result.testAccuracy));
    return {event.elapsed_s, RunLogLine::Level::Info, text};
}

} // namespace

RunReader::RunReader(RunFolder folder)
    : folder_(std::move(folder))
    , events_(folder_.events())
{
}

RunNews RunReader::look()
{
    RunNews news;
    readNotes(news);
    try {
        if (!knowsSpec_)
            readSpec(news);
        // The state first: events written between the two looks then come with the next look,
        // while the other way round a finished run's last events could be missed for good.
        news.state = run_state(folder_);
        events_.poll(
            [&](const Event &event) {
                news.hasEvents = true;
                try {
                    take(event, news);
                } catch (const std::exception &fault) {
                    news.log.append({event.elapsed_s, RunLogLine::Level::Warning,
                                     QString::fromUtf8(fault.what())});
                }
            },
            EventReader::Progress::Newest);
        std::error_code absent;
        news.quietS = quietSeconds(folder_);
        news.hasBestWeights = std::filesystem::exists(folder_.best_weights(), absent);
        for (; toldProblems_ < events_.problems().size(); ++toldProblems_)
            news.log.append({0, RunLogLine::Level::Warning,
                             QString::fromStdString(events_.problems()[toldProblems_])});
        if (news.state == RunState::Failed)
            news.error = failure_;
        else if (news.state == RunState::Prepared)
            readChildOutput(news);
    } catch (const std::exception &fault) {
        news.state = RunState::Broken;
        news.error = QString::fromUtf8(fault.what());
    }
    return news;
}

void RunReader::readSpec(RunNews &news)
{
    news.spec = read_run_spec(folder_.spec());
    news.made = QFileInfo(QString::fromStdString(folder_.spec().string())).lastModified();
    news.setting = settingOf(*news.spec);
    knowsSpec_ = true;
}

/// What is said about a run is no reason not to show it.
void RunReader::readNotes(RunNews &news)
{
    try {
        news.notes = read_run_notes(folder_);
    } catch (const std::exception &fault) {
        news.notesFault = QString::fromUtf8(fault.what());
    }
}

void RunReader::take(const Event &event, RunNews &news)
{
    using Level = RunLogLine::Level;
    const auto say = [&](Level level, const QString &text) {
        news.log.append({event.elapsed_s, level, text});
    };
    if (event.kind == "epoch") {
        news.points.append(to_epoch_point(event));
    } else if (event.kind == "progress") {
        news.progress = toProgress(event);
    } else if (event.kind == "back") {
        const int from = field(event, "epoch", 0);
        news.undoneFrom = std::min(from, news.undoneFrom.value_or(from));
        news.points.removeIf([from](const EpochPoint &point) { return point.epoch >= from; });
    } else if (event.kind == "log") {
        const bool warning = textField(event, "level") == QLatin1String("warning");
        say(warning ? Level::Warning : Level::Info, textField(event, "text"));
    } else if (event.kind == "started") {
        failure_.clear();
        if (std::exchange(hasStarted_, true)) {
            news.beganAnew = true;
            news.points.clear();
            news.starts.clear();
            news.progress.reset();
            news.result.reset();
        }
        news.size = RunSize{field(event, "steps_per_epoch", 0), field(event, "train", 0)};
        news.starts.append(toStart(event));
        news.log.append(startedLine(event));
    } else if (event.kind == "resumed") {
        failure_.clear();
        news.starts.append(toStart(event));
        say(Level::Info, RunReaderWords::tr("Goes on with epoch %1 on %2")
                             .arg(field(event, "epoch", 0))
                             .arg(textField(event, "host")));
    } else if (event.kind == "prepared") {
        news.preparedS = event.elapsed_s;
        news.parameters = field<qint64>(event, "parameters", 0);
        say(Level::Info, RunReaderWords::tr("Networks and data stand ready after %1 s")
                             .arg(event.elapsed_s, 0, 'f', 1));
    } else if (event.kind == "finished") {
        news.result = toResult(event);
        news.log.append(finishedLine(event));
    } else if (event.kind == "stopped") {
        say(Level::Info,
            RunReaderWords::tr("Stopped on request in epoch %1").arg(field(event, "epoch", 0)));
    } else if (event.kind == "failed") {
        failure_ = textField(event, "error");
        say(Level::Error, RunReaderWords::tr("Failed: %1").arg(failure_));
    }
}

/// A child that could not even begin (a library is missing, the spec is refused) writes no event:
/// its own output tells.
void RunReader::readChildOutput(RunNews &news)
{
    QFile file(QString::fromStdString(folder_.log().string()));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto lines = QString::fromUtf8(file.read(childOutputLimit)).split(QLatin1Char('\n'));
    for (const auto &line : lines) {
        if (line.contains(QLatin1String("error"), Qt::CaseInsensitive)) {
            news.state = RunState::Failed;
            news.error = line.trimmed();
            return;
        }
    }
}

QString settingOf(const RunSpec &spec)
{
    auto json = to_json(spec);
    for (const auto *key : {"title", "seed", "device", "threads"})
        json.erase(key);
    return QString::fromStdString(to_text(json));
}

QString durationText(double seconds)
{
    const auto whole = static_cast<qint64>(seconds + 0.5);
    if (whole < 60)
        return RunReaderWords::tr("%1 s").arg(whole);
    if (whole < 3600)
        return RunReaderWords::tr("%1 min %2 s")
            .arg(whole / 60)
            .arg(whole % 60, 2, 10, QLatin1Char('0'));
    return RunReaderWords::tr("%1 h %2 min")
        .arg(whole / 3600)
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

} // namespace tlvfc::ui
