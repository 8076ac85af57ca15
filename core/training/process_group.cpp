#include "core/training/process_group.h"

#include "core/base/error.h"

#include <utility>

#ifdef TLVFC_HAS_GLOO
#define USE_C10D_GLOO
#include <ATen/ops/from_blob.h>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

#include <thread>
#endif

namespace tlvfc {

#ifdef TLVFC_HAS_GLOO

namespace {

using namespace std::chrono_literals;

constexpr auto longest_gathering = 2min;
/// The first process evaluates while the others wait for it; one that is gone is noticed at once.
constexpr auto longest_wait = 24h;

/// c10d's messages go on for lines and name no cause that a person could mend.
template <typename Function>
auto with_clear_error(const char *what, const char *advice, Function &&function)
{
    try {
        return function();
    } catch (const Error &) {
        throw;
    } catch (const std::exception &) {
        throw failure(what, "the run's processes", advice);
    }
}

/// The file in which each leaves its address. One that leaves it may be gone before the others
/// come, so that whoever finds it asks as well.
class MeetingPlace : public c10d::FileStore
{
public:
    MeetingPlace(const std::filesystem::path &file, int size, std::function<void()> while_waiting)
        : FileStore(file.string(), size)
        , while_waiting_(std::move(while_waiting))
    {
        setTimeout(longest_gathering);
    }

    std::vector<std::uint8_t> get(const std::string &key) override
    {
        wait({key}, longest_gathering);
        return FileStore::get(key);
    }

    void wait(const std::vector<std::string> &keys) override { wait(keys, longest_gathering); }

    void wait(const std::vector<std::string> &keys,
              const std::chrono::milliseconds &at_most) override
    {
        const auto end = std::chrono::steady_clock::now() + at_most;
        for (;;) {
            const bool are_there = check(keys);
            if (while_waiting_)
                while_waiting_();
            if (are_there)
                return;
            if (std::chrono::steady_clock::now() > end)
                throw std::runtime_error("nobody comes");
            std::this_thread::sleep_for(10ms);
        }
    }

private:
    std::function<void()> while_waiting_;
};

template <typename Function>
void together(Function &&function)
{
    with_clear_error("another process of the run has ended",
                     "see its log in the run's folder, then carry the run out again: it goes on "
                     "where it stood",
                     [&] { function()->wait(); });
}

} // namespace

struct ProcessGroup::Backend
{
    c10d::ProcessGroupGloo gloo;

    Backend(const c10::intrusive_ptr<c10d::Store> &store, int rank, int size,
            c10::intrusive_ptr<c10d::ProcessGroupGloo::Options> options)
        : gloo(store, rank, size, std::move(options))
    {
    }
};

bool ProcessGroup::is_built_in() { return true; }

ProcessGroup::ProcessGroup(const std::filesystem::path &meeting, int rank, int size,
                           std::function<void()> while_waiting)
    : rank_(rank)
    , size_(size)
{
    with_clear_error(
        "not all processes of the run have come", "see their logs in the run's folder", [&] {
            auto store = c10::make_intrusive<MeetingPlace>(meeting, size, std::move(while_waiting));
            auto options = c10d::ProcessGroupGloo::Options::create(longest_gathering);
            options->devices.push_back(
                c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
            backend_ = std::make_unique<Backend>(store, rank, size, std::move(options));
        });
}

void ProcessGroup::sum(at::Tensor &values)
{
    std::vector<at::Tensor> tensors{values};
    c10d::AllreduceOptions options;
    options.timeout = longest_wait;
    together([&] { return backend_->gloo.allreduce(tensors, options); });
}

double ProcessGroup::sum(double value)
{
    auto tensor = at::from_blob(&value, {1}, at::kDouble);
    sum(tensor);
    return value;
}

std::vector<double> ProcessGroup::from_first(std::vector<double> values)
{
    std::vector<at::Tensor> tensors{
        at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}, at::kDouble)};
    c10d::BroadcastOptions options;
    options.timeout = longest_wait;
    together([&] { return backend_->gloo.broadcast(tensors, options); });
    return values;
}

#else

struct ProcessGroup::Backend
{
};

bool ProcessGroup::is_built_in() { return false; }

ProcessGroup::ProcessGroup(const std::filesystem::path &, int rank, int size, std::function<void()>)
    : rank_(rank)
    , size_(size)
{
    throw failure("this program was built without Gloo", "option processes",
                  "build it where Gloo's headers are installed (libgloo-dev), or give one process");
}

void ProcessGroup::sum(at::Tensor &) {}
double ProcessGroup::sum(double value) { return value; }
std::vector<double> ProcessGroup::from_first(std::vector<double> values) { return values; }

#endif

ProcessGroup::~ProcessGroup() = default;

} // namespace tlvfc
