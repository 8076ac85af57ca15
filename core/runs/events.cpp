#include "core/runs/events.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <unistd.h>

namespace tlvfc {

namespace {

constexpr int schema = 1;
constexpr std::size_t most_at_once = 4 << 20; ///< bytes of a log that are in memory

/// The complete lines of `text`; what follows the last line break is left in it.
std::vector<std::string> take_lines(std::string &text)
{
    std::vector<std::string> lines;
    std::size_t start = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    text.erase(0, start);
    return lines;
}

/// Takes the line in; says what is wrong with it, or nothing.
std::string parse(std::string_view line, Event &event)
{
    try {
        auto json = parse_json(line, {});
        if (json.value("v", schema) > schema)
            return "was written by a newer version";
        event.number = json.at("n").get<std::int64_t>();
        event.elapsed_s = json.at("t").get<double>();
        event.kind = json.at("event").get<std::string>();
        // Piece by piece: erasing from an ordered object moves all that follows, each time.
        Json::object_t fields;
        fields.reserve(json.size());
        for (auto &[key, value] : json.get_ref<Json::object_t &>()) {
            if (key != "v" && key != "n" && key != "t" && key != "event")
                fields.push_back({key, std::move(value)});
        }
        event.fields = std::move(fields);
        return {};
    } catch (const Json::exception &) {
        return "cannot be read";
    } catch (const Error &) {
        return "cannot be read";
    }
}

std::string line_numbers(std::int64_t first, std::int64_t last)
{
    if (first == last)
        return "line " + std::to_string(first) + " ";
    return "lines " + std::to_string(first) + " to " + std::to_string(last) + " ";
}

/// As the writer has it: the kind stands before every field.
bool is_progress(std::string_view line)
{
    const auto kind = line.substr(0, 160).find("\"event\":");
    return kind != std::string_view::npos &&
           line.substr(kind).starts_with("\"event\":\"progress\"");
}

/// What stands in the file from `start` on, as far as it is there.
std::string read_from(std::ifstream &in, const std::filesystem::path &file, std::uint64_t start,
                      std::uint64_t most = std::numeric_limits<std::uint64_t>::max())
{
    in.clear();
    in.seekg(0, std::ios::end);
    const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(0, in.tellg()));
    std::string text(size > start ? std::min(size - start, most) : 0, '\0');
    in.seekg(static_cast<std::streamoff>(start));
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) // taken for the end, a run would seem to have done less than it has
        throw failure("the disk does not give the run's events back", file.string(),
                      "try again, or bring the folder from elsewhere");
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

} // namespace

Json to_json(const EpochPoint &point)
{
    return {
        {"epoch", point.epoch},
        {"train_loss", point.train_loss},
        {"train_accuracy", point.train_accuracy},
        {"val_loss", point.val_loss},
        {"val_accuracy", point.val_accuracy},
        {"learning_rate", point.learning_rate},
        {"images_per_second", point.images_per_second},
        {"elapsed_s", point.elapsed_s},
        {"is_best", point.is_best},
        {"clean_accuracy", point.clean_accuracy},
        {"val_top5", point.val_top5},
        {"gradient_norm", point.gradient_norm},
        {"memory_mb", point.memory_mb},
        {"val_class_accuracy", point.val_class_accuracy},
    };
}

EpochPoint to_epoch_point(const Event &event)
{
    // JSON has no infinity and no NaN: such numbers are written as null.
    const auto number = [](const Json &value) {
        return value.is_null() ? EpochPoint::not_measured : value.get<double>();
    };
    try {
        const auto &f = event.fields;
        EpochPoint point;
        point.epoch = f.at("epoch").get<int>();
        point.train_loss = number(f.at("train_loss"));
        point.train_accuracy = number(f.at("train_accuracy"));
        point.val_loss = number(f.at("val_loss"));
        point.val_accuracy = number(f.at("val_accuracy"));
        point.learning_rate = number(f.at("learning_rate"));
        point.images_per_second = number(f.at("images_per_second"));
        point.elapsed_s = number(f.at("elapsed_s"));
        point.is_best = f.at("is_best").get<bool>();
        // An earlier version's log has none of these.
        point.clean_accuracy = number(f.value("clean_accuracy", Json()));
        point.val_top5 = number(f.value("val_top5", Json()));
        point.gradient_norm = number(f.value("gradient_norm", Json()));
        point.memory_mb = number(f.value("memory_mb", Json()));
        for (const auto &accuracy : f.value("val_class_accuracy", Json::array()))
            point.val_class_accuracy.push_back(number(accuracy));
        return point;
    } catch (const Json::exception &) {
        throw unreadable_input("an epoch event lacks a field",
                               "event " + std::to_string(event.number));
    }
}

