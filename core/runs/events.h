// A run's log: events.jsonl, one event per line, only ever appended to.
#pragma once

#include "core/base/json.h"
#include "core/training/epoch_point.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// One line: {"v":1,"n":NUMBER,"t":SECONDS,"event":KIND, …}.
///
/// started   {"host","pid","program","torch","device","threads","side_by_side","processes",
///            "steps_per_epoch","epochs","train","val","test"}
///           (a later one: the run began anew, what came before no longer counts)
/// resumed   as "started" up to "processes", then {"epoch","step"}
///           (the run goes on; epochs that the log has already are not told again)
/// prepared  {"parameters","seconds","crossover":{"columns","width","rate"}}
///           networks and data stand ready; crossover reaches so many of the target's features
/// progress  {"epoch","epochs","step","steps","images_per_second","loss","losses",
///            "gradient_norms"}               at most once a second
///           ("losses" has every step's since the last report, up to "step", in seven digits; after
///           "resumed" and "back" steps may be told again, and the later number counts)
/// epoch     an EpochPoint
/// back      {"epoch"}                        a bad loss led back to this epoch's beginning: what
///           was told of it and of later ones no longer counts
/// log       {"level":"info"|"warning","text"}
/// finished  what result.json has, without its tables
/// stopped   {"epoch"}                        on request, state kept
/// failed    {"error"}
struct Event
{
    std::int64_t number = 0; ///< rises by one
    double elapsed_s = 0.0;  ///< since the run's first start
    std::string kind;
    Json fields;
};

/// Epochs that still count, as they were told last.
std::vector<EpochPoint> epoch_points(const std::vector<Event> &events);

/// A loss that was infinite or no number comes back as NaN.
/// @pre event.kind == "epoch". @throws Error (UnreadableInput) for one that lacks a field.
EpochPoint to_epoch_point(const Event &event);

/// The fields of an epoch event.
Json to_json(const EpochPoint &point);

/// The newest readable event, found from the file's end; none where there is none.
/// @throws Error (Failure) where the disk does not give the file back.
std::optional<Event> last_event(const std::filesystem::path &file);

/// Appends and flushes line by line.
class EventWriter
{
public:
    /// Goes on after the last complete line of an earlier start.
    /// @throws Error (Failure) if the file cannot be written.
    explicit EventWriter(const std::filesystem::path &file);
    ~EventWriter();
    EventWriter(const EventWriter &) = delete;
    EventWriter &operator=(const EventWriter &) = delete;

    /// @throws Error (Failure) if the disk is full; a later line can still be written.
    void write(const std::string &kind, Json fields);
    double elapsed_s() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Reads what came since the last time; a torn last line waits for its end, lines that cannot be
/// read, or were written by a newer version, are named in problems() and the rest is still read.
class EventReader
{
public:
    explicit EventReader(std::filesystem::path file);

    /// Which of the reports on a run's steps are read: a long run has millions of them.
    enum class Progress {
        All,
        Newest, ///< after everything else that is new; the others are passed over unread
    };

    /// @throws Error (Failure) where the disk does not give the file back; nothing is lost then.
    std::vector<Event> poll();
    /// Hands over event by event: a long log is never in memory as a whole.
    void poll(const std::function<void(Event)> &take, Progress progress = Progress::All);
    const std::vector<std::string> &problems() const { return problems_; }

private:
    std::filesystem::path file_;
    std::uint64_t offset_ = 0;
    std::int64_t line_ = 0;
    std::vector<std::string> problems_;
};

} // namespace tlvfc
