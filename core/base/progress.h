// Long work: how it is stopped and how it reports.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

namespace tlvfc {

/// How far a piece of work has come.
struct Progress
{
    std::string activity;  ///< what is being done, for a person: "decoding images"
    double fraction = 0.0; ///< 0 to 1
};

using ProgressHandler = std::function<void(const Progress &)>;

/// Throws Error (Interrupted) if a stop was requested.
void throw_if_stopped(const std::stop_token &stop);

/// Passes on at most ten reports a second, and none that moved less than 0.1 %; the first and
/// the last (fraction 1) always pass.
class ProgressThrottle
{
public:
    explicit ProgressThrottle(ProgressHandler handler);

    void report(const std::string &activity, double fraction);

private:
    ProgressHandler handler_;
    std::chrono::steady_clock::time_point last_time_;
    double last_fraction_ = -1.0;
};

} // namespace tlvfc
