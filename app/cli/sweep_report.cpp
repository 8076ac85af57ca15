#include "app/cli/sweep_report.h"

#include "app/cli/words.h"

#include "core/base/error.h"
#include "core/base/file_system.h"

#include <algorithm>
#include <filesystem>

namespace tlvfc::cli {

using Fate = SweepItem::Fate;

namespace {

std::string row(std::size_t width, const std::string &name, const std::string &state,
                const std::string &validation, const std::string &test, const std::string &tries)
{
    return to_the_left(name, width) + "  " + to_the_left(state, 17) + " " +
           to_the_right(validation, 15) + " " + to_the_right(test, 13) + " " +
           to_the_right(tries, 5);
}

/// What the run's result says; a damaged one says nothing.
Json result_of(const RunFolder &run)
{
    try {
        if (is_there(run.result()))
            return read_json(run.result());
    } catch (const Error &) {
        // the table still has the other runs
    }
    return Json::object();
}

std::size_t count(const std::vector<SweepItem> &items, Fate fate)
{
    return static_cast<std::size_t>(std::ranges::count(items, fate, &SweepItem::fate));
}

} // namespace

std::string word_for(Fate fate)
{
    switch (fate) {
    case Fate::Open:
        return "unfinished";
    case Fate::Ours:
        return "running";
    case Fate::Taken:
        return "running elsewhere";
    case Fate::Finished:
        return "finished";
    case Fate::Failed:
        return "failed";
    case Fate::Stopped:
        return "stopped";
    }
    return {};
}

Json sweep_document(const std::string &root, const std::vector<SweepItem> &items)
{
    Json runs = Json::array();
    for (const auto &item : items) {
        const auto result = result_of(item.run);
        Json entry{{"run", item.name},
                   {"state", word_for(item.fate)},
                   {"best_val_accuracy", result.value("best_val_accuracy", Json())},
                   {"test_accuracy", result.value("test_accuracy", Json())},
                   {"tries", item.tries}};
        if (item.fate == Fate::Failed)
            entry["error"] = item.fault;
        runs.push_back(std::move(entry));
    }
    return {{"folder", root},
            {"runs", runs},
            {"finished", count(items, Fate::Finished)},
            {"failed", count(items, Fate::Failed)},
            {"held", count(items, Fate::Taken)}};
}

void say_sweep(const Json &document, const Common &common)
{
    std::size_t width = 3;
    for (const auto &run : document["runs"])
        width = std::max(width, length(run["run"].get<std::string>()));
    common.say(row(width, "run", "state", "best validation", "test accuracy", "tries"));
    for (const auto &run : document["runs"]) {
        common.say(row(width, run["run"], run["state"], percent(number(run["best_val_accuracy"])),
                       percent(number(run["test_accuracy"])),
                       std::to_string(run["tries"].get<int>())));
    }
    for (const auto &run : document["runs"]) {
        if (run.contains("error"))
            common.say(run["run"].get<std::string>() + ": " + run["error"].get<std::string>());
    }
}

} // namespace tlvfc::cli
