#include "app/cli/child_programs.h"
#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_queue.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds look_interval(500);

/// Carries the queue out as it stands, and as it is changed meanwhile.
class QueueWork
{
public:
    QueueWork(fs::path root, const Common &common)
        : root_(std::move(root))
        , common_(common)
        , program_(own_program().string())
    {
    }

    /// The queue as it stands in the end.
    RunQueue carry_out()
    {
        while (!common_.stop.stop_requested()) {
            look();
            ask_to_stop();
            if (!queue_.paused)
                start_next();
            if (going_.empty())
                return queue_;
            settle(children_.wait(common_.stop, look_interval));
        }
        children_.interrupt();
        while (!going_.empty())
            settle(children_.wait({}));
        return queue_;
    }

private:
    struct Going
    {
        std::string name;
        int tries = 0; ///< that the queue gave it
        bool was_asked = false;
    };

    /// What cannot be read, as a file that an editor has half saved, changes nothing.
    void look()
    {
        try {
            queue_ = read_queue(root_);
            warned_ = false;
        } catch (const Error &error) {
            if (!std::exchange(warned_, true))
                common_.warn(std::string(error.what()) + "; the queue goes on as it was");
        }
    }

    void ask_to_stop()
    {
        for (auto &[child, run] : going_) {
            const auto entry = std::ranges::find(queue_.runs, run.name, &QueuedRun::name);
            const bool is_wanted = entry != queue_.runs.end() && !entry->held && !queue_.paused;
            if (is_wanted || run.was_asked)
                continue;
            run.was_asked = true;
            request_stop({root_ / run.name});
            common_.announce(run.name + ": asked to stop");
        }
    }

    void start_next()
    {
        for (const auto &entry : queue_.runs) {
            if (children_.running() >= static_cast<std::size_t>(queue_.at_a_time))
                return;
            const bool is_ours = std::ranges::any_of(
                going_, [&](const auto &going) { return going.second.name == entry.name; });
            const auto given_up = given_up_.find(entry.name);
            const bool rests = given_up != given_up_.end() && given_up->second == entry.tries;
            if (is_ours || rests || queue_turn(root_, entry) != QueueTurn::Ready)
                continue;
            start(entry);
        }
    }

    /// A run whose folder went away, or takes no log, is not the others' fault.
    void start(const QueuedRun &entry)
    {
        const RunFolder run{root_ / entry.name};
        try {
            const int child = children_.start({program_, "run", run.path.string()}, run.log());
            going_[child] = {entry.name, entry.tries, false};
            common_.announce(entry.name + ": started");
        } catch (const Error &error) {
            given_up_[entry.name] = entry.tries;
            common_.warn(entry.name + ": " + error.what());
        }
    }

    void settle(const std::vector<ChildPrograms::Ended> &all)
    {
        for (const auto &ended : all) {
            const auto run = going_.at(ended.child);
            going_.erase(ended.child);
            const auto state = run_state({root_ / run.name});
            common_.announce(run.name + ": ended with exit status " + std::to_string(ended.code));
            if (state == RunState::Finished || run.was_asked || common_.stop.stop_requested())
                continue;
            look();
            if (state == RunState::Stopped && !queue_.paused)
                hold(run); // somebody asked for that, not this queue
            else if (state != RunState::Stopped)
                given_up_[run.name] = run.tries; // until somebody has it tried again
        }
    }

    void hold(const Going &run)
    {
        try {
            change_queue(root_, [&](RunQueue &queue) {
                for (auto &entry : queue.runs) {
                    if (entry.name == run.name)
                        entry.held = true;
                }
            });
        } catch (const Error &error) {
            given_up_[run.name] = run.tries; // it must not begin again by itself
            common_.warn(error.what());
        }
    }

    fs::path root_;
    const Common &common_;
    std::string program_;
    RunQueue queue_;                      ///< as it was read last
    bool warned_ = false;                 ///< that it cannot be read
    std::map<int, Going> going_;          ///< by child
    std::map<std::string, int> given_up_; ///< with the tries that they had
    ChildPrograms children_;              // last: interrupted and waited for before the rest goes
};

std::unique_ptr<RunLock> take_queue(const fs::path &root)
{
    try {
        return std::make_unique<RunLock>(queue_folder(root));
    } catch (const Error &error) {
        throw failure("the queue is not free: " + error.fault(), root.string(),
                      "change it with --add; who carries it out takes that up");
    }
}

void carry_out(const std::string &runs, const Common &common)
{
    const auto root = whole_path(runs).lexically_normal();
    change_queue(root, [](RunQueue &) {}); // the folder is there from now on
    const auto lock = take_queue(root);
    const auto queue = QueueWork(root, common).carry_out();
    if (common.stop.stop_requested())
        throw interrupted("stopped on request, the states are kept in " + root.string());
    Json document = Json::array();
    for (const auto &entry : queue.runs) {
        const auto turn = queue_turn(root, entry);
        const auto word = turn == QueueTurn::Finished ? "finished"
                          : turn == QueueTurn::Failed ? "failed"
                          : turn == QueueTurn::Held   ? "held"
                          : turn == QueueTurn::Going  ? "running elsewhere"
                          : turn == QueueTurn::Gone   ? "gone"
                                                      : "waiting";
        common.say(entry.name + "  " + word);
        document.push_back({{"run", entry.name}, {"state", word}});
    }
    common.print({{"folder", root.string()}, {"runs", document}});
}

void add_runs(const std::string &runs, const std::vector<std::string> &names, const Common &common)
{
    const auto root = whole_path(runs).lexically_normal();
    for (const auto &name : names) {
        if (name.find('/') != std::string::npos || !is_there(RunFolder{root / name}.spec()))
            throw invalid_request("there is no run '" + name + "'", root.string(),
                                  "give the name of a run's folder in it");
    }
    add_to_queue(root, names);
    common.say(std::to_string(read_queue(root).runs.size()) + " runs in the queue");
}

} // namespace

void add_queue(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("queue", "Carry a folder's queue of runs out");
    auto runs = std::make_shared<std::string>();
    auto names = std::make_shared<std::vector<std::string>>();
    command->add_option("--runs", *runs, "The folder of the runs' folders")
        ->required()
        ->transform(folder);
    command->add_option("--add", *names, "Put these runs at its end, and carry nothing out")
        ->transform(folder);
    add_common_options(*command, common);
    command->footer(
        "The queue stands in DIR/.queue/queue.json: the order, how many runs at a time, which are "
        "held.\nThe window changes it while it is carried out; a process of this command goes on "
        "when the window\ncloses, and ends when nothing is left to do. One process carries a "
        "queue.\nExample: tlvfc queue --runs runs/first --add he-resnet18-cifar10-seed1\n"
        "Example: tlvfc queue --runs runs/first");
    command->callback([runs, names, &common] {
        if (names->empty())
            carry_out(*runs, common);
        else
            add_runs(*runs, *names, common);
    });
}

} // namespace tlvfc::cli
