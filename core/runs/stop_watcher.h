// A run's stop request as a stop token.
#pragma once

#include "core/base/sleep.h"
#include "core/runs/run_folder.h"

#include <functional>
#include <stop_token>
#include <thread>

namespace tlvfc {

/// Stops on the folder's request or with the outer token, whichever comes first.
class StopWatcher
{
public:
    StopWatcher(const RunFolder &run, std::stop_token outer)
        : forward_(std::move(outer), [this] { source_.request_stop(); })
        , thread_([this, file = run.stop_request()](std::stop_token end) { watch(file, end); })
    {
        look(run.stop_request()); // what is there already stops before anything is begun
    }

    std::stop_token token() const { return source_.get_token(); }

private:
    void look(const std::filesystem::path &file)
    {
        std::error_code ignored; // a network folder may be away for a moment
        if (std::filesystem::exists(file, ignored))
            source_.request_stop();
    }

    void watch(const std::filesystem::path &file, const std::stop_token &end)
    {
        do
            look(file);
        while (sleep_unless_stopped(end, std::chrono::milliseconds(200)));
    }

    std::stop_source source_;
    std::stop_callback<std::function<void()>> forward_;
    std::jthread thread_; // last: joined before the rest goes
};

} // namespace tlvfc
