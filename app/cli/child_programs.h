// Other programs, started beside each other and waited for without asking again and again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace tlvfc::cli {

/// This very program's file. @throws Error (Failure) where the system does not tell.
std::filesystem::path own_program();

/// Children in process groups of their own, so that Ctrl-C in a terminal reaches them only through
/// whoever started them. Each reads nothing and writes at the end of a log.
class ChildPrograms
{
public:
    struct Ended
    {
        int child = 0;
        pid_t pid = -1;
        int code = 0; ///< its exit status, or 128 and the signal that ended it
    };

    ChildPrograms() = default;
    /// Interrupts those that are left and waits for them.
    ~ChildPrograms();
    ChildPrograms(const ChildPrograms &) = delete;
    ChildPrograms &operator=(const ChildPrograms &) = delete;

    /// The child's number. @param command the program and its arguments
    /// @throws Error (Failure) where it does not start or the log cannot be written.
    int start(const std::vector<std::string> &command, const std::filesystem::path &log);

    std::size_t running() const;

    /// Returns when one has ended, with all that have since the last time; empty-handed when
    /// stopped, and after `at_most` where that is given.
    std::vector<Ended> wait(const std::stop_token &stop,
                            std::optional<std::chrono::milliseconds> at_most = {});

    /// SIGINT to all that run.
    void interrupt();

private:
    struct Child
    {
        pid_t pid = -1;
        std::jthread waiter;
        bool has_ended = false;
    };

    void wait_for(int number, pid_t pid);

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<int, Child> children_;
    std::vector<Ended> ended_;
    int last_ = 0;
};

/// Runs a program to its end and gives what it writes to standard output and error together.
struct ProgramOutput
{
    int code = 0;
    std::string text;
};

/// @throws Error (Failure) where it does not start.
ProgramOutput output_of(const std::vector<std::string> &command);

} // namespace tlvfc::cli
