#include "app/cli/sweep_work.h"

#include "core/base/error.h"
#include "core/runs/events.h"
#include "core/runs/execute.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_queue.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace tlvfc::cli {

using Fate = SweepItem::Fate;

namespace {

constexpr std::chrono::milliseconds look_interval(1000);
/// A child that finds one of its runs taken, or finished by now, ends before its first event. That
/// is no fault, unless it goes on while nobody holds the run.
constexpr int most_refusals = 5;
constexpr int interrupted_code = 130;

std::int64_t last_event_number(const RunFolder &run)
{
    const auto event = last_event(run.events());
    return event ? event->number : -1;
}

/// `tlvfc run` ends so for a lock that it does not get, or a run that is finished by now.
bool is_refusal(int code, bool has_news) { return !has_news && (code == 1 || code == 2); }

/// Whether the process got as far as the run's training after that event.
bool has_begun(const RunFolder &run, std::int64_t after, pid_t pid)
{
    return std::ranges::any_of(EventReader(run.events()).poll(), [&](const Event &event) {
        return event.number > after && (event.kind == "started" || event.kind == "resumed") &&
               event.fields.value("pid", Json()) == Json(pid);
    });
}

std::string how_it_ended(int code)
{
    return code > 128 ? "signal " + std::to_string(code - 128)
                      : "exit status " + std::to_string(code);
}

} // namespace

SweepWork::SweepWork(std::vector<SweepItem> items, const SweepWays &ways, const Common &common)
    : items_(std::move(items))
    , ways_(ways)
    , common_(common)
    , program_(own_program().string())
{
    for (auto &item : items_) {
        if (run_state(item.run) == RunState::Finished)
            item.fate = Fate::Finished;
        else
            item.failed_before = failures_of(item.run);
    }
}

void SweepWork::carry_out()
{
    while (!common_.stop.stop_requested()) {
        look_at_taken();
        while (children_.running() < static_cast<std::size_t>(ways_.jobs)) {
            const auto group = next_group();
            if (group.empty())
                break;
            start(group);
        }
        const bool taken = has(Fate::Taken);
        if (children_.running() == 0 && !has(Fate::Ours)) {
            if (!taken || (ways_.no_wait && !was_refused()))
                return;
            tell_waiting();
        }
        const auto at_most = taken ? std::optional(look_interval) : std::nullopt;
        for (const auto &ended : children_.wait(common_.stop, at_most))
            settle(ended);
    }
    children_.interrupt();
    while (!groups_.empty()) {
        for (const auto &ended : children_.wait({}))
            settle(ended);
    }
}

void SweepWork::look(SweepItem &item)
{
    switch (run_state(item.run)) {
    case RunState::Running:
        if (item.fate != Fate::Taken)
            tell(item, "another process has it");
        item.fate = Fate::Taken;
        break;
    case RunState::Finished:
        item.fate = Fate::Finished;
        tell(item, "finished, by another process");
        break;
    case RunState::Failed:
        item.fate = is_tried_again(item) ? Fate::Open : Fate::Failed;
        break;
    case RunState::Prepared:
    case RunState::Stopped:
    case RunState::Broken:
        item.fate = Fate::Open;
        break;
    }
}

void SweepWork::look_at_taken()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < next_look_)
        return;
    next_look_ = now + look_interval;
    for (auto &item : items_) {
        if (item.fate == Fate::Taken)
            look(item);
    }
}

/// Failures elsewhere count as well: several sweeps together try a run no oftener than one.
bool SweepWork::is_tried_again(SweepItem &item)
{
    if (const auto event = last_event(item.run.events()); event && event->kind == "failed")
        item.fault = event->fields.value("error", std::string());
    return failures_of(item.run) - item.failed_before + item.broken <= ways_.retries;
}

/// The untried come first; one that has failed is tried again by itself.
SweepWork::Group SweepWork::next_group()
{
    Group group;
    for (const bool fresh : {true, false}) {
        for (std::size_t i = 0; i < items_.size(); ++i) {
            auto &item = items_[i];
            const bool fits =
                group.empty() || what_keeps_apart(item.spec, items_[group.front()].spec).empty();
            if (item.fate != Fate::Open || (item.tries == 0) != fresh || !fits)
                continue;
            look(item);
            if (item.fate != Fate::Open)
                continue;
            group.push_back(i);
            if (!ways_.together || !fresh)
                return group;
        }
        if (!group.empty())
            return group;
    }
    return group;
}

