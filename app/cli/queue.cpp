#include "app/cli/child_programs.h"
#include "app/cli/command.h"

#include "core/base/error.h"
#include "core/runs/run_queue.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>

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

    void carry_out()
    {
        while (!common_.stop.stop_requested()) {
            const auto queue = read_queue(root_);
            ask_to_stop(queue);
            if (!queue.paused)
                start_next(queue);
            if (going_.empty())
                return;
            settle(children_.wait(common_.stop, look_interval));
        }
        children_.interrupt();
        while (!going_.empty())
            settle(children_.wait({}));
    }

private:
    struct Going
    {
        std::string name;
        int tries = 0; ///< that the queue gave it
        bool was_asked = false;
    };

    void ask_to_stop(const RunQueue &queue)
    {
        for (auto &[child, run] : going_) {
            const auto entry = std::ranges::find(queue.runs, run.name, &QueuedRun::name);
            const bool is_wanted = entry != queue.runs.end() && !entry->held && !queue.paused;
            if (is_wanted || run.was_asked)
                continue;
            run.was_asked = true;
            request_stop({root_ / run.name});
            common_.announce(run.name + ": asked to stop");
        }
    }

    void start_next(const RunQueue &queue)
    {
        for (const auto &entry : queue.runs) {
            if (children_.running() >= static_cast<std::size_t>(queue.at_a_time))
                return;
            const bool is_ours = std::ranges::any_of(
                going_, [&](const auto &going) { return going.second.name == entry.name; });
            const auto given_up = given_up_.find(entry.name);
            const bool rests = given_up != given_up_.end() && given_up->second == entry.tries;
            if (is_ours || rests || queue_turn(root_, entry) != QueueTurn::Ready)
                continue;
            const RunFolder run{root_ / entry.name};
            const int child = children_.start({program_, "run", run.path.string()}, run.log());
            going_[child] = {entry.name, entry.tries, false};
            common_.announce(entry.name + ": started");
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
            if (state == RunState::Stopped && !read_queue(root_).paused)
                hold(run.name); // somebody asked for that, not this queue
            else if (state != RunState::Stopped)
                given_up_[run.name] = run.tries; // until somebody has it tried again
        }
    }

    void hold(const std::string &name)
    {
        change_queue(root_, [&](RunQueue &queue) {
            for (auto &entry : queue.runs) {
                if (entry.name == name)
                    entry.held = true;
            }
        });
    }

    fs::path root_;
    const Common &common_;
    std::string program_;
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
    const auto root = fs::absolute(runs).lexically_normal();
    change_queue(root, [](RunQueue &) {}); // the folder is there from now on
    const auto lock = take_queue(root);
    QueueWork(root, common).carry_out();
    if (common.stop.stop_requested())
        throw interrupted("stopped on request, the states are kept in " + root.string());
    Json document = Json::array();
    for (const auto &entry : read_queue(root).runs) {
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
    const auto root = fs::absolute(runs).lexically_normal();
    for (const auto &name : names) {
        if (name.find('/') != std::string::npos || !fs::exists(RunFolder{root / name}.spec()))
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
    command->add_option("--runs", *runs, "The folder of the runs' folders")->required();
    command->add_option("--add", *names, "Put these runs at its end, and carry nothing out");
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
