// A few threads that share the parts of one piece of work after the other. They stay between the
// pieces, which are many and short: side_by_side() would start them thousands of times in one
// transfer.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tlvfc {

/// The caller works along, so a crew of one starts no thread. One piece of work at a time.
class Crew
{
public:
    explicit Crew(unsigned threads = 1);
    ~Crew();
    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;

    unsigned size() const { return static_cast<unsigned>(helpers_.size()) + 1; }

    /// Has one helper do the job, which must not throw, beside the pieces of work to come; false
    /// where there is no helper, and nothing is done. The crew ends after the job does.
    bool do_aside(std::function<void()> job);

    /// How many parts of at least `grain` give everyone something to do until the end; one for a
    /// crew of one.
    std::int64_t parts_of(std::int64_t count, std::int64_t grain) const;

    /// work(part) for every part in [0, parts), in any order, from several threads.
    /// The first exception ends the work and is thrown here.
    template <typename Work>
    void run(std::int64_t parts, const Work &work)
    {
        run_parts(
            parts,
            [](const void *context, std::int64_t part) {
                (*static_cast<const Work *>(context))(part);
            },
            &work);
    }

    /// work(first, last) over equal parts of [0, count), each of at least `grain`.
    template <typename Work>
    void run_ranges(std::int64_t count, std::int64_t grain, const Work &work)
    {
        const auto parts = parts_of(count, grain);
        run(parts,
            [&](std::int64_t part) { work(count * part / parts, count * (part + 1) / parts); });
    }

private:
    using Function = void (*)(const void *context, std::int64_t part);

    void run_parts(std::int64_t parts, Function function, const void *context);
    void take_parts();
    void help(const std::stop_token &stop);

    std::mutex mutex_; // guards what follows but next_, and is held to start a piece of work
    std::condition_variable_any changed_;
    std::uint64_t piece_ = 0;     ///< counts the pieces of work
    std::size_t busy_ = 0;        ///< helpers that have not finished this piece
    std::size_t away_ = 0;        ///< helpers with a job aside
    std::function<void()> aside_; ///< a job that nobody has taken yet
    std::exception_ptr fault_;
    Function function_ = nullptr;
    const void *context_ = nullptr;
    std::int64_t parts_ = 0;
    std::atomic<std::int64_t> next_ = 0;
    std::vector<std::jthread> helpers_; // last: joined before the rest goes
};

} // namespace tlvfc