void SweepWork::start(const Group &group)
{
    std::vector<std::string> command{program_, "run"};
    for (const auto i : group) {
        auto &item = items_[i];
        command.push_back(item.run.path.string());
        item.last_event_before = last_event_number(item.run);
        item.fate = Fate::Ours;
        ++item.tries;
        tell(item, item.tries > 1 ? "started again" : "started");
        if (i != group.front())
            std::ofstream(item.run.log(), std::ios::app)
                << "carried out together with " << items_[group.front()].name
                << ", whose log has the output\n";
    }
    const auto &first = items_[group.front()].run;
    try {
        groups_[children_.start(command, first.log())] = group;
    } catch (const Error &error) {
        for (const auto i : group) {
            items_[i].fate = Fate::Failed;
            items_[i].fault = error.what();
            tell(items_[i], "failed: " + items_[i].fault);
        }
    }
}

void SweepWork::settle(const ChildPrograms::Ended &ended)
{
    for (const auto i : groups_[ended.child])
        settle(items_[i], ended);
    groups_.erase(ended.child);
}

void SweepWork::settle(SweepItem &item, const ChildPrograms::Ended &ended)
{
    const auto state = run_state(item.run);
    const bool has_news = last_event_number(item.run) != item.last_event_before;
    const bool is_ours = ended.code == 0 || ended.code == interrupted_code ||
                         has_begun(item.run, item.last_event_before, ended.pid);
    if (!is_ours && (state == RunState::Running || state == RunState::Finished ||
                     state == RunState::Stopped || is_refusal(ended.code, has_news))) {
        --item.tries;
        const bool is_held = state == RunState::Running || state == RunState::Finished;
        item.refusals = is_held ? 0 : item.refusals + 1;
        if (item.refusals <= most_refusals) {
            item.fate = Fate::Taken; // looked at again a little later
            return;
        }
    }
    item.refusals = 0;
    if (state == RunState::Finished) {
        item.fate = Fate::Finished;
        tell(item, "finished");
    } else if (state == RunState::Running) {
        item.fate = Fate::Taken;
        tell(item, "another process has it");
    } else if (common_.stop.stop_requested()) {
        item.fate = Fate::Open;
        tell(item, "stopped, its state is kept");
    } else if (state == RunState::Stopped) {
        item.fate = Fate::Stopped;
        tell(item, "stopped on request, its state is kept");
    } else {
        if (state != RunState::Failed || !has_news) {
            ++item.broken;
            item.fault = "its process ended with " + how_it_ended(ended.code) + ", see " +
                         item.run.log().string();
        }
        fail_or_try_again(item);
    }
}

void SweepWork::fail_or_try_again(SweepItem &item)
{
    const bool again = is_tried_again(item);
    item.fate = again ? Fate::Open : Fate::Failed;
    tell(item, "failed: " + item.fault + (again ? "; it is tried once more" : ""));
}

void SweepWork::tell(const SweepItem &item, const std::string &what) const
{
    const auto finished = std::ranges::count(items_, Fate::Finished, &SweepItem::fate);
    common_.announce("[" + std::to_string(finished) + "/" + std::to_string(items_.size()) + "] " +
                     item.name + ": " + what);
}

void SweepWork::tell_waiting()
{
    if (std::exchange(told_waiting_, true))
        return;
    std::string names;
    for (const auto &item : items_) {
        if (item.fate == Fate::Taken)
            names += (names.empty() ? "" : ", ") + item.name;
    }
    common_.announce("all else is done; waiting for what other processes hold: " + names);
}

/// Whether a run may only look as if another process held it.
bool SweepWork::was_refused() const
{
    return std::ranges::any_of(items_, [](const SweepItem &item) {
        return item.fate == Fate::Taken && item.refusals > 0;
    });
}

bool SweepWork::has(Fate fate) const
{
    return std::ranges::find(items_, fate, &SweepItem::fate) != items_.end();
}

} // namespace tlvfc::cli
