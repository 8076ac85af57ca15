#include "core/checkpoint/lost_pages.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace tlvfc::checkpoint {

/// One watched stretch. A signal's handler may take no lock and no memory: places stand in a list
/// that only grows, and are used again.
struct WatchedPlace
{
    std::atomic<std::uintptr_t> begin = 0; ///< 0: free
    std::atomic<std::uintptr_t> end = 0;
    std::atomic<bool> lost = false;
    WatchedPlace *next = nullptr;
};

namespace {

std::atomic<WatchedPlace *> first_place = nullptr;
std::uintptr_t page_size = 0;
struct sigaction action_before;

void pass_on(int number, siginfo_t *about, void *context)
{
    if ((action_before.sa_flags & SA_SIGINFO) != 0)
        return action_before.sa_sigaction(number, about, context);
    if (action_before.sa_handler != SIG_DFL && action_before.sa_handler != SIG_IGN)
        return action_before.sa_handler(number);
    // What caused it is done again and then ends the program.
    std::signal(number, SIG_DFL);
}

/// Zeros in place of the page and of all that follow: a file that is cut short lost these as well.
bool put_zeros(std::uintptr_t address, const WatchedPlace &place)
{
    const auto page = address / page_size * page_size;
    return mmap(reinterpret_cast<void *>(page), place.end.load() - page, PROT_READ,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED;
}

void on_bus_error(int number, siginfo_t *about, void *context)
{
    const auto address = reinterpret_cast<std::uintptr_t>(about->si_addr);
    for (auto *place = first_place.load(); place; place = place->next) {
        if (address < place->begin.load() || address >= place->end.load())
            continue;
        place->lost = true;
        if (put_zeros(address, *place))
            return;
    }
    pass_on(number, about, context);
}

void take_signal()
{
    page_size = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    struct sigaction action = {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &action_before);
}

WatchedPlace *free_place()
{
    for (auto *place = first_place.load(); place; place = place->next) {
        if (place->begin == 0)
            return place;
    }
    auto *place = new WatchedPlace;
    place->next = first_place;
    first_place = place;
    return place;
}

std::mutex placing;

} // namespace

WatchedPages::WatchedPages(std::span<const std::byte> pages)
{
    const std::scoped_lock lock(placing);
    static const bool has_signal = (take_signal(), true);
    static_cast<void>(has_signal);
    place_ = free_place();
    const auto begin = reinterpret_cast<std::uintptr_t>(pages.data());
    place_->lost = false;
    place_->end = begin + pages.size();
    place_->begin = begin;
}

WatchedPages::~WatchedPages()
{
    const std::scoped_lock lock(placing);
    place_->begin = place_->end = 0;
}

bool WatchedPages::are_lost() const { return place_->lost; }

} // namespace tlvfc::checkpoint
