// A sweep's runs, carried out by child processes, beside other sweeps on the same folder.
#pragma once

#include "app/cli/child_programs.h"
#include "app/cli/command.h"
#include "core/runs/run_folder.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tlvfc::cli {

struct SweepWays
{
    int jobs = 1;          ///< children at a time
    int retries = 1;       ///< of a run that fails
    bool together = false; ///< runs that can share images go to one child
    bool no_wait = false;  ///< for runs that other processes hold
};

/// How far a run of the sweep is.
struct SweepItem
{
    enum class Fate {
        Open,  ///< prepared, stopped, broken off, or failed and to be tried again
        Ours,  ///< a child of this process carries it out
        Taken, ///< another process holds it
        Finished,
        Failed,  ///< as often as it may
        Stopped, ///< somebody asked for that; it can go on
    };

    std::string name;
    RunFolder run;
    RunSpec spec; ///< the folder's
    Fate fate = Fate::Open;
    int tries = 0; ///< that began here
    std::string fault;

    /// Before the first try here, failures of earlier days not counted.
    std::int64_t failed_before = 0;
    int broken = 0;   ///< children that ended without a word
    int refusals = 0; ///< one after another, of children that could not begin
    std::int64_t last_event_before = 0;
};

class SweepWork
{
public:
    /// @param items  whose folders are there
    SweepWork(std::vector<SweepItem> items, const SweepWays &ways, const Common &common);

    /// Returns when all runs have come to an end, those of others too unless they are not waited
    /// for, or when stopped: the children have then kept their states and are gone.
    void carry_out();

    const std::vector<SweepItem> &items() const { return items_; }

private:
    using Group = std::vector<std::size_t>;

    void look(SweepItem &item);
    void look_at_taken();
    bool is_tried_again(SweepItem &item);
    Group next_group();
    void start(const Group &group);
    void settle(const ChildPrograms::Ended &ended);
    void settle(SweepItem &item, const ChildPrograms::Ended &ended);
    void fail_or_try_again(SweepItem &item);
    void tell(const SweepItem &item, const std::string &what) const;
    void tell_waiting();
    bool was_refused() const;
    bool has(SweepItem::Fate fate) const;

    std::vector<SweepItem> items_;
    SweepWays ways_;
    const Common &common_;
    std::string program_;
    std::map<int, Group> groups_; ///< by child
    std::chrono::steady_clock::time_point next_look_{};
    bool told_waiting_ = false;
    ChildPrograms children_; // last: interrupted and waited for before the rest goes
};

} // namespace tlvfc::cli
