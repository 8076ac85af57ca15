// Progress as a terminal or a log shows it.
#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <mutex>
#include <string>

namespace tlvfc::cli {

/// Writes to standard error: a bar on a terminal, plain lines elsewhere, at most ten a second
/// whatever the number of activities. Thread-safe.
class ProgressDisplay
{
public:
    ProgressDisplay();

    void show(const Progress &at);

    /// Wipes the bar, so that other output begins on an empty line.
    void clear();

private:
    void show_bar(const Progress &at);
    void show_line(const Progress &at);

    std::mutex mutex_;
    bool terminal_;
    bool bar_shown_ = false;
    std::chrono::steady_clock::time_point last_time_{};
    std::string last_activity_;
    int last_tenth_ = -1;
};

} // namespace tlvfc::cli
