#include "core/transfer/crew.h"

#include <algorithm>
#include <utility>

namespace tlvfc {

namespace {

/// Parts for each thread: enough that the last ones end at nearly the same time.
constexpr std::int64_t parts_each = 4;

} // namespace

Crew::Crew(unsigned threads)
{
    for (unsigned i = 1; i < threads; ++i)
        helpers_.emplace_back([this](const std::stop_token &stop) { help(stop); });
}

Crew::~Crew() = default;

bool Crew::do_aside(std::function<void()> job)
{
    {
        const std::lock_guard lock(mutex_);
        if (away_ == helpers_.size())
            return false;
        ++away_;
        aside_ = std::move(job);
    }
    changed_.notify_all();
    return true;
}

std::int64_t Crew::parts_of(std::int64_t count, std::int64_t grain) const
{
    if (size() == 1)
        return 1;
    return std::clamp<std::int64_t>(count / std::max<std::int64_t>(grain, 1), 1,
                                    parts_each * size());
}

void Crew::run_parts(std::int64_t parts, Function function, const void *context)
{
    if (parts <= 1 || helpers_.empty()) {
        for (std::int64_t part = 0; part < parts; ++part)
            function(context, part);
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        function_ = function;
        context_ = context;
        parts_ = parts;
        next_ = 0;
        busy_ = helpers_.size() - away_;
        fault_ = nullptr;
        ++piece_;
    }
    changed_.notify_all();
    take_parts();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return busy_ == 0; });
    if (fault_)
        std::rethrow_exception(fault_);
}

void Crew::take_parts()
{
    try {
        for (auto part = next_++; part < parts_; part = next_++)
            function_(context_, part);
    } catch (...) {
        next_ = parts_;
        const std::lock_guard lock(mutex_);
        if (!fault_)
            fault_ = std::current_exception();
    }
}

void Crew::help(const std::stop_token &stop)
{
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return piece_ != seen || aside_; })) {
        if (aside_) {
            const auto job = std::exchange(aside_, nullptr);
            lock.unlock();
            job();
            lock.lock();
            --away_;
            seen = piece_; // the piece that goes on now has not counted on this helper
            continue;
        }
        seen = piece_;
        lock.unlock();
        take_parts();
        lock.lock();
        if (--busy_ == 0)
            changed_.notify_all();
    }
}

} // namespace tlvfc
