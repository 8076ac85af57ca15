#include "core/runs/run_queue.h"

#include "core/base/error.h"
#include "core/runs/events.h"
#include "core/runs/run_lock.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr int schema = 1;

fs::path queue_file(const fs::path &root) { return queue_folder(root).path / "queue.json"; }

/// One writer at a time; readers see whole files without it.
class Turnstile
{
public:
    explicit Turnstile(const fs::path &root)
    {
        const auto folder = queue_folder(root).path;
        std::error_code error;
        fs::create_directories(folder, error);
        const auto file = folder / "edit";
        descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor_ >= 0 && flock(descriptor_, LOCK_EX) == 0)
            return;
        const int reason = errno;
        if (descriptor_ >= 0)
            close(descriptor_);
        throw failure("cannot change the queue: " + std::string(std::strerror(reason)),
                      folder.string(), "check the folder's rights and the free space");
    }
    ~Turnstile() { close(descriptor_); }
    Turnstile(const Turnstile &) = delete;
    Turnstile &operator=(const Turnstile &) = delete;

private:
    int descriptor_ = -1;
};

Json to_json(const RunQueue &queue)
{
    Json runs = Json::array();
    for (const auto &run : queue.runs)
        runs.push_back({{"run", run.name}, {"held", run.held}, {"tries", run.tries}});
    return {{"schema", schema},
            {"paused", queue.paused},
            {"at_a_time", queue.at_a_time},
            {"runs", runs}};
}

} // namespace

RunFolder queue_folder(const fs::path &root) { return {root / ".queue"}; }

RunQueue read_queue(const fs::path &root)
{
    RunQueue queue;
    const auto file = queue_file(root);
    std::error_code absent;
    if (!fs::exists(file, absent))
        return queue;
    const auto json = read_json(file);
    const auto where = file.string();
    if (!json.is_object() || json_value(json, "schema", schema, where) > schema)
        throw unreadable_input("no queue that this program knows", where,
                               "use a newer TLVFC Studio, or remove the file");
    queue.paused = json_value(json, "paused", false, where);
    queue.at_a_time = std::max(1, json_value(json, "at_a_time", 1, where));
    for (const auto &entry : json_value(json, "runs", Json::array(), where)) {
        QueuedRun run;
        run.name = json_value(entry, "run", std::string(), where);
        run.held = json_value(entry, "held", false, where);
        run.tries = json_value(entry, "tries", 0, where);
        // A name, and no way out of the folder.
        if (run.name.empty() || run.name != fs::path(run.name).filename() || run.name == "..")
            throw unreadable_input("'" + run.name + "' is no run's name", where, "mend the file");
        queue.runs.push_back(std::move(run));
    }
    return queue;
}

void change_queue(const fs::path &root, const std::function<void(RunQueue &)> &change)
{
    const Turnstile turnstile(root);
    auto queue = read_queue(root);
    const auto before = queue;
    change(queue);
    if (queue != before)
        write_json(queue_file(root), to_json(queue));
}

void add_to_queue(const fs::path &root, const std::vector<std::string> &names)
{
    change_queue(root, [&](RunQueue &queue) {
        for (const auto &name : names) {
            const auto known = std::ranges::find(queue.runs, name, &QueuedRun::name);
            const int failures = failures_of({root / name});
            if (known == queue.runs.end()) {
                queue.runs.push_back({name, false, failures});
                continue;
            }
            known->held = false;
            known->tries = std::max(known->tries, failures);
        }
    });
}

int failures_of(const RunFolder &run)
{
    int failures = 0;
    EventReader(run.events())
        .poll([&](const Event &event) { failures += event.kind == "failed" ? 1 : 0; },
              EventReader::Progress::Newest);
    return failures;
}

QueueTurn queue_turn(const fs::path &root, const QueuedRun &run)
{
    const RunFolder folder{root / run.name};
    std::error_code absent;
    if (!fs::exists(folder.spec(), absent))
        return QueueTurn::Gone;
    switch (run_state(folder)) {
    case RunState::Running:
        return QueueTurn::Going;
    case RunState::Finished:
        return QueueTurn::Finished;
    case RunState::Failed:
        if (failures_of(folder) > run.tries)
            return QueueTurn::Failed;
        break;
    case RunState::Prepared:
    case RunState::Stopped:
    case RunState::Broken:
        break;
    }
    return run.held ? QueueTurn::Held : QueueTurn::Ready;
}

} // namespace tlvfc
