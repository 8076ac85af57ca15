#include "app/cli/progress_display.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace tlvfc::cli {

ProgressDisplay::ProgressDisplay()
    : terminal_(isatty(STDERR_FILENO) == 1)
{
}

void ProgressDisplay::show(const Progress &at)
{
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - last_time_ < std::chrono::milliseconds(100))
        return;
    // A log needs no ten lines a second: one per activity, and one per tenth of it.
    const int tenth = static_cast<int>(at.fraction * 10);
    if (!terminal_ && at.activity == last_activity_ && tenth == last_tenth_)
        return;
    last_time_ = now;
    last_activity_ = at.activity;
    last_tenth_ = tenth;
    if (terminal_)
        show_bar(at);
    else
        show_line(at);
}

void ProgressDisplay::clear()
{
    const std::lock_guard lock(mutex_);
    if (bar_shown_)
        std::fputs("\r\033[K", stderr);
    bar_shown_ = false;
}

void ProgressDisplay::show_bar(const Progress &at)
{
    constexpr int width = 30;
    const auto filled = static_cast<std::size_t>(std::clamp(at.fraction, 0.0, 1.0) * width);
    const auto bar = std::string(filled, '=') + std::string(width - filled, ' ');
    std::fprintf(stderr, "\r[%s] %3.0f %%  %s\033[K", bar.c_str(), 100 * at.fraction,
                 at.activity.c_str());
    bar_shown_ = true;
}

void ProgressDisplay::show_line(const Progress &at)
{
    std::fprintf(stderr, "%3.0f %%  %s\n", 100 * at.fraction, at.activity.c_str());
}

} // namespace tlvfc::cli
