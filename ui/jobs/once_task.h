// Work that is carried out once, whoever comes first: a worker, or who cannot wait for one.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace tlvfc::ui {

template <typename Result>
class OnceTask
{
public:
    explicit OnceTask(std::function<Result()> work)
        : work_(std::move(work))
    {
    }

    /// Waits for it where another thread has begun. What the work throws leaves it undone.
    const Result &carryOut()
    {
        std::call_once(once_, [this] { result_ = work_(); });
        return result_;
    }

private:
    std::function<Result()> work_;
    std::once_flag once_;
    Result result_ = {};
};

} // namespace tlvfc::ui
