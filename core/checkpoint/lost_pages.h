// Pages of a mapped file that are gone when they are looked at: another program cut the file
// short, or the disk failed. The system says so with the signal SIGBUS, which ends a program; here
// such pages read as zeros instead, and who mapped them can ask afterward.
#pragma once

#include <cstddef>
#include <span>

namespace tlvfc::checkpoint {

struct WatchedPlace;

class WatchedPages
{
public:
    /// `pages` stay mapped while this lives. The first one takes over SIGBUS; signals about other
    /// memory go on to whoever had it before.
    explicit WatchedPages(std::span<const std::byte> pages);
    ~WatchedPages();
    WatchedPages(const WatchedPages &) = delete;
    WatchedPages &operator=(const WatchedPages &) = delete;

    /// Whether zeros were given in place of the file's bytes. True for good once it is.
    bool are_lost() const;

private:
    WatchedPlace *place_;
};

} // namespace tlvfc::checkpoint
