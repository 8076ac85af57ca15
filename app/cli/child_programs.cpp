#include "app/cli/child_programs.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

/// As the program sets it for itself where it computes for long: saves its second start.
std::vector<std::string> environment_with_threads_asleep()
{
    constexpr std::string_view variable = "OMP_WAIT_POLICY=";
    std::vector<std::string> entries;
    bool has_it = false;
    for (char **entry = environ; *entry; ++entry) {
        entries.emplace_back(*entry);
        has_it = has_it || entries.back().starts_with(variable);
    }
    if (!has_it)
        entries.push_back(std::string(variable) + "passive");
    return entries;
}

std::vector<char *> pointers(std::vector<std::string> &texts)
{
    std::vector<char *> list;
    list.reserve(texts.size() + 1);
    for (auto &text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

/// posix_spawnp() with its standard streams and no signal blocked.
class Spawn
{
public:
    Spawn()
    {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    ~Spawn()
    {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    Spawn(const Spawn &) = delete;
    Spawn &operator=(const Spawn &) = delete;

    void write_to_end_of(const fs::path &file)
    {
        posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, file.c_str(),
                                         O_WRONLY | O_CREAT | O_APPEND, 0644);
        posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    }

    void write_to(int descriptor)
    {
        posix_spawn_file_actions_adddup2(&actions_, descriptor, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, descriptor, STDERR_FILENO);
    }

    /// @throws Error (Failure)
    pid_t start(std::vector<std::string> command)
    {
        auto environment = environment_with_threads_asleep();
        const auto arguments = pointers(command);
        const auto variables = pointers(environment);
        pid_t pid = -1;
        const int fault = posix_spawnp(&pid, command.front().c_str(), &actions_, &attributes_,
                                       arguments.data(), variables.data());
        if (fault != 0)
            throw failure("cannot start the program: " + std::string(std::strerror(fault)),
                          command.front(), "check the folder that it writes to");
        return pid;
    }

private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

int exit_code(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

fs::path own_program()
{
    std::error_code error;
    auto program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        throw failure("this program's own file is not known: " + error.message(), "/proc/self/exe",
                      "mount /proc");
    return program;
}

ChildPrograms::~ChildPrograms()
{
    interrupt();
    for (auto &[number, child] : children_)
        child.waiter.join(); // while they all still stand in the map
}

int ChildPrograms::start(const std::vector<std::string> &command, const fs::path &log)
{
    Spawn spawn;
    spawn.write_to_end_of(log);
    const std::lock_guard lock(mutex_);
    std::erase_if(children_, [](const auto &entry) { return entry.second.has_ended; });
    const int number = ++last_;
    const auto pid = spawn.start(command);
    auto &child = children_[number];
    child.pid = pid;
    child.waiter = std::jthread([this, number, pid] { wait_for(number, pid); });
    return number;
}

void ChildPrograms::wait_for(int number, pid_t pid)
{
    // Not reaped before the others know of it: its number could go to a stranger.
    siginfo_t info;
    while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR)
        ;
    const std::lock_guard lock(mutex_);
    int status = 0;
    waitpid(pid, &status, 0);
    children_[number].has_ended = true;
    ended_.push_back({number, pid, exit_code(status)});
    changed_.notify_all();
}

std::size_t ChildPrograms::running() const
{
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(
        children_, [](const auto &entry) { return !entry.second.has_ended; }));
}

std::vector<ChildPrograms::Ended>
ChildPrograms::wait(const std::stop_token &stop, std::optional<std::chrono::milliseconds> at_most)
{
    std::unique_lock lock(mutex_);
    const auto some = [this] { return !ended_.empty(); };
    if (at_most)
        changed_.wait_for(lock, stop, *at_most, some);
    else
        changed_.wait(lock, stop, some);
    return std::exchange(ended_, {});
}

void ChildPrograms::interrupt()
{
    const std::lock_guard lock(mutex_);
    for (const auto &[number, child] : children_) {
        if (!child.has_ended)
            kill(child.pid, SIGINT);
    }
}

ProgramOutput output_of(const std::vector<std::string> &command)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        throw failure("cannot make a pipe: " + std::string(std::strerror(errno)));
    ProgramOutput output;
    pid_t pid = -1;
    try {
        Spawn spawn;
        spawn.write_to(ends[1]);
        pid = spawn.start(command);
    } catch (...) {
        close(ends[0]);
        close(ends[1]);
        throw;
    }
    close(ends[1]);
    char part[4096];
    for (ssize_t count = 0; (count = read(ends[0], part, sizeof part)) > 0;)
        output.text.append(part, static_cast<std::size_t>(count));
    close(ends[0]);
    int status = 0;
    waitpid(pid, &status, 0);
    output.code = exit_code(status);
    return output;
}

} // namespace tlvfc::cli