std::vector<EpochPoint> epoch_points(const std::vector<Event> &events)
{
    std::vector<EpochPoint> points;
    const auto drop_from = [&points](int epoch) {
        std::erase_if(points, [epoch](const EpochPoint &point) { return point.epoch >= epoch; });
    };
    for (const auto &event : events) {
        if (event.kind == "started") {
            points.clear();
        } else if (event.kind == "back") {
            drop_from(json_value(event.fields, "epoch", 0, "event back"));
        } else if (event.kind == "epoch") {
            points.push_back(to_epoch_point(event));
        }
    }
    return points;
}

std::optional<Event> last_event(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return {};
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    // Nearly always in the last few lines; damage at the end makes the look go further back.
    for (std::uint64_t span = 1 << 16; !error; span *= 16) {
        const auto start = size > span ? size - span : 0;
        auto text = read_from(in, file, start);
        auto lines = take_lines(text);
        if (start > 0 && !lines.empty())
            lines.erase(lines.begin()); // begins in the middle
        for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
            Event event;
            if (parse(*line, event).empty())
                return event;
        }
        if (start == 0)
            break;
    }
    return {};
}

struct EventWriter::Private
{
    std::filesystem::path file;
    int descriptor = -1;
    bool torn = false; ///< the file ends within a line
    std::int64_t next = 1;
    double elapsed_before_s = 0.0;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

    ~Private()
    {
        if (descriptor >= 0)
            close(descriptor);
    }

    void append(std::string_view text)
    {
        while (!text.empty()) {
            const auto written = ::write(descriptor, text.data(), text.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                throw failure("cannot write the run's events: " + std::string(std::strerror(errno)),
                              file.string(), "check the free space of the disk");
            text.remove_prefix(static_cast<std::size_t>(written));
            torn = !text.empty();
        }
    }

    bool ends_within_a_line() const
    {
        char last = '\n';
        const auto size = lseek(descriptor, 0, SEEK_END);
        return size > 0 && pread(descriptor, &last, 1, size - 1) == 1 && last != '\n';
    }
};

EventWriter::EventWriter(const std::filesystem::path &file)
    : d(std::make_unique<Private>())
{
    d->file = file;
    d->descriptor = open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (d->descriptor < 0)
        throw failure("cannot write the run's events: " + std::string(std::strerror(errno)),
                      file.string(), "check the folder and its rights");
    if (d->ends_within_a_line()) // the line stays as it is; readers name it if it is damaged
        d->append("\n");
    if (const auto last = last_event(file)) {
        d->next = last->number + 1;
        d->elapsed_before_s = last->elapsed_s;
    }
}

EventWriter::~EventWriter() = default;

double EventWriter::elapsed_s() const
{
    return d->elapsed_before_s +
           std::chrono::duration<double>(std::chrono::steady_clock::now() - d->start).count();
}

void EventWriter::write(const std::string &kind, Json fields)
{
    Json line{{"v", schema}, {"n", d->next}, {"t", elapsed_s()}, {"event", kind}};
    if (!fields.is_null()) // as "{}" is
        line.update(fields);
    d->append((d->torn ? "\n" : "") + to_text(line) + "\n");
    ++d->next;
}

EventReader::EventReader(std::filesystem::path file)
    : file_(std::move(file))
{
}

std::vector<Event> EventReader::poll()
{
    std::vector<Event> events;
    poll([&events](Event event) { events.push_back(std::move(event)); });
    return events;
}

void EventReader::poll(const std::function<void(Event)> &take, Progress progress)
{
    std::ifstream in(file_, std::ios::binary);
    if (!in)
        return;
    std::string fault; // of the lines from first_bad to the one before this
    std::int64_t first_bad = 0;
    std::string newest_progress;
    const auto name_bad_lines = [&](std::int64_t last) {
        if (!fault.empty())
            problems_.push_back(line_numbers(first_bad, last) + fault);
    };
    const auto read = [&](std::string_view line) {
        ++line_;
        if (progress == Progress::Newest && is_progress(line)) {
            newest_progress = line;
            return;
        }
        Event event;
        const auto found = line.empty() ? std::string() : parse(line, event);
        if (found != fault) {
            name_bad_lines(line_ - 1);
            fault = found;
            first_bad = line_;
        }
        if (!found.empty() || line.empty())
            return;
        if (event.kind == "started")
            newest_progress.clear();
        take(std::move(event));
    };
    std::string text; // begins with a line; one that is torn at the end is read again when whole
    for (;;) {
        const auto piece = read_from(in, file_, offset_ + text.size(), most_at_once);
        text += piece;
        std::size_t start = 0;
        for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
            read(std::string_view(text).substr(start, end - start));
            start = end + 1;
        }
        offset_ += start;
        text.erase(0, start);
        if (piece.size() < most_at_once)
            break;
    }
    name_bad_lines(line_);
    if (Event event; !newest_progress.empty() && parse(newest_progress, event).empty())
        take(std::move(event));
}

} // namespace tlvfc
